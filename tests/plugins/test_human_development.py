"""Two published indices from files of a page: UNDP's of countries (hdi) and BPS's of Indonesian regencies (ipm)."""

import io

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Assessment, Framework, assess, load_framework, read_dataset
from smartscore.rounding import half_up
from smartscore.testing import check_framework

# UNDP, Human Development Report 2021/22, statistical annex, table 1, figures of 2021: life expectancy, expected and
# mean years of schooling, national income per head in 2017 PPP dollars, and the published index. The table prints
# its inputs rounded, so that the third decimal of the index can be one off.
COUNTRIES = """
country,life_expectancy,expected_years_schooling,mean_years_schooling,gni_per_capita,published
Switzerland,84.0,16.5,13.9,66933,0.962
Norway,83.2,18.2,13.0,64660,0.961
Iceland,82.7,19.2,13.8,55782,0.959
Hong Kong,85.5,17.3,12.2,62607,0.952
Australia,84.5,21.1,12.7,49238,0.951
Germany,80.6,17.0,14.1,54534,0.942
Singapore,82.8,16.5,11.9,90919,0.939
Japan,84.8,15.2,13.4,42274,0.925
United States,77.2,16.3,13.7,64765,0.921
China,78.2,14.2,7.6,17504,0.768
Brazil,72.8,15.6,8.1,14370,0.754
Indonesia,67.6,13.7,8.6,11466,0.705
India,67.2,11.9,6.7,6590,0.633
Niger,61.6,7.0,2.1,1240,0.400
Chad,52.5,8.0,2.6,1364,0.394
South Sudan,55.0,5.5,5.7,768,0.385
"""

# BPS (Statistics Indonesia), human development index by the new method: sixty of the results published for 2016 to
# 2021, ten a year, from the least to the greatest. Life expectancy, expected and mean years of schooling, adjusted
# expenditure in thousand rupiah per person and year, and the published index.
REGENCIES = """
bps_code,name,year,uhh,hls,rls,expenditure,published
9429,Nduga,2016,54.5,2.34,0.7,3725,26.56
9418,Tolikara,2016,64.98,7.69,3.21,4711,47.11
5208,Lombok Utara,2016,65.88,12.68,5.47,8155,62.24
5206,Bima,2016,65.13,13.25,7.45,7585,64.15
5311,Ende,2016,64.42,13.74,7.38,8801,65.74
1204,Tapanuli Tengah,2016,66.62,12.45,8.03,9694,67.27
7103,Kepulauan Sangihe,2016,69.26,11.71,7.7,10959,68.52
3517,Jombang,2016,71.77,12.69,7.68,10237,70.03
1408,Bengkalis,2016,70.63,12.72,8.83,11325,71.98
3572,Kota Blitar,2016,73.09,14,9.88,12499,76.71
9429,Nduga,2017,54.6,2.64,0.71,3972,27.87
5320,Sabu Raijua,2017,59,13.11,6.02,5120,55.22
7415,Buton Selatan,2017,67.17,12.55,7.06,7075,63.20
1113,Gayo Lues,2017,64.98,13.28,7.39,8322,65.01
1806,Lampung Utara,2017,68.48,12.43,7.99,8369,66.58
1505,Muaro Jambi,2017,70.9,12.8,8.08,8145,67.86
7103,Kepulauan Sangihe,2017,69.35,11.9,7.89,11111,69.14
32,Jawa Barat,2017,72.47,12.42,8.14,10285,70.69
1405,Siak,2017,70.64,12.72,9.4,11898,73.18
2172,Kota Tanjung Pinang,2017,71.84,14.07,9.97,14881,78.00
9429,Nduga,2018,54.82,2.95,0.85,4131,29.42
94,Papua,2018,65.36,10.83,6.52,7159,60.06
7503,Pohuwato,2018,63.25,12.35,6.85,10076,64.44
7601,Majene,2018,61.05,13.58,8.25,9904,66.01
1706,Mukomuko,2018,66.16,12.71,7.88,10036,67.47
6203,Kapuas,2018,68.64,12.54,7.51,10738,68.68
1401,Kuantan Singingi,2018,68.17,13.27,8.31,10476,69.96
1207,Labuhan Batu,2018,69.6,12.6,9.04,11053,71.39
3274,Kota Cirebon,2018,71.99,13.09,9.89,11397,74.35
1771,Kota Bengkulu,2018,69.72,16,11.58,13633,79.67
9429,Nduga,2019,55.12,3.29,0.97,4181,30.75
1201,Nias,2019,69.68,12.39,5.15,7042,61.65
5302,Sumba Timur,2019,64.94,12.81,6.86,9640,65.34
7107,Bolaang Mongondow Utara,2019,67.54,11.9,8.12,9366,66.91
3217,Bandung Barat,2019,72.18,11.86,8.18,8684,68.27
1601,Ogan Komering Ulu,2019,68.01,12.59,8.69,10261,69.45
1906,Belitung Timur,2019,71.9,11.51,8.15,11831,70.84
1307,Agam,2019,72.17,13.86,8.85,9780,72.37
3310,Klaten,2019,76.68,13.24,8.31,12074,75.29
8171,Kota Ambon,2019,70.35,16.02,11.91,14233,80.81
9429,Nduga,2020,55.27,3.61,1.13,3975,31.55
6111,Kayong Utara,2020,68.28,11.82,6.01,7842,62.68
7206,Toli-Toli,2020,65.9,12.73,8.51,7917,65.69
3212,Indramayu,2020,71.63,12.25,6.3,9859,67.29
7312,Soppeng,2020,69.65,12.9,7.81,9483,68.67
1402,Indragiri Hulu,2020,70.25,12.36,8.38,10202,69.83
7315,Pinrang,2020,69.61,13.23,7.86,11844,71.26
3306,Purworejo,2020,74.72,13.5,8.12,10163,72.68
1276,Kota Binjai,2020,72.38,13.62,10.93,10997,75.89
3573,Kota Malang,2020,73.27,15.51,10.18,16593,81.45
9429,Nduga,2021,55.43,3.87,1.42,3976,32.84
3602,Lebak,2021,67.33,11.98,6.41,8724,64.03
7406,Bombana,2021,69.09,11.85,8.04,8310,66.25
3210,Majalengka,2021,70.46,12.23,7.31,9591,67.81
6302,Kota Baru,2021,69.32,11.95,7.46,11720,69.13
16,Sumatera Selatan,2021,69.98,12.54,8.3,10662,70.24
2101,Karimun,2021,71.11,12.57,8.18,11879,71.70
3278,Kota Tasikmalaya,2021,72.34,13.46,9.52,10213,73.31
3311,Sukoharjo,2021,77.73,13.84,9.35,11428,77.13
3172,Kota Jakarta Timur,2021,74.54,13.96,11.67,17733,82.97
"""


