"""The child process in which a user's templates run, under limits.

An order comes in on stdin, `{"name", "view", "own", "held"}`; an answer goes out on
stdout, `{"text"}`, `{"held"}` or `{"name", "line", "reason"}`. Started by
`render.engine`.
"""

from __future__ import annotations

import json
import sys

from nettrack_md.errors import TemplateBroken
from nettrack_md.render.running import run
from nettrack_md.render.sandbox import TemplateHeld

#: Bytes of memory, seconds of computing.
MEMORY_LIMIT = 512 * 1024 * 1024
CPU_LIMIT = 5


def main() -> None:
    """Read one order, carry it out, answer. Exits 1 when memory runs out."""
    order = json.loads(sys.stdin.buffer.read())
    limit_this_process()
    answer: dict[str, str | int | None]
    try:
        held = frozenset(order.get("held", ()))
        answer = {"text": run(order["name"], order["view"], order["own"], held)}
    except TemplateHeld as wanted:
        answer = {"held": wanted.name}
    except TemplateBroken as broken:
        answer = {"name": broken.name, "line": broken.line, "reason": broken.reason}
    except MemoryError:
        sys.exit(1)
    sys.stdout.buffer.write(json.dumps(answer).encode())


def limit_this_process() -> None:
    """Little memory, little time, no file written, no dump left.

    A system without these limits (Windows) still has the parent's clock.
    """
    try:
        import resource  # noqa: PLC0415  not everywhere
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_LIMIT),
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))


if __name__ == "__main__":
    main()
