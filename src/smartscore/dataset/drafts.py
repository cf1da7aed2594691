"""Datasets of an instrument that was drafted and never became the framework by which they are to be scored."""

from collections.abc import Iterator

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.unused import unused_columns
from smartscore.errors import Problem
from smartscore.model import Framework
from smartscore.tables.headings import words_of

_SHOWN = 8


def drafts_in(dataset: Dataset, framework: Framework) -> Iterator[Problem]:
    """Find columns and indicators that a draft of the framework has and the framework has not.

    Names are compared by their letters and digits alone: `IK-21` is `ik 21`.
    """
    unused = [name for name in unused_columns(dataset, framework) if name] if framework.drafts else []
    for draft in framework.drafts:
        of_draft = {_plain(name) for name in draft.columns}
        if carried := [name for name in unused if _plain(name) in of_draft]:
            shown = ", ".join([*carried[:_SHOWN], *(["..."] if len(carried) > _SHOWN else [])])
            fields = {"draft": draft.title, "framework": framework.name, "count": len(carried), "columns": shown}
            yield Problem("draft_carried", fields, file=dataset.file)


def _plain(name: str) -> str:
    return "".join(words_of(name))
