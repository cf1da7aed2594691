"""The minutes of an assessment, ready to be signed: result, aspects, self against assessor, agreed follow-up."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.reports.document import Cards, Column, Document, Figure, Listed, Section, Table
from smartscore.reports.drawn import Signature, Signatures
from smartscore.reports.elements.cells import Cells, decimals_of, key_of, numbers, rounded, words
from smartscore.reports.elements.evidence.follow_up import FollowUp, agreed
from smartscore.reports.elements.evidence.items import Due
from smartscore.reports.elements.provisos import counts, headline, provisos
from smartscore.text import Phrase, Sentence, translate
from smartscore.views.agreement import apart, sides

_DOTS = "." * 20


@frozen(kw_only=True)
class Meeting:
    """What is known of the meeting: which rows are the two sides, place and date, and who signs; None for a blank.

    A signer is a name, and after a comma the position.
    """

    own: str | None = None
    assessor: str | None = None
    place: str | None = None
    date: str | None = None
    for_government: str | None = None
    for_assessor: str | None = None


def document(assessment: Assessment, city: City, meeting: Meeting) -> Document:
    """Give the minutes of a city.

    Raises:
        UsageError: for no such city or assessor, or where it is not plain which row is which.
    """
    return _Minutes(assessment, *sides(assessment, city, meeting.own, meeting.assessor), meeting).document()


@frozen(eq=False, slots=False)
class _Minutes:
    """The row of the government, if there is one, and the row that counts."""

    assessment: Assessment
    own: int | None
    row: int
    meeting: Meeting

    @cached_property
    def apart(self) -> DataFrame:
        return apart(self.assessment, self.row if self.own is None else self.own, self.row)

    @cached_property
    def follow_up(self) -> list[FollowUp]:
        rows = [self.row, *([] if self.own is None else [self.own])]
        return agreed(self.assessment, rows)

    @cached_property
    def provisos(self) -> list[Sentence]:
        """What is not official and what is missing in the result, and what else is so in the self-assessment."""
        said = _provisos(self.assessment, self.row)
        if self.own is None:
            return said
        told = {translate(sentence, "en") for sentence in said}
        own = [each for each in _provisos(self.assessment, self.own) if translate(each, "en") not in told]
        return [*said, *(Phrase("of_self_assessment", sentence=sentence) for sentence in own)]

    @property
    def city(self) -> str:
        return printable(self.assessment.dataset.label(self.row))

    @property
    def band(self) -> Sentence:
        place = int(self.assessment.band_numbers[self.row])
        return self.assessment.framework.bands[place].title if place >= 0 else "-"

    def figure(self, row: int) -> Figure:
        return Figure(float(self.assessment.index.iloc[row]), "score", decimals_of(self.assessment))

    def document(self) -> Document:
        identity = {"framework": self.assessment.framework.name, **key_of(self.assessment, self.row)}
        return Document(
            title=Phrase("title_minutes"),
            head=[headline(self.assessment), self._opening()],
            sections=[*self._sections()],
            record=self.record,
            label=self.city,
            identity=identity,
        )

    def _opening(self) -> Sentence:
        framework, meeting = self.assessment.framework, self.meeting
        when, where = Due(meeting.date) if meeting.date else _DOTS, printable(meeting.place or "") or _DOTS
        fields = {"title": framework.title, "edition": framework.edition or "-", "city": self.city}
        return Phrase("minutes_opening", date=when, place=where, **fields)

    def _sections(self) -> Iterator[Section]:
        """Give all that is signed, what is not official among it."""
        yield Section(id="result", title=Phrase("minutes_result"), parts=[self._cards(), *self._result()])
        yield Section(id="aspects", title=Phrase("minutes_aspects"), parts=[self._aspects()])
        yield Section(id="indicators", title=self._both, parts=[self._indicators()])
        followed: list[Table | Sentence] = [self._followed()] if self.follow_up else [Phrase("minutes_no_follow_up")]
        yield Section(id="follow_up", title=Phrase("minutes_follow_up"), parts=followed)
        yield Section(id="provisos", title=Phrase("minutes_provisos"), parts=self.provisos)
        yield Section(id="scores", use="export", parts=[self._export()])
        yield Section(id="signatures", parts=[self._signatures()])

    @property
    def _both(self) -> Phrase:
        return Phrase("minutes_indicators" if self.own is None else "minutes_indicators_both")

    def _cards(self) -> Cards:
        own = [] if self.own is None else [(Phrase("column_own"), self.figure(self.own), "")]
        cards = [(Phrase("html_index"), self.figure(self.row), ""), (Phrase("minutes_band"), self.band, ""), *own]
        return Cards(cards)

    def _result(self) -> Iterator[Sentence]:
        yield Phrase("minutes_index", index=self.figure(self.row), band=self.band)
        if self.own is not None:
            change = float(self.apart["difference"].loc["index"])
            difference = Figure(change, "score", decimals_of(self.assessment), signed=True)
            yield Phrase("minutes_own", own=self.figure(self.own), difference=difference)
        if reason := self.assessment.reason(self.row):
            yield reason

    @property
    def _aspect_names(self) -> list[str]:
        return ["index", *(member.id for member in self.assessment.framework.index.members)]

    def _aspects(self) -> Table:
        """Give index and aspects with their weights and values."""
        shares, names = self.assessment.framework.shares, self._aspect_names
        weights = numbers("weight", "column_weight", "share", [shares[name] for name in names], decimals=2)
        columns = [*Cells(self.assessment).nodes(names), weights, *self._values(names, "score")]
        return Table(id="aspects", title=Phrase("minutes_aspects"), columns=columns, key=("title",))

    def _values(self, names: list[str], kind: str) -> Iterator[Column]:
        """Give the values of both sides and their difference, or of the one."""
        part, cells = self.apart.loc[names], Cells(self.assessment)
        said = [("assessor", "column_by_assessor")]
        if self.own is None:
            said = [("assessor", "column_value")]
        else:
            said = [("own", "column_own"), *said, ("difference", "column_difference")]
        for name, code in said:
            signed = name == "difference"
            if kind == "score":
                yield cells.scores(name, code, part[name], signed=signed)
            else:
                yield numbers(name, code, "raw", part[name], signed=signed)

    @property
    def _indicator_names(self) -> list[str]:
        return [node.id for node in self.assessment.framework.indicators]

    def _indicators(self) -> Table:
        """Give the value of every indicator; those far apart with a remark."""
        names = self._indicator_names
        columns = [*Cells(self.assessment).nodes(names), *self._values(names, "raw")]
        if self.own is not None:
            far = [Phrase("more_than_one_level_apart") if is_far else "" for is_far in self.apart.loc[names, "is_far"]]
            columns.append(words("remark", "column_remark", far, width=30))
        return Table(id="indicators", title=self._both, columns=columns, key=("title",))

    def _followed(self) -> Table:
        told = self.follow_up
        columns = [
            words("title", "column_indicator", [self.assessment.framework.nodes[each.node].title for each in told]),
            words("item", "column_item", [each.item for each in told], width=36),
            words("what", "column_what", [each.what for each in told], width=44),
            words("responsible", "column_responsible", [each.responsible or None for each in told], width=28),
            words("due", "column_due", [each.due for each in told], width=18),
        ]
        return Table(id="follow_up", title=Phrase("minutes_follow_up"), columns=columns, key=("title", "item"))

    def _export(self) -> Table:
        """Give every node with both values, and what is not official in each row, for programs."""
        names = list(self.assessment.framework.nodes)
        note = Listed(self.provisos, " ")
        identity = {"framework": self.assessment.framework.name, "city": self.assessment.keys[self.row][0]}
        said = [Column(id=key, title=key, kind="text", values=[value] * len(names)) for key, value in identity.items()]
        columns = [*said, *Cells(self.assessment).nodes(names), *self._values(names, "raw")]
        return Table(
            id="scores", title="", columns=[*columns, words("note", "column_note", [note] * len(names))], key=()
        )

    def _signatures(self) -> Signatures:
        meeting = self.meeting
        place, day = printable(meeting.place or ""), Due(meeting.date) if meeting.date else ""
        where: Sentence = Phrase("place_and_day", place=place, day=day) if place and day else place or day
        lines = (
            (Phrase("for_government", city=self.city), meeting.for_government),
            (Phrase("for_assessor"), meeting.for_assessor),
        )
        return Signatures(where, [_signature(role, signer) for role, signer in lines])

    def record(self, language: str) -> dict[str, Any]:
        """Give all of it for JSON."""
        assessment, framework = self.assessment, self.assessment.framework
        own = None if self.own is None else rounded(float(assessment.index.iloc[self.own]))
        return {
            "framework": framework.id,
            "edition": framework.edition,
            "fingerprint": assessment.definition.fingerprint,
            **key_of(assessment, self.row),
            "place": self.meeting.place,
            "date": self.meeting.date,
            "index": rounded(float(assessment.index.iloc[self.row])),
            "own_index": own,
            "band": assessment.band_names(language)[self.row],
            "nodes": self._record_of_nodes(),
            "follow_up": [each.record(language) for each in self.follow_up],
            "provisos": [translate(sentence, language) for sentence in self.provisos],
            "for_government": self.meeting.for_government,
            "for_assessor": self.meeting.for_assessor,
        }

    def _record_of_nodes(self) -> dict[str, Mapping[str, Any]]:
        shares = self.assessment.framework.shares
        return {
            str(name): {
                "share": rounded(shares[str(name)]),
                "own": None if self.own is None else rounded(float(told["own"])),
                "assessor": rounded(float(told["assessor"])),
                "difference": None if self.own is None else rounded(float(told["difference"])),
                "is_far": bool(told["is_far"]),
            }
            for name, told in self.apart.iterrows()
        }


def _provisos(assessment: Assessment, row: int) -> list[Sentence]:
    one = assessment.only(np.array([row]))
    counted = counts(one, None)
    lacking = counted["missing"] or counted["clipped"]
    return [*provisos(one), *([Phrase("summary_values", **counted)] if lacking else [])]


def _signature(role: Sentence, signer: str | None) -> Signature:
    name, _, position = (signer or "").partition(",")
    return Signature(role, name.strip(), position.strip())
