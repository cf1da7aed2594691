"""What a command line does wrong, as sentences in the language of the reader."""

import click

from smartscore.cli.usage.language import language_of
from smartscore.messages import message, printable


def show(error: click.ClickException) -> None:
    """Tell on stderr how the command is used and what is wrong, each on a line."""
    context = error.ctx if isinstance(error, click.UsageError) else click.get_current_context(silent=True)
    language = language_of(context)
    if context is not None and _lacks_command(error, context):
        click.echo(context.get_help(), err=True)
        return
    if context is not None:
        way = message("usage_try", language, command=context.command_path)
        click.echo(f"{context.get_usage()}\n{way}\n", err=True)
    click.echo(message("usage_error", language, problem=printable(said(error, language))), err=True)


def said(error: click.ClickException, language: str) -> str:
    """Say what is wrong in one sentence, with the nearest name where one is mistyped."""
    if isinstance(error, click.NoSuchOption):
        return _no_option(error, language)
    if isinstance(error, click.BadOptionUsage):
        return _bad_option(error, language)
    if isinstance(error, click.MissingParameter):
        kind = "missing_option" if isinstance(error.param, click.Option) else "missing_argument"
        return message(kind, language, name=_name(error))
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {error.message}"
    return error.message


def _lacks_command(error: click.ClickException, context: click.Context) -> bool:
    """Tell whether a group was named without a command, all that a plain refusal of a group can mean."""
    return type(error) is click.UsageError and isinstance(context.command, click.Group)


def _name(error: click.BadParameter) -> str:
    """Give the longest name of an option with what it takes, or the name of an argument."""
    if error.param is None or error.ctx is None:
        return str(error.param_hint or "")
    if not isinstance(error.param, click.Option):
        return error.param.make_metavar(error.ctx)
    name = max(error.param.opts, key=len)
    missing = isinstance(error, click.MissingParameter)
    return f"{name} {error.param.make_metavar(error.ctx)}" if missing else name


def _options(context: click.Context | None) -> dict[str, click.Option]:
    """Give the options of a command by each of their names."""
    given = [] if context is None else context.command.get_params(context)
    options = [parameter for parameter in given if isinstance(parameter, click.Option)]
    return {name: option for option in options for name in (*option.opts, *option.secondary_opts)}


def _no_option(error: click.NoSuchOption, language: str) -> str:
    from smartscore.errors import nearest  # which only a mistake needs

    if near := nearest(error.option_name, _options(error.ctx)):
        return message("no_option_near", language, found=error.option_name, hint=near)
    return message("no_option", language, found=error.option_name)


def _bad_option(error: click.BadOptionUsage, language: str) -> str:
    """Say that an option lacks a value, or has one that it does not take."""
    option = _options(error.ctx).get(error.option_name)
    if option is None or error.ctx is None:
        return error.message
    if option.is_flag:
        return message("option_without_value", language, name=error.option_name)
    wanted = option.make_metavar(error.ctx)
    return message("option_lacks_value", language, name=error.option_name, expected=wanted)
