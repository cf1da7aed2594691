"""What every test shares: the same examples of hypothesis in every run, files, and plugins installed for one test."""

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from builders import Write
from coverage import Coverage
from hypothesis import is_hypothesis_test, settings

settings.register_profile("same-every-time", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("same-every-time")

Install = Callable[..., Path]

#: One in so many cases of a test is traced.
TRACED = 4


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace the lines of a test in one language alone, for one in four of its cases, and for no example of a property.

    Tracing nearly doubles the time of a test, and these pass over lines that others have passed over already. What
    they assert they assert all the same. Tests that repeat others in other ways say so with the same mark.
    """
    cases: Counter[str] = Counter()
    for item in items:
        parameters = getattr(item, "callspec", None)
        second = parameters is not None and parameters.params.get("language") == "id"
        if second or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.no_cover)
            continue
        test = item.nodeid.partition("[")[0]
        if cases[test] % TRACED:
            item.add_marker(pytest.mark.no_cover)
        cases[test] += 1


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Stop all tracing where a test is not traced: in a process of pytest-xdist pytest-cov traces twice, and stops one.

    The other one then goes on in its place, so that nothing would be faster.
    """
    tracing = []
    while item.get_closest_marker("no_cover") and (one := Coverage.current()) is not None:
        one.stop()
        tracing.append(one)
    try:
        return (yield)
    finally:
        for one in reversed(tracing):
            one.start()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a function that writes a text file and gives its path."""

    def write(text: str, name: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Give a function that puts a plugin on the path as an installed distribution, and gives that path."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, code: str, *, distribution: str = "", version: str = "2.1") -> Path:
        distribution = distribution or f"city-{name}"
        module = f"outside_{distribution.replace('-', '_')}_{name}"
        (tmp_path / f"{module}.py").write_text(dedent(code))
        info = tmp_path / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[smartscore]\n{name} = {module}\n")
        importlib.invalidate_caches()
        return tmp_path

    yield install
    for name in [name for name in sys.modules if name.startswith("outside_")]:
        del sys.modules[name]
    importlib.invalidate_caches()
