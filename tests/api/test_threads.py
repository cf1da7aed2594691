"""Eight threads that share frameworks, datasets and assessments get what one alone gets, and nobody's way is lost."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from threading import Barrier

import numpy as np
import pytest
from builders import EXAMPLE
from conftest import Install

import smartscore
from smartscore import Assessment, Dataset, Framework, Plugins

pytestmark = pytest.mark.no_cover

THREADS = 8
ENDINGS = ("html", "xlsx", "csv", "json", "md")


@pytest.fixture(scope="module")
def framework() -> Framework:
    return smartscore.load_framework("smart-city", plugins=smartscore.discover(bundled_only=True))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return smartscore.read_dataset(EXAMPLE)


def together(tasks: Sequence[Callable[[], object]]) -> list[object]:
    """Do tasks in eight threads that begin at once, in an order of their own, and give what each gave."""
    start = Barrier(min(THREADS, len(tasks)))
    order = random.Random(1).sample(range(len(tasks)), len(tasks))  # noqa: S311  # no secret

    def begin(place: int, task: Callable[[], object]) -> object:
        if place < start.parties:
            start.wait()
        return task()

    with ThreadPoolExecutor(THREADS) as pool:
        found = dict(zip(order, pool.map(begin, range(len(tasks)), [tasks[at] for at in order]), strict=True))
    return [found[at] for at in range(len(tasks))]


def asked(assessment: Assessment) -> list[Callable[[], object]]:
    """Give what people ask of an assessment, each as a text."""
    plot, show = assessment.plot, assessment.show
    return [
        lambda: repr(assessment),
        assessment._repr_html_,
        lambda: assessment.to_json(language="id"),
        lambda: [proviso.to("id") for proviso in assessment.provisos],
        lambda: assessment.to_frame("long").to_csv(),
        lambda: assessment.ranking("province").to_csv(),
        lambda: assessment.explain("Kotawaringin Timur").to_csv(),
        lambda: show.explain("Sleman", by="province")._repr_html_(),
        lambda: show.gaps("Kotawaringin Timur", "best")._repr_html_(),
        lambda: assessment.missing("Sleman").to_csv(),
        lambda: assessment.peers("Sleman", smartscore.Nearest(5, "population")).to_csv(),
        lambda: assessment.what_if([("Sleman", "spbe_index", 3.0)]).to_json(),
        lambda: plot.ranking(language="id").to_json(),
        lambda: plot.profile("Sleman").to_json(),
        lambda: plot.heatmap(depth=2).to_json(),
        lambda: plot.distribution().to_json(),
        lambda: plot.scatter("living", "economy").to_json(),
        assessment.framework._repr_html_,
        assessment.dataset._repr_html_,
    ]


def test_questions_to_one_assessment_are_answered_as_in_one_thread(dataset: Dataset, framework: Framework) -> None:
    expected = [task() for task in asked(smartscore.assess(dataset, framework))]
    fresh = smartscore.assess(smartscore.read_dataset(EXAMPLE), framework)  # with nothing worked out yet
    assert together(asked(fresh) * 2) == expected * 2


def _scores(dataset: Dataset, by: Framework | str, plugins: Plugins) -> str:
    return smartscore.assess(dataset, by, plugins=plugins).scores.to_csv()


def _record(framework: str) -> str:
    return smartscore.assess(EXAMPLE, framework).to_json()


def test_assessments_of_one_dataset_are_those_of_one_thread(dataset: Dataset, framework: Framework) -> None:
    plugins = smartscore.discover(bundled_only=True)
    frameworks: list[Framework | str] = [framework, framework.reweigh({"economy": 3}), "smart-city", "cpi", "ipm"]
    tasks = [partial(_scores, dataset, by, plugins) for by in frameworks]
    assert together(tasks * THREADS) == [task() for task in tasks] * THREADS


def test_datasets_and_frameworks_that_each_thread_reads_for_itself() -> None:
    tasks = [partial(_record, name) for name in ("smart-city", "cpi", "ipm")]
    assert together(tasks * 4) == [task() for task in tasks] * 4


def test_reports_written_at_once_have_the_bytes_of_one_thread(
    dataset: Dataset, framework: Framework, tmp_path: Path
) -> None:
    assessment = smartscore.assess(dataset, framework)

    def write(place: int, language: str, ending: str) -> str:
        path = assessment.write(tmp_path / f"{place}-{language}.{ending}", language=language, depth=2)
        return sha256(path.read_bytes()).hexdigest()

    kinds = [*((language, ending) for language in ("en", "id") for ending in ENDINGS), ("id", "pdf")]
    expected = [write(0, *kind) for kind in kinds]
    assert together([partial(write, at, *kind) for at in (1, 2) for kind in kinds]) == expected * 2


def test_one_file_that_all_write_is_whole(dataset: Dataset, framework: Framework, tmp_path: Path) -> None:
    assessment, path = smartscore.assess(dataset, framework), tmp_path / "scores.csv"
    together([lambda: assessment.write(path)] * THREADS)
    assert path.read_bytes() == assessment.write(tmp_path / "alone.csv").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["alone.csv", "scores.csv"]


def test_threads_that_are_the_first_to_use_the_library() -> None:
    """Each begins with another of its names, of which the first use imports."""
    code = f"""
    import sys, threading
    from concurrent.futures import ThreadPoolExecutor
    import smartscore

    start = threading.Barrier({THREADS})

    def first(name):
        start.wait()
        getattr(smartscore, name)
        assessment = smartscore.assess({str(EXAMPLE)!r})
        assessment.plot.ranking().to_dict()
        return assessment.to_json()

    names = ["Answer", "Roadmap", "compare", "explain", "select", "Recipe", "Plugins", "Document"]
    with ThreadPoolExecutor({THREADS}) as pool:
        print(len(set(pool.map(first, names))))
    """
    command = [sys.executable, "-W", "error", "-c", dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own code
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_the_working_folder_comes_back_where_plugins_of_two_threads_leave_it(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second call begins when the first has left the folder, and ends after it."""
    install(
        "walker",
        """
        import os, threading
        from smartscore import Dimension, Indicator, Linear, hookimpl

        turns = iter("first second".split())
        left, begun, done = threading.Event(), threading.Event(), threading.Event()

        @hookimpl
        def smartscore_dimensions():
            if next(turns) == "first":
                os.chdir("/")
                left.set()
                begun.wait(20)
            else:
                begun.set()
                done.wait(20)
            return [Dimension("walking", members=[Indicator("steps", rule=Linear(0, 1))])]
        """,
    )
    monkeypatch.chdir(tmp_path)
    plugins = smartscore.discover(only=["walker"])
    module = sys.modules["outside_city_walker_walker"]
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(plugins.offered, "smartscore_dimensions")
        assert module.left.wait(20)
        second = pool.submit(plugins.offered, "smartscore_dimensions")
        assert len(first.result(30)) == 1
        module.done.set()
        assert len(second.result(30)) == 1
    assert os.getcwd() == str(tmp_path)


def test_how_a_thread_takes_numbers_that_overflow_is_left_alone(dataset: Dataset, framework: Framework) -> None:
    def judged() -> str:
        with np.errstate(all="raise"):
            return smartscore.assess(dataset, framework).index.to_csv()

    assert set(together([judged] * THREADS)) == {smartscore.assess(dataset, framework).index.to_csv()}
