"""Draw the picture of the layers, in both languages, from import-linter's list: python docs/images/make_layers.py"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1] / "pyproject.toml"
PICTURES = {"layers.svg": "en", "layers.id.svg": "id"}
TITLES = {
    "en": "The layers of smartscore: each imports only what stands below it",
    "id": "Lapisan smartscore: setiap lapisan hanya mengimpor yang ada di bawahnya",
}
IMPORTS = {"en": "imports", "id": "impor"}

#: What stands beside the first layer of each group, and holds until the next group begins.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "cli": {"en": "Command, library, plugins", "id": "Perintah, pustaka, plugin"},
    "forms": {"en": "Forms and reports", "id": "Formulir dan laporan"},
    "plans": {"en": "Questions to a result", "id": "Pertanyaan atas hasil"},
    "engine": {"en": "Scoring", "id": "Penghitungan skor"},
    "suspicions": {"en": "Datasets, frameworks", "id": "Dataset, kerangka"},
    "steps": {"en": "The method", "id": "Metode"},
    "reading": {"en": "Files, tables, numbers", "id": "Berkas, tabel, angka"},
    "rules": {"en": "Rules", "id": "Aturan"},
    "errors": {"en": "Errors and words", "id": "Kesalahan dan kata"},
}
FILLS = ("#e8eef5", "#f6f1e4")  # of one group and the next
WIDTH, LEFT, RIGHT, TOP = 740, 222, 680, 16
ROW, BOX, GAP = 36, 28, 10
FONTS = "font-family='DejaVu Sans, Helvetica, Arial, sans-serif' font-size='13'"
CODE = "font-family='DejaVu Sans Mono, Menlo, Consolas, monospace' font-size='13'"


def layers(project: Path = PROJECT) -> list[list[str]]:
    """Give the names of the modules in each layer, the highest first, as the first contract lists them."""
    contracts = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return [[name.strip().removeprefix("smartscore.") for name in layer.split("|")] for layer in contracts[0]["layers"]]


def grouped(rows: Sequence[Sequence[str]]) -> list[list[Sequence[str]]]:
    """Give the layers of each group.

    Raises:
        SystemExit: for a group that begins with no layer.
    """
    if unknown := GROUPS.keys() - {row[0] for row in rows}:
        raise SystemExit(f"no layer begins with {', '.join(sorted(unknown))}: change GROUPS")
    starts = [number for number, row in enumerate(rows) if row[0] in GROUPS]
    return [list(rows[start:end]) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def drawn(language: str, rows: Sequence[Sequence[str]]) -> str:
    """Give the picture as SVG that asks for nothing from elsewhere."""
    parts: list[str] = []
    top = TOP
    for number, group in enumerate(grouped(rows)):
        parts += _group(group, top, FILLS[number % len(FILLS)], language)
        top += ROW * len(group) + GAP
    height = top - GAP + TOP
    head = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img' aria-labelledby='title'>",
        f"<title id='title'>{TITLES[language]}</title>",
        f"<rect width='{WIDTH}' height='{height}' rx='8' fill='#ffffff'/>",
    ]
    return "\n".join([*head, *parts, *_arrow(height, IMPORTS[language]), "</svg>", ""])


def _group(group: Sequence[Sequence[str]], top: int, fill: str, language: str) -> Iterator[str]:
    height, label = ROW * len(group), GROUPS[group[0][0]][language]
    yield f"<rect x='12' y='{top}' width='{RIGHT - 4}' height='{height}' rx='6' fill='{fill}'/>"
    yield f"<text x='24' y='{top + height / 2:g}' dominant-baseline='central' fill='#222222' {FONTS}>{label}</text>"
    for number, names in enumerate(group):
        yield from _layer(names, top + ROW * number + (ROW - BOX) // 2)


def _layer(names: Sequence[str], top: int) -> Iterator[str]:
    width = (RIGHT - LEFT - GAP * (len(names) - 1)) / len(names)
    for number, name in enumerate(names):
        left = LEFT + number * (width + GAP)
        place = f"x='{left:g}' y='{top}' width='{width:g}' height='{BOX}'"
        middle = f"x='{left + width / 2:g}' y='{top + BOX / 2:g}' text-anchor='middle' dominant-baseline='central'"
        yield f"<rect {place} rx='4' fill='#ffffff' stroke='#5b6b7b'/>"
        yield f"<text class='module' {middle} fill='#111111' {CODE}>{name}</text>"


def _arrow(height: int, label: str) -> Iterator[str]:
    """Draw the way of imports down the right side, with its name along it."""
    x, end, middle = RIGHT + 24, height - TOP, height / 2
    yield f"<path d='M{x} {TOP}V{end - 8}' stroke='#5b6b7b' stroke-width='2'/>"
    yield f"<path d='M{x - 6} {end - 10}h12l-6 10z' fill='#5b6b7b'/>"
    turned = f"transform='rotate(90 {x + 14} {middle:g})' text-anchor='middle' dominant-baseline='central'"
    yield f"<text x='{x + 14}' y='{middle:g}' {turned} fill='#222222' {FONTS}>{label}</text>"


if __name__ == "__main__":
    for picture, spoken in PICTURES.items():
        (HERE / picture).write_text(drawn(spoken, layers()), encoding="utf-8")
