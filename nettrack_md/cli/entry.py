"""Where `nettrack` begins: at once where it can, else the command line as a whole."""

from __future__ import annotations

import sys

from nettrack_md.app.place import completion_asked


def main() -> None:
    """Run the command line and exit with its code."""
    if not completion_asked():
        from nettrack_md.cli.quick import answered

        try:
            code = answered(sys.argv[1:])
        except KeyboardInterrupt:
            code = 130
        if code is not None:
            sys.exit(code)
    from nettrack_md.cli.main import main as run_all

    run_all()
