"""The completion of a master plan in one sentence, to stand below scores."""

from pandas import DataFrame

from smartscore.reports.document import Figure, Listed
from smartscore.text import Phrase, Sentence


def sentence(completion: DataFrame) -> Sentence:
    """Give the completion in one sentence, to stand below a table of scores."""
    parts = [
        Phrase(
            "completion_part",
            city=f"{row['city']} " if "city" in row else "",
            dimension=dimension_title(str(row["dimension"])),
            active=row["active"],
            total=row["total"],
            share=Figure(row["share"], "share", 2),
        )
        for row in completion.to_dict("records")
    ]
    return Phrase("completion_sentence", heading=Phrase("completion_heading"), parts=Listed(parts))


def dimension_title(name: str) -> Sentence:
    """Give the title of a dimension, or the word for all of them."""
    return Phrase("row_overall") if name == "all" else name