def table(text: str) -> DataFrame:
    return pd.read_csv(io.StringIO(text.strip()), dtype={"bps_code": str})


def band(framework: Framework, value: float) -> str:
    """Give the band of an index that is supplied as a whole."""
    return assess(DataFrame({"city": ["Alun"], "index": [value]}), framework).bands().iloc[0]


class TestHdi:
    @pytest.fixture
    def framework(self) -> Framework:
        return load_framework("hdi")

    @pytest.fixture
    def countries(self, framework: Framework) -> Assessment:
        return assess(read_dataset(table(COUNTRIES)), framework)

    def test_it_gives_the_published_index_as_far_as_printed_inputs_can(self, countries: Assessment) -> None:
        published = countries.dataset.frame["published"].to_numpy()
        off = np.abs(countries.index.to_numpy() - published)
        assert off.max() < 0.001 + 1e-9
        assert np.sum(off < 1e-9) >= len(published) / 2

    def test_it_ranks_them_as_published(self, countries: Assessment) -> None:
        ranking = countries.ranking()
        assert ranking.index.tolist()[:4] == ["Switzerland", "Norway", "Iceland", "Hong Kong"]
        assert ranking.index.tolist()[-2:] == ["Chad", "South Sudan"]

    def test_what_is_beyond_the_goalposts_is_capped_and_counted(self, countries: Assessment) -> None:
        assert countries.scores.loc["Hong Kong", "health"] == 1.0  # 85.5 years, capped at 85
        assert countries.scores.loc["Singapore", "standard_of_living"] == 1.0  # 90 919 dollars, capped at 75 000
        assert countries.scores.loc["Iceland", "expected_years_schooling"] == 1.0  # 19.2 years, capped at 18
        assert {name: int(flags.sum()) for name, flags in countries.clipped.items()} == {
            "life_expectancy": 1,
            "expected_years_schooling": 3,
            "mean_years_schooling": 0,
            "gni_per_capita": 1,
        }

    def test_goalposts_score_nought_and_one(self, framework: Framework) -> None:
        ends = DataFrame(
            {
                "country": ["worst", "best", "halves"],
                "life_expectancy": [20.0, 85.0, 52.5],
                "expected_years_schooling": [0.0, 18.0, 9.0],
                "mean_years_schooling": [0.0, 15.0, 7.5],
                "gni_per_capita": [100.0, 75000.0, (100.0 * 75000.0) ** 0.5],
            }
        )
        assert assess(read_dataset(ends), framework).index.tolist() == [0.0, 1.0, 0.5]

    def test_schooling_is_averaged_and_the_three_are_multiplied(self, framework: Framework) -> None:
        frame = DataFrame(
            {
                "country": ["Alun"],
                "life_expectancy": [85.0],
                "expected_years_schooling": [9.0],  # 0.5
                "mean_years_schooling": [15.0 * 0.024],  # 0.024, so education is 0.262
                "gni_per_capita": [75000.0],
            }
        )
        scores = assess(read_dataset(frame), framework).scores.loc["Alun"]
        assert scores["education"] == pytest.approx(0.262)
        assert scores["index"] == 0.64  # the cube root of 0.262 is 0.63988

    @pytest.mark.parametrize(
        ("value", "title"),
        [(0.549, "low"), (0.55, "medium"), (0.699, "medium"), (0.7, "high"), (0.8, "very high"), (1.0, "very high")],
    )
    def test_bands_begin_at_their_cut_points(self, framework: Framework, value: float, title: str) -> None:
        assert band(framework, value) == title

    @pytest.mark.parametrize(
        "lacking", ["life_expectancy", "expected_years_schooling", "mean_years_schooling", "gni_per_capita"]
    )
    def test_without_one_input_there_is_no_index_and_a_reason(self, framework: Framework, lacking: str) -> None:
        frame = table(COUNTRIES).iloc[:2].astype({lacking: float})
        frame.loc[0, lacking] = np.nan
        result = assess(read_dataset(frame), framework)
        assert result.index.isna().tolist() == [True, False]
        reason = result.reason(0)
        assert reason is not None
        assert "100% is needed" in reason.message()

    def test_rules_and_titles_are_sound(self, framework: Framework) -> None:
        check_framework(framework)
        assert (framework.scale, framework.index.decimals) == ((0.0, 1.0), 3)


