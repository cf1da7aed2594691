// The items of evidence of a city: a box a level, levels to expect, and the items of each indicator on demand.

function evidencePart(result, row) {
  const told = result.evidence;
  if (!told || !(row in told.of)) return "";
  const from = told.of[row], own_ = told.rows[from];
  const word = wordsOf(told);
  const [now, submitted, inProcess] = told.outlook[from].map((index) => result.scoreText(index));
  const lines = result.tree().filter((place) => place in own_).map((place) => evidenceRow(result, row, place, own_[place], word));
  return el("section", { className: "evidence" }, el("h2", {}, word("title_evidence")),
    el("p", { className: "lead" }, word("evidence_outlook", { city: result.rows.label[from], now, submitted, in_process: inProcess })),
    el("p", {}, word("boxes_legend", told.signs)), ...told.ladder.map((note) => el("p", {}, el("strong", {}, own(note)))),
    el("ul", { className: "records" }, lines), ...assessorNotes(result, own_, word));
}

const wordsOf = (told) => (code, fields = {}) =>
  told.words[code].replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? String(fields[name]) : whole));

function evidenceRow(result, row, place, told, word) {
  const boxes = told.boxes.map(([level, state]) => el("li", { className: `box ${state}` },
    el("b", {}, el("span", { "aria-hidden": "true" }, `${result.evidence.signs[state]} `), number(level)), " ", el("span", {}, word(`box_${state}`))));
  const [now, submitted, inProcess] = told.levels.map((level) => number(level));
  const figures = [["column_value", result.shown(place, row)], ["column_level_now", now], ["column_level_submitted", submitted], ["column_level_in_process", inProcess]];
  return el("li", {}, el("h3", {}, own(result.title(place))), el("ol", { className: "boxes", "aria-label": `${result.title(place)}: ${word("column_boxes")}` }, boxes),
    el("dl", { className: "figures" }, figures.map(([code, figure]) => el("div", {}, el("dt", {}, word(code)), el("dd", {}, figure)))),
    foldable(word("items_and_open", { count: number(told.items.length), open: number(told.open) }), itemTable(result, told.items, word, result.title(place))));
}

const ITEM_COLUMNS = ["column_item", "column_status", "column_responsible", "column_due", "column_assessor_note", "column_recommendation"];

// The items as a table, without columns in which nothing stands.
function itemTable(result, items, word, label) {
  const said = (item, at) => result.evidence.texts[item[at + 1]];
  const shown = ITEM_COLUMNS.map((code, at) => ({ code, at })).filter(({ at }) => items.some((item) => said(item, at)));
  const columns = [numeric(word("column_level")), ...shown.map(({ code }) => text(word(code)))];
  const cells = items.map((item) => [number(item[0]), ...shown.map(({ at }) => own(said(item, at) || MISSING))]);
  columns[1].first = 1;
  return table(null, columns, cells, { label });
}

// What the assessor says of items, all indicators together.
function assessorNotes(result, told, word) {
  const said = (item, at) => result.evidence.texts[item[at]];
  const noted = result.tree().filter((place) => place in told).flatMap((place) => told[place].items.filter((item) => said(item, 5) || said(item, 6)).map((item) => [place, item]));
  if (!noted.length) return [];
  const columns = [text(say("indicator")), numeric(word("column_level")), ...ITEM_COLUMNS.map((code) => text(word(code)))];
  const rows = noted.map(([place, item]) => [own(result.title(place)), number(item[0]), ...ITEM_COLUMNS.map((_, at) => own(said(item, at + 1) || MISSING))]);
  return [el("h3", {}, word("title_evidence_notes")), table(null, columns, rows, { label: word("title_evidence_notes") })];
}
