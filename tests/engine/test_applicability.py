"""What does not apply to a city: its weight goes to the others, and nothing is counted as missing."""

import numpy as np
import pytest
from pandas import DataFrame

from smartscore.dataset import arrange
from smartscore.engine import Assessment, assess, fit
from smartscore.engine.rescoring import rescored
from smartscore.errors import DatasetError
from smartscore.framework_file.reading import BUILT_IN, framework_of
from smartscore.model import Framework
from smartscore.tables.table import Table

LINEAR = {"linear": {"worst": 0, "best": 100}}


def framework(**more: object) -> Framework:
    """Give two dimensions: `port` of `berths` (weight 3) and `ships` (weight 1), `home` of `water`."""
    port = {"id": "port", "members": [_leaf("berths", weight=3), _leaf("ships")], **more}
    top = {key: port.pop(key) for key in ("steps", "aggregate", "min_coverage") if key in port}
    return framework_of(
        {"id": "f", "members": [port, {"id": "home", "members": [_leaf("water")]}], **top}, BUILT_IN, "f"
    )


def _leaf(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "rule": LINEAR, **more}


def assessed(frame: dict[str, list[object]], model: Framework | None = None) -> Assessment:
    cities = [f"c{number}" for number in range(len(next(iter(frame.values()))))]
    return assess(arrange(DataFrame({"city": cities, **frame})), model or framework())


def one(berths: object, ships: object = 40.0, water: object = 80.0, model: Framework | None = None) -> Assessment:
    return assessed({"berths": [berths, 20.0], "ships": [ships, 40.0], "water": [water, 60.0]}, model)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("not applicable", ""),
        ("  Not  Applicable ", ""),
        ("NOT-APPLICABLE", ""),
        ("tidak berlaku", ""),
        ("not applicable: no port", "no port"),
        ("tidak berlaku - tidak ada pelabuhan", "tidak ada pelabuhan"),
        ("Tidak berlaku (tidak punya laut)", "tidak punya laut"),
        ("tidak berlaku karena tidak ada laut", "karena tidak ada laut"),
        ("not applicable: pier (old)", "pier (old)"),
    ],
)
def test_a_cell_says_it_with_or_without_a_reason(cell: str, reason: str) -> None:
    result = one(cell)
    assert result.not_applicable["berths"].tolist() == [True, False]
    assert result.applies("berths").tolist() == [False, True]
    assert result.why_not_applicable(0, "berths") == reason
    told = result.reason(0, "berths")
    assert told is not None
    assert told.to("en") == (f"does not apply: {reason}" if reason else "does not apply")
    assert told.to("id") == (f"tidak berlaku: {reason}" if reason else "tidak berlaku")


@pytest.mark.parametrize("cell", ["n/a", "NA", "not available", "tidak ada"])
def test_words_for_missing_stay_missing(cell: str) -> None:
    result = one(cell)
    assert result.not_applicable == {}
    assert result.coverage.loc["c0", "port"] == 0.25


@pytest.mark.parametrize("cell", ["tidak berlaku lagi", "not applicablex", "not", "berlaku"])
def test_other_words_are_no_numbers(cell: str) -> None:
    with pytest.raises(DatasetError, match="is not a number"):
        one(cell)


def test_the_weight_goes_to_the_others_and_coverage_stays() -> None:
    result = one("not applicable")
    assert result.scores.loc["c0", ["port", "index"]].tolist() == [40.0, 60.0]
    assert result.coverage.loc["c0"].tolist() == [1.0, 1.0, 1.0]
    missing = one(None)
    assert missing.scores.loc["c0", ["port", "index"]].tolist() == [40.0, 60.0]
    assert missing.coverage.loc["c0"].tolist() == [0.625, 0.25, 1.0]


def test_a_dimension_of_which_nothing_applies_does_not_apply() -> None:
    result = one("not applicable: no sea", "tidak berlaku")
    assert result.not_applicable["port"].tolist() == [True, False]
    assert result.scores.loc["c0", "index"] == 80.0
    assert result.coverage.loc["c0", "index"] == 1.0
    assert np.isnan(result.coverage.loc["c0", "port"])
    told = result.reason(0, "port")
    assert told is not None
    assert told.code == "does_not_apply"


def test_a_member_without_weight_does_not_keep_a_dimension() -> None:
    port = {"id": "port", "members": [_leaf("berths"), _leaf("ships", weight=0)]}
    model = framework_of({"id": "f", "members": [port, _leaf("water")]}, BUILT_IN, "f")
    result = assessed({"berths": ["tidak berlaku"], "ships": [None], "water": [70.0]}, model)
    assert result.coverage.loc["c0", "index"] == 1.0
    assert result.index.tolist() == [70.0]


def test_nothing_applies_at_all() -> None:
    result = one("not applicable", "not applicable", "not applicable")
    assert np.isnan(result.index.iloc[0])
    assert result.not_applicable["index"].tolist() == [True, False]
    told = result.reason(0)
    assert told is not None
    assert told.to("en") == "does not apply"


