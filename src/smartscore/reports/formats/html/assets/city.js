// A page a city: where it stands, what makes it strong and weak, what is missing, who is like it.

function cityPage(result, row) {
  const page = el("div", { className: "citypage" });
  page.append(cityHead(result, row), el("section", {}, profile(result, row)), el("section", { className: "leaf" }, strengths(result, row)),
    sinceLastYear(result, row), el("section", {}, gapPart(result, row)), el("section", { className: "leaf" }, nextLevel(result, row)),
    ...planPart(result, row), evidencePart(result, row), el("section", { className: "keep" }, missing(result, row)), el("section", {}, peerPart(result, row)), el("section", { className: "leaf" }, everything(result, row)));
  return page;
}

function cityHead(result, row) {
  const rows = result.rows, index = result.score(0, row), before = rows.before[row];
  const ranked = result.peers(row).filter((other) => isNumber(result.score(0, other))).length;
  const illustrative = qualities(result, row);
  const among = result.by === null ? null : say("group_of", { name: result.by, value: rows.group[row] });
  return el("section", {}, el("div", { className: "cityhead" }, el("h2", {}, own(rows.label[row]), rows.city[row] === rows.name[row] ? null : el("small", { className: "quiet" }, " ", own(rows.city[row]))),
    el("p", { className: "noprint" }, el("a", { href: "#overview" }, say("back")))),
  row in result.provisional ? el("p", { className: "lead" }, own(result.provisional[row])) : null,
  row in result.reasons ? el("p", { className: "lead" }, say("no_index"), " ", result.reasons[row]) : null,
  result.rangeSaid(row) ? el("p", { className: "lead" }, result.rangeSaid(row)) : null,
  result.intervalSaid(row) ? el("p", { className: "lead" }, own(result.intervalSaid(row))) : null,
  cards([
    [say("index"), result.scoreText(index), isNumber(index) ? metered(el("span"), meter(result, row)) : null],
    result.rangeSaid(row) ? [say("range"), rangeText(result, row)] : null,
    result.bands.length ? [say("band"), chip(result, row)] : null,
    [say("rank"), rows.rank[row] === null ? MISSING : say("rank_of", { rank: number(rows.rank[row]), count: number(ranked) }), among],
    result.intervalSaid(row) ? [say("rank_interval"), result.intervalText(row), say("rank_interval_of")] : null,
    before < 0 ? null : [say("change"), change(result, result.score(0, before), index), say("year_before", { index: result.scoreText(result.score(0, before)), rank: number(rows.rank[before]) })],
    [say("coverage"), percent(result.coverage[0][row])],
    judgedCard(result),
    illustrative === null ? null : [say("illustrative"), say("points_of", { count: number(illustrative.count), total: number(illustrative.total) }), say("illustrative_of")],
  ]));
}

// From the least to the greatest index that the missing values allow.
function rangeText(result, row) {
  const [least, greatest] = result.endTexts(0, row);
  return say("range_of", { least, greatest });
}

const judgedCard = (result) => (result.judged === null ? null : [say("judged"), percent(result.judged), say("judged_of")]);

// How many of the values of a city are illustrative, where the dataset says so.
function qualities(result, row) {
  if (!result.notes.quality) return null;
  const qualities = result.indicators.filter((place) => isNumber(result.value(place, row))).map((place) => result.note("quality", place, row));
  return { count: qualities.filter((quality) => quality === "illustrative").length, total: qualities.length };
}

function profile(result, row) {
  const members = result.members.filter((place) => result.nodes[place].share > 0);
  const scores = members.map((place) => result.score(place, row)), medians = members.map((place) => result.medianScore(place, row));
  const alone = result.peers(row).length < 2;
  const listing = members.map((place, at) => `${result.title(place)} ${result.scoreText(scores[at])}`).join(", ");
  const wheel = wheelFigure(result, scores, alone ? null : medians, say("figure_wheel", { name: result.rows.name[row], scores: listing }), null);
  const key = el("p", { className: "quiet" }, el("span", { className: "key own", "aria-hidden": "true" }), say("this_city"), " ", alone ? null : [el("span", { className: "key median", "aria-hidden": "true" }), say("median")]);
  return [el("h2", {}, say("profile")), wheel ? el("div", { className: "pair" }, el("div", {}, wheel, key), profileTable(result, row, members)) : profileTable(result, row, members),
    alone || !members.length ? null : standing(result, row, members)];
}

