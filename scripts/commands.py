"""How the command line talks: help and slips in Russian, a line of progress on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


def _in_russian(error: click.UsageError) -> str:
    """click's own slips in Russian; our own messages are Russian already."""
    if isinstance(error, click.NoSuchOption):
        near = f"; возможно, {', '.join(error.possibilities)}" if error.possibilities else ""
        return f"нет такого ключа: {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"не хватает {name}"
    if isinstance(error, click.BadParameter):
        name = (error.param.opts[0] if isinstance(error.param, click.Option) else error.param.metavar) if error.param else ""
        kind = error.param.type if error.param else None
        if isinstance(kind, click.Choice):
            return f"{name}: можно {', '.join(map(str, kind.choices))}"
        return f"{name}: недопустимое значение" if name else error.message
    if error.message.startswith("No such command"):
        return f"нет такой команды: {error.message.removeprefix('No such command ').rstrip('.')}"
    if error.message.startswith("Got unexpected extra argument"):
        return f"лишнее слово: {error.message.split('(', 1)[-1].rstrip(').')}"
    return error.message


class _RussianHelp:
    """The frame of --help in Russian; click writes it in English."""

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        inner = click.HelpFormatter(width=formatter.width)
        super().format_help(context, inner)  # type: ignore[misc]
        text = inner.getvalue()
        for english, russian in (
            ("Usage:", "Как вызвать:"),
            ("Options:", "Ключи:"),
            ("Commands:", "Команды:"),
            ("[OPTIONS]", "[КЛЮЧИ]"),
            ("COMMAND [ARGS]...", "КОМАНДА …"),
            ("Show this message and exit.", "Показать эту подсказку."),
        ):
            text = text.replace(english, russian)
        formatter.write(text)


class RussianCommand(_RussianHelp, click.Command):
    """A command whose help is Russian."""


class RussianGroup(_RussianHelp, click.Group):
    """A group of commands whose help and errors are Russian."""

    command_class = RussianCommand

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Runs the command; misuse ends with one Russian line and exit code 2."""
        try:
            result = super().main(*args, standalone_mode=False, **kwargs)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(2)
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else "praktiki"
            click.echo(f"{_in_russian(error)}. Подсказка: {path} --help", err=True)
            sys.exit(2)
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            sys.exit(1)
        except click.Abort:
            click.echo("Остановлено.", err=True)
            sys.exit(1)
        # Without its standalone mode click returns the code of ctx.exit() instead of exiting with it.
        sys.exit(result if isinstance(result, int) else 0)


@contextmanager
def progress(words: str) -> Iterator[None]:
    """Says on a terminal what is going on and how long it took; silent for programs."""
    shown = sys.stderr.isatty()
    started = time.perf_counter()
    if shown:
        click.echo(f"{words}…", err=True, nl=False)
    try:
        yield
    finally:
        if shown:
            click.echo(f" {time.perf_counter() - started:.1f} с".replace(".", ","), err=True)
