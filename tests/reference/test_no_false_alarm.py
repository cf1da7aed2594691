"""Suspicions of published data: each that is found was looked at, and is right; no other is found.

Every file with a row a unit is read as a dataset of all its columns of numbers, by bounds that its own units set and by
fixed ones. Files of statistics (a row an indicator, a group or a case) are none, and are left out.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smartscore import Framework, read_dataset
from smartscore.dataset import Dataset, examined_columns
from smartscore.errors import DatasetError, Suspicion
from smartscore.suspicions import find_suspicions

#: What the key is called in files with a row a unit.
UNITS = ("uCode", "bps_code", "city", "code")
RULES = {"minmax": '"minmax"', "linear": "{ linear = { worst = 0, best = 100 } }"}

Findings = set[tuple[str, str | None]]


def outliers(*columns: str) -> Findings:
    return {("outlier", column) for column in columns}


#: China, India, Russia and Australia among 51 countries. Bounds from 0 to 100 hold them at 100, as many others.
SIZES = outliers("Area", "Energy", "GDP", "Population")
#: Luxembourg and Malta with their banks, Brunei and Norway with their gas, Cambodia and Mongolia with investment.
PER_HEAD = outliers("Bord", "Gas", "Services", "FDI", "CultServ")
#: Luxembourg has 181 where the middle half has 0.3 to 2.8, and bounds from 0 to 100 hold it.
PORTFOLIO = outliers("ForPort")
#: A fifth of the people of Bangladesh, India and Laos; less than 1.4 % in three of four countries, and in many 0.
POVERTY = outliers("Poverty")
#: Values of this panel change tenfold within a year: 4.05, 0.42 (Myanmar, 4G) or 4.55, 0.47 (Laos, remittances).
JUMPS: Findings = {("year_jump", "Cov4G"), ("year_jump", "PRemit"), ("year_jump", "TIRcon")}
#: So do those that were filled in from other years: Latvia goes from 11.1 to 128.5.
FILLED_JUMPS: Findings = JUMPS | {("year_jump", "Services")}
NORMALISED = "coinr/normalise/"

#: By file what is found by the bounds of its units, and what of it fixed bounds from 0 to 100 leave out.
EXPECTED: dict[str, tuple[Findings, Findings]] = {
    "coinr/inputs/ASEM_iData.csv": (SIZES | POVERTY, SIZES),
    # Thailand goes from 0.4 to 4.3.
    "coinr/inputs/ASEM_iData_p.csv": (SIZES | JUMPS | {("year_jump", "Lang")}, SIZES),
    "coinr/inputs/WorldDenoms.csv": (outliers("GDP", "Population", "Area"), outliers("GDP", "Population", "Area")),
    "coinr/pipeline/Meta_Unit.csv": (SIZES, SIZES),
    "coinr/pipeline/Raw.csv": (POVERTY, set()),
    "coinr/pipeline/Denominated.csv": (PER_HEAD | PORTFOLIO | POVERTY, PORTFOLIO),
    "coinr/impute/input_Denominated.csv": (PER_HEAD | PORTFOLIO | POVERTY, PORTFOLIO),
    **dict.fromkeys(
        (
            "coinr/pipeline/Imputed.csv",
            "coinr/pipeline/Screened.csv",
            "coinr/impute/mean.csv",
            "coinr/impute/mean_grp_EurAsia.csv",
            "coinr/impute/median_grp_EurAsia.csv",
        ),
        (PER_HEAD | PORTFOLIO, PORTFOLIO),
    ),
    # Gaps filled with one number make the middle half narrow: customs duties of most are 1.6, those of Bangladesh 10.5.
    "coinr/impute/median.csv": (PER_HEAD | PORTFOLIO | POVERTY | outliers("Tariff"), PORTFOLIO),
    "coinr/impute/row_mean_within_pillar.csv": (PER_HEAD | PORTFOLIO, set()),
    "coinr/impute/panel_input.csv": (SIZES | JUMPS, SIZES),
    "coinr/impute/panel_constant.csv": (SIZES | FILLED_JUMPS, SIZES),
    "coinr/impute/panel_latest.csv": (SIZES | FILLED_JUMPS, SIZES),
    # A straight line through a gap takes Mongolia from 7 to 74.8.
    "coinr/impute/panel_linear-constant.csv": (SIZES | FILLED_JUMPS | {("year_jump", "TBTs")}, SIZES),
    # Poverty again, on other scales; on some of them the three countries are beyond the fixed bounds.
    "coinr/aggregate/input_missing_Normalised_1_100.csv": (POVERTY, set()),
    "coinr/treat/qTreat_winmax1_skew1_kurt2_logGII.csv": (POVERTY, set()),
    **dict.fromkeys(
        (
            f"{NORMALISED}iMeta_dist2targ_capped.csv",
            f"{NORMALISED}iMeta_dist2targ_uncapped.csv",
            f"{NORMALISED}iMeta_minmax_1_100.csv",
            f"{NORMALISED}iMeta_zscore_50_10.csv",
            f"{NORMALISED}raw_dist2max.csv",
            f"{NORMALISED}raw_dist2ref_unit5.csv",
            f"{NORMALISED}raw_minmax_0_100.csv",
            f"{NORMALISED}raw_minmax_1_100.csv",
            f"{NORMALISED}raw_zscore_10_2.csv",
        ),
        (POVERTY, set()),
    ),
    **dict.fromkeys(
        (
            f"{NORMALISED}iMeta_goalposts_notrunc.csv",
            f"{NORMALISED}iMeta_scaled.csv",
            f"{NORMALISED}raw_scaled_0_50_100.csv",
            f"{NORMALISED}raw_zscore_0_1.csv",
        ),
        (POVERTY, POVERTY),
    ),
    # Half of the countries share one customs duty, and so nearly one rank.
    **dict.fromkeys(
        (f"{NORMALISED}raw_{name}.csv" for name in ("borda", "prank", "rank")), (outliers("Tariff"), set())
    ),
    # In their group half of the countries have rank 3 or 4 for trade agreements.
    "coinr/pipeline/Aggregated_ranks_within_EurAsia_group.csv": (outliers("RTAs"), set()),
    # Nearly all are as good as the unit that they are compared with, which makes 1; the Netherlands and others have 0.
    f"{NORMALISED}raw_dist2ref_unit5_capped.csv": (outliers("TBTs", "MatCon"), set()),
    # The logarithm draws India and Pakistan out to -5, where the middle half has -0.8 to -0.6.
    "coinr/treat/Treat_winmax1_skew1_kurt2_combined.csv": (outliers("FemLab"), outliers("FemLab")),
    # Matrices of who outranks whom, by few indicators: a unit as a column is alike to nearly all.
    "coinr/aggregate/outrank_matrix_pillar_Environ.csv": (outliers("KHM", "MMR"), set()),
    "coinr/aggregate/outrank_matrix_pillar_Instit.csv": (outliers("BGD"), set()),
    "coinr/aggregate/outrank_matrix_pillar_SusEcFin.csv": (outliers("PRT", "ROU"), set()),
    # Nothing is missing anywhere, so that its count is alike.
    "coinr/pipeline/Screened_summary.csv": ({("constant", "N_missing"), ("constant", "Dat_Avail")}, set()),
    "coinr/screen/data_avail_by_group.csv": ({("constant", "Political")}, set()),
    # 34 provinces and Indonesia stand below the 514 regencies and cities.
    "data/indonesia_ipm_2010_2021.csv": ({("total_row", None)}, set()),
    # Jakarta, Medan and Bogor are as large, and places with gas as rich, as it says.
    "data/indonesia_kabupaten_indicators_2021.csv": (
        outliers("grdp_constant_prices_million_rp"),
        outliers("grdp_constant_prices_million_rp"),
    ),
    "data/indonesia_kabupaten_population_grdp_2000_2017.csv": (
        outliers("population", "grdp_billion_rp_2010prices", "grdp_per_capita_thousand_rp_2010prices"),
        outliers("population", "grdp_billion_rp_2010prices", "grdp_per_capita_thousand_rp_2010prices"),
    ),
    "data/indonesia_kabupaten_regions.csv": (outliers("population_2017"), outliers("population_2017")),
    # The index itself stands below the aspects and domains that it is made of.
    "data/spbe_denpasar_published.csv": ({("total_row", None)}, set()),
}


@pytest.fixture
def suspected(from_toml: Callable[[str], Framework]) -> Callable[[Dataset, str], list[Suspicion]]:
    """Find what is suspicious in a dataset by a framework of all its columns of numbers, with one rule."""

    def suspected(dataset: Dataset, rule: str) -> list[Suspicion]:
        columns = [str(name) for name, dtype in dataset.frame.dtypes.items() if dtype.kind in "fiu"]
        members = "".join(f'[[members]]\nid = "n{n}"\naliases = ["{name}"]\n' for n, name in enumerate(columns))
        framework = from_toml(f'id = "all"\n[defaults]\nrule = {RULES[rule]}\n{members}')
        measured, problems = examined_columns(dataset, framework, frozenset)
        assert not problems
        return list(find_suspicions(dataset, framework, measured))

    return suspected


def _datasets(reference: Path) -> Iterator[tuple[str, Dataset]]:
    for path in sorted(reference.rglob("*.csv")):
        try:
            dataset = read_dataset(path)
        except DatasetError:
            continue  # a table without any column that says what a row is
        is_numeric = any(dtype.kind in "fiu" for dtype in dataset.frame.dtypes)
        if dataset.key in UNITS and is_numeric and not dataset.problems:
            yield path.relative_to(reference).as_posix(), dataset


@pytest.mark.parametrize("rule", RULES)
def test_what_is_suspected_is_right_and_nothing_else_is(
    reference: Path, suspected: Callable[[Dataset, str], list[Suspicion]], rule: str
) -> None:
    found: dict[str, Findings] = {}
    count = 0
    for name, dataset in _datasets(reference):
        count += 1
        if told := {(one.code, one.column) for one in suspected(dataset, rule)}:
            found[name] = told
    assert count == 99
    without = {
        name: expected - (left_out if rule == "linear" else set()) for name, (expected, left_out) in EXPECTED.items()
    }
    assert found == {name: expected for name, expected in without.items() if expected}


def test_the_514_regencies_and_cities_are_refused_for_nothing(
    reference: Path, suspected: Callable[[Dataset, str], list[Suspicion]]
) -> None:
    for name in ("indicators_2021", "population_grdp_2000_2017", "regions"):
        dataset = read_dataset(reference / "data" / f"indonesia_kabupaten_{name}.csv")
        assert len(set(dataset.cities)) == 514
        assert [one.code for rule in RULES for one in suspected(dataset, rule) if one.refuses] == []


def test_below_the_regencies_the_provinces_and_the_country_alone_are_no_units(
    reference: Path, suspected: Callable[[Dataset, str], list[Suspicion]]
) -> None:
    dataset = read_dataset(reference / "data" / "indonesia_ipm_2010_2021.csv")
    (one,) = suspected(dataset, "minmax")
    wholes = sorted({str(city) for city in dataset.cities if len(str(city)) == 2})
    assert len(wholes) == 35
    assert (
        sorted(str(one.fields["recipe"]).removeprefix("leave_out = ").strip("[]").replace('"', "").split(", "))
        == wholes
    )
    regencies = dataset.without(wholes)
    assert suspected(regencies, "minmax") == suspected(regencies, "linear") == []
