"""Plain questions that were answered before: printed without the rest of the program.

The words are understood only where they are as plain as words can be. All others, and
questions whose answer does not hold any more, are left to the commands themselves.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    #: A question, and the options that were given with it.
    Asked: TypeAlias = tuple[tuple[object, ...], dict[str, str]]

#: Options that every command takes: with a value, and without one.
_VALUES = frozenset({"--vault", "--today"})
_FLAGS = frozenset({"--json", "--private", "--quiet", "-q"})
#: Question -> its own options, in the order of `print_answer`; what each takes.
_QUESTIONS: dict[str, dict[str, type]] = {
    "overdue": {"--all": bool, "--limit": int, "--tier": str, "--tag": str},
    "review": {"--week": str},
    "render": {"--check": bool},
}
#: Those that are answered in JSON; the others in plain lines, for a pipe.
_IN_JSON = frozenset({"overdue", "review"})


def parse_question(words: list[str]) -> Asked | None:
    """The question that these words ask, and its shared options; None: not plain.

    The question is the one under which its command keeps the answer.
    """
    kind = ""
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        own = _QUESTIONS.get(kind, {})
        name, mark, value = word.partition("=")
        if not word.startswith("-"):
            if kind or word not in _QUESTIONS:
                return None
            kind = word
            continue
        if name in given:
            return None
        if name in _FLAGS or own.get(name) is bool:
            if mark:
                return None
            value = "yes"
        elif name in _VALUES or name in own:
            value = value if mark else next(rest, "")
            if not value or value.startswith("-"):
                return None
        else:
            return None
        given[name] = value
    if not kind or ("--json" in given) != (kind in _IN_JSON):
        return None
    options = _QUESTIONS[kind].items()
    asked = [_asked(given.get(name, ""), what) for name, what in options]
    return None if _UNCLEAR in asked else ((kind, *asked), given)


_UNCLEAR = object()


def _asked(value: str, what: type) -> object:
    """The value of an option as its command has it."""
    if what is bool:
        return bool(value)
    if not value:
        return None
    if what is int:
        plain = value.isascii() and value.isdecimal() and value[0] != "0"
        return int(value) if plain and len(value) < 10 else _UNCLEAR
    return value


def answered(words: list[str]) -> int | None:
    """Print what these words ask for, if it is at hand: the exit code, else None."""
    text: bytes | None
    if words == ["--version"]:
        from nettrack_md import __version__

        text = f"nettrack {__version__}".encode()
    elif (asked := parse_question(words)) is None:
        return None
    else:
        from nettrack_md.app.at_once import find_answer

        question, given = asked
        is_page = question[0] not in _IN_JSON
        if is_page and sys.stdout.isatty():
            return None
        text = find_answer(
            question,
            vault=given.get("--vault", ""),
            today=given.get("--today", ""),
            private="--private" in given,
            plain_pages=is_page,
        )
    return None if text is None else _print(text)


def _print(text: bytes) -> int | None:
    """Print as commands do, whatever the locale; None: there is nowhere to print."""
    try:
        out = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return None
    # Nothing is held back: what cannot be written at the end nobody could catch.
    rest = memoryview(text + b"\n")
    try:
        while rest:
            rest = rest[os.write(out, rest) :]
    except BrokenPipeError:
        return 0  # Whoever reads has seen enough.
    except OSError as error:
        sys.stderr.write(f"{error.strerror or error}. Nothing was changed.\n")
        return 1
    return 0
