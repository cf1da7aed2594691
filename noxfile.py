"""The habits of the project: `nox` runs the daily ones, `nox -l` lists all."""

from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests", "lint", "types", "imports", "docs"]
nox.options.error_on_missing_interpreters = False


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run the tests that need Python alone, with branch coverage."""
    session.install(".[test]")
    session.run("pytest", "--cov", *session.posargs)


@nox.session
def reference(session: nox.Session) -> None:
    """Run the tests against published results, in ../shared/reference or SMARTSCORE_REFERENCE."""
    session.install(".[test]")
    session.run("pytest", "tests/reference", *session.posargs)


@nox.session
def external(session: nox.Session) -> None:
    """Run the tests with programs of others: Sphinx, pyarrow, LibreOffice, Debian's chromium."""
    session.install(".[dev,docs,browser]")
    session.run("pytest", "tests/external", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    session.install("ruff")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly."""
    session.install(".[dev,docs]")
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Check that no import goes back up."""
    session.install(".", "import-linter")
    session.run("lint-imports")


@nox.session
def docs(session: nox.Session) -> None:
    """Run the examples of README and manual, and build the manual without a warning in both languages."""
    session.install(".[test,docs]")
    session.run("pytest", "tests/docs", "tests/external/test_manual.py")


@nox.session
def manual(session: nox.Session) -> None:
    """Build the manual to read: docs/_build/en and docs/_build/id."""
    session.install(".[docs]")
    for language in ("en", "id"):
        out = f"docs/_build/{language}"
        session.run("sphinx-build", "-W", "--keep-going", "-b", "html", "-D", f"language={language}", "docs", out)


@nox.session
def translations(session: nox.Session) -> None:
    """Bring the manual's Indonesian catalogues up to its pages; new messages come in empty."""
    session.install(".[docs]")
    session.run("sphinx-build", "-q", "-b", "gettext", "docs", "docs/_build/gettext")
    options = ["-l", "id", "--no-fuzzy-matching", "--ignore-obsolete", "--width=100", "--omit-header"]
    for catalogue in sorted(Path("docs/locale/id/LC_MESSAGES").glob("*.po")):
        if catalogue.stem != "sphinx":  # words of the theme, which no page has
            template = f"docs/_build/gettext/{catalogue.stem}.pot"
            session.run("pybabel", "update", "-i", template, "-o", str(catalogue), *options)


@nox.session
def messages(session: nox.Session) -> None:
    """Compile the message catalogues after they were edited."""
    session.install("babel", "hatchling")
    session.run("python", "hatch_build.py")


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Measure speed and memory as ratios to the floors in ../shared/bench, and the HTML report in chromium."""
    session.install(".[dev,browser]")
    session.run("python", "benchmarks/run.py", *session.posargs)
