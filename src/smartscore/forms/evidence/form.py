"""The form of one city with a line an item of evidence, whole or split by office or owner."""

from collections.abc import Callable, Collection, Sequence

from attrs import evolve, frozen

from smartscore.dataset import Dataset
from smartscore.errors import Problem, UsageError
from smartscore.forms.cities import City, cities_of, new_cities
from smartscore.forms.evidence.blocks import Block, blocks_of
from smartscore.forms.prefilled import Prefill, prefill_of
from smartscore.forms.questions import FormPart, parts_of
from smartscore.model import Framework


@frozen(eq=False)
class EvidenceForm:
    """A form of evidence: blocks by part, for one city.

    `split` is the field by which it was split, if it was; `owner` is what the field says of the lines that it has.
    """

    frameworks: Sequence[Framework]
    city: City
    parts: Sequence[tuple[FormPart, Sequence[Block]]]
    owner: str = ""
    split: str = ""

    @property
    def blocks(self) -> dict[str, Block]:
        """The block of each indicator, by id."""
        return {block.node.id: block for _, blocks in self.parts for block in blocks}


def asks_for_items(frameworks: Sequence[Framework], dataset: Dataset | None, listed: Prefill | None) -> bool:
    """Tell whether a form has a line an item: where a framework has a ladder, or some items are known."""
    has_items = dataset is not None and dataset.evidence is not None and len(dataset.evidence) > 0
    return has_items or listed is not None or any(framework.ladder is not None for framework in frameworks)


def evidence_form_of(
    frameworks: Sequence[Framework],
    cities: Sequence[str],
    dataset: Dataset | None = None,
    listed: Prefill | None = None,
    elsewhere: Callable[[], Collection[str]] = frozenset,
) -> EvidenceForm:
    """Give the form of one city, filled in with the items of a list, and with items and values of a dataset.

    Raises:
        DatasetError: with every problem of the dataset, except for what it lacks.
        UsageError: for several cities, and for one that is not in the dataset.
    """
    prefill = Prefill() if dataset is None else prefill_of(dataset, frameworks, elsewhere)
    of_dataset = [] if dataset is None else cities_of(prefill.dataset, cities, frameworks)
    whole = of_dataset or new_cities(cities, frameworks)
    if len(whole) > 1:
        raise UsageError(Problem("form_of_one_city", {"found": len(whole)}))
    parts = [(part, blocks_of(part, whole[0], prefill, listed)) for part in parts_of(frameworks)]
    return EvidenceForm(frameworks, whole[0], parts)


def split_by(form: EvidenceForm, field: str) -> dict[str, EvidenceForm]:
    """Give a form for each text in a field of the items, `office` or `owner`; lines without one have the empty one.

    Every form has its own items alone, and shows levels and index with those of the others as they stand. The value of
    an indicator is asked for by the form of its owner, if that is one of these, else by the empty one.

    Raises:
        UsageError: if no item says it.
    """
    blocks = form.blocks.values()
    keys = {item.said.get(field, "") for block in blocks for item in block.items}
    if field == "owner":
        keys |= {block.notes.get("owner", "") for block in blocks}
    if not any(keys):
        raise UsageError(Problem("form_no_owner" if field == "owner" else "form_no_office"))
    return {key: _of(form, field, key, keys) for key in sorted({*keys, ""})}


def _of(form: EvidenceForm, field: str, key: str, keys: Collection[str]) -> EvidenceForm:
    def own(block: Block) -> Block:
        owner = block.notes.get("owner", "")
        return block.of(field, key, owns_value=(owner if owner in keys else "") == key)

    parts = [(part, [own(block) for block in blocks]) for part, blocks in form.parts]
    return evolve(form, parts=parts, owner=key, split=field)
