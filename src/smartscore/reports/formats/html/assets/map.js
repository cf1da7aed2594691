// The map, where the reader gave shapes: the index of every city, and what found no partner.

function map(result) {
  if (!shows("map", Boolean(result.shapes))) return;
  const rowOf = new Map(result.here.map((row) => [result.rows.city[row], row]));
  const features = result.shapes.features.map(({ city, polygons }) => {
    const row = city === null ? undefined : rowOf.get(city);
    const score = row === undefined ? null : result.score(0, row);
    const tip = row === undefined ? "" : `${result.rows.name[row]}: ${result.scoreText(score)}`;
    return { type: "Feature", geometry: { type: "MultiPolygon", coordinates: polygons }, score, tip };
  });
  const placed = features.filter((feature) => isNumber(feature.score));
  const data = { shapes: features };
  const adjust = (spec, room) => { spec.width = room - 20; spec.height = Math.min(520, Math.max(200, (room - 20) * ratio(result))); };
  const description = say("figure_map", { count: number(placed.length), total: number(result.here.length) });
  fill("map", figure(result, "map", data, description, { caption: say("map_legend"), adjust }),
    unmatched("cities_without", result.shapes.cities_without), unmatched("shapes_without", result.shapes.shapes_without));
}

// Height over width of all that is drawn.
function ratio(result) {
  const points = result.shapes.features.flatMap((feature) => feature.polygons.flat(2));
  const width = points.reduce((most, point) => Math.max(most, point[0]), 1);
  const height = points.reduce((most, point) => Math.max(most, point[1]), 1);
  return height / width;
}

function unmatched(code, names) {
  if (!names.length) return null;
  const list = names.flatMap((name, at) => [at ? "; " : "", own(name)]);
  return el("p", { className: "quiet" }, say(code, { count: number(names.length) }), " ", list);
}
