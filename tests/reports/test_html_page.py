"""The HTML report as text: what it holds, what it lets run, and that it is the same every time."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from altair import Chart, LayerChart
from builders import EXAMPLE, example_assessment, rendered
from pandas import DataFrame

import smartscore
from smartscore import (
    Assessment,
    Band,
    Confidence,
    Criterion,
    Dimension,
    Framework,
    Indicator,
    assess,
)
from smartscore.messages import LANGUAGES
from smartscore.reports.charts.look import band_colours
from smartscore.reports.charts.specifications import charts
from smartscore.reports.formats.html.payload import encoded
from smartscore.reports.formats.html.words import CODES, FRAME
from smartscore.rules import Levels, Linear

ASSETS = Path(smartscore.__file__).parent / "reports" / "formats" / "html" / "assets"

PLAN = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "written", "document"), Criterion(2, "adopted")])
WALK = Indicator("walk", rule=Linear(0, 10), unit="km", confidence=Confidence("judgement", "judgement"))
AIR = Indicator("air", rule=Linear(100, 0))
INDEX = Dimension("index", members=[Dimension("x", members=[PLAN, WALK]), Dimension("y", members=[AIR])])
SMALL = Framework("small", index=INDEX, bands=[Band("low", 0), Band("high", 60, open=True)], note="a note")
PLAIN = Framework("plain", index=Dimension("index", members=[AIR]))


def small() -> Assessment:
    """Give three cities: plan, walk and air score 50, 40 and 90 (index 67.5), 100, 100, 50 (75), and 0, -, - (0)."""
    values = {"plan": [1, 2, 0], "walk": [4, 12, None], "air": [10, 50, None]}
    return assess(DataFrame({"city": ["Alun", "Bukit", "Candi"], **values}), SMALL)


def written(assessment: Assessment, **view: Any) -> str:
    return str(rendered("html", assessment, **view))


def told(page: str) -> dict[str, Any]:
    """Give the JSON that a page is drawn from."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture(scope="module")
def page() -> str:
    return written(small())


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    (assessment,) = told(page)["assessments"]
    return dict(assessment)


@pytest.fixture(scope="module")
def example() -> Assessment:
    return example_assessment()


