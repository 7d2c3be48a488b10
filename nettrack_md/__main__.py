"""`python -m nettrack_md`."""

from __future__ import annotations

from nettrack_md.cli.main import main

if __name__ == "__main__":
    main()
