"""Commands, groups, options and arguments whose help is a code of the catalogue until it is shown."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from smartscore.cli.usage.completing import completions
from smartscore.cli.usage.language import current_language, keep_language, language_of, placeholder
from smartscore.cli.usage.values import bounds
from smartscore.messages import message

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

HELP = ("-h", "--help")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Refused(click.UsageError):
    """A mistake in a command line that is told in words of our own already."""


class _Helped:
    """Something with a help, which is told in the language of the command line that is being worked on."""

    _code: str | None = None

    def _told(self) -> str | None:
        return self._code and message(self._code, current_language())

    def _keep(self, code: str | None) -> None:
        self._code = code

    help = property(_told, _keep)


class Option(_Helped, click.Option):
    """An option, whose bounds and default are told in the language of the reader."""

    def make_metavar(self, ctx: click.Context) -> str:
        return placeholder(super().make_metavar(ctx), language_of(ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        found = completions(self, ctx, incomplete)
        return super().shell_complete(ctx, incomplete) if found is None else found

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record, language = super().get_help_record(ctx), language_of(ctx)
        if record is None:
            return None
        extra = self.get_help_extra(ctx)
        notes = [message("option_default", language, value=extra["default"])] if "default" in extra else []
        notes += [range_] if (range_ := bounds(self.type)) else []
        notes += [message("option_required", language)] if "required" in extra else []
        told = [] if self._code is None else [message(self._code, language)]
        return record[0], "  ".join([*told, *([f"[{'; '.join(notes)}]"] if notes else [])])


class Argument(click.Argument):
    """An argument, which is named in the language of the reader."""

    def make_metavar(self, ctx: click.Context) -> str:
        return placeholder(super().make_metavar(ctx), language_of(ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        found = completions(self, ctx, incomplete)
        return super().shell_complete(ctx, incomplete) if found is None else found


class _Speaking(_Helped, click.Command):
    """What commands and groups have in common."""

    @cached_property
    def _asking(self) -> Option:
        return Option(HELP, is_flag=True, is_eager=True, expose_value=False, help="help_help", callback=_show_help)

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        return list(HELP)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        return self._asking

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        keep_language(ctx, args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # which click leaves out where a value lacks
            raise

    def get_help(self, ctx: click.Context) -> str:
        with ctx.scope(cleanup=False):  # which says the language
            return super().get_help(ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [placeholder(piece, language_of(ctx)) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        prefix = message("usage_usage", language_of(ctx)) + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        given = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        with formatter.section(message("usage_options", language_of(ctx))):
            formatter.write_dl([record for option in given if (record := option.get_help_record(ctx))])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        with ctx.scope(cleanup=False):
            return super().shell_complete(ctx, incomplete)


class Command(_Speaking):
    """A command, which takes no more arguments than it names."""

    allow_extra_args = True  # click would refuse them in English

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise Refused(message("unexpected_arguments", language_of(ctx), found=" ".join(rest)), ctx)
        return rest


class Group(_Speaking, click.Group):
    """A group of commands; without any, its help is an error."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        keep_language(ctx, args)
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(click.UsageError.exit_code)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        limit = formatter.width - 6 - max((len(name) for name, _ in named), default=0)
        with formatter.section(message("usage_commands", language_of(ctx))):
            formatter.write_dl([(name, one.get_short_help_str(limit)) for name, one in named if one])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            raise Refused(self._unknown(ctx, args[0]), ctx)
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, name: str) -> str:
        from smartscore.errors import nearest  # which only a mistake needs

        known, language = self.list_commands(ctx), language_of(ctx)
        if near := nearest(name, known):
            return message("no_command_near", language, found=name, hint=near)
        return message("no_command", language, found=name, known=", ".join(known))


def _show_help(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def option(*names: str, **given: Any) -> Decorator:
    """Give a command an option."""
    return click.option(*names, cls=Option, **given)


def argument(*names: str, **given: Any) -> Decorator:
    """Give a command an argument."""
    return click.argument(*names, cls=Argument, **given)


def command(name: str, *, help: str) -> Callable[[Callable[..., Any]], Command]:  # noqa: A002  # as click has it
    """Make a command of a function."""
    return click.command(name, cls=Command, help=help)


def group(name: str, *, help: str) -> Callable[[Callable[..., Any]], Group]:  # noqa: A002  # as click has it
    """Make a group of commands, which its function only names."""
    return click.group(name, cls=Group, help=help)
