"""What an option takes: one of several words, a whole number, a number."""

from datetime import date
from math import isfinite, nan
from typing import Any, NoReturn

import click

from smartscore.cli.usage.language import language_of
from smartscore.messages import message


class Choice(click.Choice[str]):
    """One of several words."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Name the nearest word, and all that there are."""
        from smartscore.errors import nearest  # which only a mistake needs

        near, choices = nearest(str(value), self.choices), ", ".join(self.choices)
        if near is None or len(self.choices) == 1:
            return message("not_a_choice", language_of(ctx), found=value, choices=choices)
        return message("not_a_choice_near", language_of(ctx), found=value, choices=choices, hint=near)


class Whole(click.IntRange):
    """A whole number within bounds, if there are any."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            _refuse("not_whole", param, ctx, found=value)
        _require_within(self, number, param, ctx)
        return number


class Number(click.FloatRange):
    """A finite number within bounds, if there are any."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except ValueError:
            number = nan
        if not isfinite(number):
            _refuse("not_a_number", param, ctx, found=value)
        _require_within(self, number, param, ctx)
        return number


class Day(click.ParamType[date]):
    """A date, as offices write it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from smartscore.evidence.dates import date_of  # which the help does without

        found = value if isinstance(value, date) else date_of(value)
        if found is None:
            _refuse("due_not_a_date", param, ctx, found=value)
        return found


def bounds(kind: object) -> str:
    """Write the bounds of a number as a formula, nothing where there are none."""
    if not isinstance(kind, Whole | Number) or kind.min is kind.max is None:
        return ""
    if kind.max is None:
        return f"x>={kind.min}"
    return ("" if kind.min is None else f"{kind.min}<=") + f"x<={kind.max}"


def _require_within(
    kind: Whole | Number, number: float, param: click.Parameter | None, ctx: click.Context | None
) -> None:
    if (kind.min is not None and number < kind.min) or (kind.max is not None and number > kind.max):
        _refuse("outside_range", param, ctx, found=number, range=bounds(kind))


def _refuse(code: str, param: click.Parameter | None, ctx: click.Context | None, **fields: object) -> NoReturn:
    raise click.BadParameter(message(code, language_of(ctx), **fields), ctx, param)
