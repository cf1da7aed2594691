"""A real browser: Debian's chromium, driven by playwright, with everything noted that a page asks for and says."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import Factory, frozen
from click.testing import CliRunner
from office_program import Office
from playwright.sync_api import Browser, Page, sync_playwright

from smartscore.cli import main

WIDTH, HEIGHT = 1280, 900


@frozen
class Visit:
    """A page that is open, and what happened since: requests beyond the file, lines on the console, dialogs."""

    page: Page
    requests: list[str] = Factory(list)
    console: list[str] = Factory(list)
    dialogs: list[str] = Factory(list)

    @property
    def quiet(self) -> bool:
        """Whether nothing was asked of anybody, complained of or shown in a box."""
        return not (self.requests or self.console or self.dialogs)

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.page.locator(selector).all_inner_texts()
        return found

    def drawn(self) -> "Visit":
        """Wait until every chart is drawn."""
        self.page.wait_for_selector("html[data-drawn=yes]", state="attached", timeout=60_000)
        return self


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("office"))
    made("--terminate_after_init")
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program is not None, "chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Give a function that opens a file at a width and waits until its charts are drawn."""
    contexts = []

    def visit(path: Path, address: str = "", width: int = WIDTH, **more: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **more)
        contexts.append(context)
        visit = Visit(context.new_page())
        visit.page.on("request", lambda r: None if r.url.startswith("file:") else visit.requests.append(r.url))
        visit.page.on("console", lambda line: visit.console.append(line.text))
        visit.page.on("pageerror", lambda error: visit.console.append(str(error)))
        visit.page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
        visit.page.goto(path.absolute().as_uri() + address)
        return visit.drawn()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give a function that assesses a dataset and gives the page that the command wrote."""

    def report(dataset: Path, *options: object, name: str = "report.html") -> Path:
        page = tmp_path_factory.mktemp("pages") / name
        arguments = ["assess", dataset, "-o", page, "--no-plugins", *options]
        environment = {"SMARTSCORE_LANG": "en", "COLUMNS": "100"}
        done = CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)
        assert done.exit_code == 0, done.output
        return page

    return report
