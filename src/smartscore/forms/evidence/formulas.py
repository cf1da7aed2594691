"""Formulas that work out levels and scores in a spreadsheet as the library does.

They hold in LibreOffice and in every Excel since 2007: COUNTIFS, SUMPRODUCT, IF, MAX, MIN, INT, ROUNDUP.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from smartscore.aggregates import Arithmetic
from smartscore.dataset.evidence.ladder import EVERY_ITEM
from smartscore.evidence.statuses import words_of_status
from smartscore.model import Dimension, Framework, Indicator, Ladder, Node, is_unscored
from smartscore.numerals.not_applicable import NOT_APPLICABLE_BY_LANGUAGE
from smartscore.rounding import TIE
from smartscore.rules.fixed import line_of

_LONGEST = 8000  # letters; spreadsheet programs take 8192
_FAR = "ZZ9999"  # a cell with a name that is longer than any here
_SHARE_TIE = 1e-9


@frozen
class Lines:
    """The cells of a sheet that have the indicator, the level and the status of its lines, as absolute ranges."""

    indicator: str
    level: str
    status: str


def asked(lines: Lines, indicator: str, level: int, more: int) -> str:
    """Count the items that a level asks for: those that apply here, and `more` on other forms."""
    among = f'{lines.indicator},"{indicator}",{lines.level},{level}'
    excused = _list(f"{words}*" for words in NOT_APPLICABLE_BY_LANGUAGE.values())
    return f"COUNTIFS({among})-SUMPRODUCT(COUNTIFS({among},{lines.status},{excused})){_plus(more)}"


def accepted(lines: Lines, indicator: str, level: int, more: int) -> str:
    """Count the items of a level that are accepted, by any word for it."""
    among = f'{lines.indicator},"{indicator}",{lines.level},{level}'
    return f"SUMPRODUCT(COUNTIFS({among},{lines.status},{_list(words_of_status('accepted'))})){_plus(more)}"


def is_silent(lines: Lines, indicator: str, criteria: int) -> str:
    """Tell whether nothing is said of any item: none has a status, and none is there but criteria of the framework."""
    of_it = f'{lines.indicator},"{indicator}"'
    excused = _list(f"{words}*" for words in NOT_APPLICABLE_BY_LANGUAGE.values())
    stated = f'COUNTIFS({of_it},{lines.status},"?*")-SUMPRODUCT(COUNTIFS({of_it},{lines.status},{excused}))'
    return f'AND({stated}=0,COUNTIFS({of_it},{lines.level},">=0")<={criteria})'


def level_reached(
    counts: Mapping[int, tuple[str, str]], lowest: float, ladder: Ladder | None, silent: str = "FALSE"
) -> str:
    """Give the highest level whose items suffice, as those below do; `counts` are the cells asked and accepted."""
    ladder = ladder or EVERY_ITEM
    steps, suffices = [f"{lowest:.15g}"], list[str]()
    for level, (of_level, got) in counts.items():
        needed = {
            "all": of_level,
            "share": f"ROUNDUP({ladder.share:.15g}*{of_level}-1E-9,0)",
            "any": f"MIN({of_level},1)",
        }[ladder.policy]
        suffices.append(f"({got}>={needed})")
        steps.append("*".join([f"({of_level}>0)", *suffices, str(level)]))
    none = "+".join(cells[0] for cells in counts.values())
    return f'IF(OR({none}=0,{silent}),"",MAX({",".join(steps)}))'


def value_counted(reached: str, entered: str, ladder: Ladder | None) -> str:
    """Give the value that counts: where a ladder is advisory what is entered, else the level reached."""
    first, second = (entered, reached) if ladder is not None and ladder.advisory else (reached, entered)
    return f'IF(ISNUMBER({first}),{first},IF(ISNUMBER({second}),{second},""))'


def score_of(node: Indicator, value: str, entered: str, word: str, framework: Framework) -> str:
    """Give the score of a value by a rule that is linear between two bounds.

    Without a value it is `word` where what is entered says that the indicator does not apply, else nothing.
    """
    line = line_of(node.rule)
    if line is None:
        return '""'
    normalised = f"({value}-({line.worst:.15g}))/({line.best - line.worst:.15g})"
    if line.clip in ("both", "worst"):
        normalised = f"MAX(0,{normalised})"
    if line.clip in ("both", "best"):
        normalised = f"MIN(1,{normalised})"
    low, high = framework.scale
    score = _rounded(f"({low:.15g}+({high - low:.15g})*{normalised})", node.decimals)
    text = f"UPPER(TRIM({entered}))"
    excused = [f'LEFT({text},{len(words)})="{words.upper()}"' for words in NOT_APPLICABLE_BY_LANGUAGE.values()]
    otherwise = f'IF(OR({",".join(excused)}),"{word}","")' if node.not_applicable else '""'
    return f"IF(ISNUMBER({value}),{score},{otherwise})"


def mean_of(dimension: Dimension, cells: Sequence[str], word: str, framework: Framework) -> str:
    """Give the weighted mean of the scores in the cells of all members.

    A cell with `word` belongs to a member that does not apply. Where that goes for all of them, the mean is that word.
    """
    pairs = zip(dimension.members, cells, strict=True)
    members = [_Member.of(member, cell, word) for member, cell in pairs if member.weight > 0]
    members = [member for member in members if not is_unscored(member.node)]
    if not members:
        return '""'
    worst = framework.worst_score_in(dimension) if dimension.missing == "worst" else None
    sums = "+".join(member.product(worst) for member in members)
    reached = "+".join(f"{member.weight}*ISNUMBER({member.cell})" for member in members)
    required = "+".join(f"IF({member.may_lack},0,{member.weight})" for member in members)
    counted = reached if worst is None else required
    mean = _rounded(f"(({sums})/({counted}))", dimension.decimals)
    if dimension.min_coverage > 0:
        mean = f'IF({reached}>=({required})*{dimension.min_coverage - _SHARE_TIE:.15g},{mean},"")'
    lifted = "+".join(f'({member.cell}="{word}")' for member in members)
    excused = f'IF(AND({lifted}>0,{",".join(member.may_lack for member in members)}),"{word}","")'
    return f"IF({counted}>0,{mean},{excused})"


@frozen
class _Member:
    """A member of a dimension: its weight, the cell of its score, and the condition that it is absent and may be."""

    node: Node
    weight: str
    cell: str
    may_lack: str

    @classmethod
    def of(cls, node: Node, cell: str, word: str) -> "_Member":
        may_lack = f"NOT(ISNUMBER({cell}))" if node.optional else f'{cell}="{word}"'
        return cls(node, f"{node.weight:.15g}", cell, may_lack)

    def product(self, worst: float | None) -> str:
        """Give weight x score, where the score lacks nothing or, if that counts, weight x the worst score."""
        absent = "0" if worst is None else f"IF({self.may_lack},0,{self.weight}*{worst:.15g})"
        return f"IF(ISNUMBER({self.cell}),{self.weight}*{self.cell},{absent})"


def band_of(index: str, framework: Framework, language: str) -> str:
    """Give the name of the band that an index is in."""
    slack, told = TIE * (framework.scale[1] - framework.scale[0]), '""'
    for band in framework.bands:
        title = band.title.to(language).replace('"', '""')
        reached = f"{index}>{band.start + slack:.15g}" if band.open else f"{index}>={band.start - slack:.15g}"
        told = f'IF({reached},"{title}",{told})'
    return f'IF(ISNUMBER({index}),{told},"")'


def constant(value: object) -> str:
    """Write a value as a constant of a formula; nothing is the empty text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.15g}"
    return '"{}"'.format("" if value is None else str(value).replace('"', '""'))


def is_plain(framework: Framework) -> bool:
    """Tell whether formulas can work out an index: weighted means of scores by rules that are linear, not too long."""
    can = (
        not framework.steps
        and all(
            type(node.aggregate) is Arithmetic and node.missing in ("leave_out", "worst") and node.rule is None
            for node in framework.dimensions
        )
        and all(
            is_unscored(node) or (line_of(node.rule) is not None and not node.denominator)
            for node in framework.indicators
        )
    )
    word = max(NOT_APPLICABLE_BY_LANGUAGE.values(), key=len)
    means = (mean_of(node, [_FAR] * len(node.members), word, framework) for node in framework.dimensions) if can else ()
    return can and all(len(mean) <= _LONGEST for mean in means)


def _rounded(score: str, decimals: int | None) -> str:
    """Round halves away from zero, as `half_up` does."""
    if decimals is None:
        return score
    factor = f"{10**decimals}"
    return f"SIGN({score})*INT(ABS({score})*{factor}+0.5+1E-9)/{factor}"


def _list(words: Iterable[str]) -> str:
    return "{" + ",".join(f'"{word}"' for word in words) + "}"


def _plus(more: int) -> str:
    return f"+{more}" if more else ""
