"""What is known of weights, in words such as `economy >= 2 * living`: linear comparisons, read without evaluation."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from attrs import define, field, frozen

from smartscore.errors import Problem, hint

_TOKEN = re.compile(
    r"(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)|(?P<sign>>=|<=|==?|[*+-])|(?P<other>\S+)"
)
_COMPARISONS = (">=", "<=", "=")

Kind = Literal["number", "name", "sign", "other", "end"]


@frozen
class Comparison:
    """A weighted sum of weights that is at most `most`, or equal to it; `text` is the statement that says so."""

    text: str
    factors: Mapping[str, float]
    most: float
    is_equality: bool


@frozen
class _Token:
    kind: Kind
    text: str
    place: int


@frozen
class _Sum:
    """A weighted sum of weights, and a number."""

    factors: Mapping[str, float]
    number: float

    def less(self, other: "_Sum") -> "_Sum":
        names = dict.fromkeys([*self.factors, *other.factors])
        factors = {name: self.factors.get(name, 0.0) - other.factors.get(name, 0.0) for name in names}
        return _Sum({name: factor for name, factor in factors.items() if factor}, self.number - other.number)


class _NotReadError(Exception):
    """A statement that is not understood from a token on."""

    def __init__(self, token: _Token) -> None:
        super().__init__(token)
        self.token = token


def read_statement(text: str, members: Collection[str], problems: list[Problem]) -> list[Comparison]:
    """Give the comparisons of one statement: one, or several of a chain such as `a >= b >= c`.

    A statement has numbers, names of members, `*`, `+`, `-`, and `>=`, `<=` or `=` between its sides. What is wrong
    with it is added to `problems`: what is not understood, names that are no members, a comparison without weights.
    """
    try:
        sides, signs = _Reader(text).statement()
    except _NotReadError as error:
        found = error.token
        problems.append(
            Problem("weight_statement_not_read", {"text": text, "place": found.place, "found": found.text or "…"})
        )
        return []
    unknown = [token for token in _tokens(text) if token.kind == "name" and token.text not in members]
    problems += [Problem("weight_statement_unknown", _named(text, token, members)) for token in unknown]
    comparisons = [
        _comparison(text, left, sign, right) for left, sign, right in zip(sides, signs, sides[1:], strict=False)
    ]
    if not all(comparison.factors for comparison in comparisons):
        problems.append(Problem("weight_statement_empty", {"text": text}))
    return [] if unknown else comparisons


def _named(text: str, token: _Token, members: Collection[str]) -> dict[str, object]:
    return {"text": text, "place": token.place, "found": token.text, "hint": hint(token.text, members)}


def _comparison(text: str, left: _Sum, sign: str, right: _Sum) -> Comparison:
    difference = right.less(left) if sign == ">=" else left.less(right)
    return Comparison(text, difference.factors, 0.0 - difference.number, sign == "=")


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # one of the groups of the pattern
        yield _Token(kind, match[0], match.start() + 1)
    yield _Token("end", "", len(text) + 1)


@define
class _Reader:
    """Reads a statement from left to right."""

    text: str
    tokens: list[_Token] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.tokens = list(_tokens(self.text))[::-1]

    def statement(self) -> tuple[list[_Sum], list[str]]:
        sides, signs = [self._sum()], [self._comparison()]
        sides.append(self._sum())
        while self.tokens[-1].kind != "end":
            signs.append(self._comparison())
            sides.append(self._sum())
        return sides, signs

    def _comparison(self) -> str:
        return self._take("sign", *_COMPARISONS).text

    def _sum(self) -> _Sum:
        total = _Sum({}, 0.0).less(self._term()) if self._comes("-") else _Sum({}, 0.0).less(_negative(self._term()))
        while self.tokens[-1].text in ("+", "-"):
            total = total.less(self._term()) if self._comes("-") else total.less(_negative(self._next_term()))
        return total

    def _next_term(self) -> _Sum:
        self._take("sign", "+")
        return self._term()

    def _term(self) -> _Sum:
        first = self._take("number") if self.tokens[-1].kind == "number" else self._take("name")
        if not self._comes("*"):
            return _Sum({first.text: 1.0}, 0.0) if first.kind == "name" else _Sum({}, float(first.text))
        second = self._take("name" if first.kind == "number" else "number")
        name, number = (second, first) if first.kind == "number" else (first, second)
        return _Sum({name.text: float(number.text)}, 0.0)

    def _comes(self, sign: str) -> bool:
        """Take the next token if it is this sign, and tell whether it was."""
        if self.tokens[-1].text != sign:
            return False
        self.tokens.pop()
        return True

    def _take(self, kind: Kind, *texts: str) -> _Token:
        token = self.tokens[-1]
        if token.kind != kind or (texts and token.text not in texts):
            raise _NotReadError(token)
        return self.tokens.pop()


def _negative(total: _Sum) -> _Sum:
    return _Sum({}, 0.0).less(total)
