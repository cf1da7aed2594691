"""A page for each framework that comes with smartscore: tree, weights, bounds, sources, confidence."""

from collections.abc import Iterator, Mapping
from typing import cast

from attrs import AttrsInstance, fields

from manual_pages.words import figure, grade, percent, plain, said
from smartscore import Band, Dimension, Framework, Indicator, Methods, Plugins, load_framework
from smartscore.api import framework_sources
from smartscore.model import Node, is_unscored, share_by_confidence


def framework_pages(plugins: Plugins, language: str) -> dict[str, str]:
    """Give the list of frameworks and a page for each, by file name."""
    found = [load_framework(name, plugins=plugins) for name in framework_sources(plugins)]
    each = {f"frameworks/{framework.id}.md": _page(framework, plugins.methods, language) for framework in found}
    return {"frameworks.md": _list(found, language), **each}


def _list(frameworks: list[Framework], language: str) -> str:
    intro = "Frameworks that come with smartscore, read from the frameworks themselves."
    text = f"# {said('Every framework', language)}\n\n{said(intro, language)}\n\n"
    text += _table_head("id", *(said(name, language) for name in ("Title", "Edition", "Scale", "Indicators")))
    for framework in frameworks:
        cells = [plain(framework.title.to(language)), framework.edition, _scale(framework, language)]
        cells.append(str(len(framework.indicators)))
        text += f"| [`{framework.id}`](frameworks/{framework.id}.md) | {' | '.join(cells)} |\n"
    return f"{text}\n:::{{toctree}}\n:hidden:\n\n" + "".join(f"frameworks/{f.id}\n" for f in frameworks) + ":::\n"


def _page(framework: Framework, methods: Methods, language: str) -> str:
    lines = [f"# {plain(framework.title.to(language))}", ""]
    if framework.description:
        lines += [plain(framework.description.to(language)), ""]
    if framework.note:
        lines += [":::{important}", plain(framework.note.to(language)), ":::", ""]
    lines += [f":{name}: {told}" for name, told in _facts(framework, methods, language)]
    lines += ["", f"## {said('Tree', language)}", "", *_tree(framework, methods, language), ""]
    members = framework.index.members
    if alone := [member for member in members if isinstance(member, Indicator)]:
        lines += [f"## {said('Indicators', language)}", ""]
        lines += [line for member in alone for line in _entry(member, methods, language)]
    for member in members:
        if isinstance(member, Dimension):
            lines += [f"## {plain(member.title.to(language))}", "", *_entries(member, methods, language)]
    return "\n".join(lines) + "\n"


def _facts(framework: Framework, methods: Methods, language: str) -> Iterator[tuple[str, str]]:
    yield "id", f"`{framework.id}`"
    if framework.edition:
        yield said("Edition", language), plain(framework.edition)
    if framework.family:
        yield said("Family", language), f"`{framework.family}`"
    higher = f"; {said('a higher index is worse', language)}" if framework.higher == "worse" else ""
    yield said("Scale", language), _scale(framework, language) + higher
    if framework.bands:
        yield said("Bands", language), "; ".join(_band(band, language) for band in framework.bands)
    if framework.steps:
        yield said("Steps", language), "; ".join(_called(step, methods.steps, language) for step in framework.steps)
    if grounds := _grounds(framework, language):
        yield said("Rests on", language), grounds
    if framework.source:
        yield said("Source", language), plain(framework.source)
    yield said("Fingerprint", language), f"`{framework.fingerprint}`"


def _band(band: Band, language: str) -> str:
    start = said("above" if band.open else "from", language)
    return f"{plain(band.title.to(language))} {start} {figure(band.start, language)}"


def _scale(framework: Framework, language: str) -> str:
    low, high = (figure(end, language) for end in framework.scale)
    return f"{low} {said('to', language)} {high}"


def _grounds(framework: Framework, language: str) -> str:
    """Give the share of the index by how well definitions and bounds are founded; each end counts half.

    Empty where nothing is scored before the user brings benchmarks.
    """
    shares = share_by_confidence(framework)
    told = {grade(name or "not said", language): percent(share, language) for name, share in shares.items() if share}
    return "; ".join(f"{name} {share}" for name, share in told.items())


def _tree(framework: Framework, methods: Methods, language: str) -> Iterator[str]:
    names = [said(name, language) for name in ("Title", "Weight", "Share", "Rule")]
    yield _table_head("id", *names).rstrip("\n")
    for node, depth in _walk(framework.index, 0):
        cells = [
            f"{'&nbsp;' * 3 * depth}`{node.id}`",
            plain(node.title.to(language)),
            figure(node.weight, language),
            percent(framework.shares[node.id], language),
            _judged(node, methods, language),
        ]
        yield f"| {' | '.join(cells)} |"