class TestTheFile:
    def test_the_same_input_gives_the_same_bytes_in_another_process(self, tmp_path: Path) -> None:
        pages = []
        for seed in ("1", "2"):
            out = tmp_path / f"{seed}.html"
            line = [str(Path(sys.executable).with_name("smartscore")), "assess", str(EXAMPLE), "-o", str(out)]
            subprocess.run(line, check=True, env={**os.environ, "PYTHONHASHSEED": seed})  # noqa: S603
            pages.append(out.read_bytes())
        assert pages[0] == pages[1]

    def test_the_policy_allows_its_own_style_and_scripts_and_nothing_else(self, page: str) -> None:
        found = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
        assert found is not None
        rules = dict(rule.strip().split(" ", 1) for rule in unescape(found[1]).split(";"))
        inline = {
            "style-src": re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
            "script-src": re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
        }
        assert [len(texts) for texts in inline.values()] == [1, 2]
        for kind, texts in inline.items():
            hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
            assert rules.pop(kind) == " ".join(f"'sha256-{text}'" for text in hashes)
        assert rules == {
            "default-src": "'none'",
            "img-src": "data:",
            "base-uri": "'none'",
            "form-action": "'none'",
        }

    def test_it_names_nothing_that_lies_elsewhere(self, page: str) -> None:
        frame = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
        assert re.findall(r"(?:src|href)=[^\"]|(?:src|href)=\"[^#]|url\(|@import|@font-face", frame) == []

    def test_texts_cannot_end_the_data_or_its_lines(self) -> None:
        text = encoded({"a": "</script><!-- \u2028\u2029&"})
        assert text == '{"a":"\\u003c/script\\u003e\\u003c!-- \\u2028\\u2029\\u0026"}'
        assert json.loads(text) == {"a": "</script><!-- \u2028\u2029&"}

    def test_a_missing_package_gives_one_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "sitecustomize.py").write_text('import sys\nsys.modules["altair"] = None\n')
        line = [str(Path(sys.executable).with_name("smartscore")), "assess", str(EXAMPLE), "-o", "x.html"]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "SMARTSCORE_LANG": "en"}
        done = subprocess.run(  # noqa: S603
            line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert (
            done.stderr == 'this needs a package that is not installed: pip install "smartscore[report]" '
            "[missing_extra]\n"
        )
        assert not (tmp_path / "x.html").exists()

    def test_assess_as_a_table_loads_nothing_of_it(self) -> None:
        code = (
            "import sys; from smartscore.cli import main; main(['assess', sys.argv[1]], standalone_mode=False);"
            "print(sorted({'altair', 'jinja2', 'vl_convert'} & set(sys.modules)))"
        )
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", code, str(EXAMPLE)], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"


class TestTheData:
    def test_nodes_stand_in_the_order_of_the_tree(self, data: dict[str, Any]) -> None:
        assert [(node["title"], node["above"]) for node in data["nodes"]] == [
            *(("index", -1), ("x", 0), ("y", 0), ("plan", 1), ("walk", 1), ("air", 2))
        ]
        assert data["nodes"][3]["criteria"] == [
            {"level": 1, "text": "written", "evidence": "document"},
            {"level": 2, "text": "adopted", "evidence": ""},
        ]
        assert [node.get("wanted") for node in data["nodes"]] == [None, None, None, 2, 10, 0]

    def test_scores_values_and_coverage_are_those_of_the_assessment(self, data: dict[str, Any]) -> None:
        dimensions = [[67.5, 75, 0], [45, 100, 0], [90, 50, None]]
        assert data["scores"] == [*dimensions, [50, 100, 0], [40, 100, None], [90, 50, None]]
        assert data["values"] == {"3": [1, 2, 0], "4": [4, 12, None], "5": [10, 50, None]}
        assert data["coverage"] == {"0": [1, 1, 0.25], "1": [1, 1, 0.5], "2": [1, 1, 0]}
        assert data["contributions"] == {"0": [67.5, 75, 0], "1": [22.5, 50, 0], "2": [45, 25, 0]}

    def test_ranks_and_bands_are_too(self, data: dict[str, Any]) -> None:
        rows = data["rows"]
        assert (rows["rank"], rows["band"], rows["name"]) == ([2, 1, 3], [1, 1, 0], ["Alun", "Bukit", "Candi"])
        assert data["bands"] == [{"title": "low", "start": 0}, {"title": "high", "start": 60}]

    def test_what_lies_beyond_a_bound_is_marked(self, data: dict[str, Any]) -> None:
        assert data["marks"] == {
            "clipped": {"4": [1]},
            "imputed": {},
            "changed": {},
            "stale": {},
            "not_applicable": {},
            "given": {},
        }

    def test_the_share_that_is_judged_is_told_where_the_framework_says(self, data: dict[str, Any]) -> None:
        assert data["judged"] == 0.25
        (silent,) = told(written(assess(DataFrame({"city": ["Alun"], "air": [1]}), PLAIN)))["assessments"]
        assert silent["judged"] is None

    def test_what_is_noted_of_values_is_told_once_and_pointed_at(self, example: Assessment) -> None:
        (data,) = told(written(example))["assessments"]
        quality = data["notes"]["quality"]
        assert sorted(quality["texts"]) == ["", "illustrative", "published"]
        counted = sum(quality["texts"][place] == "illustrative" for row in quality["at"].values() for place in row)
        assert counted == 471

    def test_a_city_without_an_index_has_its_reason(self) -> None:
        strict = Framework("strict", index=Dimension("index", members=[WALK, PLAN], min_coverage=1))
        frame = DataFrame({"city": ["Alun", "Bukit"], "walk": [1, None], "plan": [1, 1]})
        (data,) = told(written(assess(frame, strict)))["assessments"]
        assert data["reasons"] == {"1": "only 50% of the weight has a score, 100% is needed; missing: walk"}
        assert data["rows"]["rank"] == [1, None]

    def test_rounds_are_years_and_assessors_the_latest_year_first(self) -> None:
        keys = {"city": ["Alun"] * 3, "year": [2020, 2021, 2021], "assessor": ["b", "b", "a"]}
        frame = DataFrame({**keys, "air": [1, 2, 3]})
        (data,) = told(written(assess(frame, PLAIN)))["assessments"]
        assert [(each["title"], each["rows"]) for each in data["rounds"]] == [
            ("2021, a", [2]),
            ("2021, b", [1]),
            ("2020, b", [0]),
        ]
        assert data["rows"]["before"] == [-1, 0, -1]

    def test_groups_are_told_where_cities_are_ranked_within_them(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "region": ["West", "East"], "air": [1, 2]})
        (data,) = told(written(assess(frame, PLAIN), by="region"))["assessments"]
        assert (data["by"], data["rows"]["group"], data["rows"]["rank"]) == ("region", ["West", "East"], [1, 1])

    def test_514_cities_with_54_indicators_take_less_than_3_mb_beside_the_drawing_program(self) -> None:
        members = [Indicator(f"i{place}", rule=Linear(0, 97)) for place in range(54)]
        dimensions = [Dimension(f"d{place}", members=members[9 * place : 9 * place + 9]) for place in range(6)]
        values = {
            member.id: [(17 * row + 31 * k) % 997 / 997 for row in range(514)] for k, member in enumerate(members)
        }
        frame = DataFrame({"city": [f"Regency {row}" for row in range(514)], **values})
        page = written(assess(frame, Framework("wide", index=Dimension("index", members=dimensions))))
        bundle = max(re.findall(r"<script>(.*?)</script>", page, re.DOTALL), key=len)
        assert len(page.encode()) - len(bundle.encode()) < 3_000_000


