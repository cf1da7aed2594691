"""Names that try to be more than names: nothing of them runs, asks or is lost in the HTML report."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Visit

Report = Callable[..., Path]
Open = Callable[..., Visit]

TRAP = "window.trapped=1;alert(1)"
HOSTILE = [
    f"</script><script>{TRAP}</script>",
    f'"><img src=x onerror="{TRAP}">',
    f"'-{TRAP}-'",
    f"</style></title></textarea><svg onload={TRAP}>",
    f"javascript:{TRAP}",
    f"<!--<script>{TRAP}//",
    f"${{{TRAP}}} {{{{7*7}}}} {{% raw %}}",
    '=HYPERLINK("http://example.org","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "datum.score + event",
    "../../x",
    "line\u2028and\u2029line",
    "\u202etfel ot thgir\u202c and \u200fmark",
    "__proto__",
    "constructor",
    "W" * 300,
    "many words " * 30,
]
MARKUP = (
    "script, img, svg, style, iframe, object, embed, link, base, form:not(.vega-bindings), "
    "a[href^='javascript'], [onerror], [onload]"
)


@pytest.fixture(scope="module")
def page(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page in which every text that somebody can give is hostile, the name of the file too."""
    folder = tmp_path_factory.mktemp("hostile")
    quoted = HOSTILE[1].replace("\\", "\\\\").replace('"', '\\"')
    script = HOSTILE[0]
    (folder / "own.toml").write_text(
        f'id = "own"\ntitle = "{script}"\nsource = "{quoted}"\nnote = "{script}"\n'
        f'bands = [{{ title = "{quoted}", from = 0 }}, {{ title = "{script}", from = 50 }}]\n'
        "[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n"
        f'[[members]]\nid = "x"\ntitle = "{script}"\ncode = "{quoted}"\n'
        f'members = [{{ id = "a", title = "{quoted}", unit = "{script}", basis = "{script}", source = "{quoted}" }},'
        f' {{ id = "b", title = "{script}", rule = {{ levels = {{ low = 0, high = 2 }} }},'
        f' criteria = [{{ level = 2, text = "{script}", evidence = "{quoted}" }}] }}]\n'
        f'[[members]]\nid = "y"\ntitle = "{quoted}"\nmembers = [{{ id = "c", unit = "{quoted}" }}, {{ id = "d" }}]\n'
        f'[[members]]\nid = "z"\ntitle = "{"V" * 300}"\nmembers = [{{ id = "e" }}]\n'
    )
    data = folder / f"{HOSTILE[1].replace('/', '')}.csv"
    with data.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["city", "region", "indicator", "value", "quality", "source", "evidence", "note"])
        for place, name in enumerate(HOSTILE):
            for indicator in "abcde":
                value = place % 3 if indicator == "b" else place % 7
                rows.writerow([name, HOSTILE[place % 2], indicator, value, *([HOSTILE[place % 7]] * 4)])
    return report(data, "--framework", folder / "own.toml", "--by", "region")


def unharmed(seen: Visit) -> None:
    assert seen.page.evaluate("window.trapped") is None
    assert seen.quiet, seen
    texts = seen.page.locator("main, .top, .bar").locator(MARKUP).evaluate_all("all => all.map((one) => one.outerHTML)")
    assert [text for text in texts if not text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')] == []


def test_nothing_runs_on_the_overview(page: Path, visit: Open) -> None:
    seen = visit(page)
    unharmed(seen)
    shown = seen.texts(".ranking tbody th")
    assert len(shown) == len(HOSTILE)
    assert {*HOSTILE[:9], "../../x", "__proto__"} <= set(shown)
    assert "line and line" in shown


def test_nothing_runs_on_the_page_of_any_city(page: Path, visit: Open) -> None:
    seen, names = visit(page), []
    for address in seen.page.locator(".ranking tbody th a").evaluate_all("all => all.map((one) => one.hash)"):
        seen.page.evaluate("(address) => { location.hash = address; }", address)
        seen.page.wait_for_function("(address) => location.hash === address", arg=address)
        unharmed(seen.drawn())
        names.append(seen.page.locator(".citypage h2").first.inner_text())
    assert len(set(names)) == len(HOSTILE)


def test_nothing_runs_where_the_mouse_rests(page: Path, visit: Open) -> None:
    seen = visit(page)
    bars = seen.page.locator("[data-chart=ranks] .mark-rect path")
    bars.first.scroll_into_view_if_needed()
    for box in filter(lambda box: box["width"] > 1, [bar.bounding_box() for bar in bars.all()]):
        seen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        seen.page.wait_for_selector("#vg-tooltip-element.visible", state="attached")
        assert seen.page.locator("#vg-tooltip-element").locator(MARKUP).count() == 0
        seen.page.mouse.move(1, 1)
    unharmed(seen)


def test_long_names_do_not_widen_the_page(page: Path, visit: Open) -> None:
    for width in (390, 1280):
        seen = visit(page, width=width)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        seen.page.goto(f"{page.as_uri()}#city={'W' * 300}")
        seen.page.wait_for_selector(".citypage h2", state="visible")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        seen.page.goto("about:blank")


def test_no_other_script_would_run_even_if_one_came_in(page: Path, visit: Open) -> None:
    seen = visit(page)
    seen.page.evaluate(
        """() => {
            const one = document.createElement("script");
            one.textContent = "window.trapped = 2";
            document.body.append(one);
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.trapped = 3'>");
        }"""
    )
    seen.page.wait_for_timeout(200)
    assert seen.page.evaluate("window.trapped") is None
    assert any("Content Security Policy" in line for line in seen.console)
