// What the page is drawn from: one JSON for all cities, and the numbers and words of the reader's language.

const DATA = JSON.parse(document.getElementById("data").textContent);
const MISSING = "-";

const say = (code, fields = {}) =>
  DATA.words[code].replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? String(fields[name]) : whole));

const formats = new Map();
const collator = new Intl.Collator(DATA.language);

// A number with so many decimals; halves go to the even digit, as in every other report.
function number(value, decimals = 0, sign = "auto") {
  if (value === null || value === undefined || Number.isNaN(value)) return MISSING;
  const key = `${decimals}${sign}`;
  if (!formats.has(key)) {
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: sign };
    formats.set(key, new Intl.NumberFormat(DATA.language, { ...options, roundingMode: "halfEven" }));
  }
  return formats.get(key).format(value).replace("-", "−");
}

// A raw value with at most six significant digits.
function raw(value) {
  if (value === null || value === undefined) return MISSING;
  return new Intl.NumberFormat(DATA.language, { maximumSignificantDigits: 6 }).format(value).replace("-", "−");
}

const percent = (share) => (share === null || share === undefined ? MISSING : `${number(100 * share)}%`);
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const sorted = (values) => values.filter(isNumber).sort((a, b) => a - b);

function median(values) {
  const known = sorted(values);
  if (!known.length) return null;
  const middle = known.length >> 1;
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

// One framework's results, seen in one round (a year, an assessor).
class Result {
  constructor(told) {
    Object.assign(this, told);
    this.round = 0;
    this.members = this.below(0);
    this.indicators = this.nodes.map((node, place) => place).filter((place) => "unit" in this.nodes[place]);
    this.medians = new Map();
  }

  get here() { return this.rounds.length ? this.rounds[this.round].rows : []; }

  // Whether a row has a page of its own.
  isChosen(row) { return this.chosen === null || this.chosen.includes(this.rows.city[row]); }

  below(place) { return this.nodes.map((_, at) => at).filter((at) => this.nodes[at].above === place); }

  level(place) { return place === 0 ? 0 : 1 + this.level(this.nodes[place].above); }

  // Depth first, as people read a tree.
  tree(place = 0) { return [place, ...this.below(place).flatMap((at) => this.tree(at))]; }

  isIndicator(place) { return "unit" in this.nodes[place]; }

  title(place) { return place === 0 ? say("index") : this.nodes[place].title; }

  score(place, row) { return this.scores[place][row]; }

  said(value) { return number(value, this.decimals); }

  signed(value) { return number(value, this.decimals, "exceptZero"); }

  value(place, row) { return place in this.values ? this.values[place][row] : null; }

  // The rows that a row is ranked among.
  peers(row) { return this.here.filter((other) => this.rows.within[other] === this.rows.within[row]); }

  medianScore(place, row) {
    const key = `${place} ${this.rows.within[row]}`;
    if (!this.medians.has(key)) this.medians.set(key, median(this.peers(row).map((other) => this.score(place, other))));
    return this.medians.get(key);
  }

  medianValue(place, row) { return median(this.peers(row).map((other) => this.value(place, other))); }

  // Ahead is above 0, whichever way the framework and the dimensions above count; 0 where it depends.
  ahead(place, row) {
    const own = this.score(place, row), middle = this.medianScore(place, row);
    return isNumber(own) && isNumber(middle) ? this.nodes[place].way * (own - middle) : null;
  }

  rankOf(place, row) {
    const own = this.score(place, row), tie = 1e-9 * (this.scale[1] - this.scale[0]);
    if (!isNumber(own)) return null;
    return 1 + this.peers(row).filter((other) => this.score(place, other) > own + tie).length;
  }

  // The rows of this round, best rank first, those without an index below.
  ranked() {
    const rank = this.rows.rank, within = this.rows.within;
    const key = (row) => (rank[row] === null ? Infinity : rank[row]);
    return [...this.here].sort((a, b) => within[a] - within[b] || key(a) - key(b) || this.compareNames(a, b));
  }

  compareNames(a, b) { return collator.compare(this.rows.name[a], this.rows.name[b]); }

  note(kind, place, row) {
    const noted = this.notes[kind];
    if (!noted || !(place in noted.at)) return "";
    const at = noted.at[place][row];
    return at < 0 ? "" : noted.texts[at];
  }

  marked(kind, place, row) { return (this.marks[kind][place] || []).includes(row); }

  bandTitle(row) { return this.rows.band[row] < 0 ? MISSING : this.bands[this.rows.band[row]].title; }

  // What the problem map has as columns: the dimensions at every level, or what else stands below the index.
  areas() {
    const places = this.tree().slice(1);
    const dimensions = places.filter((place) => !this.isIndicator(place) || this.level(place) === 1);
    const few = dimensions.length < 3 ? places : dimensions;
    return few.length > 48 ? places.filter((place) => this.level(place) === 1) : few;
  }
}

const results = DATA.assessments.map((told) => new Result(told));
const state = { result: results[0], city: null };
