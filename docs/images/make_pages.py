"""Draw the pictures of the reports from real runs: python docs/images/make_pages.py

It needs the extras `report` and `browser`, Debian's chromium, and pdftoppm of poppler-utils. The 514 regencies are
those of benchmarks/bench_command.py: their values are random and mean nothing.
"""

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
CITIES = HERE.parent / "examples" / "cities.csv"
CITY = "#city=6202"
DESKTOP, PHONE = 1280, 390
SMARTSCORE = Path(sys.executable).with_name("smartscore")

sys.path.insert(0, str(HERE.parents[1] / "benchmarks"))


def report(dataset: Path, out: Path) -> Path:
    """Write a report with the bundled plugins alone."""
    line = [str(SMARTSCORE), "assess", dataset.name, "--no-plugins", "--lang", "en", "-o", str(out)]
    subprocess.run(line, check=True, cwd=dataset.parent)  # noqa: S603  # our own command
    return out


def shot(browser: Browser, page: Path, address: str, size: tuple[int, int], out: Path) -> Path:
    """Take what a window of this size shows once every chart is drawn."""
    window = browser.new_page(viewport={"width": size[0], "height": size[1]})
    window.goto(page.as_uri() + address)
    window.wait_for_selector("html[data-drawn=yes]", state="attached")
    window.screenshot(path=out)
    window.close()
    return out


def printed(browser: Browser, page: Path, address: str, out: Path) -> Path:
    """Print a page as a browser does."""
    window = browser.new_page()
    window.goto(page.as_uri() + address)
    window.wait_for_selector("html[data-drawn=yes]", state="attached")
    window.pdf(path=out, prefer_css_page_size=True)
    window.close()
    return out


def sheets(document: Path, numbers: Sequence[int]) -> list[Path]:
    """Give pages of a PDF as pictures."""
    program = shutil.which("pdftoppm")
    if program is None:
        raise SystemExit("pdftoppm is not installed")
    made = []
    for number in numbers:
        stem = document.with_name(f"{document.stem}-{number}")
        line = [program, "-r", "80", "-png", "-singlefile", "-f", str(number), "-l", str(number)]
        subprocess.run([*line, str(document), str(stem)], check=True)  # noqa: S603
        made.append(stem.with_suffix(".png"))
    return made


def beside(browser: Browser, pictures: Sequence[Path], out: Path, height: int = 900) -> None:
    """Put pictures side by side, each with a thin frame."""
    data = [base64.b64encode(picture.read_bytes()).decode() for picture in pictures]
    images = "".join(
        f'<img height="{height}" style="margin:6px;border:1px solid #c3ccd3" src="data:image/png;base64,{picture}">'
        for picture in data
    )
    window = browser.new_page(viewport={"width": 2400, "height": height + 40})
    window.set_content(f'<div style="display:inline-flex;background:#f4f6f8">{images}</div>')
    window.wait_for_timeout(300)
    window.locator("div").screenshot(path=out)
    window.close()


def main() -> None:
    from bench_command import files

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        twelve, many = report(CITIES, folder / "12.html"), report(files(folder)["wide"], folder / "514.html")
        shot(browser, twelve, "", (DESKTOP, 1330), HERE / "report.png")
        shot(browser, twelve, CITY, (DESKTOP, 1500), HERE / "report-city.png")
        shot(browser, many, "#problems", (DESKTOP, 1150), HERE / "report-514.png")
        phones = [(twelve, ""), (twelve, CITY), (many, ""), (many, "#problems")]
        taken = [
            shot(browser, page, address, (PHONE, 900), folder / f"phone{number}.png")
            for number, (page, address) in enumerate(phones)
        ]
        beside(browser, taken, HERE / "report-phone.png")
        paper = [(twelve, "", "12"), (twelve, CITY, "city"), (many, "", "514")]
        pages = [sheets(printed(browser, page, at, folder / f"{stem}.pdf"), (1, 2)) for page, at, stem in paper]
        beside(browser, [pages[0][0], *pages[1], pages[2][1]], HERE / "report-print.png", 580)
        beside(browser, sheets(report(CITIES, folder / "typst.pdf"), (1, 2)), HERE / "report-pdf.png", 860)
        browser.close()


if __name__ == "__main__":
    main()
