"""What was assumed, each in words: what it is about, and how it was drawn."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from smartscore.messages import printable
from smartscore.model import Framework
from smartscore.reports.document import Figure, Listed, Table
from smartscore.reports.elements.cells import node_title, words
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    LeaveOut,
    MeasurementError,
    Nominal,
    Spread,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
    WeightSets,
)
from smartscore.text import Phrase, Sentence

_SHOWN = 8
#: Ids that assumptions have by themselves, for which there are words.
_OWN = frozenset(("aggregation", "bounds", "errors", "left_out", "normalisation", "weights"))

#: What an assumption is about, and how it was drawn.
_Told = tuple[Sentence, Sentence]


def source_title(name: str, framework: Framework) -> Sentence:
    """Give the title of what an input of an analysis is: an assumption, a group of them, or a node."""
    if name in _OWN:
        return Phrase(f"assumption_{name}")
    return node_title(framework, name) if name in framework.nodes else printable(name)


def option_words(option: object) -> Sentence:
    """Give one of several choices in words: a name, a number, or a name with its parameters."""
    if option is None:
        return ""
    if isinstance(option, bool):
        return Phrase("assumed_kept" if option else "assumed_out")
    if isinstance(option, int | float):
        return Figure(float(option))
    if isinstance(option, Mapping):
        return Listed([_parameter(name, value) for name, value in option.items()])
    if isinstance(option, list | tuple):
        return Listed([option_words(one) for one in option])
    return printable(str(option))


def _parameter(name: object, value: object) -> Sentence:
    if isinstance(value, Mapping):
        return Phrase("assumed_with", name=printable(str(name)), parameters=option_words(value))
    return Phrase("assumed_parameter", name=printable(str(name)), value=option_words(value))


def assumed_table(assumptions: Assumptions, nominal: Nominal) -> Table:
    """Give a row an assumption; programs have its id, its group and where it was written too."""
    items, framework = assumptions.items, nominal.definition
    told = [told_of(one, nominal) for one in items]
    columns = [
        words("title", "column_assumption", [source_title(one.id, framework) for one in items], width=24),
        words("assumption", "column_assumption", [printable(one.id) for one in items], readers="programs"),
        words("group", "column_group", [printable(one.group) for one in items], readers="programs"),
        words("what", "column_assumed_of", [what for what, _ in told], width=44),
        words("drawn", "column_assumed_drawn", [drawn for _, drawn in told], width=60),
        words("file", "notes_file", [printable(assumptions.file)] * len(items), readers="programs"),
        words("sha256", "column_sha256", [assumptions.digest] * len(items), readers="programs"),
    ]
    return Table(id="assumed", title=Phrase("robust_assumed"), columns=columns, key=("title",))


def told_of(one: Assumption, nominal: Nominal) -> _Told:
    """Say of an assumption what it is about, and how it was drawn; of a kind from elsewhere only which it is."""
    tell = _TOLD.get(type(one))
    return (type(one).__name__, "-") if tell is None else tell(one, nominal)


def _titles(names: Iterable[str], framework: Framework) -> Listed:
    titles: list[Sentence] = [node_title(framework, name) for name in names]
    return Listed(titles if len(titles) <= _SHOWN else [*titles[:_SHOWN], "..."])


def _percent(share: float) -> Figure:
    return Figure(share, "share", 0 if abs(100 * share - round(100 * share)) < 1e-9 else 1)


def _weights_of(of: tuple[str, ...], nominal: Nominal) -> Sentence:
    if not of:
        return Phrase("assumed_all_weights")
    return Phrase("assumed_weights_of", names=_titles(of, nominal.definition))


def _around(one: WeightNoise | WeightDirichlet, nominal: Nominal) -> Sentence:
    named = bool(one.of) or one.level is not None
    return _weights_of(tuple(node.id for node in one.dimensions(nominal)) if named else (), nominal)


def _noise(one: WeightNoise, nominal: Nominal) -> _Told:
    return _around(one, nominal), Phrase("drawn_noise", share=_percent(one.relative))


def _dirichlet(one: WeightDirichlet, nominal: Nominal) -> _Told:
    of = _around(one, nominal)
    if one.concentration is None:
        return of, Phrase("drawn_simplex")
    return of, Phrase("drawn_dirichlet", concentration=Figure(one.concentration))


def _sets(one: WeightSets, nominal: Nominal) -> _Told:
    names = dict.fromkeys(name for weights in one.sets.values() for name in weights)
    about = Phrase("assumed_weights_of", names=_titles(names, nominal.definition))
    if one.mixture:
        return about, Phrase("drawn_mixture", names=Listed([printable(name) for name in one.sets]))
    return about, _one_of([printable(name) for name in one.sets], one.probabilities)


def _one_of(choices: list[Sentence], probabilities: tuple[float, ...]) -> Phrase:
    shares = probabilities or (1 / len(choices),) * len(choices)
    pairs = zip(choices, shares, strict=True)
    options = [Phrase("assumed_option", option=choice, share=_percent(share)) for choice, share in pairs]
    return Phrase("drawn_one_of", options=Listed(options, "; "))


def _region(one: WeightRegion, nominal: Nominal) -> _Told:
    between = [
        Phrase("assumed_between", name=node_title(nominal.definition, name), low=_percent(low), high=_percent(high))
        for name, (low, high) in one.between.items()
    ]
    stated: list[Sentence] = [*map(printable, one.order), *between]
    return _weights_of((one.of,), nominal), Phrase("drawn_region", statements=Listed(stated, "; "))


def _alternatives(one: Alternatives, _nominal: Nominal) -> _Told:
    return Listed(map(str, one.at)), _one_of([option_words(choice) for choice in one.choices], one.probabilities)


def _spread(one: Spread, _nominal: Nominal) -> _Told:
    kind = Phrase(f"distribution_{one.distribution.kind}")
    return Listed(map(str, one.at)), Phrase(
        "assumed_with", name=kind, parameters=option_words(one.distribution.parameters)
    )


def _bounds(one: BoundShift, nominal: Nominal) -> _Told:
    names = dict.fromkeys(name for name, _ in one.moving(nominal))
    titles = _titles(names, nominal.definition)
    return Phrase("assumed_moved_bounds", count=len(names), names=titles), Phrase(
        "drawn_bounds", share=_percent(one.relative)
    )


def _left_out(one: LeaveOut, nominal: Nominal) -> _Told:
    names = one.names(nominal)
    about = Phrase("assumed_nodes", count=len(names), names=_titles(names, nominal.definition))
    if one.probability is None:
        return about, Phrase("drawn_one_out")
    return about, Phrase("drawn_each_out", share=_percent(one.probability))


def _errors(one: MeasurementError, nominal: Nominal) -> _Told:
    names = one.names(nominal)
    about = Phrase("assumed_values", count=len(names), names=_titles(names, nominal.definition))
    return about, Phrase("drawn_error", size=Listed([*_sizes(one)], "; "))


def _sizes(one: MeasurementError) -> Iterator[Sentence]:
    if one.absolute is not None:
        yield Phrase("error_absolute", size=Figure(one.absolute))
    if one.percent is not None:
        yield Phrase("error_percent", share=_percent(one.percent / 100))
    if one.column:
        yield Phrase("error_column", names=Listed(map(printable, one.column)))
    for word, percent in one.quality.items():
        yield Phrase("error_quality", word=printable(word), share=_percent(percent / 100))


_TOLD: Mapping[type, Callable[[Any, Nominal], _Told]] = {
    Alternatives: _alternatives,
    BoundShift: _bounds,
    LeaveOut: _left_out,
    MeasurementError: _errors,
    Spread: _spread,
    WeightDirichlet: _dirichlet,
    WeightNoise: _noise,
    WeightRegion: _region,
    WeightSets: _sets,
}
