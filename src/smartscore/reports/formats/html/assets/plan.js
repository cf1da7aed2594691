// How far a city has come on its plan: when its programmes run, the index planned and reached, each target.

function planPart(result, row) {
  return result.plans.filter((plan) => plan.city === result.rows.city[row]).map((plan) =>
    el("section", { className: "leaf" }, el("h2", {}, plan.title), el("p", { className: "lead" }, plan.said),
      plan.charts.flatMap((chart) => [el("h3", {}, chart.title), figure(result, chart.name, chart.data, chart.says, { caption: chart.key || null })]),
      plan.tables.map((table) => foldableTable(table)), el("p", { className: "quiet" }, plan.method)));
}

function foldableTable({ title, columns, rows }) {
  const heads = columns.map((column) => (column.numeric ? numeric(column.title) : text(column.title)));
  const cells = rows.map(([first, ...more]) => [own(first), ...more.map((cell) => own(cell))]);
  return foldable(title, table(null, heads, cells, { label: title }));
}
