"""The one door of atheris: documents led by what they cover of the rooms at stake.

`python -m tests.torture.fuzzing.guided TARGET COUNT SEED FILE ROOM...` tries so many
and tells in the file how many there were and what was stumbled over.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

from tests.torture.fuzzing.drawing import LONGEST, as_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Instrument, then fuzz; the process ends when enough were tried."""
    name, count, seed, told, *rooms = sys.argv[1:]
    with atheris.instrument_imports(include=rooms):
        for room in rooms:
            importlib.import_module(room)
    targets = importlib.import_module("tests.torture.fuzzing.targets")
    target = targets.all_targets()[name]
    tried, faults = 0, dict[str, str]()

    def once(data: bytes) -> None:
        nonlocal tried
        document = data if target.takes_bytes else data.decode("utf-8", "replace")
        if (found := target.try_out(document)) is not None:
            faults.setdefault(found.what[:60], f"{found.what} {document!r}")
        tried += 1
        if tried >= int(count):
            said = {"documents": tried, "faults": list(faults.values())}
            Path(told).write_text(json.dumps(said), "utf-8")
            os._exit(0)

    corpus = Path(told).with_suffix(".corpus")
    corpus.mkdir()
    for number, document in enumerate(islice(target.documents(int(seed)), 60)):
        (corpus / str(number)).write_bytes(as_bytes(document))
    words = Path(told).with_suffix(".words")
    words.write_text(_dictionary(target.pieces), "ascii")
    arguments = [sys.argv[0], f"-seed={int(seed) % 2**31}", f"-max_len={LONGEST}",
                 f"-dict={words}", "-verbosity=0", str(corpus)]  # fmt: skip
    atheris.Setup(arguments, once)
    atheris.Fuzz()


def _dictionary(pieces: Sequence[str | bytes]) -> str:
    """The pieces of a format as libFuzzer takes words."""
    words = (as_bytes(piece) for piece in pieces)
    return "".join(
        '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n'
        for word in words
        if 0 < len(word) <= 64
    )


if __name__ == "__main__":
    main()
