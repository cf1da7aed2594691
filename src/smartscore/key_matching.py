"""Keys of several files that are codes in one and names, or other codes, in the next: matched by a gazetteer."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen
from pandas import Index, MultiIndex, Series

from smartscore.dataset import Dataset
from smartscore.errors import Remark, Suspicion
from smartscore.gazetteer import Area, Gazetteer, fitting
from smartscore.messages import LANGUAGES, message
from smartscore.text import Text

_LEAST = 0.5  # the share of the keys of a file that a gazetteer must know to be asked
_SHOWN = 5


def match_keys(datasets: Sequence[Dataset], gazetteers: Callable[[], Iterable[Gazetteer]]) -> list[Dataset]:
    """Give the datasets with one key for each area, so that a file by name and a file by code meet.

    Nothing is changed where the keys meet as they are, nor where nothing makes more of them meet: neither the names
    that stand beside the codes of a file, nor a gazetteer, which is asked for only then. What was matched is said in
    the remarks of each file; a key that was not, and a file of which no key is in another one, are suspicions.
    """
    keys = [list(dict.fromkeys(map(str, dataset.cities))) for dataset in datasets]
    if any(all(set(most).issuperset(own) for own in keys) for most in keys):
        return list(datasets)
    everything = [key for own in keys for key in own]
    gazetteer = fitting([*_names_beside(datasets), *gazetteers()], everything)
    areas = [_areas_of(dataset, gazetteer) for dataset in datasets]
    codes = {key: area for areas_of in areas for key, area in areas_of.items() if area is not None}
    if gazetteer is not None and len({codes[k].code if k in codes else k for k in everything}) < len(set(everything)):
        matching = _Matching(gazetteer, Counter(everything), _labels(datasets, areas))
        key = datasets[0].key
        datasets = [matching.matched(dataset, own, key) for dataset, own in zip(datasets, areas, strict=True)]
    return list(_with_keys_apart(datasets))


def _names_beside(datasets: Sequence[Dataset]) -> Iterator[Gazetteer]:
    """Give the keys of each file that has names beside them, as a gazetteer."""
    for dataset in datasets:
        if dataset.names is not None:
            labels = dict(zip(map(str, dataset.cities), dataset.labels, strict=True))
            title = {language: message("names_of_file", language, file=dataset.file) for language in LANGUAGES}
            areas = [Area(key, label, "unit") for key, label in labels.items() if key]
            yield Gazetteer("names", title, dataset.file or "", 0, areas)


def _with_keys_apart(datasets: Sequence[Dataset]) -> Iterator[Dataset]:
    """Suspect each file that shares neither a key nor a column of values with another one."""
    keys = [set(map(str, dataset.cities)) for dataset in datasets]
    columns = [set(dataset.frame.columns) - {one.name for one in dataset.interpretations} for dataset in datasets]
    for place, dataset in enumerate(datasets):
        others = [other for other in range(len(datasets)) if other != place]
        if not keys[place] or any(keys[place] & keys[other] or columns[place] & columns[other] for other in others):
            yield dataset
            continue
        known = {key for other in others for key in keys[other]}
        fields = {"found": ", ".join(sorted(keys[place])[:3]), "other": ", ".join(sorted(known)[:3])}
        apart = Suspicion("keys_apart", fields, file=dataset.file, column=dataset.key)
        yield evolve(dataset, suspicions=(*dataset.suspicions, apart))


def _areas_of(dataset: Dataset, gazetteer: Gazetteer | None) -> dict[str, Area | None]:
    """Give the area of each key of a file, nothing if the gazetteer knows too few of them.

    Names that stand beside the codes go before them: where the two disagree, the codes are of another system. Two keys
    of one file that mean one area stay as they are: the file says that they are two.
    """
    if gazetteer is None:
        return {}
    names = dict(zip(map(str, dataset.cities), dataset.labels, strict=True))
    found = dict(zip(names, gazetteer.resolve(list(names)), strict=True))
    named = {key: gazetteer.find(name) for key, name in names.items() if name != key}
    if any(area is not None and found[key] not in (None, area) for key, area in named.items()):
        found = {key: named.get(key) for key in names}
    times = Counter(area.code for area in found.values() if area is not None)
    if sum(times.values()) < _LEAST * len(names):
        return {}
    return {key: area if area is not None and times[area.code] == 1 else None for key, area in found.items()}


def _labels(datasets: Sequence[Dataset], areas: Sequence[Mapping[str, Area | None]]) -> dict[str, str]:
    """Give what each area is called: by the first file that has names, else as the gazetteer calls it."""
    labels: dict[str, str] = {}
    for dataset, own in zip(datasets, areas, strict=True):
        if dataset.names is not None:
            for key, label in zip(map(str, dataset.cities), dataset.labels, strict=True):
                if (area := own.get(key)) is not None:
                    labels.setdefault(area.code, label)
    for area in (area for own in areas for area in own.values() if area is not None):
        labels.setdefault(area.code, area.name)
    return labels


@frozen(eq=False)
class _Matching:
    """What the files are matched by: in how many of them each key stands, and what the areas are called."""

    gazetteer: Gazetteer
    files: Mapping[str, int]
    labels: Mapping[str, str]

    def matched(self, dataset: Dataset, areas: Mapping[str, Area | None], key: str | None) -> Dataset:
        """Give a dataset with the codes of its areas as keys, and the names of all files alike."""
        cities = [str(city) for city in dataset.cities]
        found = [areas.get(city) for city in cities]
        index = _with_cities(
            dataset.frame.index, [area.code if area else c for area, c in zip(found, cities, strict=True)]
        )
        names = [self.labels[area.code] if area else label for area, label in zip(found, dataset.labels, strict=True)]
        frame = dataset.frame.set_axis(index)
        for column in {one.name for one in dataset.interpretations if one.name in frame.columns}:
            frame[column] = Series(names, index=index, dtype=object)
        return evolve(
            dataset,
            frame=frame,
            names=Series(names, index=index, dtype=object),
            lines=None if dataset.lines is None else dataset.lines.set_axis(index),
            notes={kind: note.set_axis(index) for kind, note in dataset.notes.items()},
            key=key,
            suspicions=(*dataset.suspicions, *self._unknown(dataset, areas)),
        ).remarked(self._remarks(dataset, areas))

    def _remarks(self, dataset: Dataset, areas: Mapping[str, Area | None]) -> list[Remark]:
        """Say how many keys were changed by which gazetteer, with the first of them."""
        changed = [f"{key} = {area.code}" for key, area in areas.items() if area is not None and area.code != key]
        if not changed:
            return []
        pairs = ", ".join(changed[:_SHOWN]) + (", ..." if len(changed) > _SHOWN else "")
        fields = {"count": len(changed), "title": _described(self.gazetteer), "pairs": pairs}
        return [Remark("keys_matched", fields, file=dataset.file)]

    def _unknown(self, dataset: Dataset, areas: Mapping[str, Area | None]) -> Iterator[Suspicion]:
        told: set[str] = set()
        for row, city in enumerate(map(str, dataset.cities)):
            if city in told or city not in areas or areas[city] is not None or self.files[city] > 1:
                continue
            told.add(city)
            near = self.gazetteer.nearest(city) or "-"
            fields = {"found": city, "title": _described(self.gazetteer), "hint": near}
            yield Suspicion("unknown_area", fields, **{**dataset.place(row), "city": city})


def _described(gazetteer: Gazetteer) -> Text:
    """Give the title of a gazetteer with its year; the names of a file have none."""
    year = f" ({gazetteer.year})" if gazetteer.year else ""
    return Text({language: f"{gazetteer.title.to(language)}{year}" for language in LANGUAGES})


def _with_cities(index: Index, cities: Sequence[str]) -> Index:
    """Give an index with other keys of cities, years and assessors as they are."""
    if not isinstance(index, MultiIndex):
        return Index(cities, dtype=object, name=index.name)
    others = [index.get_level_values(level) for level in range(1, index.nlevels)]
    return MultiIndex.from_arrays([Index(cities, dtype=object), *others], names=index.names)
