"""The ministry's yearly evaluation of smart cities in two editions, against what was published of Kota Kediri."""

import io
import json
from pathlib import Path

import builders
import pytest
from builders import rendered, result_and_style
from click.testing import Result as Run
from pandas import DataFrame
from python_calamine import CalamineWorkbook

import smartscore_kominfo
from smartscore import Assessment, DatasetError, Framework, assess
from smartscore.plugins import of_modules
from smartscore.reports import REPORTS
from smartscore.reports.formats.pdf.report import document
from smartscore.rounding import half_up
from smartscore.testing import check_framework

# Kota Kediri 2022: the five components and the index, and the six dimensions of impact. Both were printed rounded, so
# that the index can be 0.01 off. Source: bangsaonline.com/berita/113379, jambikota.go.id/content/931.
PARTS = {"baseline": 3.60, "output": 3.21, "outcome": 3.23, "impact": 3.07, "quick_win": 3.65}
INDEX = 3.31
SIX = {"governance": 2.75, "branding": 2.75, "economy": 3.50, "society": 3.33, "living": 3.33, "environment": 2.75}

# Percent. Sources: of 2022, jambiekspres.disway.id/654588 (outcome, impact, quick win) and the reports of Sleman and
# Bandung (baseline, output); the other, kominfo.slemankab.go.id/monev-smart-city-kabupaten-sleman.
WEIGHTS = {
    "kominfo-2022": {"baseline": 10, "output": 20, "outcome": 30, "impact": 20, "quick_win": 20},
    "kominfo-sleman": {"baseline": 10, "output": 20, "outcome": 30, "impact": 30, "quick_win": 10},
}

FRAMEWORKS = {name: source.load() for name, source in of_modules({"kominfo": smartscore_kominfo}).frameworks.items()}
BOTH = list(FRAMEWORKS.values())
WITHOUT_IMPACT = {name: score for name, score in PARTS.items() if name != "impact"}


@pytest.fixture
def edition_2022() -> Framework:
    return FRAMEWORKS["kominfo-2022"]


def one(framework: Framework, **scores: float) -> Assessment:
    return assess(DataFrame([{"city": "Kota Kediri", **scores}]), framework)


class TestTheTrees:
    @pytest.mark.parametrize("framework", BOTH, ids=lambda framework: framework.id)
    def test_it_passes_the_check_of_frameworks(self, framework: Framework) -> None:
        check_framework(framework)

    @pytest.mark.parametrize("name", WEIGHTS)
    def test_the_weights_are_those_printed_and_add_up_to_100(self, name: str) -> None:
        framework = FRAMEWORKS[name]
        assert {member.id: member.weight for member in framework.index.members} == WEIGHTS[name]
        assert sum(WEIGHTS[name].values()) == 100
        assert {part: framework.shares[part] for part in WEIGHTS[name]} == pytest.approx(
            {part: weight / 100 for part, weight in WEIGHTS[name].items()}
        )

    def test_they_are_two_editions_of_one_family_and_differ_in_weights_alone(self) -> None:
        assert {framework.family for framework in BOTH} == {"kominfo-evaluation"}
        assert len({framework.edition for framework in BOTH}) == 2
        reweighed = FRAMEWORKS["kominfo-2022"].reweigh(WEIGHTS["kominfo-sleman"])
        assert reweighed.index.members == FRAMEWORKS["kominfo-sleman"].index.members

    @pytest.mark.parametrize("framework", BOTH, ids=lambda framework: framework.id)
    def test_there_are_no_bands_since_none_were_published(self, framework: Framework) -> None:
        assert framework.bands == ()
        assert one(framework, **PARTS).bands().tolist() == [""]

    @pytest.mark.parametrize("framework", BOTH, ids=lambda framework: framework.id)
    def test_the_limits_of_the_scale_are_marked_as_general_knowledge(self, framework: Framework) -> None:
        assert framework.scale == (0, 4)
        grades = {
            (node.confidence.definition, node.confidence.bounds) for node in framework.indicators if node.confidence
        }
        assert grades == {("verified-in-source", "general-knowledge")}
        assert all(node.confidence for node in framework.indicators)


class TestKediri2022:
    def test_five_components_give_the_published_index(self, edition_2022: Framework) -> None:
        found = one(edition_2022, **PARTS)
        assert found.index.tolist() == pytest.approx([INDEX], abs=0.01)
        assert found.index.tolist() == pytest.approx([3.315])  # 0.36 + 0.642 + 0.969 + 0.614 + 0.73
        assert found.given["impact"].tolist() == [True]
        assert found.coverage["index"].tolist() == [1]

    def test_six_dimensions_give_the_published_impact_and_the_same_index(self, edition_2022: Framework) -> None:
        found = one(edition_2022, **WITHOUT_IMPACT, **SIX)
        assert half_up(found.scores["impact"].to_numpy(), 2).tolist() == [PARTS["impact"]]
        assert found.index.tolist() == pytest.approx([INDEX], abs=0.01)
        assert not found.given["impact"].any()

    def test_impact_may_be_given_beside_the_dimensions_that_agree_with_it(self, edition_2022: Framework) -> None:
        found = one(edition_2022, **PARTS, **SIX)
        assert found.scores["impact"].tolist() == pytest.approx([sum(SIX.values()) / 6])
        assert not found.given["impact"].any()

    @pytest.mark.parametrize("impact", [3.06, 3.08, 2.0])
    def test_impact_that_its_dimensions_contradict_is_refused(self, edition_2022: Framework, impact: float) -> None:
        with pytest.raises(DatasetError) as refused:
            one(edition_2022, **PARTS | {"impact": impact}, **SIX)
        (problem,) = refused.value.problems
        assert (problem.code, problem.column, problem.city) == ("given_differs", "impact", "Kota Kediri")
        assert f"the score given is {impact}, that of its members is 3.068" in problem.message()

    def test_the_weights_of_sleman_give_another_index(self) -> None:
        found = one(FRAMEWORKS["kominfo-sleman"], **PARTS)
        assert found.index.tolist() == pytest.approx([3.257])  # 0.36 + 0.642 + 0.969 + 0.921 + 0.365

    def test_a_component_that_is_not_there_leaves_its_weight_and_costs_coverage(self, edition_2022: Framework) -> None:
        found = one(edition_2022, **WITHOUT_IMPACT)
        assert found.index.tolist() == pytest.approx([2.701 / 0.8])
        assert found.coverage["index"].tolist() == pytest.approx([0.8])


