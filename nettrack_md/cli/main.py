"""The `nettrack` command: its group, and the one place where errors become words."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from nettrack_md import __version__
from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Command -> (module of `commands` that holds it, what it does in a line). They are
#: imported when their command runs, so that no command pays for another.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("setup", "Set a vault up, or adopt one."),
    "add": ("capture", "A new person's note."),
    "log": ("capture", "One touch: with whom, and what."),
    "set": ("capture", "One property of a person."),
    "snooze": ("capture", "Be quiet about somebody for a while."),
    "rename": ("renaming", "Another name, and all links with it."),
    "forget": ("forgetting", "Every trace of a person, taken away."),
    "merge": ("merging", "Two notes of one person become one."),
    "undo": ("undoing", "Take the last command back."),
    "overdue": ("asking", "Who has been waiting longest."),
    "review": ("asking", "Whom to contact this week, and why."),
    "list": ("people", "Everybody, in reading order."),
    "show": ("people", "One person's card."),
    "why": ("people", "The evidence behind somebody's place."),
    "search": ("asking", "Full text, any script, any length."),
    "brief": ("practice", "What to know before meeting somebody."),
    "who": ("practice", "Who can help, and the way to them."),
    "goals": ("practice", "Goals, and the people for them."),
    "intro": ("practice", "Whom to bring together, and how far it is."),
    "me": ("profile", "Who I am: short text, card, QR code."),
    "health": ("practice", "The shape of the network, in words."),
    "check": ("machine", "Every problem of the vault."),
    "import": ("importing", "People from elsewhere; a plan first."),
    "export": ("exporting", "People to other programs."),
    "index": ("machine", "Bring the index level with the vault."),
    "render": ("machine", "Write the review and the overdue note."),
    "apply": ("ticks", "Do what was ticked in the rendered notes."),
    "watch": ("watch", "Stay, and keep all of it fresh."),
    "trust": ("trust", "Look at a template, and let it run."),
    "service": ("service", "Have the system start the watcher."),
    "git": ("git", "Have git merge notes of several devices well."),
    "completion": ("completing", "Have your shell complete names."),
}


class _ReaderGone(Exception):
    """The reader of a pipe has closed it. click would end with 1 for that."""


class LazyGroup(click.Group):
    """A group that imports a command's module when that command is asked for."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 — as click has it
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGone from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of use."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"nettrack_md.cli.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words begin with; a near miss is named."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            name = error.command_name
            raise click.exceptions.NoSuchCommand(
                name, possibilities=COMMANDS, ctx=ctx
            ) from None

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem[Any]]:
        """The commands and options that a word may become; nothing is imported."""
        from click.shell_completion import CompletionItem

        return [
            *(
                CompletionItem(name, help=row[1])
                for name, row in COMMANDS.items()
                if name.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The list of commands, from the table: help imports nothing."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, row[1]) for name, row in COMMANDS.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 nobody or several of that name, "
    "4 check or render --check found something, 5 the vault looks wrong, "
    "130 interrupted.",
)
@click.version_option(__version__, prog_name="nettrack", message="%(prog)s %(version)s")
@shared_options
def cli(options: Options) -> None:
    """Keep your network alive, in plain text.

    A vault is a folder of markdown notes, one for each person. Write a line about
    somebody; look at one page a week that says whom to contact and why.
    """
    click.get_current_context().obj = options


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    # A command is over before its cycles of garbage could matter, and looking for them
    # among the records of a long answer takes longer than making the records.
    gc.disable()
    # In a destructor, or while Python ends: nothing hangs on it, and it has words.
    sys.unraisablehook = lambda _: None
    code = run(argv)
    # At its end Python looks for them once more, among all that is left.
    gc.freeze()
    sys.exit(code)


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code, whatever the input."""
    from nettrack_md.errors import NettrackError

    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold what no encoding can print; show it escaped.
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = cli.main(
            args=list(argv) if argv is not None else None,
            prog_name="nettrack",
            standalone_mode=False,
        )
        # What is still held back: at the end of the process nobody could catch it.
        sys.stdout.flush()
    except click.exceptions.Abort:
        return 130
    except KeyboardInterrupt:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except NettrackError as error:
        _say(str(error))
        return error.exit_code
    except (_ReaderGone, BrokenPipeError):
        return _pipe_closed()
    except Exception as fault:
        from nettrack_md.app.surroundings import wants_traceback

        if wants_traceback():
            raise
        _say(_told(fault))
        return 1
    return code if isinstance(code, int) else 0


def _told(fault: Exception) -> str:
    """What is said of a fault that no room has expected: no word of a note.

    Whatever was written before it can be taken back, and is not denied.
    """
    if not isinstance(fault, OSError):
        from nettrack_md.app.mishaps import confession

        return confession(fault)
    why = fault.strerror or type(fault).__name__
    if fault.filename:
        return f"{fault.filename}: {why}. See what was written: nettrack undo --list"
    return f"Standard output: {why}. What was to be written in the vault is written."


def _say(text: str) -> None:
    from nettrack_md.cli.safe import safe

    for line in text.splitlines():
        click.echo(safe(line), err=True)


def _pipe_closed() -> int:
    """The reader of a pipe (`| head`) has seen enough; that is no failure."""
    import os

    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    return 0
