"""A report as values: what every subject makes and every format renders.

A subject (`reports/subjects/`) makes a `Document` of results that were computed before; a format (`reports/formats/`)
writes any document. Cells are values, never strings: the `kind` of a column decides decimals, sign, alignment, colour
and the format of cells, once in each format.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from smartscore.messages import numbers, raw_numbers
from smartscore.text import Sentence, translate

#: What the values of a column are: words; points of the scale; raw values of an indicator, counts and the like;
#: shares of one; ranks and moves in ranks; codes of statuses; years; amounts of money.
Kind: TypeAlias = Literal["text", "score", "raw", "share", "rank", "status", "year", "money"]

#: What a column is to the eye: nothing special, set in bold, or that with bars.
Emphasis: TypeAlias = Literal["", "strong", "bar"]

#: Who reads a section: everybody, readers of pages (not of a terminal), of workbooks, or programs that read CSV.
Use: TypeAlias = Literal["all", "page", "people", "data", "export"]

#: Who reads a column: people, programs (workbooks have what programs have), or all.
Readers: TypeAlias = Literal["all", "people", "programs"]

LEFT_ALIGNED = ("text", "status")
MILLION = 1e6  # amounts of money are shown in millions


def _signed(number: str, signed: bool) -> str:
    """Write a + before a number above 0, if numbers are to have one; what rounds to 0 has none."""
    return f"+{number}" if signed and number.strip("0.,") and not number.startswith("-") else number


@frozen
class Figure:
    """A number that is written in the language of its reader, a missing one (NaN) as a dash.

    Scores have `decimals`, raw values six significant digits, shares whole percents (or more `decimals`), money whole
    millions; `signed` ones have a + too, unless they round to nothing; `down` cuts a share instead of rounding it.
    """

    value: float
    kind: Kind = "raw"
    decimals: int = 2
    signed: bool = False
    down: bool = False

    def to(self, language: str) -> str:
        """Write it, in a cell or within a sentence."""
        return self.written([self.value], language)[0]

    def written(self, values: Iterable[float], language: str) -> list[str]:
        """Write other values as this one, all the cells of a column at once."""
        if self.kind == "raw":
            texts = raw_numbers(values, language)
        elif self.kind == "share":
            texts = numbers([_percent(value, self.down) for value in values], self.decimals, language)
            return [text if text == "-" else text + "%" for text in texts]
        elif self.kind == "money":
            texts = numbers([value / MILLION for value in values], 0, language)
        else:
            texts = numbers(values, self.decimals if self.kind == "score" else 0, language)
        return [_signed(text, self.signed) for text in texts]


def _percent(value: float, down: bool) -> float:
    return int(100 * value + 1e-9) if down and value == value else 100 * value  # noqa: PLR0124


class Listed:
    """Names in a row, in the language of the reader."""

    def __init__(self, names: Iterable[Sentence], mark: str = ", ") -> None:
        self.names, self.mark = tuple(names), mark

    def to(self, language: str) -> str:
        """Give them with commas between."""
        return self.mark.join(translate(name, language) for name in self.names)


@frozen(eq=False, kw_only=True)
class Column:
    """A column of a table: `id` for programs, `title` for people, and a value a row.

    `kind` says what the values are: numbers are floats, NaN where there is none; a `raw` value may be a word, where
    the indicator has categories. `unit` is that of the values. `decimals` are those of scores and shares, and of raw
    values in a sheet, which has as many as they need where it is None and any where it is below 0; `signed` numbers
    have a + too, and a share is cut `down` instead of rounded. `short` is a code to head the column with where room is
    short; `level` is that of its node in the tree (0 is always shown); a `detail` may stand in a further table below
    where room is short. `readers` are people, programs (and workbooks), which have ids of nodes beside titles, or all.
    `marks` name what single cells are (`clipped`, `imputed`, `changed`, `stale`, `group`, `level1`, ...).
    `width` is that of a sheet, in characters.
    """

    id: str
    title: Sentence
    kind: Kind
    values: Sequence[Any] = field(repr=False)
    unit: Sentence = ""
    emphasis: Emphasis = ""
    decimals: int | None = None
    signed: bool = False
    down: bool = False
    short: str = ""
    level: int = 0
    detail: bool = False
    readers: Readers = "all"
    marks: Sequence[str] = field(default=(), repr=False)
    width: float = 12

    @property
    def left(self) -> bool:
        """Whether cells are set to the left."""
        return self.kind in LEFT_ALIGNED

    @property
    def indents(self) -> list[int]:
        """The levels by which single cells are moved in."""
        if not len(self.marks):
            return [0] * len(self.values)
        return [int((mark.partition("level")[2] or "0").split()[0]) for mark in self.marks]

    def of(self, rows: Sequence[int]) -> "Column":
        """Give the column with these rows alone, in this order."""
        marks = [self.marks[row] for row in rows] if len(self.marks) else ()
        return evolve(self, values=[self.values[row] for row in rows], marks=marks)


@frozen(eq=False, kw_only=True)
class Table:
    """A table: `key` are the ids of the columns that tell its rows apart, which no format cuts or leaves out.

    `levels` are those of its rows in the tree, where rows are nodes; `scale` is that of bars and of a `tint`, by which
    columns beyond the key are coloured: high is good, or bad. `note` is what a reader of the table alone must know.
    `below` has what belongs to single rows, a table each or none, which pages fold below the row.
    """

    id: str
    title: Sentence
    columns: Sequence[Column] = field(repr=False)
    key: tuple[str, ...]
    levels: Sequence[int] = field(default=(), repr=False)
    scale: Sequence[float] = (0.0, 1.0)
    tint: Literal["", "good", "bad"] = ""
    note: Sentence = ""
    below: "Sequence[Table | None]" = field(default=(), repr=False)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.columns[0].values) if self.columns else 0

    def shown(self, depth: int, readers: Readers = "people") -> "Table":
        """Give the table down to a level of the tree, in columns and rows, with the columns for these readers."""
        columns = [column for column in self.columns if column.level <= depth and column.readers in ("all", readers)]
        if not len(self.levels) or max(self.levels) <= depth:
            return evolve(self, columns=columns)
        rows = [row for row, level in enumerate(self.levels) if level <= depth]
        return evolve(self, columns=[column.of(rows) for column in columns], levels=[self.levels[row] for row in rows])


@frozen(eq=False, kw_only=True)
class Chart:
    """A chart: `spec` gives its Vega-Lite specification in a language, `data` fills it by name.

    `says` is for those who do not see it, `key` what its marks mean.
    """

    id: str
    title: Sentence
    spec: Callable[[str], Mapping[str, Any]]
    data: Mapping[str, Sequence[Mapping[str, Any]]] = field(repr=False)
    says: Sentence
    key: Sentence = ""


@frozen(eq=False)
class Facts:
    """Names and what they are, such as the hash of the file that was read."""

    title: Sentence
    facts: Sequence[tuple[Sentence, Sentence]] = field(repr=False)

    @property
    def known(self) -> list[tuple[Sentence, Sentence]]:
        """Those that there are."""
        return [(name, fact) for name, fact in self.facts if fact]


@frozen(eq=False)
class Cards:
    """Figures that stand out above all else: the name of each, the figure, and a word more."""

    cards: Sequence[tuple[Sentence, Sentence, Sentence]]


#: What a section is made of, in the order in which it is read.
Part: TypeAlias = Table | Chart | Facts | Cards | Sentence


@frozen(eq=False, kw_only=True)
class Section:
    """A part of a document under a title of its own, of one city where `city` is its key; `use` says who reads it."""

    id: str
    parts: Sequence[Part] = field(repr=False)
    title: Sentence = ""
    city: str = ""
    use: Use = "all"

    @property
    def tables(self) -> list[Table]:
        """The tables of the section."""
        return [part for part in self.parts if isinstance(part, Table)]

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences of the section."""
        return [part for part in self.parts if not isinstance(part, Table | Chart | Facts | Cards)]


