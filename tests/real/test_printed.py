"""Nothing that came from a file steers a terminal, whatever is asked and how."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from nettrack_md.cli.main import COMMANDS
from tests.every_command import WAYS, Said, lines, run_here
from tests.hostile_vault import EVENT, IN_NAME, OTHER, WHO, make_hostile_vault

_COLOURS = re.compile("\x1b\\[[0-9;]*m")
_ORDERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
#: The formats of an answer: for a pipe, for a program, for an eye.
FORMATS: tuple[tuple[str, ...], ...] = ((), ("--json",), ("--color", "always"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("printed")
    make_hostile_vault(place / "vault", place / "files")
    return place


def orders_in(said: Said) -> list[str]:
    """What of the answer a terminal would obey; our own colours are no orders."""
    found = []
    for stream, text in (("out", said.out), ("err", said.err)):
        plain = _COLOURS.sub("", text) if "always" in said.words else text
        if said.words[0] in {"export", "show", "health", "me"} and stream == "out":
            # A file that was asked for on standard output has the line ends of its kind.
            # So has a table its mark of UTF-8, without which Excel garbles it.
            plain = plain.replace("\r\n", "\n").removeprefix("\ufeff")
        found += [
            f"{stream}: {hit[0]!r} in {plain[max(0, hit.start() - 40) : hit.end()]!r}"
            for hit in _ORDERS.finditer(plain)
        ]
    return found


def test_no_order_reaches_a_shell_that_completes(place: Path) -> None:
    # `--color always` is no way of a completion; the words come from the index.
    run_here(("index",), place, place / "vault")
    for shell in ("bash", "zsh", "fish"):
        for begun in ("Evil", "Zed", "Fol"):
            said = run_here(
                (),
                place,
                place / "vault",
                _NETTRACK_COMPLETE=f"{shell}_complete",
                COMP_WORDS=f"nettrack show {begun}",
                COMP_CWORD="2" if shell != "fish" else begun,
            )
            assert orders_in(said._replace(words=("complete",))) == [], shell
            if begun == "Evil" or (begun == "Zed" and shell == "fish"):
                assert begun in said.out


def test_every_command_of_the_command_line_is_among_them() -> None:
    assert set(WAYS) == set(COMMANDS)


def test_no_order_reaches_a_terminal(place: Path) -> None:
    names: dict[str, Any] = {
        "who": WHO, "other": OTHER, "event": EVENT, "name": f"x{IN_NAME}",
        "vault": str(place / "vault"), "files": str(place / "files"),
    }  # fmt: skip
    found = {}
    whole = bool(os.environ.get("NETTRACK_CI"))
    for at, words in enumerate(lines(whole=whole, **names)):
        # At a desk a way of each in one of the formats, in turn; all of them in CI.
        for form in FORMATS if whole else FORMATS[at % 3 :][:1]:
            said = run_here((*words, *form), place, place / "vault")
            if orders := orders_in(said):
                found[said.words] = orders[:3]
            assert "Traceback" not in said.err, words

    assert found == {}, "\n".join(f"{k!r}: {v}" for k, v in found.items())
