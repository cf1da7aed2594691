"""No bundled example is refused for a suspicion, by any framework that has something to say about it."""

from pathlib import Path

import pytest
from builders import EXAMPLE, run

from smartscore import DatasetError, Framework, discover, load_framework, read_dataset
from smartscore.api import framework_sources
from smartscore.dataset import check, examined_columns
from smartscore.suspicions import find_suspicions

BUNDLED = discover(bundled_only=True)
DATASET = read_dataset(EXAMPLE)


def _serves(framework: Framework) -> bool:
    try:
        return not check(DATASET, framework).isna().all(axis=None)
    except DatasetError:  # it has no column of it
        return False


#: The frameworks by which the example can be assessed.
FRAMEWORKS = list(filter(_serves, (load_framework(name, plugins=BUNDLED) for name in framework_sources(BUNDLED))))


def test_the_example_serves_several_frameworks() -> None:
    assert "smart-city" in [framework.id for framework in FRAMEWORKS]
    assert len(FRAMEWORKS) > 1


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.id)
def test_nothing_of_the_example_is_suspicious(framework: Framework) -> None:
    measured, problems = examined_columns(DATASET, framework, frozenset)
    assert (problems, find_suspicions(DATASET, framework, measured)) == ([], ())


def test_the_example_that_is_written_is_read_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("example").exit_code == 0
    for name in sorted(path.name for path in tmp_path.glob("*.csv") if path.name != "programmes.csv"):
        result = run("check", name, "--no-plugins", "--format", "json")
        assert result.exit_code == 0
        assert '"suspicions": []' in result.stdout