def _none(_language: str) -> None:
    return None


@frozen(eq=False, kw_only=True)
class Document:
    """What a report says: sentences at its head, sections, provisos, and a record of all of it for programs.

    `title` is what it is about; `provisos` are what in its figures is not official. `record` gives, in a language,
    what JSON has: plain dicts, lists, texts and numbers. A report on several frameworks, years or cities has a document
    for each as `chapters`; `label` tells one of several apart, and `identity` are columns that do so for programs.
    `source` is what the document was made of, for formats that draw it in a way of their own.
    """

    title: Sentence
    head: Sequence[Sentence] = field(default=(), repr=False)
    sections: Sequence[Section] = field(default=(), repr=False)
    provisos: Sequence[Sentence] = field(default=(), repr=False)
    record: Callable[[str], Any] = field(default=_none, repr=False)
    chapters: Sequence["Document"] = field(default=(), repr=False)
    label: str = ""
    identity: Mapping[str, object] = field(factory=dict)
    source: object = field(default=None, repr=False)

    @property
    def whole(self) -> Sequence["Document"]:
        """The chapters, or the document itself where it has none."""
        return self.chapters or (self,)

    def used(self, *uses: Use) -> list[Section]:
        """Give the sections for these readers."""
        return [section for section in self.sections if section.use in uses]


@frozen(kw_only=True)
class Style:
    """How a reader wants to see a document: language, levels of the tree shown (0 is the index alone), width of text.

    `width` is in characters and matters to text only, as does `colour`: whether statuses are coloured.
    """

    language: str = "en"
    width: int = 100
    depth: int = 1
    colour: bool = False


def _endings(suffixes: str | Iterable[str]) -> tuple[str, ...]:
    return (suffixes,) if isinstance(suffixes, str) else tuple(suffixes)


@frozen
class Report:
    """A format: `render` writes any document; `suffixes` are the file endings it serves, such as `.html`.

    `cities` says that it has a page for each city, so that single cities can be chosen and one file a city be written.
    """

    id: str
    suffixes: tuple[str, ...] = field(converter=_endings)
    render: Callable[[Document, Style], str | bytes]
    cities: bool = False


def chapters_of(documents: Iterable[Document], title: Sentence) -> Document:
    """Put documents together as the chapters of one; its record is the list of theirs."""
    chapters = tuple(documents)
    return Document(title=title, chapters=chapters, record=lambda language: [c.record(language) for c in chapters])