def test_worst_does_not_count_it() -> None:
    model = framework(missing="worst")
    assert one("not applicable", model=model).scores.loc["c0", "port"] == 40.0
    assert one(None, model=model).scores.loc["c0", "port"] == 10.0
    assert one("not applicable", "not applicable", model=model).index.tolist()[0] == 80.0
    assert one("not applicable", None, model=model).scores.loc["c0", "port"] == 0.0


def test_pool_does_not_count_it() -> None:
    members = [{"id": "port", "members": [_leaf("berths"), _leaf("ships")]}, _leaf("water")]
    model = framework_of({"id": "f", "missing": "pool", "members": members}, BUILT_IN, "f")
    result = one("not applicable", model=model)
    assert result.index.iloc[0] == 60.0
    assert result.coverage.loc["c0", "index"] == 1.0
    assert one(None, model=model).coverage.loc["c0", "index"] == pytest.approx(2 / 3)
    alone = one("not applicable", "not applicable", model=model)
    assert alone.index.iloc[0] == 80.0
    assert alone.coverage.loc["c0", "index"] == 1.0


def test_min_coverage_asks_only_for_what_applies() -> None:
    leaves = [_leaf("berths"), _leaf("ships"), _leaf("water")]
    model = framework_of({"id": "f", "min_coverage": 1, "members": leaves}, BUILT_IN, "f")
    assert one("not applicable", model=model).index.iloc[0] == 60.0
    assert np.isnan(one(None, model=model).index.iloc[0])
    short = one("not applicable", None, model=model)
    told = short.reason(0)
    assert told is not None
    assert told.to("en") == "only 50% of the weight has a score, 100% is needed; missing: ships"


@pytest.mark.parametrize(
    ("aggregate", "score"), [("geometric", 40.0), ("minimum", 40.0), ("median", 40.0), ("sum", 160.0)]
)
def test_every_aggregate_is_called_without_it(aggregate: str, score: float) -> None:
    leaves = [_leaf("berths", weight=3), _leaf("ships")]
    port = {"id": "port", "aggregate": aggregate, "members": leaves}
    model = framework_of({"id": "f", "members": [port, _leaf("water")]}, BUILT_IN, "f")
    assert one("not applicable", model=model).scores.loc["c0", "port"] == pytest.approx(score)
    assert one(None, model=model).scores.loc["c0", "port"] == pytest.approx(score)


def test_an_optional_member_that_is_absent_keeps_no_dimension_that_does_not_apply() -> None:
    port = {"id": "port", "members": [_leaf("berths"), _leaf("ships", optional=True)]}
    model = framework_of({"id": "f", "members": [port, _leaf("water")]}, BUILT_IN, "f")
    assert one("not applicable", None, model=model).coverage.loc["c0", "index"] == 1.0
    assert one(None, None, model=model).coverage.loc["c0", "index"] == 0.5
    assert one("not applicable", 40.0, model=model).scores.loc["c0", "port"] == 40.0


@pytest.mark.parametrize("step", [{"method": "median"}, {"method": "constant", "value": 50}])
def test_a_step_does_not_fill_it(step: dict[str, object]) -> None:
    result = one("not applicable", model=framework(steps=[{"impute": step}]))
    assert np.isnan(result.columns["berths"][0])
    assert not result.imputed["berths"].any()
    assert result.coverage.loc["c0", "port"] == 1.0
    assert one(None, model=framework(steps=[{"impute": step}])).imputed["berths"].tolist() == [True, False]


def test_a_relative_rule_does_not_see_it() -> None:
    rule = {"minmax": {"best": "high"}}
    port = {"id": "port", "rule": rule, "members": [_leaf("berths"), _leaf("ships")]}
    model = framework_of({"id": "f", "members": [port, _leaf("water")]}, BUILT_IN, "f")
    frame = {"berths": ["not applicable", 20.0, 60.0], "ships": ["tidak berlaku", 20.0, 60.0], "water": [80.0] * 3}
    result = assessed(frame, model)
    assert result.scores["port"].tolist()[1:] == [0.0, 100.0]
    assert result.index.tolist() == [80.0, 40.0, 90.0]
    fitted = fit(model, arrange(DataFrame({"city": ["a", "b", "c"], **frame})))
    assert fitted.fingerprint == result.framework.fingerprint


def test_a_denominator_says_it_for_the_indicator() -> None:
    leaves = [_leaf("berths", denominator="quays"), _leaf("water")]
    model = framework_of({"id": "f", "members": leaves}, BUILT_IN, "f")
    result = assessed(
        {"berths": [8.0, 8.0], "quays": ["tidak berlaku: tak ada dermaga", 2.0], "water": [80.0, 80.0]}, model
    )
    assert result.coverage["index"].tolist() == [1.0, 1.0]
    assert result.index.tolist() == [80.0, 42.0]
    assert result.why_not_applicable(0, "berths") == "tak ada dermaga"


