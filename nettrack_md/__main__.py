"""`python -m nettrack_md`."""

from __future__ import annotations

import os
import sys

from nettrack_md.cli.entry import main


def _open_missing_streams() -> None:
    """Where the system starts us without a window, Python has no streams at all."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


if __name__ == "__main__":
    _open_missing_streams()
    main()
