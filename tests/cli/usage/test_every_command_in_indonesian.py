"""Help, usage and refusals of every command with `--lang id` have no English sentence: all that COMMANDS names."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import Result

import smartscore
from smartscore.cli import COMMANDS, main
from smartscore.cli.options import file
from smartscore.cli.usage import Argument, Choice, Command, Day, Group, Number, Option, Whole

Run = Callable[..., Result]

#: Words without which there is hardly an English sentence, and which no Indonesian one has. `from` and `to` are left
#: out, since columns of files are called so.
ENGLISH = {
    *("the", "of", "is", "are", "was", "be", "been", "not", "with", "for", "and", "or", "that", "this", "these", "it"),
    *("its", "by", "an", "on", "in", "at", "as", "than", "no", "any", "all", "each", "there", "which", "where", "who"),
    *("what", "does", "do", "must", "should", "may", "can", "file", "option", "command", "missing"),
    *("error", "usage", "invalid", "required", "default", "such", "try", "help"),
}
#: What is the same in every language: names of the command line, of files, and what is looked for in them.
NAMES = (
    "--help",
    "smartscore",
    "DATASET",
    "PLUGIN",
    "ID",
    "nearest",
    "target",
    "best",
    "peers",
    "band",
    "toml",
    "text",
    "saltelli",
)


def every(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Give a command and all below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from every(found, *path, name)


#: What an option or argument may take: kinds that refuse in the reader's language, or refuse nothing.
KINDS = (Choice, Day, Whole, Number, type(file), type(click.STRING), type(click.BOOL))
EVERY = list(every(main))
COMMAND = pytest.mark.parametrize(("path", "command"), EVERY, ids=[" ".join(path) or "smartscore" for path, _ in EVERY])


def options_of(command: click.Command) -> list[click.Option]:
    return [parameter for parameter in command.params if isinstance(parameter, click.Option)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def pieces() -> list[str]:
    """Give all that may stand in a text for an Indonesian, without spaces, the longest first."""
    catalogue = Path(smartscore.__file__).parent / "locale" / "id" / "LC_MESSAGES" / "smartscore.po"
    with catalogue.open("rb") as file:
        sentences = [str(entry.string) for entry in read_po(file) if entry.id]
    fragments = [fragment for sentence in sentences for fragment, *_ in Formatter().parse(sentence)]
    shortened = [" ".join(text.split()[:length]) + "..." for text in _helps() for length in range(1, 30)]
    names = [name for path, command in EVERY for name in (*path, *_names(command))]
    given = {squeezed(piece) for piece in (*fragments, *shortened, *names, *NAMES)}
    return sorted((piece for piece in given if sum(map(str.isalpha, piece)) > 1), key=len, reverse=True)


def _helps() -> list[str]:
    """Give what each command says of itself in Indonesian."""
    context = click.Context(main)
    context.meta["language"] = "id"
    with context:
        return [str(command.help) for _, command in EVERY]


def _names(command: click.Command) -> Iterator[str]:
    for option in options_of(command):
        yield from (*option.opts, *option.secondary_opts, *(name.lstrip("-") for name in option.secondary_opts))
        if isinstance(option.type, click.Choice):
            yield from map(str, option.type.choices)
        if option.name == "format_":
            yield from (option.metavar or "").split("|")


def left_over(text: str, pieces: list[str], *given: str) -> list[str]:
    """Give the words of a text that are neither Indonesian of the catalogue nor names nor what was given."""
    rest = squeezed(text)
    for piece in sorted({*map(squeezed, given), *pieces} - {""}, key=len, reverse=True):
        rest = rest.replace(piece, " ")
    return [word for word in re.findall(r"[^\W\d_]+", rest) if len(word) > 1]


def english(text: str) -> set[str]:
    """Give the English words of a text, leaving out names of options."""
    return set(re.findall(r"[a-z]+", re.sub(r"--?[a-z-]+", " ", text).lower())) & ENGLISH


class TestTheWalkItself:
    def test_it_finds_every_command(self) -> None:
        assert {path[0] for path, _ in EVERY if path} == set(COMMANDS)
        assert ("frameworks", "show") in {path for path, _ in EVERY}

    def test_english_would_be_found(self, run: Run, pieces: list[str]) -> None:
        told = run("assess", "--help", "--lang", "en").stdout
        assert len(english(told)) > 10
        assert len(left_over(told, pieces)) > 20
        assert left_over("Missing option '--city'.", pieces) == ["Missingoption"]


@COMMAND
class TestEveryCommand:
    def test_its_parts_speak(self, path: tuple[str, ...], command: click.Command) -> None:
        assert isinstance(command, Group if isinstance(command, click.Group) else Command), path
        for parameter in command.params:
            assert isinstance(parameter, Option | Argument), parameter.name
            assert isinstance(parameter.type, KINDS), parameter.name

    @pytest.mark.parametrize("asked", ["--help", "-h"])
    def test_its_help(
        self, run: Run, pieces: list[str], path: tuple[str, ...], command: click.Command, asked: str
    ) -> None:
        after = run(*path, asked, "--lang", "id")
        assert (after.exit_code, after.stderr) == (0, "")
        assert run("--lang", "id", *path, asked).stdout == after.stdout
        assert run(*path, asked, SMARTSCORE_LANG="id").stdout == after.stdout
        assert (english(after.stdout), left_over(after.stdout, pieces)) == (set(), [])
        with click.Context(command) as context:
            context.meta["language"] = "id"
            texts = [command.help, *(option.help for option in options_of(command))]
        assert [text for text in texts if squeezed(str(text)) not in squeezed(after.stdout)] == []
        assert after.stdout.startswith("Pemakaian: smartscore")

    def test_its_refusals(self, run: Run, pieces: list[str], path: tuple[str, ...], command: click.Command) -> None:
        told = 0
        for words in wrong(command):
            result = run("--lang", "id", *path, *words)
            assert (result.exit_code, result.stdout) == (2, ""), words
            given = [part for word in words for part in (word, word.partition("=")[2])]
            assert (english(result.stderr), left_over(result.stderr, pieces, *given)) == (set(), []), words
            assert run(*path, *words, SMARTSCORE_LANG="id").stderr == result.stderr
            told += 1
        assert told > 3


def wrong(command: click.Command) -> Iterator[list[str]]:
    """Give every kind of mistake that a command line can have before the command runs."""
    yield from (["--langg"], ["--qqqqqq"], ["-Z"])
    for option in options_of(command):
        name = max(option.opts, key=len)
        if option.is_flag:
            yield [f"{name}=1"]
            continue
        yield [name]
        if isinstance(option.type, Choice):
            yield from ([name, "zzz"], [name, f"{option.type.choices[0]}x"])
        elif isinstance(option.type, Whole | Number):
            yield from ([name, "zzz"], [name, "nan"])
            if option.type.min is not None:
                yield [name, "-1"]
            if option.type.max is not None:
                yield [name, "99"]
    if isinstance(command, click.Group):
        first = command.list_commands(click.Context(command))[0]
        yield from ([f"{first}x"], ["zzzzzz"], [])
        return
    needed = [parameter for parameter in command.params if parameter.required]
    if needed:
        yield []
    if not any(parameter.nargs == -1 for parameter in command.params):
        yield ["zzz"] * 5


#: What each command refuses once it runs: files that are not there or no files, and what no file has.
REFUSED = (
    *("assess none.csv", "assess .", "assess cities.csv --weights none.csv", "assess cities.csv -o none/to.csv"),
    *("assess cities.csv -o . --format csv", "assess cities.csv --framework none.toml", "assess cities.csv --map ."),
    *("assess cities.csv --framework nowhere", "assess cities.csv --plan none.json", "assess cities.csv --recipe ."),
    *("assess cities.csv --programmes none.csv", "assess cities.csv --year soon", "assess cities.csv --by planet"),
    *("assess cities.csv --fail-under x", "assess cities.csv --set Sragen x 3", "assess cities.csv --quality good"),
    *(
        "assess cities.csv --accept x",
        "assess cities.csv --without x",
        "assess cities.csv --format x",
        "check none.csv",
    ),
    *("compare none.csv cities.csv", "compare cities.csv cities.csv --crosswalk none.csv", "example x"),
    *("explain cities.csv --city Atlantis", "frameworks check none.toml", "frameworks show x", "plugins list -o ."),
    *("gaps cities.csv --city Sragen --to x", "peers cities.csv --peers x", "peers cities.csv --letters A"),
    *(
        "peers cities.csv --year-weights x",
        "plan cities.csv --city Sragen --programmes none.csv",
        "programmes none.csv",
    ),
    *("progress cities.csv --plan none.json", "recipe none.csv", "select cities.csv --top 3 --quota x"),
    *(
        "check none.csv",
        "programmes none.csv",
        "template --split owner",
        "template --framework none.toml",
        "frameworks list --format x",
    ),
)


@pytest.mark.parametrize("line", REFUSED)
def test_what_a_command_refuses_has_no_english(
    run: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / "cities.csv").write_bytes(example.read_bytes())
    monkeypatch.chdir(tmp_path)
    told = run("--lang", "id", *line.split())
    assert (told.exit_code in (2, 3, 4), told.stdout) == (True, "")
    sentences = re.sub(r" \[[a-z_]+\]$", "", told.stderr, flags=re.MULTILINE)
    assert english(sentences) == set()
    assert told.stderr != run(*line.split()).stderr