def test_a_category_of_that_name_wins() -> None:
    words = {"mapping": {"categories": {"none": 0, "not applicable": 0.5, "full": 1}}}
    leaves = [{"id": "plan", "rule": words}, _leaf("water")]
    model = framework_of({"id": "f", "members": leaves}, BUILT_IN, "f")
    result = assessed({"plan": ["Not applicable", "tidak berlaku"], "water": [80.0, 80.0]}, model)
    assert result.scores["plan"].tolist()[0] == 50.0
    assert result.applies("plan").tolist() == [True, False]
    assert result.index.tolist() == [65.0, 80.0]


class TestACellOfADimension:
    def test_goes_for_everything_below_it(self) -> None:
        result = assessed(
            {
                "port": ["not applicable: inland", None],
                "berths": [None, 20.0],
                "ships": [None, 40.0],
                "water": [80.0, 60.0],
            }
        )
        assert result.applies("berths").tolist() == result.applies("port").tolist() == [False, True]
        assert result.coverage.loc["c0", "index"] == 1.0
        assert result.why_not_applicable(0, "ships") == "inland"

    def test_contradicts_a_value_below_it(self) -> None:
        with pytest.raises(DatasetError) as caught:
            assessed({"port": ["tidak berlaku"], "berths": [20.0], "ships": [None], "water": [80.0]})
        (problem,) = caught.value.problems
        assert problem.to("en") == (
            "port, c0: this is said not to apply here, but berths has a value; empty one of the two"
        )
        assert (problem.city, problem.column) == ("c0", "port")


class TestAnIndicatorThatAppliesToEveryCity:
    def model(self) -> Framework:
        return framework_of(
            {"id": "f", "members": [_leaf("berths", not_applicable=False), _leaf("water")]}, BUILT_IN, "f"
        )

    def test_refuses_it_by_city_and_column(self) -> None:
        with pytest.raises(DatasetError) as caught:
            one("not applicable: no port", model=self.model())
        (problem,) = caught.value.problems
        assert (problem.code, problem.city, problem.column) == ("applies_everywhere", "c0", "berths")
        assert problem.to("en") == (
            "berths, c0: berths applies to every city, so it cannot be said not to; enter a value, or leave the cell "
            "empty if there is none"
        )
        assert problem.to("id") == (
            "berths, c0: berths berlaku bagi setiap kota, sehingga tidak dapat dinyatakan tidak berlaku; isilah "
            "nilainya, atau kosongkan selnya bila nilainya tidak ada"
        )

    def test_is_another_framework(self) -> None:
        usual = framework_of({"id": "f", "members": [_leaf("berths"), _leaf("water")]}, BUILT_IN, "f")
        said = framework_of(
            {"id": "f", "members": [_leaf("berths", not_applicable=True), _leaf("water")]}, BUILT_IN, "f"
        )
        assert usual.fingerprint == said.fingerprint != self.model().fingerprint


def test_a_value_in_a_scenario_makes_it_apply() -> None:
    result = one("not applicable")
    rows = np.array([0, 0])
    index = rescored(result, rows, {"berths": np.array([np.nan, 100.0])}, nodes=("index", "port"))
    assert index["index"].tolist() == [60.0, 82.5]
    assert index["port"].tolist() == [40.0, 85.0]


def test_a_score_that_is_given_for_a_dimension_counts_though_nothing_below_it_applies() -> None:
    frame = {"port": [50.0, None], "berths": ["tidak berlaku"] * 2, "ships": ["tidak berlaku"] * 2, "water": [80.0] * 2}
    result = assessed(frame)
    assert result.index.tolist() == [65.0, 80.0]
    assert result.applies("port").tolist() == [True, False]
    assert result.coverage["port"].tolist() == pytest.approx([1.0, np.nan], nan_ok=True)
    assert rescored(result, np.array([0, 1]), {"water": np.array([0.0, 0.0])})["index"].tolist() == [25.0, 0.0]


def test_scenarios_keep_what_does_not_apply_elsewhere() -> None:
    model = framework(missing="worst")
    result = one("not applicable", model=model)
    changed = {"water": np.linspace(0, 100, 20)}
    rows = np.zeros(20, dtype=int)
    assert np.allclose(rescored(result, rows, changed)["index"], 20 + changed["water"] / 2)
    changed = {"ships": np.linspace(0, 100, 20)}
    assert np.allclose(rescored(result, rows, changed)["index"], 40 + changed["ships"] / 2)


def test_rows_keep_their_marks() -> None:
    result = one("not applicable").only(np.array([1, 0]))
    assert result.not_applicable["berths"].tolist() == [False, True]


def test_the_reason_may_stand_in_the_note() -> None:
    lines = [["c0", "berths", "not applicable", "no coast"], ["c0", "ships", "40", ""], ["c0", "water", "80", ""]]
    table = Table(DataFrame(lines, columns=["city", "indicator", "value", "note"]))
    result = assess(arrange(table), framework())
    assert result.coverage.loc["c0", "index"] == 1.0
    assert result.why_not_applicable(0, "berths") == "no coast"