class TestNames:
    @pytest.mark.parametrize("name", ["Smart People", "Smart Society", "smart_people", "smart_society", "society"])
    def test_people_and_society_are_one_dimension(self, edition_2022: Framework, name: str) -> None:
        others = {f"Smart {part.title()}": score for part, score in SIX.items() if part != "society"}
        found = one(edition_2022, **others, **{name: SIX["society"]})
        assert found.scores["impact"].tolist() == pytest.approx([sum(SIX.values()) / 6])
        assert found.coverage["impact"].tolist() == [1]

    @pytest.mark.parametrize("part", SIX)
    def test_each_of_the_six_goes_by_its_usual_names(self, edition_2022: Framework, part: str) -> None:
        for name in (part, f"smart_{part}", f"Smart {part.title()}"):
            assert one(edition_2022, **{name: 3.0}).scores[part].tolist() == [3]

    def test_the_names_may_stand_in_a_long_table(self, edition_2022: Framework) -> None:
        long = DataFrame({"city": "Kota Kediri", "indicator": ["Smart People", "Quick Win"], "value": [3.0, 2.0]})
        found = assess(long, edition_2022)
        assert found.scores.loc["Kota Kediri", ["society", "quick_win"]].tolist() == [3, 2]

    @pytest.mark.parametrize("score", [4.01, -0.1])
    @pytest.mark.parametrize("part", ["baseline", "impact", "Smart People"])
    def test_a_score_outside_the_scale_is_refused(self, edition_2022: Framework, part: str, score: float) -> None:
        with pytest.raises(DatasetError, match=r"is not possible; expected a number between 0 and 4"):
            one(edition_2022, **{part: score})


NOT_CONFIRMED = {"en": "is not confirmed by an official text", "id": "belum dipastikan oleh naskah resmi"}


def _said(written: str | bytes) -> str:
    if isinstance(written, bytes):  # a workbook
        book = CalamineWorkbook.from_filelike(io.BytesIO(written))
        cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
        written = " ".join(map(str, cells))
    return " ".join(written.split())


def _written(report: str, assessment: Assessment, language: str) -> str | bytes:
    """Give what a report says; of a PDF what is laid out in it."""
    if report == "pdf":
        return json.dumps(document(*result_and_style(assessment, language=language)), ensure_ascii=False)
    return rendered(report, assessment, language=language)


class TestWhatIsNotConfirmed:
    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("report", sorted(REPORTS))
    @pytest.mark.parametrize("framework", BOTH, ids=lambda framework: framework.id)
    def test_every_output_says_that_the_scale_is_not_confirmed(
        self, framework: Framework, report: str, language: str
    ) -> None:
        assert NOT_CONFIRMED[language] in _said(_written(report, one(framework, **PARTS), language))

    def test_so_does_the_page_of_a_chosen_city(self, edition_2022: Framework) -> None:
        page = document(*result_and_style(one(edition_2022, **PARTS), cities=("Kota Kediri",)))["parts"][0]["pages"][0]
        assert NOT_CONFIRMED["en"] in _said(page["warnings"])

    @pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
    def test_so_does_the_command(self, tmp_path: Path, format_: str) -> None:
        path = tmp_path / "kediri.csv"
        columns, scores = ",".join(PARTS), ",".join(str(score) for score in PARTS.values())
        path.write_text(f"city,{columns}\nKota Kediri,{scores}\n", encoding="utf-8")
        printed = run("assess", path, "--framework", "kominfo-2022", "--format", format_)
        assert (printed.exit_code, printed.stderr) == (0, "")
        assert NOT_CONFIRMED["en"] in _said(printed.stdout)
        assert "Kota Kediri" in printed.stdout

    @pytest.mark.parametrize("format_", ["table", "json"])
    def test_so_does_what_is_shown_of_the_framework(self, format_: str) -> None:
        printed = run("frameworks", "show", "kominfo-2022", "--format", format_)
        assert NOT_CONFIRMED["en"] in _said(printed.stdout)

    def test_the_rounded_index_is_3_31_in_the_json(self, tmp_path: Path) -> None:
        path = tmp_path / "kediri.csv"
        columns, scores = ",".join(WITHOUT_IMPACT | SIX), ",".join(str(s) for s in (WITHOUT_IMPACT | SIX).values())
        path.write_text(f"city,{columns}\nKota Kediri,{scores}\n", encoding="utf-8")
        printed = run("assess", path, "--framework", "kominfo-2022", "--format", "json")
        (city,) = json.loads(printed.stdout)["assessments"][0]["cities"]
        assert round(city["index"], 2) == INDEX
        assert city["band"] is None
        assert round(city["nodes"]["impact"]["score"], 2) == PARTS["impact"]


def run(*arguments: object) -> Run:
    """Run the command with the bundled plugins alone."""
    return builders.run(*arguments, "--no-plugins")
