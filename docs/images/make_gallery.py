"""Draw the pictures of the gallery from the code of its page, in both languages: python docs/images/make_gallery.py"""

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "gallery.md"
LANGUAGES = {"en": ".svg", "id": ".id.svg"}
_PART = re.compile(r"^```python\n(.*?)^```$|^!\[.*?\]\(images/gallery/([\w-]+)\.svg\)$", re.DOTALL | re.MULTILINE)


def pictures(language: str) -> Iterator[tuple[str, Any]]:
    """Run the code of the page in a folder with its files, and give the name and the chart of each picture."""
    session: dict[str, Any] = {}
    for part in _PART.finditer(PAGE.read_text(encoding="utf-8")):
        if part[2]:
            yield part[2], session["picture"]
        else:
            with _folder(language), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(part[1], str(PAGE), "exec"), session)  # noqa: S102  # the page's own examples


@contextlib.contextmanager
def _folder(language: str) -> Iterator[None]:
    before = Path.cwd(), os.environ.get("SMARTSCORE_LANG", "")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cities.csv", "programmes.csv"):
            shutil.copyfile(HERE.parent / "examples" / name, Path(folder) / name)
        os.chdir(folder)
        os.environ["SMARTSCORE_LANG"] = language
        try:
            yield
        finally:
            os.chdir(before[0])
            os.environ["SMARTSCORE_LANG"] = before[1]


def digest(chart: Any) -> str:
    """Give what tells one specification from another, whatever fonts draw it and whichever altair wrote it."""
    spec = {name: part for name, part in chart.to_dict().items() if name != "$schema"}
    return hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()


def drawn(chart: Any) -> str:
    """Give the picture as SVG, with the digest of its specification at its end."""
    svg = io.StringIO()
    chart.save(svg, format="svg")
    return f"{svg.getvalue().rstrip()}\n<!-- {digest(chart)} -->\n"


if __name__ == "__main__":
    for language, ending in LANGUAGES.items():
        for name, chart in pictures(language):
            (HERE / "gallery" / f"{name}{ending}").write_text(drawn(chart), encoding="utf-8")
