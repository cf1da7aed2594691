"""What does not apply, as views tell it: explained, never asked for, told apart from lost data, changed by what-if."""

import numpy as np
import pytest
from builders import cities, framework, percent
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Assessment, Dimension, UsageError, assess, compare, explain, gaps, missing, what_if
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Minimum, Sum
from smartscore.model import Framework, Indicator
from smartscore.model.nodes import Missing
from smartscore.rules import Linear
from smartscore.views import contributions, scenarios, target_values

LIFTED = "not applicable"
POLICIES: tuple[Missing, ...] = ("leave_out", "worst", "pool")


def tree(missing: Missing = "leave_out", aggregate: Aggregate | None = None) -> Framework:
    """Give `a` (weight 1) and `b` (weight 2) below `inner`, and `c` beside it."""
    leaves = [Indicator("a", rule=Linear(0, 100)), Indicator("b", rule=Linear(0, 100), weight=2)]
    inner = Dimension("inner", members=leaves, missing=missing, aggregate=aggregate or Arithmetic())
    return framework(inner, *percent("c"), index={"missing": missing})


def of(*rows: tuple[object, object, object], model: Framework | None = None) -> Assessment:
    names = dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True))
    return assess(cities(**names), model or tree())


@pytest.mark.parametrize("policy", POLICIES)
def test_contributions_add_up_without_it(policy: Missing) -> None:
    found = of((LIFTED, 40, 80), (20, 40, 80), model=tree(policy))
    brought = contributions(found)
    assert brought["a"].iloc[0] == 0
    assert brought[["b", "c"]].iloc[0].sum() == pytest.approx(found.index.iloc[0])


def test_it_is_explained_and_not_counted_as_missing() -> None:
    found = of((LIFTED, None, 80), (20, 40, 80))
    told = explain(found, 0)
    assert told.index[told["not_applicable"].astype(bool)].tolist() == ["a"]
    assert missing(found, 0).index.tolist() == ["b", "index"]
    assert missing(found, 0).loc["b", "worst"] == 40.0
    assert missing(of((LIFTED, 40, 80)), 0).empty


def test_no_gap_asks_for_it() -> None:
    found = of((LIFTED, 40, 80), (20, 40, 80))
    wanted = target_values(found)
    assert gaps(found, 0, wanted).index.tolist() == ["b", "c"]
    assert gaps(found, 0, wanted).loc["b", "gain"] == 30.0
    assert gaps(found, 1, wanted).index.tolist() == ["b", "a", "c"]


def test_scenarios_of_others_leave_it_and_its_own_make_it_apply() -> None:
    found = of((LIFTED, 40, 80), (20, 40, 80), model=tree("worst"))
    assert scenarios(found, 0, {"b": 100.0})["index"].tolist() == [90.0]
    assert scenarios(found, 0, {"a": 100.0})["index"].tolist() == [70.0]


class TestWhatIf:
    def test_it_is_set(self) -> None:
        found = of((20, 40, 80), (20, 40, 80))
        changed = what_if(found, [("A", "a", "tidak berlaku: tidak ada laut")])
        assert changed.applies("a").tolist() == [False, True]
        assert changed.scores["inner"].tolist() == [40.0, pytest.approx(100 / 3)]
        assert changed.why_not_applicable(0, "a") == "tidak ada laut"
        assert found.not_applicable == {}
        assert found.dataset.frame["a"].tolist() == [20, 20]

    def test_a_number_over_it_makes_it_apply(self) -> None:
        changed = what_if(of((LIFTED, 40, 80), (20, 40, 80)), [("A", "a", 100)])
        assert changed.applies("a").tolist() == [True, True]
        assert changed.scores["inner"].tolist()[0] == 60.0

    def test_missing_over_it_makes_it_missing(self) -> None:
        changed = what_if(of((LIFTED, 40, 80)), [("A", "a", "na")])
        assert changed.applies("a").tolist() == [True]
        assert changed.coverage.loc["A", "inner"] == pytest.approx(2 / 3)

    def test_an_indicator_that_applies_to_every_city_refuses_it(self) -> None:
        model = framework(Indicator("a", rule=Linear(0, 100), not_applicable=False), *percent("b", "c"))
        with pytest.raises(UsageError, match="a applies to every city"):
            what_if(of((20, 40, 80), model=model), [("A", "a", LIFTED)])


class TestCompare:
    def test_what_does_not_apply_any_more_is_no_lost_data(self) -> None:
        told = compare(of((20, 40, 80)), of((LIFTED, 40, 80)))
        summary = told.summary.iloc[0]
        assert summary["difference"] == pytest.approx(20 / 6)
        assert (summary["change"], summary["lost"], summary["new"]) == (0, 0, 0)
        assert summary["scope"] == pytest.approx(20 / 6)
        assert told.indicators(0)["data"].to_dict() == {"a": "applies_not"}

    def test_what_applies_now_is_no_new_data(self) -> None:
        told = compare(of((LIFTED, 40, 80)), of((20, 40, 80)))
        assert told.summary["scope"].iloc[0] == pytest.approx(-20 / 6)
        assert told.indicators(0)["data"].to_dict() == {"a": "applies"}

    def test_a_gap_that_turns_out_not_to_apply_no_longer_counts_as_worst(self) -> None:
        told = compare(of((None, 40, 80), model=tree("worst")), of((LIFTED, 40, 80), model=tree("worst")))
        assert told.summary["scope"].iloc[0] == pytest.approx((40 - 80 / 3) / 2)
        assert told.indicators(0)["data"].to_dict() == {"a": "applies_not"}

    def test_what_applies_on_no_side_is_not_told(self) -> None:
        told = compare(of((LIFTED, 40, 80)), of((LIFTED, 50, 80)))
        assert told.indicators(0)["data"].to_dict() == {"b": "change"}

    @given(
        st.lists(st.sampled_from([LIFTED, None, 0.0, 30.0, 100.0]), min_size=12, max_size=12),
        st.sampled_from(POLICIES),
        st.sampled_from([Arithmetic(), Geometric(), Minimum(), Sum()]),
    )
    def test_parts_add_up_whatever_applies(self, drawn: list[object], policy: Missing, aggregate: Aggregate) -> None:
        usual = policy == "pool" and isinstance(aggregate, Minimum | Sum)
        model = tree(policy, Arithmetic() if usual else aggregate)
        frames = [
            DataFrame(np.array(part, dtype=object).reshape(2, 3), columns=[*"abc"]) for part in (drawn[:6], drawn[6:])
        ]
        before, after = (assess(frame.assign(city=["A", "B"]), model) for frame in frames)
        told = compare(before, after)
        parts = told.summary[["change", "new", "lost", "scope", "unsplit"]].sum(axis=1)
        whole = told.summary["difference"].notna().to_numpy()
        assert np.allclose(parts[whole], told.summary["difference"][whole], rtol=0, atol=1e-9)
        for row in np.flatnonzero(whole).tolist():
            own = told.indicators(row)["effect"].sum() + told.summary["unsplit"].iloc[row]
            assert own == pytest.approx(told.summary["difference"].iloc[row], abs=1e-9)