def _table_head(*names: str) -> str:
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n"


def _walk(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    yield node, depth
    for member in node.members if isinstance(node, Dimension) else ():
        yield from _walk(member, depth + 1)


def _judged(node: Node, methods: Methods, language: str) -> str:
    """Say by what the values of an indicator are judged, or how a dimension is made of its members."""
    if isinstance(node, Indicator):
        unscored = f" ({said('not scored', language)})" if is_unscored(node) else ""
        return _called(node.rule, methods.rules, language) + unscored
    told = [_called(node.aggregate, methods.aggregates, language)]
    if node.rule is not None:
        told.append(_called(node.rule, methods.rules, language))
    if node.min_coverage:
        told.append(f"{said('minimum coverage', language)} {node.min_coverage:.0%}")
    if node.missing != "leave_out":
        told.append(f"{said('missing', language)}: `{node.missing}`")
    if node.decimals is not None:
        told.append(f"{said('decimals', language)} {node.decimals}")
    return "; ".join(told)


def _called(method: object, known: Mapping[str, object], language: str) -> str:
    """Name a rule or an aggregate as files do, with the parameters that are not the usual ones."""
    name = next(name for name, made in known.items() if made is type(method))
    told = []
    for attribute in fields(cast("type[AttrsInstance]", type(method))):
        value = getattr(method, attribute.name)
        if value != attribute.default:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            told.append(f"{attribute.name} {figure(value, language) if number else plain(value)}")
    return " ".join([f"`{name}`", ", ".join(told)]).strip()


def _confidence(node: Indicator, language: str) -> str:
    if node.confidence is None:
        return ""
    told = {part: grade(getattr(node.confidence, part), language) for part in ("definition", "bounds", "worst", "best")}
    if len(set(told.values())) == 1:
        return told["definition"]
    parts = ("bounds",) if told["worst"] == told["best"] else ("worst", "best")
    return "; ".join(f"{said(part, language)}: {told[part]}" for part in ("definition", *parts))


def _entries(dimension: Dimension, methods: Methods, language: str) -> Iterator[str]:
    for node, depth in _walk(dimension, 0):
        if depth or node.description or node.source:
            yield from _entry(node, methods, language)


def _entry(node: Node, methods: Methods, language: str) -> Iterator[str]:
    """Give everything that a node says of itself, as an entry of a list of definitions."""
    code = f" ({plain(node.code)})" if node.code else ""
    yield f"`{node.id}` {plain(node.title.to(language))}{code}"
    if node.description:
        yield f": {plain(node.description.to(language))}"
    yield f": {'; '.join([_judged(node, methods, language), *_details(node, language)])}"
    if isinstance(node, Indicator):
        yield from _grounds_of(node, language)
    if node.source:
        yield f": *{said('Source', language)}:* {plain(node.source)}"
    yield ""


def _details(node: Node, language: str) -> Iterator[str]:
    if node.optional:
        yield said("optional", language)
    if not isinstance(node, Indicator):
        return
    if node.denominator:
        factor = f" {said('times', language)} {figure(node.factor, language)}" if node.factor != 1 else ""
        yield f"{said('divided by', language)} `{node.denominator}`{factor}"
    told = {
        "unit": node.unit.to(language),
        "kind": node.kind,
        "possible values": node.possible,
        "valid years": node.valid_years,
        "years until a value is old": None if node.max_age is None else figure(node.max_age, language),
        "typical": node.typical,
        "agency": node.agency,
        "published": node.published,
    }
    for name, value in told.items():
        if value:
            yield f"{said(name, language)}: {plain(value)}"


def _grounds_of(node: Indicator, language: str) -> Iterator[str]:
    if node.confidence:
        yield f": *{said('Confidence', language)}:* {_confidence(node, language)}"
    bases = {"Basis of the worst end": node.basis_worst, "Basis of the best end": node.basis_best}
    for name, text in {**bases, "Basis of the bounds": node.basis, "Caution": node.caution}.items():
        if text:
            yield f": *{said(name, language)}:* {plain(text.to(language))}"
    if node.overlaps:
        yield f": *{said('Overlaps with', language)}:* {', '.join(f'`{name}`' for name in node.overlaps)}"
    if node.criteria:
        yield f": *{said('Criteria', language)}:*"
        yield ""
        for criterion in node.criteria:
            evidence = f" ({plain(criterion.evidence)})" if criterion.evidence else ""
            level = f"{said('Level', language)} {criterion.level}"
            yield f"  - {level}: {plain(criterion.text.to(language))}{evidence}"
