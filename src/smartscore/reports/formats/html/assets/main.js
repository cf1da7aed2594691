// What is shown: the overview or a city, of one framework and one round. The address says which.

function showResult() {
  const result = state.result;
  document.querySelectorAll("[data-assessment]").forEach((part) => { part.hidden = results[part.dataset.assessment] !== result; });
  overview(result);
  ranking(result);
  problems(result);
  map(result);
  choices(result);
}

function choices(result) {
  const select = (label, options, chosen, onchange) => el("label", {}, label, el("select", { onchange },
    options.map(([value, title]) => el("option", { value, selected: String(value) === String(chosen) }, title))));
  const byName = result.here.filter((row) => result.isChosen(row)).sort((a, b) => result.compareNames(a, b));
  const cities = [["", say("all_cities")], ...byName.map((row) => [result.rows.city[row], result.rows.name[row]])];
  const go = (event) => { location.hash = event.target.value === "" ? "overview" : `city=${encodeURIComponent(event.target.value)}`; };
  fill("choices",
    results.length > 1 ? select(say("framework"), results.map((one, at) => [at, one.heading]), results.indexOf(result), (event) => { state.result = results[event.target.value]; showResult(); route(); }) : null,
    result.rounds.length > 1 ? select(say("round"), result.rounds.map((round, at) => [at, round.title]), result.round, (event) => { result.round = Number(event.target.value); showResult(); route(); }) : null,
    select(say("city"), cities, state.city ?? "", go),
    el("button", { type: "button", onclick: printAll }, say("add_all")));
}

// Show what the address asks for.
function route() {
  const result = state.result;
  const alone = result.chosen?.length === 1 ? `city=${result.chosen[0]}` : "";
  const hash = decodeURIComponent(location.hash.slice(1)) || alone;
  const key = hash.startsWith("city=") ? hash.slice(5) : null;
  const row = key === null ? undefined : result.here.find((one) => result.rows.city[one] === key);
  state.city = row === undefined ? null : key;
  document.querySelectorAll("[data-view]").forEach((part) => { part.hidden = (part.dataset.view === "city") !== (row !== undefined || hash === "all"); });
  if (hash === "all") fill("city", result.ranked().filter((one) => result.isChosen(one)).map((one) => cityPage(result, one)));
  else fill("city", row === undefined ? null : cityPage(result, row));
  choices(result);
  document.title = `${row === undefined ? "" : `${result.rows.name[row]}, `}${result.heading}`;
  scrollTo(row !== undefined || hash === "all" ? document.querySelector("main") : document.getElementById(hash));
}

// Go to a part of the page, and once more when charts have moved it, unless the reader went elsewhere meanwhile.
function scrollTo(part) {
  const go = () => { part?.scrollIntoView({ block: "start", behavior: "instant" }); return window.scrollY; };
  const at = go();
  drawWaiting().then(() => { if (Math.abs(window.scrollY - at) < 2) go(); });
}

function printAll() {
  location.hash = "all";
  setTimeout(() => drawing.then(() => print()), 50);
}

showResult();
route();
window.addEventListener("hashchange", route);