function profileTable(result, row, members) {
  const before = result.rows.before[row];
  const columns = [text(say("dimension")), numeric(say("score")), numeric(say("median")), numeric(say("rank")), numeric(say("contribution"))];
  const open = Boolean(result.rangeSaid(row));
  if (open) columns.splice(2, 0, numeric(say("range_least")), numeric(say("range_greatest")));
  if (before >= 0) columns.push(numeric(say("change")));
  const line = (place) => {
    const cells = [own(result.title(place)), result.scoreText(result.score(place, row)), ...(open ? result.endTexts(place, row) : []), result.scoreText(result.medianScore(place, row)), number(result.rankOf(place, row)), place in result.contributions ? result.scoreText(result.contributions[place][row]) : MISSING];
    return before >= 0 ? [...cells, change(result, result.score(place, before), result.score(place, row))] : cells;
  };
  return table(say("points"), columns, [0, ...members].map(line));
}

function standing(result, row, members) {
  const peers = result.peers(row);
  const ownData = members.map((place, order) => ({ order, name: result.title(place), score: result.score(place, row), median: result.medianScore(place, row),
    tip: `${result.title(place)}: ${result.scoreText(result.score(place, row))}\n${say("median")}: ${result.scoreText(result.medianScore(place, row))}` }));
  const others = members.flatMap((place, order) => peers.map((other) => ({ order, score: result.score(place, other) })).filter((one) => isNumber(one.score)));
  const listing = members.map((place) => `${result.title(place)} ${number(result.rankOf(place, row))}`).join(", ");
  return figure(result, "standing", { own: ownData, others }, say("figure_standing", { name: result.rows.name[row], ranks: listing }), { caption: say("apart") });
}

// Last year's scores and this year's, where the dataset has both.
function sinceLastYear(result, row) {
  const before = result.rows.before[row];
  if (before < 0) return "";
  const places = [0, ...result.members].filter((place) => isNumber(result.score(place, row)) && isNumber(result.score(place, before)));
  if (!places.length) return "";
  const apart = (place) => result.score(place, row) - result.score(place, before);
  const data = places.map((place, order) => ({ order, name: result.title(place), before: result.score(place, before), score: result.score(place, row),
    risen: result.nodes[place].way < 0 ? apart(place) <= 0 : apart(place) >= 0, tip: `${result.title(place)}: ${result.scoreText(result.score(place, before))} → ${result.scoreText(result.score(place, row))}` }));
  const description = say("figure_change", { name: result.rows.name[row], changes: places.map((place) => `${result.title(place)} ${result.signed(apart(place))}`).join(", ") });
  return el("section", {}, el("h2", {}, say("change_heading")), el("p", { className: "lead" }, say("change_lead")), figure(result, "change", { change: data }, description), foldable(say("as_table"), changeTable(result, row, before)));
}

function changeTable(result, row, before) {
  const columns = [text(say("dimension")), numeric(say("score")), numeric(say("change"))];
  const places = result.tree().filter((place) => isNumber(result.score(place, row)) && isNumber(result.score(place, before)));
  const rows = places.map((place) => ({ className: result.level(place) > 1 ? "sub1" : "", cells: [own(result.title(place)), result.scoreText(result.score(place, row)), change(result, result.score(place, before), result.score(place, row))] }));
  return table(null, columns, rows, { label: say("change_heading") });
}

// The indicators that differ most from the median, ahead or behind.
function strengths(result, row) {
  const strong = result.strong[row], weak = result.weak[row];
  const heading = [el("h2", {}, say("strengths")), el("p", { className: "lead" }, say("ahead"))];
  if (!strong.length && !weak.length) return [...heading, el("p", {}, say("strengths_none"))];
  const data = [...strong, ...[...weak].reverse()].map((place, order) => {
    const apart = result.score(place, row) - result.medianScore(place, row);
    return { order, name: result.title(place), apart, right: apart < 0 ? "" : result.signed(apart), left: apart < 0 ? result.signed(apart) : "", tip: `${result.title(place)}: ${result.shown(place, row)} ${result.nodes[place].unit}\n${say("median")}: ${raw(result.medianValue(place, row))}` };
  });
  const name = (place) => result.title(place);
  const description = say("figure_difference", { name: result.rows.name[row], ahead: strong.map(name).join(", ") || MISSING, behind: weak.map(name).join(", ") || MISSING });
  return [...heading, figure(result, "difference", { difference: data }, description), foldable(say("as_table"), differenceTable(result, row, [...strong, ...weak]))];
}

