"""The items of evidence of cities for JSON: levels in each outlook, and every item."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.evidence.dates import date_of
from smartscore.reports.elements.cells import rounded
from smartscore.reports.elements.evidence.items import Item, items_by_city
from smartscore.text import translate
from smartscore.views.evidence import OUTLOOKS, evidence_levels, evidence_outlook


@frozen(eq=False)
class EvidenceRecord:
    """Levels and items of every city for JSON."""

    levels: DataFrame
    items: Mapping[str, Mapping[int, list[Item]]]
    outlook: DataFrame | None
    rows: Mapping[object, int]

    @classmethod
    def of(cls, assessment: Assessment) -> "EvidenceRecord":
        """Work them out for an assessment."""
        items = items_by_city(assessment)
        rows = {key: row for row, key in enumerate(assessment.rows)}
        return cls(evidence_levels(assessment), items, evidence_outlook(assessment) if items else None, rows)

    def cells(self, language: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Give the row, the indicator, and what its cell says of levels and items."""
        names = (*OUTLOOKS, "is_suggested", "items", "accepted")
        for key, told in zip(self.levels.index, self.levels[list(names)].itertuples(index=False), strict=True):
            row = self.rows[key[:-1] if len(key) > 2 else key[0]]
            levels = {
                **{name: rounded(float(getattr(told, name))) for name in OUTLOOKS},
                "is_suggested": bool(told.is_suggested),
                "items": int(told.items),  # type: ignore[arg-type]
                "accepted": int(told.accepted),  # type: ignore[arg-type]
            }
            items = [_record(item, language) for item in self.items[str(key[-1])].get(row, ())]
            yield row, str(key[-1]), {"levels": levels, "items": items}

    def of_row(self, row: int) -> dict[str, Any]:
        """Give the index of a city in each outlook, if any city has items."""
        if self.outlook is None:
            return {}
        return {"outlook": {name: rounded(float(self.outlook[name].iloc[row])) for name in OUTLOOKS}}


def _record(item: Item, language: str) -> dict[str, Any]:
    day = date_of(item.said("due"))
    fields = {**item.fields, **({"due": day.isoformat()} if day else {})}
    return {"level": item.level, "item": translate(item.name, language), "status": item.status, **fields}


def ladder_record(assessment: Assessment, language: str) -> dict[str, Any]:
    """Give how items become levels, where the framework says it."""
    ladder = assessment.framework.ladder
    if ladder is None:
        return {}
    fields = {"policy": ladder.policy, "share": ladder.share, "advisory": ladder.advisory}
    return {"ladder": {**fields, "note": ladder.note.to(language)}}
