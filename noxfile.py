"""The habits of the project: `nox` runs the daily ones, `nox -l` lists all."""

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
def lint(session: nox.Session) -> None:
    """Check style and format."""
    session.install("ruff")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly."""
    session.install(".[dev]")
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Check that no import goes back up."""
    session.install(".", "import-linter")
    session.run("lint-imports")


@nox.session
def docs(session: nox.Session) -> None:
    """Run the examples of README and manual, and check that nothing is undocumented."""
    session.install(".[test]")
    session.run("pytest", "tests/docs")


@nox.session
def messages(session: nox.Session) -> None:
    """Compile the message catalogues after they were edited."""
    session.install("babel")
    session.run("pybabel", "compile", "-d", "src/smartscore/locale", "-D", "smartscore")


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Measure speed and memory as ratios to the floors in ../shared/bench."""
    session.install(".[dev]")
    session.run("python", "benchmarks/run.py", *session.posargs)
