// The ranking: every city of the round in one table, to sort by any column, to search and to filter.

const shown = { search: "", band: "", group: "", column: 0, descending: false };

function rankingColumns(result) {
  const rows = result.rows;
  const dimensions = result.tree().slice(1).filter((place) => result.level(place) <= result.depth);
  const changed = result.here.some((row) => rows.before[row] >= 0);
  return [
    { title: say("rank"), numeric: true, sort: (row) => rows.rank[row], cell: (row) => (rows.rank[row] === null ? MISSING : number(rows.rank[row])) },
    result.intervals ? { title: say("rank_interval"), numeric: true, sort: (row) => result.intervals.low[row], cell: (row) => result.intervalText(row) } : null,
    result.intervals?.alike ? { title: say("alike"), numeric: true, sort: (row) => result.intervals.count[row], cell: (row) => result.intervals.alike[row] } : null,
    { title: say("city"), sort: (row) => rows.name[row], cell: (row) => cityLink(result, row), heads: true },
    result.by === null ? null : { title: result.by, sort: (row) => rows.group[row], cell: (row) => own(rows.group[row]) },
    { title: say("index"), numeric: true, sort: (row) => result.score(0, row), cell: (row) => result.scoreText(result.score(0, row)), bar: (row) => meter(result, row) },
    result.bands.length ? { title: say("band"), sort: (row) => rows.band[row], cell: (row) => chip(result, row) } : null,
    ...(result.ranges ? ["range_least", "range_greatest"].map((name, at) => ({ title: say(name), numeric: true, sort: (row) => result.ends(0, row)[at], cell: (row) => result.endTexts(0, row)[at] })) : []),
    changed ? { title: say("change"), numeric: true, sort: (row) => rows.change[row], cell: (row) => change(result, result.score(0, rows.before[row]), result.score(0, row)) } : null,
    ...dimensions.map((place) => ({ title: result.title(place), numeric: true, sort: (row) => result.score(place, row), cell: (row) => result.scoreText(result.score(place, row)) })),
    { title: say("coverage"), numeric: true, sort: (row) => result.coverage[0][row], cell: (row) => percent(result.coverage[0][row]) },
  ].filter(Boolean);
}

// How far along the scale a city is, in percent; a style draws it beside the figure.
function meter(result, row) {
  const [low, high] = result.scale, score = result.score(0, row);
  return isNumber(score) ? Math.max(0, Math.min(100, (100 * (score - low)) / (high - low))) : 0;
}

function metered(cell, share) {
  cell.classList.add("meter");
  cell.style.setProperty("--share", `${share}%`);
  return cell;
}

function ranking(result) {
  const columns = rankingColumns(result);
  Object.assign(shown, { search: "", band: "", group: "", column: 0, descending: false });
  const lines = new Map(result.ranked().map((row) => [row, rankingLine(columns, row)]));
  const best = [...lines.keys()];
  const body = el("tbody");
  const count = el("span", { className: "count", role: "status" });
  const head = columns.map((column, at) => el("th", { scope: "col", className: column.numeric ? "n" : "", "aria-sort": "none" },
    el("button", { type: "button", title: say("sort_by", { name: column.title }), onclick: () => sortBy(at) }, own(column.title))));
  const show = () => {
    const rows = kept(result, columns, best);
    body.replaceChildren(...rows.map((row) => lines.get(row)));
    count.textContent = say("search_result", { count: number(rows.length), total: number(result.here.length) });
    head.forEach((cell, at) => cell.setAttribute("aria-sort", at !== shown.column ? "none" : shown.descending ? "descending" : "ascending"));
  };
  function sortBy(at) {
    shown.descending = at === shown.column ? !shown.descending : Boolean(columns[at].numeric) && at !== 0;
    shown.column = at;
    show();
  }
  show();
  const whole = el("table", {}, el("caption", { className: "noprint" }, say("read_others")), el("thead", {}, el("tr", {}, head)), body);
  fill("ranking", rankingTools(result, show, count), el("div", { className: "ranking", tabindex: 0, role: "region", "aria-label": say("all_cities") }, whole));
}

function rankingLine(columns, row) {
  return el("tr", {}, columns.map((column) => {
    const cell = el(column.heads ? "th" : "td", { scope: column.heads ? "row" : null, className: column.numeric ? "n" : "" }, column.cell(row));
    return column.bar ? metered(cell, column.bar(row)) : cell;
  }));
}

// The rows that search and filters leave, in the order asked for; what has no value comes last either way.
function kept(result, columns, best) {
  const words = shown.search.trim().toLocaleLowerCase(DATA.language).split(/\s+/).filter(Boolean);
  const named = (row) => `${result.rows.name[row]} ${result.rows.city[row]} ${result.rows.group[row] || ""}`.toLocaleLowerCase(DATA.language);
  const matches = best.filter((row) => words.every((word) => named(row).includes(word))
    && (shown.band === "" || String(result.rows.band[row]) === shown.band) && (shown.group === "" || result.rows.group[row] === shown.group));
  if (shown.column === 0 && !shown.descending) return matches;
  const key = new Map(matches.map((row) => [row, columns[shown.column].sort(row)]));
  const way = shown.descending ? -1 : 1;
  const compare = (a, b) => (typeof a === "string" ? collator.compare(a, b) : a - b);
  return matches.sort((a, b) => {
    const [one, two] = [key.get(a), key.get(b)];
    if (one === null || two === null) return (one === null) - (two === null);
    return way * compare(one, two);
  });
}

function rankingTools(result, show, count) {
  const field = (label, input) => el("label", {}, label, input);
  const choose = (name, options) => el("select", { onchange: (event) => { shown[name] = event.target.value; show(); } },
    options.map(([value, title]) => el("option", { value }, title)));
  const search = el("input", { type: "search", oninput: (event) => { shown.search = event.target.value; show(); } });
  const bands = [["", say("all_bands")], ...result.bands.map((band, at) => [String(at), band.title])];
  const groups = [...new Set(result.rows.group)].sort(collator.compare);
  return el("div", { className: "tools" }, field(say("search"), search),
    result.bands.length ? field(say("band"), choose("band", bands)) : null,
    groups.length > 1 ? field(result.by, choose("group", [["", say("all_groups")], ...groups.map((group) => [group, group])])) : null, count);
}
