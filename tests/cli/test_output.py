"""Where results go: files that are never written over, pipes and devices, standard streams, and what is said of it."""

import fcntl
import itertools
import os
import signal
import stat
import subprocess
import sys
import termios
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import click
import pytest
from click.testing import Result

from smartscore.cli import COMMANDS, main

Run = Callable[..., Result]
Write = Callable[..., Path]

SMARTSCORE = str(Path(sys.executable).with_name("smartscore"))
ENVIRONMENT = {**os.environ, "SMARTSCORE_LANG": "en", "COLUMNS": "100"}
ENDS = b",index_least,index_greatest,band_least,band_greatest"
HEADING = b"city,name,framework,rank,band,index,coverage" + ENDS + b",judgement,reason,note"


def start(*asked: object, **more: object) -> "subprocess.Popen[bytes]":
    """Start the command in a process of its own, its standard streams pipes unless told otherwise."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    words = [SMARTSCORE, *(os.fsencode(str(word)) for word in asked)]
    return subprocess.Popen(words, env=ENVIRONMENT, **(pipes | more))  # type: ignore[call-overload,no-any-return]  # noqa: S603


def end(process: "subprocess.Popen[bytes]", data: bytes = b"") -> tuple[int, bytes, bytes]:
    """Wait for its end: the exit code, and what it wrote to standard output and standard error."""
    out, err = process.communicate(data, timeout=60)
    return process.returncode, out, err


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.fixture
def scored(wide: Path, small: Path) -> tuple[object, ...]:
    """What to ask for to score the small dataset as CSV."""
    return ("assess", wide, "--framework", small, "--depth", 0, "--format", "csv", "--no-robust")


@pytest.fixture
def form(run: Run, small: Path, tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    assert run("template", "--framework", small, "--city", "Alun", "-o", path).exit_code == 0
    return path


class TestFilesThatExist:
    @pytest.mark.parametrize("name", ["empty.csv", "empty.xlsx"])
    def test_template_replaces_none_unless_that_is_wanted(
        self, run: Run, small: Path, tmp_path: Path, name: str
    ) -> None:
        path = tmp_path / name
        path.write_text("mine")
        refused = run("template", "--framework", small, "-o", path)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert (
            refused.stderr == f"{path}: the file exists already and was left as it is; --force replaces it "
            "[file_exists]\n"
        )
        assert path.read_text() == "mine"
        replaced = run("template", "--framework", small, "-o", path, "--force")
        assert (replaced.exit_code, replaced.output) == (0, f"wrote {path}\n")
        assert path.read_bytes() != b"mine"

    def test_other_commands_replace_them_with_the_rights_that_they_had(
        self, run: Run, scored: tuple[object, ...], tmp_path: Path
    ) -> None:
        path = tmp_path / "result.csv"
        path.write_text("old")
        path.chmod(0o640)
        assert run(*scored, "-o", path).output == f"wrote {path}\n"
        assert path.read_bytes().startswith(HEADING)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640

    def test_a_link_stays_and_its_file_is_replaced(self, run: Run, scored: tuple[object, ...], tmp_path: Path) -> None:
        path, link = tmp_path / "deep" / "result.csv", tmp_path / "link.csv"
        path.parent.mkdir()
        path.write_text("old")
        link.symlink_to(path)
        assert run(*scored, "-o", link).exit_code == 0
        assert link.is_symlink()
        assert path.read_bytes().startswith(HEADING)

    def test_a_link_that_leads_to_itself_is_told(self, run: Run, scored: tuple[object, ...], tmp_path: Path) -> None:
        link = tmp_path / "link.csv"
        link.symlink_to(link)
        result = run(*scored, "-o", link)
        assert result.exit_code == 2
        assert result.stderr == f"{link}: the file cannot be written: {os.strerror(40)} [file_unwritable]\n"
        assert link.is_symlink()


class TestForms:
    """No command replaces a workbook that is a form, whatever the option and whatever its name."""

    def test_not_one_that_is_filled_in(self, run: Run, scored: tuple[object, ...], form: Path) -> None:
        before = form.read_bytes()
        refused = run(*scored, "-o", form)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr.startswith(f"{form}: the file is a form, which may be filled in, and was left as it is")
        assert form.read_bytes() == before

    @pytest.mark.parametrize("more", [(), ("--force",)])
    @pytest.mark.parametrize("verb", ["template", "example"])
    def test_not_where_files_are_replaced(self, run: Run, form: Path, verb: str, more: tuple[str, ...]) -> None:
        before = form.read_bytes()
        assert run(verb, "-o", form, *more).exit_code == 2
        assert form.read_bytes() == before

    def test_not_under_another_name(self, run: Run, scored: tuple[object, ...], form: Path, tmp_path: Path) -> None:
        other, link = tmp_path / "result.csv", tmp_path / "link.csv"
        form.rename(other)
        link.symlink_to(other)
        before = other.read_bytes()
        assert run(*scored, "-o", other).exit_code == run(*scored, "-o", link).exit_code == 2
        assert other.read_bytes() == before

    def test_not_among_files_of_cities(self, run: Run, wide: Path, small: Path, form: Path, tmp_path: Path) -> None:
        folder = tmp_path / "letters"
        folder.mkdir()
        form.rename(folder / "Bukit.pdf")
        result = run("assess", wide, "--framework", small, "--split", folder)
        assert result.exit_code == 2
        assert "Bukit.pdf: the file is a form" in result.stderr
        assert [path.name for path in folder.iterdir()] == ["Bukit.pdf"]

    def test_not_among_forms_of_owners(self, run: Run, small: Path, write: Write, form: Path, tmp_path: Path) -> None:
        folder, before = tmp_path / "forms", form.read_bytes()
        folder.mkdir()
        form.rename(folder / "BPS.xlsx")
        owned = write("city,indicator,value,owner\nAlun,income,5,BPS\n", "owned.csv")
        asked = ("template", "--framework", small, "--from", owned, "--split", "owner", "-o", folder)
        assert run(*asked).exit_code == run(*asked, "--force").exit_code == 2
        assert [path.read_bytes() for path in folder.iterdir()] == [before]

    def test_a_workbook_with_results_is_none(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        path = tmp_path / "results.xlsx"
        for _ in range(2):
            assert run("assess", wide, "--framework", small, "-o", path).output == f"wrote {path}\n"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Give every command that has an option for a file to write to."""
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        for more, each in inner.items():
            if any("--output" in parameter.opts for parameter in each.params):
                yield f"{name} {more}".strip(), each


