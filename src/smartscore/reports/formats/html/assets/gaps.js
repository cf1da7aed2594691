// What closing gaps brings, alone and together, and what the next level asks for.

function openGaps(result, row) {
  return result.gaps.order[row].map((place) => ({ place, gain: result.gaps.gain[place][row], rank: result.gaps.rank[place][row] }));
}

function gapPart(result, row) {
  const gaps = openGaps(result, row);
  const heading = el("h2", {}, say("gaps"));
  if (!gaps.length) return [heading, el("p", {}, say("gaps_none"))];
  const top = gaps.slice(0, 10);
  const data = top.map(({ place, gain, rank }, order) => ({ order, name: result.title(place), gain, text: result.signed(gain),
    tip: `${result.title(place)}\n${result.shown(place, row)} → ${raw(result.nodes[place].wanted)} ${result.nodes[place].unit}\n${say("rank_then")}: ${number(rank)}` }));
  const description = say("figure_gains", { name: result.rows.name[row], gains: top.slice(0, 3).map(({ place, gain }) => `${result.title(place)} ${result.signed(gain)}`).join(", ") });
  return [heading, el("p", { className: "lead" }, say("gaps_alone")), figure(result, "gains", { gains: data }, description), gapTable(result, row, top),
    gaps.length > top.length ? foldable(say("show_all", { count: number(gaps.length - top.length) }), gapTable(result, row, gaps.slice(top.length))) : null];
}

function gapTable(result, row, gaps) {
  const next = result.gaps.next[result.rows.band[row]];
  const columns = [text(say("indicator")), numeric(say("value")), numeric(say("median")), next ? numeric(say("next_band")) : null, numeric(say("wanted")), numeric(say("closing")), text(say("unit")), numeric(say("gain")), numeric(say("rank_then"))].filter(Boolean);
  const rows = gaps.map(({ place, gain, rank }) => {
    const value = result.value(place, row), target = result.nodes[place].wanted;
    const cells = [own(result.title(place)), result.shown(place, row), raw(result.medianValue(place, row)), raw(target), isNumber(value) ? raw(Number((target - value).toPrecision(6))) : MISSING, own(result.nodes[place].unit), result.signed(gain), number(rank)];
    if (next) cells.splice(3, 0, raw(next[place]));
    return cells;
  });
  return table(null, columns, rows, { label: say("gaps") });
}

function nextLevel(result, row) {
  return [el("h2", {}, say("next_level")), ...nextBand(result, row), ...nextCriteria(result, row)];
}

// Where the next band begins, and how many of the largest gaps together reach it.
function nextBand(result, row) {
  const band = result.rows.band[row], place = result.worse ? band : band + 1;
  if (band < 0 || !result.bands.length) return [];
  if (result.worse ? band === 0 : band === result.bands.length - 1) return [el("p", {}, say("next_top", { band: result.bandTitle(row) }))];
  const start = result.bands[place].start, title = result.bands[result.worse ? band - 1 : place].title, index = result.score(0, row);
  const paragraphs = [el("p", {}, say("next_reached", { band: title, start: result.scoreText(start), lacking: result.scoreText(Math.abs(start - index)) }))];
  const single = result.gaps.alone[row];
  if (single.length) paragraphs.push(el("p", {}, say("next_single", { names: single.slice(0, 5).map((at) => result.title(at)).join("; ") })));
  const steps = result.gaps.together.map((step) => step[row]).filter(isNumber);
  const needed = result.gaps.needed[row];
  const joint = needed === 0 ? say("next_joint_none", { count: number(steps.length), index: result.scoreText(steps[steps.length - 1] ?? index) }) : say("next_joint", { count: number(needed), index: result.scoreText(steps[needed - 1]), band: title });
  return [...paragraphs, el("p", {}, joint)];
}

// What the next maturity level of an indicator asks for.
function nextCriteria(result, row) {
  return result.indicators.flatMap((place) => {
    const { criteria } = result.nodes[place], value = result.value(place, row);
    if (!criteria.length || !isNumber(value)) return [];
    const level = criteria.map((one) => one.level).filter((one) => one > value).sort((a, b) => a - b)[0];
    if (level === undefined) return [];
    const list = criteria.filter((one) => one.level === level).map((one) => el("li", {}, own(one.text), one.evidence ? el("span", { className: "tag" }, `${say("evidence")}: ${one.evidence}`) : null));
    return [el("div", { className: "keep" }, el("h3", {}, own(result.title(place)), el("span", { className: "quiet" }, ` ${say("level_next", { now: raw(value), next: number(level) })}`)), el("ul", { className: "plain" }, list))];
  });
}
