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

// One framework's results, seen in one round (a year, an assessor). Ranks, medians and orders come with the data.
class Result {
  constructor(payload) {
    Object.assign(this, payload);
    this.round = 0;
    this.members = this.below(0);
    this.indicators = this.nodes.map((node, place) => place).filter((place) => "unit" in this.nodes[place]);
  }

  get now() { return this.rounds[this.round]; }

  get here() { return this.rounds.length ? this.now.rows : []; }

  // Whether a row has a page of its own.
  isChosen(row) { return this.chosen === null || this.chosen.includes(this.rows.city[row]); }

  below(place) { return this.nodes.map((_, at) => at).filter((at) => this.nodes[at].above === place); }

  level(place) { return place === 0 ? 0 : 1 + this.level(this.nodes[place].above); }

  // Depth first, as people read a tree.
  tree(place = 0) { return [place, ...this.below(place).flatMap((at) => this.tree(at))]; }

  isIndicator(place) { return "unit" in this.nodes[place]; }

  title(place) { return place === 0 ? say("index") : this.nodes[place].title; }

  score(place, row) { return this.scores[place][row]; }

  // The least and the greatest score that missing values allow.
  ends(place, row) { return this.ranges && this.ranges.ends[place] ? this.ranges.ends[place].map((end) => end[row]) : [this.score(place, row), this.score(place, row)]; }

  endTexts(place, row) { return this.ends(place, row).map((end) => this.scoreText(end)); }

  // What is said of a row whose index may be another one; nothing of another row.
  rangeSaid(row) { return (this.ranges && this.ranges.said[row]) || ""; }

  // From where to where the rank of a row lies in draws, and what is said of it; nothing where there are no draws.
  intervalText(row) { return (this.intervals && this.intervals.texts[row]) || MISSING; }

  intervalSaid(row) { return (this.intervals && this.intervals.said[row]) || ""; }

  scoreText(value) { return number(value, this.decimals); }

  signed(value) { return number(value, this.decimals, "exceptZero"); }

  value(place, row) { return place in this.values ? this.values[place][row] : null; }

  // A value as people read it, with the measured one beside it where a step changed it.
  shown(place, row) {
    const text = raw(this.value(place, row));
    return this.marked("changed", place, row) ? `${text} (${say("measured")} ${raw(this.measured[place][row])})` : text;
  }

  // The rows that a row is ranked among.
  peers(row) { return this.here.filter((other) => this.rows.within[other] === this.rows.within[row]); }

  medianScore(place, row) { return this.medians[this.rows.within[row]][place]; }

  medianValue(place, row) { return place in this.middles ? this.middles[place][this.rows.within[row]] : null; }

  rankOf(place, row) { return this.ranks[place][row]; }

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

  // The reason that is stated why a node does not apply.
  whyNot(place, row) { return (this.beside[place] || {})[row] || ""; }

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

const results = DATA.assessments.map((payload) => new Result(payload));
const state = { result: results[0], city: null };
