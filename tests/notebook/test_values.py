"""What people hold shows itself: in twelve lines at most, and in a notebook as a small page without scripts."""

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from builders import EXAMPLES, cities, example_assessment, framework, percent
from pandas import DataFrame, Index, MultiIndex

import smartscore
from smartscore import Assessment, Dataset, Dimension, Limits, Result, assess, plans
from smartscore.reports.map_file import Map, Shape
from smartscore.reports.subjects import plan as plan_subject

HOSTILE = "<script>alert(1)</script><img src=x onerror=y>\n\u202e\"'&"
VOID = {"br", "img"}


class Page(HTMLParser):
    """A reader of a page that notes what it is made of, and that everything which is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())

    @property
    def text(self) -> str:
        return "|".join(self.texts)


def page_of(value: object) -> Page:
    shown = value._repr_html_()  # type: ignore[attr-defined]
    assert isinstance(shown, str)
    page = Page(shown)
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= {
        *("div", "style", "p", "strong", "span", "details", "summary", "table", "caption", "thead", "tbody"),
        *("tr", "th", "td", "i", "code"),
    }
    assert all(not name.startswith("on") and name not in ("src", "href") for _, has in page.tags for name in has)
    return page


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return example_assessment()


@pytest.fixture(scope="module")
def held(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    """Give every kind of value that people hold, of the example."""
    road = smartscore.plan(assessment, EXAMPLES / "programmes.csv", city="6202", limits=Limits(budget=15e9))
    file = tmp_path_factory.mktemp("plan") / "plan.json"
    file.write_text(json.dumps(plan_subject.record(road, plans.QuickWin(), "en")), encoding="utf-8")
    explained = assessment.show.explain("6202")
    section = explained.document.sections[0]
    return {
        "framework": assessment.framework,
        "dimension": assessment.framework.index,
        "indicator": assessment.framework.indicators[0],
        "dataset": assessment.dataset,
        "assessment": assessment,
        "comparison": smartscore.compare(assessment, assessment),
        "explanation": explained,
        "gaps": assessment.show.gaps("6202", "best"),
        "plan": smartscore.read_plan(file),
        "roadmap": road,
        "outlook": road.outlook,
        "portfolio": road.portfolio,
        "limits": road.limits,
        "programme": road.programmes[0],
        "result": Result(assessments=[assessment], map=Map("m", (Shape(("a",), (((((0.0, 0.0),) * 99,)),)),))),
        "document": explained.document,
        "section": section,
        "table": section.parts[0],
        "plugins": smartscore.discover(bundled_only=True),
    }


NAMES = (
    *("framework", "dimension", "indicator", "dataset", "assessment", "comparison", "explanation", "gaps", "plan"),
    *("roadmap", "outlook", "portfolio", "limits", "programme", "result", "document", "section", "table", "plugins"),
)
SHOWN = ("framework", "dataset", "assessment", "comparison", "explanation", "gaps", "plan", "roadmap")


@pytest.mark.parametrize("name", NAMES)
def test_a_value_is_told_in_twelve_lines_at_most(name: str, held: Mapping[str, object]) -> None:
    told = repr(held[name])
    assert len(told.splitlines()) <= 12
    assert len(told) <= 2000


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_notebook_shows_a_small_page(
    name: str, language: str, held: Mapping[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTSCORE_LANG", language)
    page = page_of(held[name])
    heads = [has.get("scope") for tag, has in page.tags if tag == "th"]
    assert heads
    assert set(heads) == {"col", "row"}
    assert [tag for tag, _ in page.tags].count("caption") == [tag for tag, _ in page.tags].count("table")
    assert len(held[name]._repr_html_()) < 60_000  # type: ignore[attr-defined]


class TestAnAssessment:
    def test_is_told_with_best_city_range_and_what_is_missing(self) -> None:
        table = cities(a=[90.0, 10.0, np.nan], b=[70.0, 30.0, np.nan])
        told = repr(assess(table, framework(*percent("a", "b"))))
        assert told.splitlines() == [
            "<Assessment of 3 rows by f",
            "  cities: 3",
            "  index: 20 to 80, median 50",
            "  best: A",
            "  coverage: 0% to 100%",
            "  without an index: 1",
            "  missing: 2, clipped: 0, imputed: 0 of 6",
            f"  fingerprint: {framework(*percent('a', 'b')).fingerprint}>",
        ]

    def test_where_a_high_index_is_bad_the_best_is_the_lowest(self) -> None:
        assert "best: B" in repr(assess(cities(a=[90.0, 10.0]), framework(*percent("a"), higher="worse")))

    def test_without_a_score_nothing_is_said_of_the_index(self) -> None:
        told = repr(assess(cities(a=[np.nan]), framework(*percent("a"))))
        assert "index:" not in told.replace("without an index:", "")

    def test_its_years_are_told(self) -> None:
        rows = MultiIndex.from_product([["A"], [2024, 2025]], names=["city", "year"])
        told = repr(assess(Dataset(frame=DataFrame({"a": [1.0, 2.0]}, index=rows)), framework(*percent("a"))))
        assert "cities: 1, years: 2024 to 2025" in told

    def test_is_a_ranking_with_bars_and_what_is_not_official(self, assessment: Assessment) -> None:
        page = page_of(assessment)
        assert page.text.index("Sleman") < page.text.index("Kotawaringin Timur")
        assert 'style="left:0%;width:73.1%"' in assessment._repr_html_()
        assert "Illustrative, not measured: 471 of 620 values. They say nothing about the real cities." in page.texts

    def test_of_five_hundred_cities_shows_the_first_twenty_and_how_many_more(self) -> None:
        many = DataFrame({"a": np.linspace(0, 100, 500)}, index=Index([f"c{n}" for n in range(500)], name="city"))
        page = page_of(assess(many, framework(*percent("a"))))
        assert [text for text in page.texts if re.fullmatch(r"c\d+", text)] == [f"c{n}" for n in range(499, 479, -1)]
        assert "and 480 more" in page.texts

    def test_speaks_indonesian_with_decimal_commas(
        self, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SMARTSCORE_LANG", "id")
        assert {"73,07", "Peringkat"} <= set(page_of(assessment).texts)


class TestHostileNames:
    def test_are_texts_and_no_markup(self) -> None:
        tree = framework(
            Dimension("d", HOSTILE, members=percent("a", title=HOSTILE, unit=HOSTILE)), *percent("b"), source=HOSTILE
        )
        table = cities(a=[90.0, 10.0], b=[1.0, 2.0]).rename(index={"A": HOSTILE}).assign(**{HOSTILE: HOSTILE})
        assessed = assess(Dataset(frame=table, file=HOSTILE), tree)
        values = [tree, assessed.dataset, assessed, smartscore.compare(assessed, assessed)]
        for value in [*values, assessed.show.explain("B"), assessed.show.gaps("B")]:
            assert "alert(1)" in page_of(value).text
            assert "\n" not in repr(value).replace("\n  ", "")

    def test_in_a_plan_too(self, held: Mapping[str, object]) -> None:
        plan = held["plan"]
        assert isinstance(plan, smartscore.Plan)
        table = plan.timetable.assign(title=HOSTILE, owner=HOSTILE)
        assert page_of(evolve(plan, timetable=table, name=HOSTILE)).text.count("alert(1)") == 2 * len(table) + 1


class TestOthers:
    def test_a_framework_is_a_tree_with_shares_that_folds(self) -> None:
        inner = Dimension("d", "Inner", members=percent("a", "b"), weight=3)
        page = page_of(framework(inner, *percent("c", unit="%")))
        assert [tag for tag, _ in page.tags].count("details") == 1
        assert "Scale 0 .. 100" in page.texts
        assert {"Inner", "d; 75.00%; 2 members", "37.50%", "25.00%", "%"} <= set(page.texts)

    def test_a_dataset_shows_its_first_rows_and_how_full_columns_are(self) -> None:
        page = page_of(Dataset(frame=cities(a=[1.5, np.nan, 2.0], word=["x", "y", "z"])))
        assert {"The first 3 rows", "1.5", "-", "Columns (2)", "1.5 .. 2", "rows: 3, cities: 3, columns: 2"} <= set(
            page.texts
        )
        assert "width:66.7%" in Dataset(frame=cities(a=[1.5, np.nan, 2.0]))._repr_html_()

    def test_a_dataset_without_rows_or_columns_is_shown_too(self) -> None:
        page_of(Dataset(frame=DataFrame(index=Index([], name="city"))))
        assert (
            repr(Dataset(frame=cities(a=[np.nan])))
            == "<Dataset\n  1 rows, 1 cities, 1 columns\n  1 of 1 cells are empty>"
        )

    def test_many_columns_are_cut_and_counted(self) -> None:
        wide = DataFrame(np.zeros((2, 250)), index=Index(["A", "B"], name="city")).rename(columns=str)
        assert "and 50 more" in page_of(Dataset(frame=wide)).texts

    def test_a_comparison_has_signed_bars(self) -> None:
        tree = framework(*percent("a"))
        before, after = assess(cities(a=[50.0, 50.0]), tree), assess(cities(a=[60.0, 45.0]), tree)
        shown = smartscore.compare(before, after)
        assert {"+10.00", "-5.00"} <= set(page_of(shown).texts)
        assert 'style="left:50%;width:50%"' in shown._repr_html_()
        assert '<i class=m style="left:25%;width:25%"' in shown._repr_html_()
        assert repr(shown).splitlines()[1] == "  difference of the index: -5 to +10"

    def test_an_explanation_shows_dimensions_and_folds_the_rest(self, held: Mapping[str, object]) -> None:
        page = page_of(held["explanation"])
        assert "All 80 rows" in page.texts
        assert "Kotawaringin Timur: index 45.89, band low, rank 12 of 12" in page.texts

    def test_a_plan_has_a_bar_over_the_years_of_each_programme(self, held: Mapping[str, object]) -> None:
        for name in ("plan", "roadmap"):
            page = page_of(held[name])
            assert "Digital sales and packaging support for small producers" in page.texts
            assert 'style="left:20%;width:40%"' in held[name]._repr_html_()  # type: ignore[attr-defined]

    def test_a_plan_without_programmes_says_so(self, assessment: Assessment) -> None:
        road = smartscore.plan(assessment, EXAMPLES / "programmes.csv", city="6202", limits=Limits(budget=0))
        assert "No programme is chosen." in page_of(road).texts


class TestAnswers:
    def test_hold_the_frame_of_the_view(self, assessment: Assessment) -> None:
        row = assessment.dataset.rows_of("6202")[0]
        frame = smartscore.explain(assessment, row)
        assert assessment.show.explain("Kotawaringin Timur").frame.equals(frame)
        wanted = smartscore.target_values(assessment)
        assert assessment.show.gaps("6202").frame.equals(smartscore.gaps(assessment, row, wanted))
        assert assessment.show.gaps("6202", {"complaint_resolution": 90.0}).frame["wanted"].tolist() == [90.0]
        assert assessment.show.gaps("6202", "peers", by="province").frame.empty

    def test_refuse_what_is_not_there(self, assessment: Assessment) -> None:
        with pytest.raises(smartscore.UsageError, match="Kotawaringin Timur"):
            assessment.show.explain("Kotawaringin")
        with pytest.raises(smartscore.UsageError, match="target"):
            assessment.show.gaps("6202", "targets")

    def test_of_several_years_the_last_one_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "years.csv"
        file.write_text("city,year,a\nA,2024,10\nA,2025,30\n", encoding="utf-8")
        assessed = assess(smartscore.read_dataset(file), framework(*percent("a")))
        assert assessed.show.explain("A").frame.loc["index", "score"] == 30.0
