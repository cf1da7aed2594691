// Elements of the page. Text from files only ever becomes text: nothing here reads markup.

function el(tag, given = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in { className: 0, value: 0, textContent: 0 }) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((part) => part !== null && part !== undefined));
  return made;
}

const fill = (name, ...inside) => {
  const place = document.querySelector(`[data-part="${name}"]`);
  place.replaceChildren(...inside.flat().filter(Boolean));
};

// Show a section and the link to it, or neither, and say which.
function shows(id, visible) {
  document.getElementById(id).hidden = !visible;
  document.querySelector(`nav a[href="#${id}"]`).parentElement.hidden = !visible;
  return visible;
}

// A text from somebody's file, which may run the other way, and may be one word that no column is wide enough for.
const own = (text) => el("bdi", { className: /\S{25}/.test(text) ? "long" : "" }, text);

// A heading and cells: a cell is text, a node, or {text, sort, className}; the first of a row names it.
function table(caption, columns, rows, given = {}) {
  const head = columns.map((column) =>
    el("th", { scope: "col", className: column.numeric ? "n" : "", "aria-sort": column.sort ? "none" : null }, column.sort || column.title));
  const body = rows.map((row) => el("tr", { className: row.className || "" }, (row.cells || row).map((cell, at) => tableCell(cell, at, columns[at]))));
  const whole = el("table", {}, caption ? el("caption", {}, caption) : null, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
  return el("div", { className: `scroll ${given.className || ""}`, tabindex: 0, role: "region", "aria-label": given.label || caption }, whole);
}

function tableCell(cell, at, column) {
  const inside = [cell].flat();
  return at === (column.first ?? 0) && !column.numeric && column.heads !== false
    ? el("th", { scope: "row" }, inside)
    : el("td", { className: column.numeric ? "n" : "" }, inside);
}

const text = (title) => ({ title });
const numeric = (title) => ({ title, numeric: true });

function cards(pairs) {
  const entries = pairs.filter(Boolean).map(([name, value, more]) =>
    el("div", { className: "card" }, el("dt", {}, name), el("dd", {}, value), more ? el("dd", { className: "more" }, more) : null));
  return el("dl", { className: "cards" }, entries);
}

const foldable = (title, ...inside) => el("details", {}, el("summary", {}, title), ...inside);

function chip(result, row) {
  const band = result.rows.band[row];
  if (band < 0) return MISSING;
  const dot = el("i", { "aria-hidden": "true" });
  dot.style.background = result.colours[band];
  return el("span", { className: "chip" }, dot, own(result.bands[band].title));
}

const cityLink = (result, row) =>
  el("a", { href: `#city=${encodeURIComponent(result.rows.city[row])}` }, own(result.rows.name[row]));

function change(result, before, now) {
  if (!isNumber(before) || !isNumber(now)) return MISSING;
  const better = result.worse ? now < before : now > before;
  return el("span", { className: now === before ? "" : better ? "up" : "down" }, result.signed(now - before));
}
