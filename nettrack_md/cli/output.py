"""Report -> terminal, tab-separated text or versioned JSON: the one place for all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from nettrack_md.cli.safe import safe, safe_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from rich.console import Console

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options

#: The version of what `--json` prints. Keys are only ever added within it.
SCHEMA = 1


def is_terminal(options: Options | None = None) -> bool:
    """Whether the answer is for a person who looks.

    That is one at a terminal, or behind a pager that was promised colours.
    """
    if options is not None and options.color == "always":
        return True
    return sys.stdout.isatty()


def print_json(kind: str, today: date, vault: str, data: object) -> None:
    """Print one versioned envelope (contract section 13)."""
    click.echo(_envelope(kind, today, vault, data))


def print_json_rows(kind: str, today: date, vault: str, rows: Iterable[object]) -> None:
    """Print the same envelope, each row as it comes: nobody holds all of them."""
    import json

    before, _, after = _envelope(kind, today, vault, [0]).rpartition("0")
    write = sys.stdout.write
    write(before)
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for place, row in enumerate(rows):
        text = safe_json(encode(row))
        write(f", {text}" if place else text)
    write(after + "\n")


def print_answer(
    ws: Workspace, kind: str, asked: tuple[object, ...], data: Callable[[], object]
) -> None:
    """Print the envelope of what `data` gives, made only when something has changed.

    `asked` is all that the options say about the answer.
    """
    from nettrack_md.app.answers import keep_level, remembered

    click.echo(
        remembered(
            ws,
            (kind, *asked),
            lambda: _envelope(kind, ws.today, ws.root, data()),
        )
    )
    keep_level(ws)


def _envelope(kind: str, today: date, vault: str, data: object) -> str:
    import json

    envelope = {
        "schema": SCHEMA,
        "kind": kind,
        "today": today.isoformat(),
        "vault": vault,
        "data": data,
    }
    return safe_json(json.dumps(envelope, ensure_ascii=False))


def print_rows(rows: Iterable[Sequence[object]]) -> None:
    """Print stable tab-separated lines; an absent value is an empty field."""
    write = sys.stdout.write
    for row in rows:
        fields = ("" if value is None else safe(str(value)) for value in row)
        write("\t".join(fields) + "\n")


def wants_color(options: Options) -> bool:
    """Whether to colour: `--color`, else NO_COLOR and TERM, else a terminal."""
    if options.color in {"always", "never"}:
        return options.color == "always"
    from nettrack_md.app.surroundings import look_of_terminal

    look = look_of_terminal()
    return is_terminal() and not look.no_color and not look.dumb


def console(options: Options, *, stderr: bool = False) -> Console:
    """A terminal to print beautifully on. Imports rich, so only where one looks."""
    from rich.console import Console

    colored = wants_color(options)
    return Console(
        file=sys.stderr if stderr else sys.stdout,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=not colored,
        force_terminal=colored or None,
        color_system="auto" if colored else None,
        soft_wrap=False,
    )


def note(options: Options, text: str) -> None:
    """Tell something beside the answer, on standard error; `-q` keeps it quiet."""
    if not options.quiet:
        for line in text.splitlines():
            click.echo(safe(line), err=True)


class Progress:
    """A bar for long work, on a terminal only; it comes up when work takes a while."""

    #: Fewer steps than this are done before anybody looks.
    _WORTH_SHOWING = 300

    def __init__(self, options: Options, what: str) -> None:
        self._shown = sys.stderr.isatty() and not options.quiet and not options.json
        self._options = options
        self._what = what
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self._step

    def __exit__(self, *exc: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _step(self, done: int, total: int) -> None:
        if not self._shown or total < self._WORTH_SHOWING:
            return
        if self._bar is None:
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
            )

            self._bar = Progress(
                TextColumn(self._what),
                BarColumn(),
                MofNCompleteColumn(),
                console=console(self._options, stderr=True),
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task(self._what, total=total)
        if done % 50 == 0 or done == total:
            self._bar.update(self._task, completed=done)