FILES = [  # what to ask for, with the option whose file is to be written over last
    (name, parameter.name or "")
    for name, command in commands()
    for parameter in command.params
    if parameter.name not in ("output", "split")
    and (isinstance(parameter.type, click.Path) or parameter.name in ("frameworks", "framework", "before", "after"))
]


class TestFilesThatAreRead:
    """No command writes over a file that it reads, whatever the option."""

    def test_every_command_with_files_is_tried(self) -> None:
        assert len(FILES) > 40
        assert {name for name, _ in FILES} == {
            name
            for name, _ in commands()
            if name
            not in (
                "doctor",
                "example",
                "frameworks list",
                "frameworks schema",
                "plugins check",
                "plugins list",
                "problem",
            )
        }

    @pytest.mark.parametrize(("name", "parameter"), FILES, ids=lambda word: word)
    def test_it_is_left_as_it_is(self, run: Run, wide: Path, small: Path, name: str, parameter: str) -> None:
        path = {"frameworks": small, "framework": small}.get(parameter, wide)
        before = path.read_bytes()
        result = run(*asked(name, parameter, path, wide), "-o", path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"{path}: this command reads the file and left it as it is; name another file to write to [file_is_read]\n"
        )
        assert path.read_bytes() == before

    def test_what_gaps_are_measured_by_too(self, run: Run, wide: Path, write: Write) -> None:
        wanted = write("id,value\nincome,9\n", "wanted.csv")
        assert run("gaps", wide, "--city", "Alun", "--to", wanted, "-o", wanted).exit_code == 2
        assert wanted.read_text() == "id,value\nincome,9\n"

    def test_among_files_of_cities_too(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        folder, content = tmp_path / "letters", "id,weight\neconomy,3\nliving,1\n"
        folder.mkdir()
        (folder / "Bukit.html").write_text(content)
        asked = ("assess", wide, "--framework", small, "--weights", folder / "Bukit.html")
        assert run(*asked, "--split", folder, "--format", "html").exit_code == 2
        assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("Bukit.html", content)]


