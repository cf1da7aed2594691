// Charts: the specification of each comes with the data, is filled here, and is drawn once the page stands.

const BLANK = "\u2060"; // a line without a letter, or with a space alone, would take no room
const waiting = [];
const embedding = {
  actions: false, renderer: "svg", ast: true, defaultStyle: false, tooltip: { disableDefaultStyle: true },
  formatLocale: { decimal: DATA.mark, thousands: DATA.mark === "," ? "." : ",", grouping: [3], currency: ["", ""] },
};

// A chart with the sentence that says what it shows, for those who do not see it, and a caption for those who do.
function figure(result, name, data, description, { caption = null, wide = false, adjust = null } = {}) {
  const place = el("div", { "aria-hidden": "true" }); // Vega takes what it is drawn in for its own
  waiting.push({ place, draw: () => draw(result, name, data, place, adjust) });
  const chart = el("div", { className: wide ? "chart wide" : "chart", role: "img", "aria-label": description, "data-chart": name }, place);
  return el("figure", {}, chart, caption ? el("figcaption", {}, caption) : null);
}

function draw(result, name, data, place, adjust) {
  const spec = JSON.parse(JSON.stringify(result.charts[name]));
  spec.datasets = data;
  const room = place.clientWidth || 640;
  const names = (spec.layer || []).find((layer) => layer.name === "names");
  const beside = names ? Math.min(300, Math.round(room * 0.36)) : 0;
  if (names) names.mark.limit = beside - 10;
  if (typeof spec.width === "number" && name !== "wheel") spec.width = Math.max(140, room - beside - 60);
  if (adjust) adjust(spec, room - beside);
  return vegaEmbed(place, spec, { ...embedding, renderer: spec.usermeta || "svg" });
}

// Charts wait until the page stands and the drawing program after it is read.
let drawing = new Promise((go) => { window.addEventListener("load", go); });

// Draw what waits, one chart after the other with room for the reader's clicks between them.
function drawWaiting() {
  drawing = drawing.then(async () => {
    while (waiting.length) {
      const next = waiting.shift();
      if (!next.place.isConnected) continue;
      await next.draw();
      await new Promise((go) => setTimeout(go));
    }
    document.documentElement.dataset.drawn = "yes";
  });
  document.documentElement.dataset.drawn = "no";
  return drawing;
}

function lines(title, most = 18) {
  const parts = [""];
  for (const word of title.split(" ")) {
    const last = parts[parts.length - 1];
    if (last && (last + word).length >= most) parts.push(word);
    else parts[parts.length - 1] = last ? `${last} ${word}` : word;
  }
  const kept = parts.slice(0, 3).map((line) => (line.length > most + 6 ? `${line.slice(0, most + 5)}…` : line));
  if (parts.length > 3) kept[2] += "…";
  return kept;
}

// The members of the index as sectors: as wide as their weight, as long as their score.
function wheelFigure(result, scores, medians, description, caption, arcs = say("median")) {
  const members = result.members.filter((place) => result.nodes[place].share > 0);
  if (members.length < 3 || members.length > 14) return null;
  const total = members.reduce((sum, place) => sum + result.nodes[place].share, 0);
  const [low, high] = result.scale;
  let angle = 0;
  const narrow = window.innerWidth < 600;
  const wheel = members.map((place, at) => {
    const start = angle, end = (angle += (2 * Math.PI * result.nodes[place].share) / total), mid = (start + end) / 2;
    const side = Math.abs(Math.sin(mid)) < 0.2 ? "middle" : Math.sin(mid) > 0 ? "right" : "left";
    const name = lines(result.title(place), narrow ? 11 : 18);
    const median = medians ? medians[at] : null;
    const tip = [`${result.title(place)}: ${result.scoreText(scores[at])}`, median === null ? "" : `${arcs}: ${result.scoreText(median)}`];
    return { start, end, mid, side, median, score: scores[at] ?? low, name: [...name, BLANK], figure: [...name.map(() => BLANK), result.scoreText(scores[at])], tip: tip.join("\n").trim() };
  });
  const rings = [0.25, 0.5, 0.75, 1].map((share) => ({ at: low + share * (high - low) }));
  const adjust = (spec) => spec.layer.filter((layer) => narrow && layer.mark.type === "text").forEach((layer) => Object.assign(layer.mark, { fontSize: 15, lineHeight: 17 }));
  return figure(result, "wheel", { wheel, rings }, description, { caption, adjust });
}
