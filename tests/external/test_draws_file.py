"""Draws as a Parquet file: the design, scores and ranks of each draw, from the command and from Python."""

from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from builders import EXAMPLE, JUDGES, THREE_CITIES, example_assessment, run
from pyarrow import parquet
from terminal import shown

from smartscore.robustness.analysis import analyse
from smartscore.robustness.draws_file import write_draws

FILES = {
    "three.csv": THREE_CITIES,
    "small.toml": """
id = "small"
[defaults]
rule = { linear = { worst = 0, best = 10 } }
[[members]]
id = "economy"
members = [{ id = "income" }, { id = "growth" }]
[[members]]
id = "living"
members = [{ id = "health" }]
""",
    "judges.toml": JUDGES,
}
ASKED = ("robustness", "three.csv", "--framework", "small.toml", "--assumptions", "judges.toml", "--base", "4")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_draw_has_its_design_its_scores_and_its_ranks(folder: Path) -> None:
    result = run(*ASKED, "--draws", 1300, "--draws-out", "draws.parquet", "-o", "out.txt")
    assert (result.exit_code, result.stderr) == (0, "wrote draws.parquet\nwrote out.txt\n")
    file = parquet.ParquetFile(folder / "draws.parquet")
    assert (file.metadata.num_rows, file.num_row_groups > 1) == (1300, True)
    assert file.schema_arrow.names == [
        *("draw", "uniform:judges", "choice:judges"),
        *(f"{what}:{city}" for what in ("score", "rank") for city in ("Alun", "Bukit", "Desa")),
    ]
    draws = file.read().to_pandas()
    assert draws["draw"].tolist() == [*range(1300)]
    assert ((draws["uniform:judges"] < 0.5) == (draws["choice:judges"] == "of_economy")).all()
    alun = np.where(draws["choice:judges"] == "of_economy", 80.0, 20.0)
    assert draws["score:Alun"].to_numpy() == pytest.approx(alun)
    assert draws["rank:Alun"].tolist() == np.where(alun == 80, 2, 3).tolist()
    metadata = {name.decode(): value.decode() for name, value in file.schema_arrow.metadata.items()}
    assert (metadata["draws"], metadata["seed"], metadata["sampler"]) == ("1300", "1", "random")
    assert len(metadata["assumptions_sha256"]) == 64


def test_it_is_refused_before_anything_is_drawn(folder: Path) -> None:
    over = run("robustness", EXAMPLE, "--draws-out", EXAMPLE)
    assert (over.exit_code, over.stderr.rpartition("[")[2]) == (2, "file_is_read]\n")
    two = ("--framework", "smart-city", "--framework", "cpi")
    several = run("robustness", EXAMPLE, *two, "--draws-out", "d.parquet")
    assert (several.exit_code, several.stderr.rpartition("[")[2]) == (2, "one_framework]\n")
    nowhere = run(*ASKED, "--draws", 50, "--draws-out", Path("no", "d.parquet"))
    assert (nowhere.exit_code, nowhere.stderr.rpartition("[")[2]) == (2, "file_unwritable]\n")
    assert {path.name for path in folder.iterdir()} == {*FILES}


def test_its_writing_is_seen_on_a_terminal(folder: Path) -> None:
    said, _ = shown(folder, *ASKED, "--draws", "100", "--draws-out", "draws.parquet")
    assert "Writing draws" in said


def test_assumptions_come_from_a_file_and_draws_go_into_one(folder: Path) -> None:
    (folder / "own.toml").write_text("[[assumptions]]\nweights = { noise = 0.5 }\n")
    told: list[tuple[int, int]] = []
    answer = example_assessment().robustness("own.toml", draws=70, base=4, progress=lambda *done: told.append(done))
    assert [one.id for one in answer.analysis.uncertainty.assumptions] == ["weights"]
    assert told[-1][0] == told[-1][1]
    table = parquet.read_table(answer.write_draws("draws.parquet"))
    assert table.num_rows == 70
    assert table.column("score:6202").to_numpy() == pytest.approx(answer.analysis.uncertainty.kept["index"][:, 0])


def test_draws_that_were_not_kept_are_made_once_more(folder: Path) -> None:
    told = analyse(example_assessment(), draws=600, base=4).uncertainty
    fewer = evolve(told, kept={"index": told.kept["index"][:10]})
    done: list[tuple[int, int]] = []
    one = parquet.read_table(write_draws(told, folder / "one.parquet"))
    other = parquet.read_table(write_draws(fewer, folder / "other.parquet", progress=lambda *at: done.append(at)))
    assert one.equals(other)
    assert done[-1] == (600, 600)
