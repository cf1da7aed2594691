// Where problems lie: cities by areas, dark where scores are bad, and a line an area in words.

function problems(result) {
  const areas = result.areas();
  const rows = result.ranked();
  if (!shows("problems", rows.length > 1 && areas.length > 1)) return;
  const many = rows.length > 60;
  document.getElementById("problems").classList.toggle("leaf", rows.length > 20);
  const data = {
    problems: rows.flatMap((row, order) => areas.map((area, place) => ({
      order, place, score: result.score(area, row),
      tip: `${result.rows.name[row]}\n${result.title(area)}: ${result.scoreText(result.score(area, row))}`,
    }))),
    cities: many ? [] : rows.map((row, order) => ({ order, name: result.rows.name[row] })),
    columns: areas.map((area, place) => ({ place, name: result.title(area), top: result.level(area) === 1 })),
  };
  const lines = problemLines(result, areas);
  const line = new Map(lines.map((one) => [one.area, one]));
  const worst = result.now.nodes.filter((place) => line.has(place)).slice(0, 3).map((place) => line.get(place));
  const named = worst.map((one) => `${result.title(one.area)} (${result.scoreText(one.median)})`).join(", ");
  const adjust = (spec, room) => dense(spec, room, rows.length, areas.length, many);
  fill("problems", el("p", { className: "lead" }, say("problem_worst", { names: named })),
    figure(result, "problems", data, say("figure_problems", { count: number(rows.length), names: named }), { wide: true, adjust }),
    problemTable(result, lines));
}

// Fit all columns into the room, and many cities into one screen; a drawing of so many cells is a bitmap.
function dense(spec, room, count, columns, many) {
  const names = spec.layer.find((layer) => layer.name === "names");
  spec.width = { step: Math.max(16, Math.min(34, Math.floor((room + (many ? names.mark.limit : 0) - 110) / columns))) };
  if (!many) return;
  spec.height = { step: Math.max(1.5, 780 / count) };
  spec.layer.slice(0, 2).forEach((layer) => { layer.mark.strokeWidth = 0; });
  spec.usermeta = "canvas";
}

// The lower limit: half of the scale, or where the band above the lowest two begins.
function problemLimit(result) {
  const [low, high] = result.scale;
  return (low + high) / 2;
}

function problemLines(result, areas) {
  const limit = problemLimit(result);
  return areas.map((area) => {
    const known = result.here.filter((row) => isNumber(result.score(area, row)));
    const worse = result.nodes[area].way < 0;
    const bad = known.filter((row) => (worse ? result.score(area, row) > limit : result.score(area, row) < limit));
    return { area, known, bad, median: result.now.medians[area], lowest: result.now.worst[area], best: result.now.best[area] };
  });
}

function problemTable(result, lines) {
  const limit = result.scoreText(problemLimit(result));
  const columns = [text(say("dimension")), numeric(say("median")), numeric(say("problem_limit", { limit })), text(say("lowest_city")), text(say("best_city"))];
  const city = (row, area) => (row < 0 ? MISSING : [cityLink(result, row), ` ${result.scoreText(result.score(area, row))}`]);
  const rows = lines.map((line) => ({
    className: result.level(line.area) > 1 ? "sub1" : "",
    cells: [own(result.title(line.area)), result.scoreText(line.median), say("problem_count", { count: number(line.bad.length), total: number(line.known.length) }), city(line.lowest, line.area), city(line.best, line.area)],
  }));
  return foldable(say("as_table"), table(null, columns, rows, { label: say("as_table") }));
}
