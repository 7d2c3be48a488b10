"""Run one template on one view, and say plainly what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from nettrack_md.errors import TemplateBroken
from nettrack_md.render.names import PREFIX, built_in
from nettrack_md.render.sandbox import TemplateHeld, make_sandbox, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from jinja2 import Template

    from nettrack_md.render.sandbox import Sandbox

#: The longest text that a template may render, in characters.
OUTPUT_LIMIT = 2_000_000

#: What a template can raise beside Jinja's own: wrong sums, types and values in it.
_MISTAKES = (
    TemplateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def run(
    name: str,
    view: Mapping[str, Any],
    own: Mapping[str, str],
    held: Container[str] = (),
) -> str:
    """The text of template `name`: the user's, else the built-in.

    Raises TemplateBroken with the line and a plain sentence; TemplateHeld when it
    comes upon one of `held`.
    """

    def find(wanted: str) -> str | None:
        if wanted in held and not wanted.startswith(PREFIX):
            raise TemplateHeld(wanted)
        if wanted in own and not wanted.startswith(PREFIX):
            return own[wanted]
        return built_in(wanted)

    sandbox = make_sandbox(find, view=view)
    try:
        return tidy(_text(sandbox.get_template(name), view))
    except TemplateSyntaxError as wrong:
        reason = _unknown_filter(wrong, sandbox) or _said(wrong)
        raise TemplateBroken(wrong.name or name, wrong.lineno, reason) from None
    except (RecursionError, SyntaxError):
        reason = "it is nested too deeply, or includes itself"
        raise TemplateBroken(name, None, reason) from None
    except _MISTAKES as wrong:
        where, line = _place(wrong, name, find)
        raise TemplateBroken(where, line, _said(wrong)) from None


def _text(template: Template, view: Mapping[str, Any]) -> str:
    parts: list[str] = []
    length = 0
    for part in template.generate(view):
        parts.append(part)
        length += len(part)
        if length > OUTPUT_LIMIT:
            raise SecurityError("it renders more than 2 MB of text")
    return "".join(parts)


def _said(wrong: Exception) -> str:
    """The message as a clause: one line, no memory address, no full stop."""
    if isinstance(wrong, TemplateNotFound):
        return f'there is no template "{wrong.name}"'
    message = str(getattr(wrong, "message", None) or wrong) or type(wrong).__name__
    line = " ".join(re.sub(r" at 0x[0-9a-f]+", "", message).split())
    return line.rstrip(".")


def _unknown_filter(wrong: TemplateSyntaxError, sandbox: Sandbox) -> str:
    found = re.match(r"No filter named '(\w+)'", wrong.message or "")
    if found is None:
        return ""
    return f'there is no filter "{found[1]}"{meant(found[1], sandbox.filters)}'


def _place(
    wrong: Exception, name: str, find: Callable[[str], str | None]
) -> tuple[str, int | None]:
    """The innermost template and line that the error passed through."""
    where: tuple[str, int | None] = (name, None)
    trace = wrong.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == name or (file.endswith(".j2") and find(file) is not None):
            where = (file, trace.tb_lineno)
        trace = trace.tb_next
    return where


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def tidy(text: str) -> str:
    """No blanks at line ends, no two empty lines in a row, one newline at the end.

    So that a template can leave things out without leaving holes. Inside fenced code
    empty lines stay.
    """
    lines = _CONTROLS.sub("", text.replace("\r\n", "\n")).split("\n")
    return "\n".join(_without_holes(lines)).strip("\n") + "\n"


def _without_holes(lines: list[str]) -> Iterator[str]:
    fenced = empty = False
    for line in map(str.rstrip, lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if line or fenced or not empty:
            yield line
        empty = not line
