"""An answer that was given before and still holds, found without opening the vault.

Opening it takes the settings apart, compares what was seen note by note, and imports
what all of that needs. Here one value is compared for each: the ground, the trace. What
is out of the ordinary in any way is left to the long way, which knows what to say.

It imports little: only what every run of it needs.
"""

from __future__ import annotations

import marshal
import os
import time

from nettrack_md.app.answer_keys import answer_key, base_of, level_key
from nettrack_md.app.place import look_at_place
from nettrack_md.app.vouched import is_vouched
from nettrack_md.errors import NettrackError
from nettrack_md.index.kept import find_kept
from nettrack_md.vault import places
from nettrack_md.vault.ground import find_ground
from nettrack_md.vault.roots import find_vault
from nettrack_md.vault.trace import holds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from nettrack_md.index.kept import Kept
    from nettrack_md.vault.trace import Trace


def find_answer(
    question: tuple[object, ...],
    *,
    vault: str,
    today: str,
    private: bool,
    plain_pages: bool = False,
) -> bytes | None:
    """What was answered to that question, if it is known that it still holds.

    `vault`, `today` and `private` as the command line has them. With `plain_pages` it
    holds only where the user has no templates. None: ask the long way.
    """
    around = look_at_place()
    try:
        root = find_vault(
            explicit=vault or None,
            env=around["vault"] or None,
            cwd=around["cwd"],
            config_default=places.default_vault(),
        )
    except NettrackError:
        return None
    ground, file = find_ground(root), places.find_index_file(root)
    if ground is None or file is None or (kept := find_kept(file)) is None:
        return None
    try:
        base = base_of(root, ground)
        if (level := _level(kept, base)) is None:
            return None
        timezone, templates, trace = level
        version = kept.version()
        if not (day := _day(today or around["today"], timezone)):
            return None
        key = answer_key(
            question, base, today=day, private=private, language=around["language"]
        )
        answer = kept.answer(key)
        if plain_pages and os.path.lexists(os.path.join(root, templates)):  # noqa: PTH118
            return None
    finally:
        kept.close()
    if answer is None:
        return None
    # The watcher is asked first: if it knows, nobody has to look.
    if is_vouched(root, version, ground):
        return answer
    return answer if trace is not None and holds(root, trace) else None


def _level(
    kept: Kept, base: tuple[object, ...]
) -> tuple[str, str, Trace | None] | None:
    """Time zone, folder of templates, and the trace that the index is level with."""
    level = kept.answer(level_key(base))
    if level is None:
        return None
    try:
        found: tuple[str, str, Trace | None] = marshal.loads(level)  # noqa: S302 — our own
    except (ValueError, EOFError, TypeError):
        return None
    return found


def _day(wish: str, timezone: str) -> str:
    """The day that is asked for, in ISO; empty where that needs more than a look."""
    if wish:
        year, month, day = wish[:4], wish[5:7], wish[8:]
        plain = wish == f"{year}-{month}-{day}" and len(wish) == 10
        return wish if plain and (year + month + day).isdecimal() else ""
    if timezone:
        from nettrack_md.app.clock import today_in

        return today_in(timezone).isoformat()
    return time.strftime("%Y-%m-%d")