class TestTheWords:
    def test_the_headline_the_sentences_and_the_annex_stand_without_a_script(self, page: str) -> None:
        frame = unescape(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
        fingerprint = SMALL.fingerprint
        for text in (f"small (small -, fingerprint {fingerprint}), rows: 3", "<li>a note</li>", "high: above 60"):
            assert text in frame
        cells = re.search(r">walk</th>(.*?)</tr>", frame)
        assert cells is not None
        assert re.findall(r"<td.*?>(.*?)</td>", cells[1]) == [
            *("25.00%", "linear worst=0, best=10", "km", "judgement", "")
        ]

    def test_the_annex_tells_both_ends_of_a_rule_with_their_basis(self) -> None:
        share = Indicator(
            "settled",
            rule=Linear(40, 100),
            confidence=Confidence("judgement", "judgement", "verified-in-source"),
            basis_worst={"en": "a guess", "id": "dugaan"},
            basis_best={"en": "natural limit", "id": "batas alami"},
            source="a paper",
        )
        table = DataFrame({"city": ["A"], "settled": [50.0]})
        found = assess(smartscore.read_dataset(table), Framework("f", index=Dimension("index", members=[share])))
        frame = unescape(written(found, language="id"))
        assert "definisi: pertimbangan; terburuk: pertimbangan; terbaik: diverifikasi dari sumber" in frame
        assert "terburuk: dugaan. terbaik: batas alami. a paper" in frame

    def test_they_are_in_the_language_of_the_reader(self) -> None:
        page = written(small(), language="id")
        assert '<html lang="id">' in page
        assert "Metode" in page
        assert "high: di atas 60" in page

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_scripts_ask_for_no_word_that_is_not_there(self, language: str) -> None:
        scripts = "".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js"))
        asked = set(re.findall(r'\bsay\("(\w+)"', scripts)) | set(re.findall(r'unmatched\("(\w+)"', scripts))
        dynamic = {"clipped", "imputed", "changed", "stale", "given", "quality", "source", "evidence", "note", "year"}
        dynamic.add("not_applicable")
        assert asked | dynamic == set(CODES)
        words = told(written(small(), language=language))["words"]
        assert [word for word in CODES if words[word].startswith("html_")] == []

    def test_the_frame_has_no_word_too_many(self) -> None:
        frame = "".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.j2"))
        assert set(re.findall(r"words\.(\w+)", frame)) == set(FRAME)

    def test_several_frameworks_share_a_page(self) -> None:
        other = Framework("other", title="Another", index=Dimension("index", members=[AIR]))
        frame = DataFrame({"city": ["Alun"], "air": [1]})
        page = str(rendered("html", assess(frame, other), assess(frame, SMALL)))
        assert "<title>Another; small</title>" in page
        assert [each["heading"] for each in told(page)["assessments"]] == ["Another", "small"]

    def test_without_bands_the_annex_says_so(self) -> None:
        assert "The framework has no bands." in written(assess(DataFrame({"city": ["Alun"], "air": [1]}), PLAIN))


class TestTheCharts:
    @pytest.mark.parametrize("bands", [0, 1, 5])
    @pytest.mark.parametrize("worse", [False, True])
    def test_every_specification_is_valid_vega_lite(self, bands: int, worse: bool) -> None:
        for name, spec in charts((0, 100), bands, worse=worse, words=lambda code: code).items():
            assert "$schema" in spec, name
            kind = LayerChart if "layer" in spec else Chart
            kind.from_dict(spec)  # which checks it against the schema

    def test_dark_is_bad_whichever_way_the_framework_counts(self) -> None:
        def colours(worse: bool) -> list[str]:
            spec = charts((0, 1), 2, worse=worse, words=lambda code: code)["map"]
            return list(spec["layer"][1]["encoding"]["color"]["scale"]["range"])

        assert colours(True) == colours(False)[::-1]

    def test_bands_have_a_colour_each_from_light_to_dark(self) -> None:
        assert [len(band_colours(count)) for count in (0, 1, 2, 7)] == [0, 1, 2, 7]
        assert band_colours(5)[0] > band_colours(5)[-1]
