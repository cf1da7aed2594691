"""The HTML report of 514 rows x 54 indicators: what it takes to write, how large it is, how soon it is seen and sorted.

Unlike the other benchmarks these are amounts and not ratios: the floor is one second or one megabyte.
"""

import argparse
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench_command import CITIES, INDICATORS, SMARTSCORE, command, files
from measure import Figure, in_turn, put
from playwright.sync_api import Page, sync_playwright

TIMES = 7
WRITE_LIMIT, SIZE_LIMIT, PAINT_LIMIT, SORT_LIMIT = 3.0, 3.0, 1.5, 0.2

_SORT = """async (at) => {
    const start = performance.now();
    document.querySelectorAll(".ranking th button")[at].click();
    await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
    return (performance.now() - start) / 1000;
}"""


def writing(dataset: Path, page: Path) -> list[Figure]:
    """Time the report against the table of the same dataset, and weigh the page without its drawing program."""
    jobs = [command(SMARTSCORE, "assess", dataset, "-q", "-o", page), command(SMARTSCORE, "assess", dataset)]
    report, table = in_turn(jobs, TIMES)
    beyond = [whole - part for whole, part in zip(report, table, strict=True)]
    text = page.read_text(encoding="utf-8")
    bundle = max(re.findall(r"<script>(.*?)</script>", text, re.DOTALL), key=len)
    size = (len(text.encode()) - len(bundle.encode())) / 1e6
    what = f"report of {CITIES} x {INDICATORS}"
    return [
        Figure.of(f"{what}: beyond assess", "s", beyond, [1.0], WRITE_LIMIT),
        Figure.of(f"{what}: beside its bundle", "MB", [size], [1.0], SIZE_LIMIT),
    ]


def seeing(page: Path) -> list[Figure]:
    """Open the page in a fresh chromium window each time; click on every heading of the ranking."""
    paints, sorts = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _ in range(TIMES):
            window = browser.new_page(viewport={"width": 1280, "height": 900})
            paints.append(first_paint(window, page))
            sorts += list(sorting(window))
            window.close()
        browser.close()
    return [
        Figure.of("page: first paint", "s", paints, [1.0], PAINT_LIMIT),
        Figure.of("page: a sort of the ranking", "s", sorts, [1.0], SORT_LIMIT),
    ]


def first_paint(window: Page, page: Path) -> float:
    window.goto(page.as_uri())
    window.wait_for_selector("html[data-drawn=yes]", state="attached")
    return float(window.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")) / 1000


def sorting(window: Page) -> Iterator[float]:
    for place in range(window.locator(".ranking th button").count()):
        yield float(window.evaluate(_SORT, place))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    as_json = parser.parse_args().json
    if shutil.which("chromium") is None:
        raise SystemExit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        figures = [*writing(files(Path(folder))["wide"], page), *seeing(page)]
    put(figures, as_json=as_json)


if __name__ == "__main__":
    main()
