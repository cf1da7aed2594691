"""Domains of bundled frameworks refuse nothing that was ever published, and each says beside it where it comes from."""

import re
from pathlib import Path

import pytest
from pandas import DataFrame

from smartscore import DatasetError, Framework, check, discover, read_dataset
from smartscore.api import framework_sources

PLUGINS = Path(__file__).parents[2] / "plugins"
FRAMEWORKS = {name: source.load() for name, source in framework_sources(discover(bundled_only=True)).items()}

#: What was published, by framework and indicator, and where.
PUBLISHED = [
    ("hdi", "life_expectancy", 14.098),  # Rwanda 1994
    ("hdi", "life_expectancy", 7.3),  # men of Ukraine 1933, Mesle and Vallin (2012)
    ("cpi", "life_expectancy", 14.098),
    ("u4ssc", "life_expectancy", 14.098),
    ("ipm", "life_expectancy", 14.098),
    ("smart-city", "life_expectancy", 14.098),
    ("ipm", "expected_years_schooling", 1.22),  # Nduga 2010, BPS
    ("ipm", "mean_years_schooling", 0.25),  # Nduga 2010, BPS
    ("ipm", "real_expenditure", 23888),  # Jakarta Selatan 2021, BPS
    ("smart-city", "expected_years_schooling", 1.22),
    ("smart-city", "mean_years_schooling", 0.25),
    ("smart-city", "grdp_growth_5y", -60),  # GDP of Libya 2011, IMF
    ("smart-city", "grdp_growth_5y", 149.97),  # GDP of Equatorial Guinea 1997, IMF
    ("smart-city", "grdp_per_capita", 932.6636),  # Mimika, 2000-2017
    ("smart-city", "inflation_rate", 77.6),  # Indonesia 1998, BPS
    ("smart-city", "jkn_active_share", 106),
    ("cpi", "vaccination_coverage", 101),  # 11 % of national reports on BCG, Stashko and others (2019)
    ("cpi", "higher_education_enrolment", 148.53),  # Greece 2019, UNESCO
    ("cpi", "renewable_energy_share", 110.82),  # electricity of Norway 2019, Eurostat
    ("u4ssc", "renewable_energy_share", 110.82),
    ("u4ssc", "school_enrolment", 100.4),
]


def refused(framework: Framework, indicator: str, value: float) -> list[str]:
    """Give the codes of what is wrong with this value of an indicator, apart from columns that are missing."""
    try:
        check(read_dataset(DataFrame({"city": ["here"], indicator: [value]})), framework)
    except DatasetError as error:
        return [problem.code for problem in error.problems if problem.city]
    return []


@pytest.mark.parametrize(("framework", "indicator", "value"), PUBLISHED)
def test_what_was_published_is_accepted(framework: str, indicator: str, value: float) -> None:
    assert refused(FRAMEWORKS[framework], indicator, value) == []


@pytest.mark.parametrize(
    ("framework", "indicator", "value"),
    [
        ("hdi", "life_expectancy", 0),
        ("hdi", "life_expectancy", 720),
        ("hdi", "mean_years_schooling", -1),
        ("smart-city", "grdp_growth_5y", -101),
        ("smart-city", "poverty_rate", 104.6),
        ("cpi", "gini_coefficient", 38),
        ("u4ssc", "water_supply_loss", 120),
    ],
)
def test_what_cannot_be_is_still_refused(framework: str, indicator: str, value: float) -> None:
    assert refused(FRAMEWORKS[framework], indicator, value) == ["outside_domain"]


def test_indicators_of_one_name_have_one_domain() -> None:
    """A column serves every framework that has an indicator of its name."""
    domains: dict[str, set[str]] = {}
    for framework in FRAMEWORKS.values():
        for indicator in framework.indicators:
            if indicator.domain is not None:
                domains.setdefault(indicator.id, set()).add(str(indicator.domain))
    assert {name: sorted(found) for name, found in domains.items() if len(found) > 1} == {}


def test_every_domain_says_beside_it_where_it_comes_from() -> None:
    lines = [
        f"{path.name}: {line}"
        for path in sorted(PLUGINS.glob("*/*.toml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r'\bdomain = "', line)
    ]
    assert len(lines) > 250
    assert [line for line in lines if not re.search(r"  # \w.{12,}$", line)] == []
