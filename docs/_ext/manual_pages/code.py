"""Pages on the command, hooks, methods and the library's names."""

import inspect
from collections.abc import Callable, Iterator, Mapping

import click

import smartscore
from manual_pages.words import plain, said
from smartscore import Methods, hookspecs

_DATA = {  # which have no docstrings of their own
    "CONTRACT": "The number of the contract between plugins and smartscore; the manual says what changed with it.",
    "Array": "An array of floats, which rules and aggregates take and give.",
    "hookimpl": "Marks a function of a plugin as the one that a hook calls.",
}


def command_page(language: str) -> str:
    """Every command that can be called, with its usage and its options, as `--help` tells them."""
    from smartscore.cli import main

    return "\n".join(_commands(main, click.Context(main, info_name="smartscore"), language))


def _commands(main: click.Group, context: click.Context, language: str) -> Iterator[str]:
    yield f"# {said('Every command and option', language)}\n\n{said('The help of the command itself.', language)}\n"
    for found in leaves(main, context):
        command = found.command
        yield f"## `{found.command_path}`\n\n{plain(command.help)}\n"
        yield f"```text\n{found.command_path} {' '.join(command.collect_usage_pieces(found))}\n```\n"
        yield f":::{{program}} {found.command_path}\n:::\n"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(found)):
                yield f":::{{option}} {record[0].replace(' / ', ', ')}\n\n{plain(record[1])}\n:::\n"


def leaves(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """Give the context of every command below this one that has no subcommands."""
    if not isinstance(command, click.Group):
        yield context
        return
    for name in command.list_commands(context):
        if found := command.get_command(context, name):
            yield from leaves(found, click.Context(found, parent=context, info_name=name))


def hooks_page(language: str) -> str:
    """Every hook, with its signature and docstring."""
    names = [name for name in vars(hookspecs) if name.startswith("smartscore_")]
    intro = said("What a plugin may add.", language)
    return f"# {said('Every hook', language)}\n\n{intro}\n\n" + "\n".join(
        _documented("autofunction", f"smartscore.hookspecs.{name}") for name in names
    )


def library_page(language: str) -> str:
    """Every public name, with signature and docstring, and the methods of classes that have one."""
    by_kind: dict[str, list[str]] = {"Functions": [], "Classes": [], "Errors": [], "Data": []}
    for name in sorted(set(smartscore.__all__) - {"__version__"}, key=str.lower):
        by_kind[_kind(getattr(smartscore, name))].append(name)
    text = f"# {said('The library', language)}\n\n"
    intro = "All names that `smartscore` offers to programs and plugins."
    text += said(intro, language) + "\n"
    for kind, names in by_kind.items():
        text += f"\n## {said(kind, language)}\n\n" + "\n".join(_entry(kind, name, language) for name in names)
    return text


def _entry(kind: str, name: str, language: str) -> str:
    if kind == "Data":
        return f":::{{py:data}} smartscore.{name}\n{said(_DATA[name], language)}\n:::\n"
    directive = {"Functions": "autofunction", "Classes": "autoclass", "Errors": "autoexception"}[kind]
    members = "   :members:\n   :inherited-members:\n" if kind == "Classes" else ""
    return _documented(directive, f"smartscore.{name}", members)


def _kind(thing: object) -> str:
    if inspect.isclass(thing):
        return "Errors" if issubclass(thing, Exception) else "Classes"
    return "Functions" if inspect.isfunction(thing) else "Data"


def _documented(directive: str, name: str, options: str = "") -> str:
    return f"```{{eval-rst}}\n.. {directive}:: {name}\n{options}```\n"


def methods_page(methods: Methods, language: str) -> str:
    """Every rule, aggregate and step with its parameters and docstring."""
    intro = said("What a framework file may ask for by name.", language)
    text = f"# {said('Every rule, aggregate and step', language)}\n\n{intro}\n"
    kinds: dict[str, Mapping[str, Callable[..., object]]] = {
        "Rules": methods.rules,
        "Aggregates": methods.aggregates,
        "Steps": methods.steps,
    }
    for kind, made in kinds.items():
        text += f"\n## {said(kind, language)}\n"
        for name, method in made.items():
            text += f"\n({kind.lower()}-{name})=\n### `{name}`\n\n{_parameters(method, language)}\n"
            text += f"\n{inspect.getdoc(method) or ''}\n"
    return text


def _parameters(method: Callable[..., object], language: str) -> str:
    told = []
    for name, parameter in inspect.signature(method).parameters.items():
        if name != "fitted":
            optional = parameter.default is not inspect.Parameter.empty
            default = f" ({said('by default', language)} `{parameter.default!r}`)" if optional else ""
            told.append(f"`{name}`{default}")
    relative = f"{said('relative', language)}; " if hasattr(method, "fit") and hasattr(method, "better") else ""
    words = f"{said('parameters', language)}: {', '.join(told)}" if told else said("no parameters", language)
    return f"*{relative}{words}*"
