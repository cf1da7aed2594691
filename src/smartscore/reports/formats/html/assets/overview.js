// What stands above everything: the best, the middle and the last, how all are spread, and the wheel of the median city.

function overview(result) {
  const ranked = result.rounds.length ? result.now.ranked : [];
  fill("cards", headlineCards(result, ranked));
  fill("spread", ranked.length ? spread(result, ranked) : null);
  fill("wheel", ranked.length > 1 ? medianWheel(result) : null);
}

function headlineCards(result, ranked) {
  const without = result.here.length - ranked.length;
  if (!ranked.length) return cards([[say("cities"), number(result.here.length), say("no_index")]]);
  const [first, last] = highestAndLowest(result);
  return cards([
    [say("cities"), number(result.here.length), without ? say("counted", { count: number(without) }) : null],
    [say("highest"), result.scoreText(result.score(0, first)), cityLink(result, first)],
    [say("median"), result.scoreText(result.now.medians[0]), result.bands.length ? el("span", {}, say("value_of", { low: result.scoreText(result.scale[0]), high: result.scoreText(result.scale[1]) })) : null],
    ranked.length > 1 ? [say("lowest"), result.scoreText(result.score(0, last)), cityLink(result, last)] : null,
    [say("coverage"), percent(result.now.coverage), say("median")],
    judgedCard(result),
    illustrativeCard(result),
  ]);
}

const highestAndLowest = (result) => (result.worse ? [result.now.worst[0], result.now.best[0]] : [result.now.best[0], result.now.worst[0]]);

function illustrativeCard(result) {
  const counted = result.here.map((row) => qualities(result, row)).filter(Boolean);
  if (!counted.length) return null;
  const sum = (name) => counted.reduce((total, one) => total + one[name], 0);
  return sum("count") ? [say("illustrative"), percent(sum("count") / sum("total")), say("points_of", { count: number(sum("count")), total: number(sum("total")) })] : null;
}

function spread(result, ranked) {
  const [highest, lowest] = highestAndLowest(result).map((row) => result.scoreText(result.score(0, row)));
  const fields = { count: number(ranked.length), median: result.scoreText(result.now.medians[0]), highest, lowest };
  return ranked.length > 40 ? histogram(result, ranked, fields) : bars(result, ranked, fields);
}

function bars(result, ranked, fields) {
  const data = ranked.map((row, order) => ({
    order, name: result.rows.name[row], score: result.score(0, row), text: result.scoreText(result.score(0, row)), band: result.rows.band[row],
    tip: `${result.rows.name[row]}: ${result.scoreText(result.score(0, row))}\n${result.bands.length ? result.bandTitle(row) : ""}`.trim(),
  }));
  return [figure(result, "ranks", { ranks: data }, say("figure_ranks", fields)), legend(result)];
}

// Steps that begin where bands do, so that a bar has one colour.
function histogram(result, ranked, fields) {
  const [low, high] = result.scale;
  const step = (high - low) / 40;
  const starts = [...new Set([...Array(40).keys()].map((at) => low + at * step).concat(result.bands.map((band) => band.start)))]
    .filter((start) => start >= low && start < high).sort((a, b) => a - b);
  const data = starts.map((from, at) => {
    const to = starts[at + 1] ?? high;
    const rows = ranked.filter((row) => result.score(0, row) >= from && (result.score(0, row) < to || to === high));
    const tip = `${result.scoreText(from)} – ${result.scoreText(to)}\n${say("cities")}: ${number(rows.length)}`;
    return { from, to, count: rows.length, band: rows.length ? result.rows.band[rows[0]] : 0, tip };
  }).filter((bar) => bar.count);
  return [figure(result, "spread", { spread: data }, say("figure_spread", fields)), legend(result)];
}

function legend(result) {
  if (!result.bands.length) return null;
  const count = (band) => result.here.filter((row) => result.rows.band[row] === band).length;
  const keys = result.bands.map((band, at) => {
    const dot = el("i", { "aria-hidden": "true" });
    dot.style.background = result.colours[at];
    return el("li", { className: "chip" }, dot, own(band.title), el("span", { className: "quiet" }, ` ${number(count(at))}`));
  });
  return el("ul", { className: "bands", "aria-label": say("band") }, keys);
}

// Sectors are medians, the arcs the best that any city has.
function medianWheel(result) {
  const members = result.members.filter((place) => result.nodes[place].share > 0);
  const scores = members.map((place) => result.now.medians[place]);
  const best = members.map((place) => (result.now.best[place] < 0 ? null : result.score(place, result.now.best[place])));
  const listing = members.map((place, at) => `${result.title(place)} ${result.scoreText(scores[at])}`);
  return wheelFigure(result, scores, best, say("figure_wheel", { name: say("median_wheel"), scores: listing.join(", ") }), say("median_wheel_key"), say("best_city"));
}
