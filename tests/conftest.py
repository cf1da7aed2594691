"""What every test shares: the same examples of hypothesis in every run, files, and plugins installed for one test."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from builders import Write
from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("same-every-time")

Install = Callable[..., Path]


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
