"""Every command with each of its options, from the command line's own tables.

A new command or option has no words here, and whoever asks for the calls is told so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import click

from nettrack_md.cli.main import COMMANDS, cli

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The options that every command takes are asked for by `looks` of a call.
_SHARED = frozenset({"vault", "today", "json", "color", "quiet", "private"})

#: What a command is given: one or several ways. WHO is somebody, WHOM somebody else,
#: OUT the name of a file that is not there, and IN_… a file to be read.
WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "init": ((),),
    "add": (("Nora Newcome",),),
    "log": (("{who}", "a walk along the pier"), ("{who}", "{whom}", "lunch")),
    "set": (("{who}", "likes", "tea"), ("{who}", "org", "Pier Works")),
    "snooze": (("{who}", "2w"),),
    "rename": (("{who}", "Ada Moor"),),
    "forget": (("{who}",),),
    "merge": (("{who}", "{twin}"),),
    "undo": ((),),
    "trust": ((), ("--list",)),
    "overdue": ((),),
    "review": ((),),
    "list": ((),),
    "show": (("{who}",), ("{whom}",)),
    "why": (("{who}",), ("{whom}",)),
    "search": (("pier",), ("boat",)),
    "brief": (("{who}",), ("{whom}",), ("{event}",)),
    "who": (("law",), ("boat",)),
    "goals": ((),),
    "intro": ((),),
    "me": ((), ("{who}",)),
    "health": ((),),
    "check": ((),),
    "import": (("{in_vcf}",), ("{in_ics}",), ("{in_csv}",), ("{in_mail}",)),
    "export": (
        ("{out}.vcf",), ("{out}.csv",), ("{out}.jsonl",), ("{out}.ics",),
        ("{out}.canvas",), ("{out}.mmd",), ("{out}.md",), ("{out}.dot",),
        ("{out}.graphml",), ("-",),
    ),
    "index": ((),),
    "render": ((),),
    "apply": ((),),
    "watch": (("--once",),),
    "service": (("status",), ("install", "--print"), ("uninstall", "--print")),
    "git setup": (("--print",),),
    "git uninstall": (("--print",),),
    "git status": ((),),
    "git merge-file": (("{base}", "{ours}", "{theirs}", "{note}"),),
    "completion": (("bash",), ("zsh",), ("fish",)),
}  # fmt: skip

#: The value of an option, by command where it means different things.
VALUES: dict[str, tuple[str, ...]] = {
    "--reading": ("のーら",), "--tier": ("close",), "--met": ("2026-11-01",),
    "--at": ("the pier",), "--introduced-by": ("{whom}",), "--why": ("the boat",),
    "--org": ("Pier Works",), "--tag": ("work",), "--kind": ("call",),
    "--on": ("yesterday",), "--next": ("2026-12-01 write",), "--as": ("a friend",),
    "--base": ("{base}",), "--limit": ("3",), "--week": ("2026-W47",),
    "--quarter": ("2026-Q4",), "--encoding": ("utf-8",), "--map": ("Name=name",),
    "--same": ("1={who}",), "--new": ("1",), "--me": ("me@example.org",),
    "--since": ("2026-01-01",), "--only": ("birthdays,dates",),
    "--calendar": ("{out}.svg",), "--marker-size": ("7",),
}  # fmt: skip

#: Options that are only of use beside others.
BESIDE: dict[str, tuple[str, ...]] = {
    "--quarters": (), "--force": ("--calendar", "{out}.svg"),
    "--same": ("--apply",), "--new": ("--apply",), "--partly": ("--apply",),
    "--purge": ("--apply",), "--mentions": ("--apply",), "--as": ("--apply",),
    "--relink": ("--apply",), "--types": ("--obsidian", "--yes"),
    "--obsidian": ("--yes",),
}  # fmt: skip
#: What fits with one ending only.
ENDINGS: dict[str, str] = {
    "--vcard4": ".vcf", "--safe": ".csv", "--texts": ".jsonl", "--only": ".ics",
    "--alarms": ".ics", "--what": ".canvas", "--group": ".canvas",
}  # fmt: skip
#: Would wait for a key, or start an editor.
TALKS = frozenset({"--interactive", "--open"})
#: Would have the system start something, or asks the desktop.
REACHES_OUT = frozenset({"--notice"})


@dataclass(frozen=True)
class Call:
    """One command line, with names in braces for whom and what it is about."""

    words: tuple[str, ...]

    def filled(self, names: dict[str, str]) -> list[str]:
        """The words of it in a certain vault."""
        return [word.format_map(names) for word in self.words]


def commands() -> Iterator[tuple[str, click.Command]]:
    """Each command by its name, those of a group by two words."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {n}", c) for n, c in command.commands.items())
        else:
            yield name, command


@cache
def calls() -> tuple[Call, ...]:
    """Every command in each of its ways, and with each of its options alone."""
    return tuple(dict.fromkeys(call for pair in commands() for call in _of(*pair)))


def _of(name: str, command: click.Command) -> Iterator[Call]:
    start = tuple(name.split())
    for way in WORDS[name]:
        yield Call((*start, *way))
    for option in command.params:
        if not isinstance(option, click.Option) or option.name in _SHARED:
            continue
        flag = max(option.opts, key=len)
        if flag in TALKS | REACHES_OUT or flag == "--help":
            continue
        for way in WORDS[name]:
            if flag == "--format" and way != ("-",):
                continue
            if flag in ENDINGS and not way[0].endswith(ENDINGS[flag]):
                continue
            beside = BESIDE.get(flag, ()) if name != "export" else ()
            known = {max(p.opts, key=len) for p in command.params}
            if any(w.startswith("--") and w not in known for w in beside):
                beside = ()
            for values in _values(option, flag):
                yield Call((*start, *way, flag, *values, *beside))


def _values(option: click.Option, flag: str) -> Iterator[tuple[str, ...]]:
    if option.is_flag:
        yield ()
    elif isinstance(option.type, click.Choice):
        yield from ((str(choice),) for choice in option.type.choices)
    else:
        yield from ((value,) for value in VALUES[flag])
