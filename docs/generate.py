"""Write the pages that are made from the code; `make docs` runs it, a test compares."""

from __future__ import annotations

from pathlib import Path

import click

from nettrack_md.cli.main import COMMANDS, cli
from nettrack_md.model.problems import CODES

HERE = Path(__file__).parent


def commands_page() -> str:
    """`docs/commands.md`: every command, as its own help tells it."""
    parts = [
        "# Commands",
        "",
        "Made from the program's own help by `make docs`; edit the code, not this.",
        "",
        _help(cli, "nettrack"),
    ]
    context = click.Context(cli, info_name="nettrack")
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if command is not None:
            parts += ["", f"## nettrack {name}", "", _help(command, f"nettrack {name}")]
            parts += _below(command, f"nettrack {name}")
    return "\n".join(parts) + "\n"


def _below(group: click.Command, name: str) -> list[str]:
    """The commands of a command, hidden ones left out."""
    parts: list[str] = []
    for word, command in getattr(group, "commands", {}).items():
        if not command.hidden:
            parts += ["", f"### {name} {word}", "", _help(command, f"{name} {word}")]
    return parts


def _help(command: click.Command, name: str) -> str:
    # As the command line itself has it: click keeps the option of the first context.
    names = cli.context_settings["help_option_names"]
    context = click.Context(
        command, info_name=name, max_content_width=80, help_option_names=names
    )
    context.color = False
    text = command.get_help(context)
    return f"```text\n{text}\n```"


def problems_page() -> str:
    """`docs/problems.md`: every code, what it means and what to do."""
    parts = [
        "# Problems",
        "",
        "What `nettrack check` can report. Codes never change; each problem names",
        "path, line, what is wrong and what to do. Made by `make docs` from the code.",
        "",
        "An *error* keeps a note from being read or written, a *warning* keeps a fact",
        "from being used, an *info* is good to know. One bad note never stops the",
        "others: it keeps the facts that it had, and is still found by its path.",
    ]
    for code in sorted(CODES.values(), key=lambda code: code.name):
        parts += ["", f"## {code.name}", "", f"*{code.severity}*. {code.meaning}"]
        parts += ["", f"What to do: {code.hint}"]
    return "\n".join(parts) + "\n"


PAGES = {"commands.md": commands_page, "problems.md": problems_page}


def main() -> None:
    """Write every page."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