def asked(name: str, parameter: str, path: Path, dataset: Path) -> list[object]:
    """Write a command line with a file for one parameter, and with what else the command cannot do without."""
    (command,) = (command for other, command in commands() if other == name)
    words: list[object] = [*name.split()]
    for one in command.params:
        if one.name == parameter or one.required:
            value: object = path if one.name == parameter else {"city": "Alun", "top": 1}.get(str(one.name), dataset)
            words += [value] if isinstance(one, click.Argument) else [one.opts[-1], value]
    if any(one.name == "format_" for one in command.params):
        words += ["--format", "json"]
    if any(one.name == "frameworks" for one in command.params) and parameter != "frameworks":
        words += ["--framework", "ipm"]
    return words


class TestNoRegularFiles:
    """What is no regular file is written to, and stands there afterwards."""

    def test_a_full_device(self, scored: tuple[object, ...]) -> None:
        full = f": the file cannot be written: {os.strerror(28)} [file_unwritable]\n".encode()
        assert end(start(*scored, "-o", "/dev/full")) == (2, b"", b"/dev/full" + full)
        assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
        with Path("/dev/full").open("wb") as device:
            code, _, err = end(start(*scored, stdout=device))
        assert (code, err) == (2, b"<stdout>" + full)

    def test_the_null_device(self, scored: tuple[object, ...], small: Path) -> None:
        assert end(start(*scored, "-o", "/dev/null")) == (0, b"", b"wrote /dev/null\n")
        assert end(start("template", "--framework", small, "-o", "/dev/null")) == (0, b"", b"wrote /dev/null\n")
        assert end(start("example", "-o", "/dev/null")) == (0, b"", b"wrote /dev/null\n")
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    @pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
    def test_standard_output_by_its_path(self, scored: tuple[object, ...], tmp_path: Path, name: str) -> None:
        (tmp_path / "link").symlink_to("/dev/stdout")
        path = tmp_path / name  # which is the name itself where that begins at the root
        code, out, err = end(start(*scored, "-o", path))
        assert (code, out.splitlines()[0], err) == (0, HEADING, f"wrote {path}\n".encode())
        assert (tmp_path / "link").is_symlink()

    def test_standard_output_that_is_a_file_keeps_what_it_has(self, scored: tuple[object, ...], tmp_path: Path) -> None:
        path = tmp_path / "log"
        path.write_text("before\n")
        with path.open("ab") as log:
            assert end(start(*scored, "-o", "/dev/stdout", stdout=log))[0] == 0
        assert path.read_bytes().startswith(b"before\n" + HEADING)

    @pytest.mark.parametrize("verb", ["assess", "template"])
    def test_a_pipe_with_a_name(self, scored: tuple[object, ...], small: Path, tmp_path: Path, verb: str) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        words = scored if verb == "assess" else ("template", "--framework", small)
        process = start(*words, "-o", path)
        read: list[bytes] = []
        reader = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
        reader.start()
        assert end(process) == (0, b"", f"wrote {path}\n".encode())
        reader.join(10)
        assert read[0].splitlines()[0] == (HEADING if verb == "assess" else b"city,income,growth,health")
        assert stat.S_ISFIFO(path.stat().st_mode)
        assert hidden(tmp_path) == []

    @pytest.mark.parametrize("verb", ["assess", "template"])
    def test_a_link_that_leads_nowhere(self, run: Run, scored: tuple[object, ...], tmp_path: Path, verb: str) -> None:
        link, path = tmp_path / "link.csv", tmp_path / "there.csv"
        link.symlink_to("there.csv")
        words = scored if verb == "assess" else ("template",)
        assert run(*words, "-o", link).output == f"wrote {link}\n"
        assert link.is_symlink()
        assert path.read_bytes().startswith(b"city,")