class TestIpm:
    @pytest.fixture
    def framework(self) -> Framework:
        return load_framework("ipm")

    def test_it_gives_the_published_index_to_both_decimals(self, framework: Framework) -> None:
        result = assess(read_dataset(table(REGENCIES)), framework)
        published = result.dataset.frame["published"].to_numpy()
        assert len(published) == 60
        assert half_up(result.index.to_numpy(dtype=float), 2) == pytest.approx(published, abs=1e-9)

    def test_text_from_a_file_gives_the_same(self, framework: Framework) -> None:
        frame = table(REGENCIES)
        numbers, texts = (assess(read_dataset(given), framework) for given in (frame, frame.astype(str)))
        assert numbers.index.tolist() == texts.index.tolist()

    def test_regencies_are_ranked_within_their_year(self, framework: Framework) -> None:
        ranks = assess(read_dataset(table(REGENCIES)), framework).ranking()["rank"]
        assert ranks.xs(2021, level="year").tolist() == list(range(1, 11))
        assert ranks.loc[("3172", 2021)] == 1
        assert ranks.loc[("9429", 2021)] == 10

    def test_goalposts_score_nought_and_a_hundred(self, framework: Framework) -> None:
        ends = DataFrame(
            {
                "city": ["worst", "best"],
                "life_expectancy": [20.0, 85.0],
                "expected_years_schooling": [0.0, 18.0],
                "mean_years_schooling": [0.0, 15.0],
                "real_expenditure": [1007.436, 26572.352],
            }
        )
        assert assess(read_dataset(ends), framework).index.tolist() == pytest.approx([0.0, 100.0], abs=1e-10)

    @pytest.mark.parametrize(
        ("value", "title"),
        [(59.99, "low"), (60, "medium"), (69.99, "medium"), (70, "high"), (79.99, "high"), (80, "very high")],
    )
    def test_bands_begin_at_their_cut_points(self, framework: Framework, value: float, title: str) -> None:
        assert band(framework, value) == title

    @pytest.mark.parametrize("lacking", ["uhh", "hls", "rls", "expenditure"])
    def test_without_one_input_there_is_no_index_and_a_reason(self, framework: Framework, lacking: str) -> None:
        frame = table(REGENCIES).iloc[:2].astype({lacking: float})
        frame.loc[0, lacking] = np.nan
        result = assess(read_dataset(frame), framework)
        assert result.index.isna().tolist() == [True, False]
        reason = result.reason(0)
        assert reason is not None
        assert "100% is needed" in reason.message()

    def test_columns_of_the_published_tables_are_known_by_their_names(self, framework: Framework) -> None:
        published = {
            "uhh": "uhh_years",
            "hls": "hls_years",
            "rls": "rls_years",
            "expenditure": "expenditure_thousand_rp",
        }
        short = table(REGENCIES)
        first, second = (assess(read_dataset(given), framework) for given in (short, short.rename(columns=published)))
        assert first.index.tolist() == second.index.tolist()

    def test_rules_and_titles_are_sound(self, framework: Framework) -> None:
        check_framework(framework)
        assert (framework.scale, framework.index.decimals) == ((0.0, 100.0), None)
