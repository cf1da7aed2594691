"""`smartscore robustness`: how sure ranks are, what is refused and written, and what is left when it is stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import EXAMPLE, JUDGES, THREE_CITIES
from click.testing import Result

from smartscore.cli.exits import INTERRUPTED

Run = Callable[..., Result]
Write = Callable[..., Path]

SMARTSCORE = Path(sys.executable).with_name("smartscore")
FEW = ("--draws", "200", "--base", "16")


@pytest.fixture
def three(write: Write) -> Path:
    return write(THREE_CITIES, "three.csv")


def record(run: Run, *words: object) -> dict[str, Any]:
    result = run("robustness", *words, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    (told,) = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


class TestWhatIsTold:
    def test_two_judges_give_each_city_one_of_two_ranks(self, run: Run, three: Path, small: Path, write: Write) -> None:
        """By economy Desa, Alun, Bukit; by living Desa, Bukit, Alun."""
        told = record(
            run, three, "--framework", small, "--assumptions", write(JUDGES, "judges.toml"), *FEW, "--draws", 1000
        )
        cities = {city["name"]: city for city in told["cities"]}
        assert list(cities) == ["Desa", "Bukit", "Alun"]
        assert cities["Desa"]["acceptability"] == {"1": 1.0}
        assert cities["Desa"]["stability"] == 1.0
        assert [cities[name]["rank_interval"] for name in cities] == [[1, 1], [2, 3], [2, 3]]
        assert cities["Bukit"]["score_interval"] == [50.0, 90.0]
        share = cities["Bukit"]["acceptability"]["2"]
        assert share == cities["Alun"]["acceptability"]["3"] == pytest.approx(0.5, abs=0.05)
        (first, second) = told["pairs"]
        assert (first["above"], first["below"], first["apart"]) == (1.0, 0.0, True)
        assert (second["above"], second["apart"]) == (share, False)
        assert second["below"] == pytest.approx(1 - share)

    def test_each_judge_alone_and_each_node_left_out(self, run: Run, three: Path, small: Path, write: Write) -> None:
        told = record(run, three, "--framework", small, "--assumptions", write(JUDGES, "judges.toml"), *FEW)
        options = {one["option"]: one for one in told["one_at_a_time"]}
        assert options["of_living"]["mean_rank_change"] == 0.0
        assert options["of_economy"]["mean_rank_change"] == pytest.approx(2 / 3)
        assert options["of_economy"]["greatest_change"] in (1.0, -1.0)
        assert {one["changed"] for one in told["leave_one_out"]} >= {"economy", "living", "income", "growth"}

    def test_the_only_input_brings_all_of_the_variance(self, run: Run, three: Path, small: Path, write: Write) -> None:
        told = record(
            run, three, "--framework", small, "--assumptions", write(JUDGES, "j.toml"), "--city", "Alun", "--base", 256
        )
        assert [one["output"] for one in told["sensitivity"]] == ["mean_rank_change", "score", "rank"]
        for one in told["sensitivity"]:
            (judges,) = one["inputs"]
            assert judges["input"] == "judges"
            assert judges["first"] == pytest.approx(1, abs=0.2)
            assert judges["total"] == pytest.approx(1, abs=0.2)
            assert "acts" in judges["verdict"]

    def test_the_city_that_is_asked_for_stands_at_the_head(
        self, run: Run, three: Path, small: Path, write: Write
    ) -> None:
        words = ("--framework", small, "--assumptions", write(JUDGES, "judges.toml"), *FEW, "--city", "Alun")
        lines = run("robustness", three, *words).stdout.splitlines()
        assert lines[1].startswith("Alun: rank 3, in 90 % of the draws 2 to 3; index 50.00, in 90 % of the draws 20.00")
        assert "Cities that cannot be told apart from Alun" in lines
        indonesian = run("robustness", three, *words, "--lang", "id").stdout
        assert "Alun: peringkat 3, pada 90 % simulasi 2 sampai 3; indeks 50,00" in indonesian
        assert "Daerah yang tidak dapat dibedakan dari Alun" in indonesian

    def test_weights_exact_ranks_and_least_changes_of_a_city(
        self, run: Run, wide: Path, small: Path, write: Write
    ) -> None:
        """Economy and living may weigh anything: Alun (80, 20) can be second by economy, and is always below Desa."""
        any_weights = write("[[assumptions]]\nweights = { dirichlet = true, of = 'index' }\n", "any.toml")
        told = record(run, wide, "--framework", small, "--assumptions", any_weights, *FEW, "--city", "Alun")
        exact, least = told["exact"], told["least_changes"]
        assert (exact["weights_of"], exact["cities_with_gaps"]) == (["index"], ["Candi"])
        assert [exact[name]["rank"] for name in ("best_rank", "worst_rank")] == [2, 3]
        assert exact["can_be_among"] == {"1": False}
        assert [city["name"] for city in exact["always_above"]] == ["Desa"]
        assert [city["name"] for city in told["weight_acceptability"]["cities"]] == ["Desa"]
        assert least["weights_to_next"]["weights"]["economy"] == pytest.approx(0.7)

    def test_a_city_without_an_index_is_told_why(self, run: Run, wide: Path, small: Path) -> None:
        told = run("robustness", wide, "--framework", small, *FEW, "--city", "Candi").stdout
        assert told.splitlines()[1].startswith("Not ranked: Candi: only 50% of the weight has a score")
        assert "Every other city can be told apart from Candi." not in told

    def test_the_file_of_assumptions_is_named_with_its_hash(
        self, run: Run, wide: Path, small: Path, write: Write
    ) -> None:
        path = write(JUDGES, "judges.toml")
        told = record(run, wide, "--framework", small, "--assumptions", path, *FEW)
        assert Path(told["file"]).name == "judges.toml"
        assert len(told["sha256"]) == 64
        assert [one["kind"] for one in told["assumptions"]] == ["WeightSets"]

    def test_equal_seeds_give_equal_bytes_and_others_do_not(self, run: Run) -> None:
        first, again, other = (
            run("robustness", EXAMPLE, *FEW, "--seed", seed, "--format", "json").stdout for seed in (1, 1, 2)
        )
        assert first == again
        assert first != other

    def test_a_precision_that_is_reached_stops_the_draws(self, run: Run) -> None:
        told = record(run, EXAMPLE, "--draws", 20000, "--base", 4, "--precision", 0.2)
        assert (told["settled"], told["asked"]) == (True, 20000)
        assert told["draws"] < 20000

    def test_sobol_and_frozen_are_said(self, run: Run) -> None:
        told = record(run, EXAMPLE, *FEW, "--sampler", "sobol", "--frozen")
        assert (told["sampler"], told["refit"]) == ("sobol", False)
        text = run("robustness", EXAMPLE, *FEW, "--sampler", "sobol", "--frozen").stdout
        assert "Draws: 200, scrambled Sobol points, seed 1." in text
        assert "Relative rules and steps were kept as they are fitted" in text

    def test_ranks_are_those_within_groups(self, run: Run, write: Write, small: Path) -> None:
        text = "city,province,income,growth,health\nA,West,1,1,1\nB,East,5,5,5\nC,West,9,9,9\nD,East,2,2,2\n"
        told = record(run, write(text, "g.csv"), "--framework", small, *FEW, "--by", "province")
        assert {city["name"]: city["rank"] for city in told["cities"]} == {"B": 1, "D": 2, "C": 1, "A": 2}
        assert [(pair["city"]["name"], pair["other"]["name"]) for pair in told["pairs"]] == [("C", "A"), ("B", "D")]

    def test_two_cities_are_asked_for_the_first_place_alone(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,growth,health\nA,1,1,1\nB,5,5,5\n", "two.csv")
        told = record(run, path, "--framework", small, *FEW)
        assert [city["top"] for city in told["cities"]] == [{"1": 1.0}, {"1": 0.0}]
        assert list(record(run, EXAMPLE, *FEW)["cities"][0]["top"]) == ["3", "10"]

    def test_several_frameworks_have_a_chapter_each(self, run: Run, three: Path, small: Path, write: Write) -> None:
        other = write(small.read_text().replace('id = "small"', 'id = "other"'), "other.toml")
        result = run("robustness", three, "--framework", small, "--framework", other, *FEW, "--format", "json")
        assert [one["framework"] for one in json.loads(result.stdout)] == ["small", "other"]

    def test_an_indicator_with_bounds_to_move_that_nobody_has(self, run: Run, small: Path, write: Write) -> None:
        path = write("city,income,growth\nAlun,4,6\nBukit,5,1\nDesa,9,9\n", "gap.csv")
        own = write(small.read_text().replace("min_coverage = 0.6", ""), "own.toml")
        assumed = write('[[assumptions]]\nbounds = { move = 0.1, of = ["income", "health"] }\n', "bounds.toml")
        told = record(run, path, "--framework", own, "--assumptions", assumed, *FEW)
        assert [city["name"] for city in told["cities"]] == ["Desa", "Alun", "Bukit"]
        assert all(city["score_interval"][0] < city["score"] < city["score_interval"][1] for city in told["cities"])


class TestTheAssumptionsAlone:
    def test_they_are_a_file_that_gives_the_same_figures(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "own.toml"
        shown = run("robustness", EXAMPLE, "--show-assumptions")
        assert (shown.exit_code, shown.stderr) == (0, "")
        path.write_text(shown.stdout)
        own, defaults = record(run, EXAMPLE, *FEW, "--assumptions", path), record(run, EXAMPLE, *FEW)
        assert own["cities"] == defaults["cities"]
        assert (own["file"] is None, defaults["file"] is None) == (False, True)
        assert run("robustness", EXAMPLE, "--assumptions", path, "--show-assumptions").stdout == shown.stdout


class TestTheDrawsAsAFile:
    def test_it_is_refused_before_anything_is_drawn(self, run: Run, tmp_path: Path) -> None:
        standard = run("robustness", EXAMPLE, "--draws-out", "-")
        assert (standard.exit_code, standard.stdout) == (2, "")
        assert standard.stderr.endswith("[needs_file]\n")
        assert list(tmp_path.iterdir()) == []


class TestWhatIsRefused:
    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize(
        ("words", "exit_code", "code"),
        [
            (("--framework", "smart-cty"), 4, "unknown_framework"),
            (("--city", "Atlantis"), 2, "no_such_city"),
            (("--assumptions", "nowhere.toml"), 2, "file_unreadable"),
            (("--by", "provinsi"), 2, "column_missing"),
        ],
    )
    def test_names_of_nothing(self, run: Run, words: tuple[str, ...], exit_code: int, code: str, language: str) -> None:
        result = run("robustness", EXAMPLE, *words, *FEW, "--lang", language)
        assert (result.exit_code, result.stdout) == (exit_code, "")
        assert f"[{code}]" in result.stderr

    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize(
        "words",
        [
            ("--draws", "0"),
            ("--draws", "many"),
            ("--base", "0"),
            ("--precision", "-1"),
            ("--precision", "nan"),
            ("--seed", "-1"),
            ("--sampler", "halton"),
        ],
    )
    def test_numbers_and_words_that_are_not_possible(self, run: Run, words: tuple[str, str], language: str) -> None:
        result = run("robustness", EXAMPLE, *words, "--lang", language)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words[0] in result.stderr
        assert ("Usage:" in result.stderr) == (language == "en")

    def test_a_file_of_assumptions_with_its_faults(self, run: Run, write: Write) -> None:
        path = write("[[assumptions]]\nweigths = { noise = 0.25 }\n", "wrong.toml")
        result = run("robustness", EXAMPLE, "--assumptions", path, *FEW)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "the key 'weigths' is not known here; nearest: weights" in result.stderr

    def test_assumptions_that_do_not_apply(self, run: Run, write: Write) -> None:
        path = write('[[assumptions]]\nweights = { noise = 0.25, of = "econmy" }\n', "other.toml")
        result = run("robustness", EXAMPLE, "--assumptions", path, "--show-assumptions")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "econmy" in result.stderr

    def test_sobol_without_scipy_and_parquet_without_pyarrow(self, tmp_path: Path) -> None:
        for module, words, extra in (
            ("scipy", ["--sampler", "sobol"], "stats"),
            ("pyarrow", ["--draws-out", str(tmp_path / "d.parquet")], "parquet"),
        ):
            code = (
                "import sys, importlib.util as util; found = util.find_spec\n"
                f"util.find_spec = lambda name, *more: None if name == {module!r} else found(name, *more)\n"
                "from smartscore.cli import main; main(sys.argv[1:])"
            )
            command = [sys.executable, "-c", code, "robustness", str(EXAMPLE), *words]
            done = subprocess.run(  # noqa: S603  # our own code
                command, env={**os.environ, "SMARTSCORE_LANG": "en"}, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stdout) == (2, "")
            assert f'pip install "smartscore[{extra}]"' in done.stderr
            assert "[missing_extra]" in done.stderr


class TestAnInterruptedRun:
    def test_what_is_done_is_written_and_said(self, tmp_path: Path) -> None:
        """More draws than anybody waits for, stopped once the first ones must be done."""
        output = tmp_path / "out.json"
        command = [str(SMARTSCORE), "robustness", str(EXAMPLE), "--draws", "1000000000", "-o", str(output)]
        process = subprocess.Popen(  # noqa: S603  # our own command
            command, env={**os.environ, "SMARTSCORE_LANG": "en"}, stderr=subprocess.PIPE, text=True
        )
        time.sleep(8)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert (process.returncode, told) == (INTERRUPTED, f"wrote {output}\n")
        (record_,) = json.loads(output.read_text())
        assert (record_["interrupted"], record_["asked"]) == (True, 1_000_000_000)
        assert 0 < record_["draws"] < 1_000_000_000
        assert set(record_["left_out"]) == {"sensitivity", "one_at_a_time", "leave_one_out"}
        assert len(record_["cities"]) == 12
        assert (record_["sensitivity"], record_["one_at_a_time"], record_["leave_one_out"]) == ([], [], [])
