"""`smartscore doctor` in installations that work and in broken ones, each a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import run as run_here
from installations import distribution, doctor, told

import smartscore
from smartscore.diagnosis import CHECKS

JSON = ("--format", "json")


class TestWhereAllIsWell:
    def test_every_area_is_told_and_the_exit_code_is_0(self, tmp_path: Path) -> None:
        done = doctor(tmp_path, *JSON)
        assert (done.returncode, done.stderr) == (0, "")
        record = json.loads(done.stdout)
        assert (record["smartscore"], record["works"]) == (smartscore.__version__, True)
        areas = [one["area"] for one in record["findings"]]
        assert list(dict.fromkeys(areas)) == [area for area in CHECKS if area != "variable"] + ["variable"]
        found = told(done)
        assert found["installation", "python"]["found"] == f"{sys.version.split()[0]}, {sys.executable}"
        assert found["library", "pandas"] == {
            "area": "library",
            "name": "pandas",
            "state": "works",
            "found": __import__("pandas").__version__,
            "mend": "",
        }
        assert found["plugin", "economy"]["found"] == f"smartscore {smartscore.__version__}: dimensions"
        assert found["report", "pdf"]["state"] == found["report", "charts"]["state"] == "works"
        assert found["language", "en"]["found"] == "used, since SMARTSCORE_LANG is en"

    @pytest.mark.parametrize(("language", "verdict"), [("en", "All that is needed works."), ("id", "Semua yang ")])
    def test_as_a_table_in_both_languages(self, language: str, verdict: str) -> None:
        result = run_here("doctor", "--lang", language, columns=160)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[-1].startswith(verdict)
        head = {"en": ["area", "name", "state", "found"], "id": ["bidang", "nama", "keadaan", "temuan"]}
        assert result.stdout.splitlines()[0].split()[:4] == head[language]

    @pytest.mark.parametrize("ending", [".csv", ".md", ".html", ".pdf", ".xlsx", ".json", ".txt"])
    def test_in_every_format(self, ending: str, tmp_path: Path) -> None:
        output = tmp_path / f"doctor{ending}"
        assert run_here("doctor", "-o", output, "--quiet").exit_code == 0
        assert output.stat().st_size > 1000

    def test_another_format_is_refused(self) -> None:
        result = run_here("doctor", "--format", "jason")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("there is no format 'jason'; nearest: json")


class TestWhatIsMissing:
    def test_a_library_that_is_needed_is_told_beside_all_else(self, tmp_path: Path) -> None:
        done = doctor(tmp_path, *JSON, without=["pandas"])
        assert (done.returncode, done.stderr) == (2, "")
        found = told(done)
        assert found["library", "pandas"]["state"] == "broken"
        assert found["library", "pandas"]["found"].startswith("needed and not installed: pandas>=")
        assert found["library", "pandas"]["mend"].startswith('pip install "pandas>=')
        assert found["plugin", "plugin"]["found"].endswith("ModuleNotFoundError: No module named 'pandas'")
        works = [found[key]["state"] for key in (("library", "numpy"), ("extra", "stats"), ("language", "en"))]
        assert works == ["works"] * 3

    @pytest.mark.parametrize(("language", "state"), [("en", "broken"), ("id", "rusak")])
    def test_the_library_that_all_values_are_made_with_too_as_a_line_a_finding(
        self, language: str, state: str, tmp_path: Path
    ) -> None:
        done = doctor(tmp_path, "--lang", language, without=["attr"])
        assert (done.returncode, done.stderr) == (2, "")
        (line,) = [line for line in done.stdout.splitlines() if f" attrs: {state}: " in line]
        assert ' -> pip install "attrs>=' in line

    def test_it_is_written_into_a_file_then_too(self, tmp_path: Path) -> None:
        done = doctor(tmp_path, "-o", "found.json", without=["attr", "pandas"])
        assert (done.returncode, done.stdout) == (2, "")
        record = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
        assert not record["works"]
        assert {one["name"] for one in record["findings"] if one["state"] == "broken"} >= {"attrs", "pandas"}

    def test_an_extra_costs_nothing_that_is_needed(self, tmp_path: Path) -> None:
        done = doctor(tmp_path, *JSON, without=["typst", "xlsxwriter"])
        assert done.returncode == 0
        found = told(done)
        assert found["extra", "report"]["state"] == "absent"
        assert found["extra", "report"]["found"].startswith("reports in HTML and PDF, and charts; missing: typst")
        assert found["extra", "report"]["mend"] == 'pip install "smartscore[report]"'
        assert found["report", "pdf"]["found"] == "needs the extra report"
        assert (found["report", "xlsx"]["state"], found["report", "html"]["state"]) == ("absent", "works")
        assert found["report", "xlsx"]["mend"] == 'pip install "smartscore[excel]"'

    def test_versions_that_are_too_old(self, tmp_path: Path) -> None:
        for name in ("rich", "typst"):
            distribution(tmp_path / "old", name, "0.1")
        done = doctor(tmp_path, *JSON, beside=[tmp_path / "old"])
        assert done.returncode == 2
        found = told(done)
        assert found["library", "rich"]["found"].startswith("0.1 is too old; ")
        assert (found["library", "rich"]["state"], found["extra", "report"]["state"]) == ("broken", "notice")
        assert "; too old: typst 0.1 < " in found["extra", "report"]["found"]
        assert found["extra", "report"]["mend"] == 'pip install --upgrade "smartscore[report]"'

    def test_a_library_that_is_there_and_fails(self, tmp_path: Path) -> None:
        (tmp_path / "bad" / "babel").mkdir(parents=True)
        (tmp_path / "bad" / "babel" / "__init__.py").write_text("raise RuntimeError('built for another Python')\n")
        done = doctor(tmp_path, *JSON, beside=[tmp_path / "bad"])
        assert done.returncode == 2
        found = told(done)["library", "babel"]
        assert found["found"].endswith("cannot be imported: RuntimeError: built for another Python")
        assert found["mend"].startswith('pip install --force-reinstall "babel>=')


class TestPlugins:
    def test_one_that_fails_is_told_with_the_way_out_and_prints_nothing_into_the_result(self, tmp_path: Path) -> None:
        folder = tmp_path / "plugin"
        distribution(folder, "smartscore_parks", "3.1", entry_points={"parks": "smartscore_parks"})
        (folder / "smartscore_parks.py").write_text("print('hello')\nraise ValueError('no trees')\n")
        done = doctor(tmp_path, *JSON, beside=[folder])
        assert done.returncode == 5
        found = told(done)["plugin", "parks"]
        assert found["state"] == "broken"
        assert found["found"].startswith("smartscore_parks 3.1: ")
        assert "no trees" in found["found"]
        assert found["mend"].startswith("--without parks leaves it out; ")
        assert told(done)["plugin", "economy"]["state"] == "works"

    def test_one_that_ends_python_does_not_end_this(self, tmp_path: Path) -> None:
        folder = tmp_path / "plugin"
        distribution(folder, "smartscore_parks", "3.1", entry_points={"parks": "smartscore_parks"})
        (folder / "smartscore_parks.py").write_text("import sys\nsys.exit(0)\n")
        done = doctor(tmp_path, *JSON, beside=[folder])
        assert done.returncode == 5
        assert [key for key, one in told(done).items() if one["state"] == "broken" and key[0] == "plugin"]
        assert told(done)["report", "csv"]["state"] == "works"


class TestWhatIsLeftOfOtherInstallations:
    def test_a_distribution_that_is_installed_twice(self, tmp_path: Path) -> None:
        folder = tmp_path / "plugin"
        for version in ("1.0", "2.0"):
            distribution(folder, "smartscore_parks", version, entry_points={"parks": "smartscore_parks"})
        (folder / "smartscore_parks.py").write_text(
            "from smartscore import hookimpl\n@hookimpl\ndef smartscore_dimensions():\n    return []\n"
        )
        done = doctor(tmp_path, *JSON, beside=[folder])
        found = told(done)["installation", "smartscore-parks"]
        assert (done.returncode, found["state"]) == (0, "notice")
        assert found["found"].startswith("installed more than once, of which Python takes the first: ")
        assert f"1.0, {folder}" in found["found"]
        assert f"2.0, {folder}" in found["found"]
        assert found["mend"] == "pip uninstall smartscore-parks"

    def test_metadata_of_an_older_version(self, tmp_path: Path) -> None:
        distribution(tmp_path / "stale", "smartscore", "0.0.1")
        done = doctor(tmp_path, *JSON, beside=[tmp_path / "stale"])
        stale = [one for one in json.loads(done.stdout)["findings"] if one["name"] == "smartscore"]
        assert [one["state"] for one in stale] == ["notice", "notice"]
        assert stale[0]["found"].startswith(f"installed as 0.0.1, but {smartscore.__version__} runs, from ")

    def test_without_an_installation_there_are_no_plugins_which_is_told(self, tmp_path: Path) -> None:
        done = doctor(tmp_path, *JSON, without=[f"smartscore-{smartscore.__version__}"])
        assert done.returncode == 2
        found = told(done)
        assert "is not installed: no plugin is found" in found["installation", "smartscore"]["found"]
        assert found["language", "en"]["state"] == "works"


class TestMessages:
    @pytest.fixture
    def silent(self, tmp_path: Path) -> Path:
        """A copy of the package as it is in a clone, before the messages are compiled."""
        source = Path(smartscore.__file__).parent
        shutil.copytree(source, tmp_path / "clone" / "smartscore", ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
        return tmp_path / "clone"

    def test_without_any_it_tells_so_by_codes(self, silent: Path, tmp_path: Path) -> None:
        done = doctor(tmp_path, *JSON, beside=[silent])
        assert done.returncode == 2
        found = told(done)
        assert found["language", "smartscore.mo (en)"]["found"] == "doctor_no_catalogue"
        assert found["language", "smartscore.mo (id)"]["mend"] == "pip install --force-reinstall smartscore"

    def test_no_other_command_goes_on_without_them(self, silent: Path, tmp_path: Path) -> None:
        done = doctor(tmp_path, "list", command="frameworks", beside=[silent])
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "the messages are missing; pesan tidak ada: smartscore doctor\n"

    def test_where_one_language_is_missing_the_other_one_speaks(self, silent: Path, tmp_path: Path) -> None:
        compiled = Path(smartscore.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "smartscore.mo"
        shutil.copy(compiled, silent / "smartscore" / "locale" / "en" / "LC_MESSAGES")
        done = doctor(tmp_path, *JSON, "--lang", "id", beside=[silent])
        assert done.returncode == 2
        found = told(done)["language", "smartscore.mo (id)"]
        assert found["found"].startswith("the messages of the language id are missing; ")


class TestWhatIsAroundIt:
    def test_variables_are_known_or_not(self, tmp_path: Path) -> None:
        named = {"SMARTSCORE_LANGUAGE": "id", "SMARTSCORE_MAX_ROWS": "900", "OPENBLAS_CORETYPE": "Nehalem"}
        done = doctor(tmp_path, *JSON, SMARTSCORE_LANG="", LANG="fr_FR.UTF-8", **named)
        assert done.returncode == 0
        found = told(done)
        mistyped = found["variable", "SMARTSCORE_LANGUAGE"]
        assert mistyped["found"] == "no variable of smartscore; nearest: SMARTSCORE_LANG"
        assert (mistyped["state"], mistyped["mend"]) == ("notice", "unset SMARTSCORE_LANGUAGE")
        assert found["variable", "SMARTSCORE_MAX_ROWS"]["state"] == "works"
        assert found["variable", "OPENBLAS_CORETYPE"]["found"].startswith("Nehalem: the last digits of figures ")
        language = found["language", "en"]
        assert language["found"].startswith("used, since LANG is fr_FR.UTF-8, which is none of the languages there are")
        assert language["state"] == "notice"

    def test_a_limit_that_is_no_number_stops_every_reading(self, tmp_path: Path) -> None:
        done = doctor(tmp_path, *JSON, SMARTSCORE_MAX_ROWS="many")
        assert done.returncode == 2
        found = told(done)["variable", "SMARTSCORE_MAX_ROWS"]
        assert (found["state"], found["mend"]) == ("broken", "unset SMARTSCORE_MAX_ROWS")
        assert "must be a whole number" in found["found"]

    def test_a_disk_that_takes_no_more(self, tmp_path: Path) -> None:
        """Files of this process may have 1000 bytes; nothing is left behind."""
        code = (
            "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
            "from smartscore.diagnosis.surroundings import folders; print([*folders('en')])"
        )
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        done = subprocess.run(  # noqa: S603  # our own line
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.count("files cannot be written and replaced: File too large") == 2
        assert done.stdout.count("state='notice'") == 2
        assert list(tmp_path.iterdir()) == []

    def test_a_current_folder_that_somebody_removed(self, tmp_path: Path) -> None:
        code = (
            "import os; os.rmdir(os.getcwd());"
            "from smartscore.diagnosis.surroundings import folders; print(next(folders('en')))"
        )
        (tmp_path / "gone").mkdir()
        done = subprocess.run(  # noqa: S603  # our own line
            [sys.executable, "-c", code], cwd=tmp_path / "gone", capture_output=True, text=True, check=True
        )
        assert "files cannot be written and replaced: No such file or directory" in done.stdout
