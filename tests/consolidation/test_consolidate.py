"""One value of those of several assessors: the rules, what is counted, how far they are apart, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from builders import run
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Criterion,
    Dataset,
    DatasetError,
    Dimension,
    Framework,
    Indicator,
    Ladder,
    UsageError,
    assess,
    consolidate,
    read_dataset,
)
from smartscore.consolidation.rule import ConsolidationRule
from smartscore.rules import Levels, Linear, Score

Write = Callable[..., Path]

TWO = Framework(
    "two",
    scale=(1, 5),
    index=Dimension("index", members=[Indicator("plan", rule=Score(1, 5)), Indicator("data", rule=Score(1, 5))]),
)
ROWS = DataFrame(
    [("S", "a", 1.0, 2.0), ("S", "b", 3.0, None), ("S", "c", 2.5, None), ("T", "a", 4.0, 4.0)],
    columns=["city", "assessor", "plan", "data"],
)


def values(rule: str, frame: DataFrame = ROWS, framework: Framework = TWO) -> dict[str, list[float]]:
    merged = consolidate(read_dataset(frame), framework, rule)
    return {str(name): merged.frame[name].tolist() for name in framework.nodes if name in merged.frame}


@pytest.mark.parametrize(
    ("rule", "plan"),
    [
        *(("mean", 6.5 / 3), ("median", 2.5), ("minimum", 1.0)),
        ("weighted:a=2,b=1,c=1", (2 * 1 + 3 + 2.5) / 4),
    ],
)
def test_each_rule_counts_those_who_give_a_value(rule: str, plan: float) -> None:
    assert values(rule) == {"plan": [pytest.approx(plan), 4.0], "data": [2.0, 4.0]}


def test_the_word_of_one_is_taken_and_nothing_where_that_one_gives_none() -> None:
    plan, data = values("assessor:b").values()
    assert plan[0] == 3.0
    assert np.isnan([plan[1], *data]).all()


def test_the_mean_of_levels_may_lie_between_levels() -> None:
    whole = Framework("whole", scale=(1, 5), index=Dimension("index", members=[Indicator("plan", rule=Levels(1, 5))]))
    frame = DataFrame([("S", "a", 2), ("S", "b", 3)], columns=["city", "assessor", "plan"])
    assert assess(consolidate(read_dataset(frame), whole, "mean"), whole).index.tolist() == [2.5]
    with pytest.raises(DatasetError, match="not_a_level"):
        assess(DataFrame({"city": ["S"], "plan": [2.5]}), whole)


def test_years_stay_apart() -> None:
    frame = DataFrame(
        [("S", 2025, "a", 1.0), ("S", 2025, "b", 2.0), ("S", 2026, "a", 3.0)],
        columns=["city", "year", "assessor", "plan"],
    )
    merged = consolidate(read_dataset(frame), TWO, "mean")
    assert merged.frame["plan"].to_dict() == {("S", 2025): 1.5, ("S", 2026): 3.0}


def test_other_columns_keep_what_is_said_first() -> None:
    frame = ROWS.assign(province=[None, "Kalteng", "Kalsel", "Jateng"])
    assert consolidate(read_dataset(frame), TWO, "mean").frame["province"].tolist() == ["Kalteng", "Jateng"]


def test_what_applies_to_nobody_does_not_apply() -> None:
    frame = ROWS.astype(object).assign(data=["not applicable", None, "not applicable", 4.0])
    scored = assess(consolidate(read_dataset(frame), TWO, "mean"), TWO)
    assert scored.not_applicable["data"].tolist() == [True, False]
    some = ROWS.astype(object).assign(data=["not applicable", 3.0, None, 4.0])
    assert assess(consolidate(read_dataset(some), TWO, "mean"), TWO).scores["data"].tolist() == [3.0, 4.0]


def test_ticks_become_levels_and_these_one() -> None:
    asked = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "written"), Criterion(2, "adopted")])
    framework = Framework("asked", index=Dimension("index", members=[asked]))
    frame = DataFrame(
        {"city": ["S", "S"], "assessor": ["a", "b"], "plan:1.1": ["yes", "yes"], "plan:2.1": ["no", "yes"]}
    )
    merged = consolidate(read_dataset(frame), framework, "mean")
    assert merged.frame.to_dict("list") == {"plan": [1.5]}
    assert assess(merged, framework).index.tolist() == [75.0]


class TestItems:
    LINES = DataFrame(
        [("S", "a", "plan", 2, "x", "accepted"), ("S", "b", "plan", 3, "y", "accepted")],
        columns=["city", "assessor", "indicator", "level", "item", "status"],
    )

    def test_items_of_all_are_put_together(self) -> None:
        assert assess(consolidate(read_dataset(self.LINES), TWO, "mean"), TWO).scores["plan"].tolist() == [3.0]

    def test_those_of_one_count_alone_where_that_word_is_taken(self) -> None:
        assert assess(consolidate(read_dataset(self.LINES), TWO, "assessor:a"), TWO).scores["plan"].tolist() == [2.0]

    def test_values_that_are_entered_beside_an_advisory_ladder_become_one(self) -> None:
        entered = DataFrame(
            [("S", "a", "plan", 1.0), ("S", "b", "plan", 2.0)], columns=["city", "assessor", "indicator", "value"]
        )
        lines = read_dataset([self.LINES, entered])
        advisory = evolve(TWO, ladder=Ladder(advisory=True))
        assert assess(consolidate(lines, advisory, "mean"), advisory).scores["plan"].tolist() == [1.5]


class TestSpread:
    def test_count_ends_and_deviation(self) -> None:
        spread = consolidate(read_dataset(ROWS), TWO, "mean").spread
        assert spread is not None
        assert spread.assessors == ("a", "b", "c")
        assert {part: getattr(spread, part)["plan"].tolist() for part in ("count", "least", "greatest")} == {
            "count": [3, 1],
            "least": [1.0, 4.0],
            "greatest": [3.0, 4.0],
        }
        assert spread.deviation["plan"].tolist() == [pytest.approx(np.std([1, 3, 2.5])), 0.0]
        assert spread.is_apart("plan").tolist() == [True, False]

    def test_one_level_is_not_apart(self) -> None:
        frame = DataFrame([("S", "a", 1.2), ("S", "b", 2.2)], columns=["city", "assessor", "plan"])
        spread = consolidate(read_dataset(frame), TWO, "mean").spread
        assert spread is not None
        assert spread.is_apart("plan").tolist() == [False]

    def test_a_part_of_the_rows_has_its_part(self) -> None:
        merged = consolidate(read_dataset(ROWS), TWO, "mean").at(np.array([1]))
        assert merged.spread is not None
        assert merged.spread.greatest["plan"].tolist() == [4.0]


SCORES = st.lists(st.floats(1, 5), min_size=1, max_size=5)


@given(SCORES, st.sampled_from(["mean", "median", "minimum", "weighted"]), st.randoms())
def test_one_value_lies_among_those_of_the_assessors_whatever_their_order(
    scores: list[float], rule: str, random: object
) -> None:
    names = [f"o{place}" for place in range(len(scores))]
    written = (
        f"weighted:{','.join(f'{name}={place + 1}' for place, name in enumerate(names))}"
        if rule == "weighted"
        else rule
    )
    parsed = ConsolidationRule.parse(written)
    one = float(parsed(np.array([scores]), names)[0])
    assert min(scores) - 1e-12 <= one <= max(scores) + 1e-12
    order = list(range(len(scores)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert float(parsed(np.array([scores])[:, order], [names[place] for place in order])[0]) == pytest.approx(one)
    assert float(parsed(np.array([scores[:1]]), names[:1])[0]) == pytest.approx(scores[0])


class TestRefused:
    @pytest.mark.parametrize(
        "written",
        ["mode", "mean:a", "assessor:", "weighted:", "weighted:a", "weighted:a=0", "weighted:a=x", "weighted:=1", ""],
    )
    def test_what_is_no_rule(self, written: str) -> None:
        with pytest.raises(UsageError, match="consolidation_not_valid"):
            consolidate(read_dataset(ROWS), TWO, written)

    def test_everyone_who_is_unknown_or_without_weight_is_named(self) -> None:
        with pytest.raises(UsageError) as caught:
            consolidate(read_dataset(ROWS), TWO, "weighted:a=1,d=2")
        assert [(problem.code, problem.fields["found"]) for problem in caught.value.problems] == [
            *(("no_such_assessor", "d"), ("assessor_without_weight", "b"), ("assessor_without_weight", "c"))
        ]

    def test_a_dataset_without_assessors(self) -> None:
        with pytest.raises(UsageError, match="no_such_column"):
            consolidate(Dataset(DataFrame({"plan": [1.0]})), TWO, "mean")

    def test_a_rule_written_back_is_that_rule(self) -> None:
        for written in ("mean", "assessor:Tim Asesor", "weighted:a=2,b=0.5"):
            assert str(ConsolidationRule.parse(written)) == written


class TestTheCommand:
    FRAMEWORK = 'id = "two"\nscale = [1, 5]\n' + "".join(
        f'[[members]]\nid = "{name}"\nrule = {{ score = {{ low = 1, high = 5 }} }}\n' for name in ("plan", "data")
    )

    def files(self, write: Write) -> list[str]:
        data = write(ROWS.to_csv(index=False), "scored.csv")
        return [str(data), "--framework", str(write(self.FRAMEWORK, "two.toml")), "--consolidate", "mean"]

    @pytest.mark.parametrize(
        ("language", "told"),
        [
            ("en", ["became one, by the rule mean: 1", "S, plan: 1 to 3"]),
            ("id", ["yang disatukan, dengan aturan mean: 1", "S, plan: 1 sampai 3"]),
        ],
    )
    @pytest.mark.parametrize("form", ["table", "markdown", "html"])
    def test_every_format_says_it(self, write: Write, language: str, told: list[str], form: str) -> None:
        printed = " ".join(run("assess", *self.files(write), "--lang", language, "--format", form).stdout.split())
        assert [part for part in told if part not in printed] == []

    def test_json_has_rule_assessors_and_spread(self, write: Write) -> None:
        (told,) = json.loads(run("assess", *self.files(write), "--format", "json").stdout)["assessments"]
        assert told["consolidated"] == {"rule": "mean", "assessors": ["a", "b", "c"]}
        plan, data = (told["cities"][0]["nodes"][name] for name in ("plan", "data"))
        assert plan["assessors"] == {"count": 3, "least": 1, "greatest": 3, "deviation": pytest.approx(0.849836585599)}
        assert "assessors" not in data
        assert told["cities"][0]["index"] == pytest.approx((6.5 / 3 + 2) / 2)

    def test_a_workbook_has_a_sheet_of_them(self, write: Write, tmp_path: Path) -> None:
        from python_calamine import CalamineWorkbook

        run("assess", *self.files(write), "-o", str(tmp_path / "out.xlsx"))
        rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_name("Assessors").to_python()
        (line,) = [row for row in rows if row[0] == "S"]
        assert line[-5:] == [3.0, 1.0, 3.0, pytest.approx(0.8498366), "yes"]


def test_a_share_of_people_is_no_level() -> None:
    framework = Framework("share", index=Dimension("index", members=[Indicator("plan", rule=Linear(0, 100))]))
    scored = assess(consolidate(read_dataset(ROWS), framework, "mean"), framework)
    assert not any("apart" in str(proviso) for proviso in scored.provisos)