function differenceTable(result, row, places) {
  const columns = [text(say("indicator")), numeric(say("value")), numeric(say("median")), text(say("unit")), numeric(say("score")), numeric(say("difference"))];
  const rows = places.map((place) => [own(result.title(place)), result.shown(place, row), raw(result.medianValue(place, row)), own(result.nodes[place].unit), result.scoreText(result.score(place, row)), result.signed(result.score(place, row) - result.medianScore(place, row))]);
  return table(null, columns, rows, { label: say("strengths") });
}

function missing(result, row) {
  const lacking = result.indicators.filter((place) => result.nodes[place].scored && !isNumber(result.score(place, row)) && !result.marked("not_applicable", place, row));
  const list = lacking.map((place) => el("li", {}, own(result.title(place)), " ", el("span", { className: "quiet" }, say("share", { share: number(100 * result.nodes[place].share, 1) }))));
  return [el("h2", {}, say("missing")), el("p", { className: "lead" }, lacking.length ? say("missing_why", { count: number(lacking.length) }) : say("missing_none")), lacking.length ? el("ul", { className: "plain" }, list) : null];
}

function peerPart(result, row) {
  const near = result.rows.near[row].filter((other) => other >= 0);
  const heading = el("h2", {}, say("peers"));
  if (!near.length) return [heading, el("p", {}, say("none_found"))];
  const members = result.members.filter((place) => result.nodes[place].share > 0).slice(0, 10);
  const columns = [text(say("city")), numeric(say("rank")), numeric(say("index")), ...members.map((place) => numeric(own(result.title(place))))];
  const line = (other) => [other === row ? el("strong", {}, own(result.rows.name[other])) : cityLink(result, other), number(result.rows.rank[other]), result.scoreText(result.score(0, other)), ...members.map((place) => result.scoreText(result.score(place, other)))];
  return [heading, table(say("peers_intro"), columns, [row, ...near].map(line))];
}

function everything(result, row) {
  const noted = ["value_year", "quality", "source", "evidence", "note"].filter((kind) => kind in result.notes && result.indicators.some((place) => result.note(kind, place, row)));
  const open = Boolean(result.rangeSaid(row));
  const columns = [text(say("indicator")), numeric(say("value")), text(say("unit")), numeric(say("score")), ...(open ? [numeric(say("range_least")), numeric(say("range_greatest"))] : []), numeric(say("median")), ...noted.map((kind) => text(say(kind === "value_year" ? "year" : kind)))];
  const rows = result.tree().slice(1).map((place) => ({
    className: result.isIndicator(place) ? "sub1" : "",
    cells: [result.isIndicator(place) ? [own(result.title(place)), takenFrom(result, place)] : el("strong", {}, own(result.title(place))),
      result.isIndicator(place) ? [result.shown(place, row), ...levelTag(result, place, row), ...tags(result, place, row)] : tags(result, place, row),
      own(result.nodes[place].unit || ""), result.scoreText(result.score(place, row)), ...(open ? result.endTexts(place, row) : []), result.scoreText(result.medianScore(place, row)), ...noted.map((kind) => own(result.note(kind, place, row)))],
  }));
  return [el("h2", {}, say("all_indicators")), table(null, columns, rows, { label: say("all_indicators") })];
}

// The named level that a value has reached, and the index of another agency that it is.
const levelTag = (result, place, row) => ((result.levels.at[place] ?? [])[row] >= 0 ? [el("span", { className: "tag" }, own(result.levels.words[result.levels.at[place][row]]))] : []);
const takenFrom = (result, place) => (place in result.taken ? el("small", { className: "quiet" }, " ", say("taken_from", { name: result.taken[place] })) : "");

const tags = (result, place, row) => [...["clipped", "imputed", "changed", "stale", "given", "not_applicable"].filter((kind) => result.marked(kind, place, row))
  .map((kind) => el("span", { className: "tag" }, say(kind))), result.whyNot(place, row) ? own(result.whyNot(place, row)) : ""];
