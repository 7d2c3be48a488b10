"""Turn a view into text: built-in templates here, a user's own in a child process."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from nettrack_md.errors import TemplateBroken

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from nettrack_md.errors import NettrackError

#: Seconds that a user's template may take, the start of its process included.
WALL_LIMIT = 5.0

_NO_TEMPLATES: Mapping[str, str] = {}
_NONE_HELD: Mapping[str, NettrackError] = {}


def find_own(name: str, language: str, own: Container[str]) -> str | None:
    """The name of the user's template that shadows `name`, if there is one.

    One in a folder named like the language beats one for all languages.
    """
    return next((each for each in (f"{language}/{name}", name) if each in own), None)


def render(
    name: str,
    view: Mapping[str, Any],
    *,
    own: Mapping[str, str] = _NO_TEMPLATES,
    held: Mapping[str, NettrackError] = _NONE_HELD,
) -> str:
    """The text of template `name` for this view.

    `own`: the user's templates, name below their folder to text. One that shadows
    `name` runs in a child process under limits; else the built-in runs here.
    `held`: those that must not run, and what to raise when one of them is wanted:
    it never gives way to the built-in of its name. Raises TemplateBroken, and those.
    """
    theirs = find_own(name, str(view["lang"]), {*own, *held})
    if theirs is None:
        return render_trusted(name, view)
    return render_untrusted(theirs, view, own=own, held=held)


def render_trusted(name: str, view: Mapping[str, Any]) -> str:
    """A built-in template's text, in this process. Raises TemplateBroken."""
    from nettrack_md.render.running import run  # noqa: PLC0415  Jinja costs

    return run(name, view, _NO_TEMPLATES)


def render_untrusted(
    name: str,
    view: Mapping[str, Any],
    *,
    own: Mapping[str, str],
    held: Mapping[str, NettrackError] = _NONE_HELD,
    seconds: float = WALL_LIMIT,
) -> str:
    """A user's template's text, from a child process under limits.

    `seconds`, 512 MB, 2 MB of text; no file written; nothing to be seen but `view`
    and the templates. What is `held` is not handed over: when the template asks for
    it, by whatever name it has put together, that error is raised. Raises
    TemplateBroken.
    """
    if name in held:
        raise held[name]
    order = json.dumps(
        {"name": name, "view": view, "own": dict(own), "held": sorted(held)}
    )
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter, our own words
            _child_command(),
            input=order.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        reason = f"it takes longer than {seconds:g} seconds"
        raise TemplateBroken(name, None, reason) from late
    return _answered(name, done, held)


def _answered(
    name: str,
    done: subprocess.CompletedProcess[bytes],
    held: Mapping[str, NettrackError],
) -> str:
    if done.returncode != 0:
        raise TemplateBroken(name, None, "it needs more time or memory than allowed")
    answer = json.loads(done.stdout)
    if "text" in answer:
        return str(answer["text"])
    if answer.get("held") in held:
        raise held[answer["held"]]
    raise TemplateBroken(answer["name"], answer["line"], answer["reason"])


_START = (
    "import sys; sys.path.extend(sys.argv[1:]);"
    " from nettrack_md.render.child import main; main()"
)


def _child_command() -> list[str]:
    """Isolated (-I): no current folder, no PYTHON variables, only these packages."""
    return [sys.executable, "-I", "-X", "utf8", "-c", _START, *_package_folders()]


def _package_folders() -> Iterator[str]:
    for name in ("nettrack_md", "jinja2", "markupsafe"):
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            yield str(PurePath(spec.origin).parent.parent)