class TestStandardStreams:
    def test_a_dash_is_standard_input_and_standard_output(self, wide: Path, small: Path) -> None:
        words = ("assess", "-", "--framework", small, "--depth", 0, "--format", "csv", "-o", "-", "--no-robust")
        code, out, err = end(start(*words), wide.read_bytes())
        assert (code, out.splitlines()[0], err) == (0, HEADING, b"")
        assert b"\nAlun,Alun,small,3,low,50," in out

    def test_the_record_has_the_hash_of_what_was_read(self, wide: Path, small: Path) -> None:
        _, out, _ = end(start("assess", "-", "--framework", small, "--format", "json"), wide.read_bytes())
        _, of_file, _ = end(start("assess", wide, "--framework", small, "--format", "json"))
        assert out == of_file.replace(str(wide).encode(), b"<stdin>")

    def test_a_form_is_read_from_it_too(self, small: Path, form: Path) -> None:
        code, out, err = end(start("check", "-", "--framework", small), form.read_bytes())
        assert (code, err) == (0, b"")
        assert out.endswith(b"no problems for small: 1 rows, 3 of 3 values missing\n")

    def test_what_check_says_may_go_to_a_file(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        path = tmp_path / "checked.md"
        assert run("check", wide, "--framework", small, "--format", "text", "-o", path).stdout == ""
        assert path.read_text() == run("check", wide, "--framework", small).stdout

    def test_problems_say_where_they_stand(self, small: Path) -> None:
        code, _, err = end(start("check", "-", "--framework", small, "-o", "-"), b"city,income\nAlun,ten\n")
        assert (code, err.splitlines()[0]) == (
            3,
            b"<stdin>, line 2, income, Alun: 'ten' is not a number [not_a_number]",
        )

    def test_it_may_be_both_sides(self, panel: Path, small: Path) -> None:
        words = ("compare", "--framework", small, "--", "-@2020", "-@2021")
        code, out, _ = end(start(*words), panel.read_bytes())
        assert code == 0
        assert b"Bukit" in out

    def test_a_file_of_that_name_is_read_and_written_by_its_path(
        self, run: Run, wide: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("assess", wide, "--framework", small, "--format", "csv", "-o", "./-").stdout == ""
        assert Path("./-").read_bytes().startswith(b"city,name,")

    def test_a_template_goes_to_it_too(self, run: Run, small: Path) -> None:
        result = run("template", "--framework", small, "-o", "-")
        assert (result.exit_code, result.output) == (0, "city,income,growth,health\n")


class TestWhatIsSaid:
    @pytest.mark.parametrize("more", ["--quiet", "-q"])
    def test_every_command_says_what_it_wrote_unless_it_is_to_be_quiet(
        self, run: Run, wide: Path, small: Path, tmp_path: Path, more: str
    ) -> None:
        of_city = ("--framework", small, "--city", "Alun")
        written = {
            "assess.txt": ("assess", wide, "--framework", small),
            "explain.txt": ("explain", wide, *of_city),
            "gaps.json": ("gaps", wide, *of_city),
            "peers.txt": ("peers", wide, *of_city),
            "compare.txt": ("compare", wide, wide, "--framework", small),
            "select.txt": ("select", wide, "--framework", small, "--top", 1),
            "check.csv": ("check", wide, "--framework", small),
            "show.toml": ("frameworks", "show", small),
            "list.json": ("frameworks", "list"),
            "plugins.json": ("plugins", "list"),
            "template.csv": ("template", "--framework", small),
            "example.csv": ("example",),
        }
        for name, words in written.items():
            path = tmp_path / name
            result = run(*words, "-o", path)
            assert (name, result.exit_code, result.output) == (name, 0, f"wrote {path}\n")
            path.unlink()
            assert (name, run(*words, "-o", path, more).output, path.exists()) == (name, "", True)

    def test_in_indonesian_too(self, run: Run, scored: tuple[object, ...], tmp_path: Path) -> None:
        path = tmp_path / "hasil.csv"
        assert run(*scored, "--lang", "id", "-o", path).output == f"{path} telah ditulis\n"

    def test_a_folder_is_said_once(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        words = ("assess", wide, "--framework", small, "--split", tmp_path / "letters", "--city", "Alun")
        assert run(*words).output == f"wrote 1 file(s) to {tmp_path / 'letters'}\n"
        assert run(*words, "--quiet").output == ""


class TestEndings:
    """Ctrl-C ends with 130 and a pipe that nobody reads with 141, as shells have it."""

    def test_ctrl_c_while_it_reads(self, small: Path) -> None:
        process = start("assess", "-", "--framework", small)
        assert process.stdin is not None
        process.stdin.write(b"city,income\n")
        process.stdin.flush()
        _wait_until(lambda: _waiting(process.stdin) == 0)  # it has read that and waits for more
        process.send_signal(signal.SIGINT)
        assert end(process) == (130, b"", b"")

    def test_ctrl_c_while_it_writes(self, tmp_path: Path) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)  # less than is written
        process = start("example", "-o", path)
        _wait_until(lambda: _waiting(reader) > 0)
        process.send_signal(signal.SIGINT)
        assert end(process) == (130, b"", b"")
        os.close(reader)
        assert stat.S_ISFIFO(path.stat().st_mode)

    def test_ctrl_c_leaves_no_part_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "big.csv"
        path.write_text("old")
        code = (
            "import sys, pathlib; from smartscore.cli.output import put; put(bytes(1 << 29), pathlib.Path(sys.argv[1]))"
        )
        process = subprocess.Popen([sys.executable, "-c", code, path], stderr=subprocess.PIPE)  # noqa: S603
        _wait_until(lambda: bool(hidden(tmp_path)))
        process.send_signal(signal.SIGINT)
        _, _, err = end(process)
        assert b"KeyboardInterrupt" in err
        assert [file.name for file in tmp_path.iterdir()] == ["big.csv"]
        assert path.read_text() == "old"

    def test_a_pipe_that_nobody_reads(self, scored: tuple[object, ...]) -> None:
        for words in (scored, (*scored, "-o", "/dev/stdout"), ("--help",), ("assess", "--help")):
            with start(*words) as process:
                assert process.stdout is not None
                assert process.stderr is not None
                process.stdout.close()
                assert (process.wait(60), process.stderr.read()) == (141, b"")

    def test_a_pipe_of_messages_that_nobody_reads(self) -> None:
        for words in (("assess", "nowhere.csv"), ("assess", "--no-such-option")):
            with start(*words) as process:
                assert process.stderr is not None
                process.stderr.close()
                assert process.wait(60) == 141

    def test_a_shell_knows_it_too(self, write: Write, small: Path) -> None:
        rows = "".join(f"city {number},1,2,3\n" for number in range(20_000))  # more than a pipe takes up
        many = write(f"city,income,growth,health\n{rows}", "many.csv")
        line = f"'{SMARTSCORE}' assess '{many}' --framework '{small}' --format csv --no-robust"
        script = f"{line} --fail-under 100 | head -1; echo ${{PIPESTATUS[0]}}"
        heading = HEADING.replace(b"coverage" + ENDS, b"economy,living,coverage").decode()  # nothing is missing
        for unbuffered in ("", "1"):
            environment = {**ENVIRONMENT, "PYTHONUNBUFFERED": unbuffered}
            done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)  # noqa: S603, S607
            assert (done.stdout.splitlines(), done.stderr) == ([heading, "141"], "")


def _wait_until(happens: Callable[[], bool]) -> None:
    for _ in itertools.repeat(None, 60_000):
        if happens():
            return
        time.sleep(0.0005)
    raise AssertionError("it did not happen")


def _waiting(pipe: int | IO[bytes] | None) -> int:
    """Tell how many bytes are in a pipe."""
    assert pipe is not None
    count = array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


class TestNamesThatAreNoUtf8:
    @pytest.fixture
    def folder(self, tmp_path: Path, wide: Path, small: Path) -> Path:
        assert wide.parent == small.parent
        folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/daf\xe9"))
        folder.mkdir()
        (folder / "data.csv").write_bytes(wide.read_bytes())
        (folder / "small.toml").write_bytes(small.read_bytes())
        (folder / "weights.csv").write_text("id,weight\neconomy,1\nliving,1\n")
        (folder / "broken.csv").write_text("city,income\nAlun,ten\n")
        return folder

    @pytest.mark.parametrize("format_", ["table", "csv", "json", "markdown", "pdf", "xlsx"])
    def test_no_format_stumbles_over_them(self, folder: Path, format_: str) -> None:
        words = ("assess", folder / "data.csv", "--framework", folder / "small.toml", "--format", format_)
        code, out, err = end(start(*words, "--weights", folder / "weights.csv"))
        assert (code, err) == (0, b"")
        assert format_ != "json" or rb"daf\\xe9/data.csv" in out

    def test_they_are_told(self, folder: Path) -> None:
        asked = ("assess", folder / "data.csv", "--framework", folder / "small.toml")
        shown = str(folder).encode(errors="ignore") + rb"\xe9"
        assert end(start(*asked, "-o", folder / "r.csv")) == (0, b"", b"wrote " + shown + b"/r.csv\n")
        _, _, err = end(start("check", folder / "broken.csv", "--framework", folder / "small.toml"))
        assert err.startswith(shown + b"/broken.csv, line 2, income, Alun: ")
        _, out, _ = end(start("check", folder / "broken.csv", "--framework", folder / "small.toml", "--format", "csv"))
        assert shown + b"/broken.csv" in out

    def test_a_city_in_such_letters_is_written_down_all_the_same(self, small: Path) -> None:
        code, out, err = end(start("template", "--framework", small, "--city", os.fsdecode(b"Kut\xe1")))
        assert (code, err) == (0, b"")
        assert out.splitlines()[1] == rb"Kut\udce1,,,"


class TestNamesOfSeveralCities:
    """A name that two cities have says of neither that it is meant."""

    @pytest.fixture
    def twins(self, write: Write) -> Path:
        content = "code,city,income,growth,health\n3603,Tangerang,1,2,3\n3671,Tangerang,4,5,6\n3674,Serang,7,8,9\n"
        return write(content, "twins.csv")

    @pytest.mark.parametrize(
        ("verb", "more"),
        [
            ("assess", ("--set", "Tangerang", "income", "5")),
            ("assess", ("--city", "Tangerang", "--format", "pdf")),
            ("assess", ("--city", "Tangerang", "--split", "letters")),
            ("explain", ("--city", "Tangerang")),
            ("gaps", ("--city", "Tangerang")),
            ("peers", ("--city", "Tangerang")),
        ],
    )
    def test_it_is_refused_with_their_keys(
        self, run: Run, twins: Path, small: Path, verb: str, more: tuple[str, ...]
    ) -> None:
        result = run(verb, twins, "--framework", small, *more)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"{twins}: several cities are called 'Tangerang', 3603, 3671: name one of them by its key "
            "[city_ambiguous]\n"
        )

    def test_in_a_comparison_and_a_form_too(self, run: Run, twins: Path, small: Path, tmp_path: Path) -> None:
        compared = run("compare", twins, twins, "--city", "Tangerang", "--framework", small)
        formed = run(
            "template", "--from", twins, "--city", "Tangerang", "--framework", small, "-o", tmp_path / "f.xlsx"
        )
        assert (compared.exit_code, formed.exit_code) == (2, 2)
        assert "3603, 3671" in compared.stderr
        assert "3603, 3671" in formed.stderr

    def test_in_plans_and_their_programmes_too(
        self, run: Run, twins: Path, small: Path, write: Write, tmp_path: Path
    ) -> None:
        heading = "city,id,title,dimension,indicator,change,cost,months,likelihood,severity\n"
        programmes = write(f"{heading},road,Road,economy,income,1,5,12,1,1\n", "programmes.csv")
        others = write(f"{heading}Tangerang,road,Road,economy,income,1,5,12,1,1\n", "others.csv")
        asked, plan = ("plan", twins, "--framework", small, "--budget", 5), tmp_path / "plan.json"
        assert "3603, 3671" in run(*asked, "--programmes", programmes, "--city", "Tangerang").stderr
        refused = run(*asked, "--programmes", others, "--city", "3671")
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert refused.stderr.splitlines()[0] == (
            f"{others}, line 2: several cities are called 'Tangerang', 3603, 3671: name one of them by its key "
            "[city_ambiguous]"
        )
        assert run(*asked, "--programmes", programmes, "--city", "3671", "-o", plan).exit_code == 0
        told = ("progress", twins, "--framework", small, "--plan", plan, "--as-of", 1)
        assert "3603, 3671" in run(*told, "--city", "Tangerang").stderr
        assert run(*told, "--city", "3671").exit_code == run(*told).exit_code == 0

    def test_a_key_says_which(self, run: Run, twins: Path, small: Path) -> None:
        result = run("explain", twins, "--framework", small, "--city", "3671", "--format", "json")
        assert result.exit_code == 0
        changed = run("assess", twins, "--framework", small, "--set", "3671", "income", "9", "--format", "csv")
        assert changed.exit_code == 0


class TestWeightsOfSomeSiblings:
    def test_they_are_refused_with_those_that_are_absent(self, run: Run, wide: Path, small: Path, write: Write) -> None:
        path = write("id,weight\neconomy,3\nincome,2\n", "weights.csv")
        result = run("assess", wide, "--framework", small, "--weights", path)
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr.splitlines() == [
            f"{path}: of the members of {node} only {named} have a weight here, {absent} have none; "
            "name every one of them [weights_absent]"
            for node, named, absent in (("index", "economy", "living"), ("economy", "income", "growth"))
        ]

    def test_other_dimensions_need_not_be_named(self, run: Run, wide: Path, small: Path, write: Write) -> None:
        path = write("id,weight\nincome,2\ngrowth,0\n", "weights.csv")
        assert run("assess", wide, "--framework", small, "--weights", path).exit_code == 0
