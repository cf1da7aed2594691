"""How a file, or a sheet of it, was understood: what a reader of the result must know to read the file alike."""

from typing import Literal

from attrs import field, frozen

from smartscore.errors import Problem, Remark, legible

Form = Literal["wide", "long"]


@frozen
class Interpretation:
    """How a file, or a sheet of it, was understood.

    `headings` are its lines or rows of headings, counted from 1. `decimal` is the decimal mark (dot or comma), None
    where no number tells it. `key`, `name`, `year` and `assessor` are the columns with these roles. `remarks` tell what
    was left out and why: rows that are no unit, columns without a heading, sheets that were not read. `recipe` is the
    file that says how it is read, with its SHA-256.
    """

    file: str | None = field(default=None, converter=legible)
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    headings: tuple[int, ...] = ()
    decimal: str | None = None
    form: Form = "wide"
    key: str | None = None
    name: str | None = None
    year: str | None = None
    assessor: str | None = None
    recipe: str | None = field(default=None, converter=legible)
    recipe_digest: str | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def likely_causes(self) -> list[Problem]:
        """What is to blame where a table cannot be used: headings that seem to stand in two rows."""
        return [
            Problem(one.code, one.fields, one.file, one.row, sheet=one.sheet)
            for one in self.remarks
            if one.code == "headings_in_two_rows"
        ]
