"""Lines that there is no key for: kept as text that can stand in a card again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.exchange.lines import escape
from nettrack_md.exchange.texts import clean_prose
from nettrack_md.exchange.vcard.values import unescape_old

if TYPE_CHECKING:
    from nettrack_md.exchange.vcard.cards import Field

_SAFE = re.compile(r"[^\x00-\x1f\x7f\",;:^]*")
_NAME = re.compile(r"[A-Z0-9-]+")
_GONE = frozenset({"CHARSET", "ENCODING"})
_CARET = {"^": "^^", "\n": "^n", '"': "^'"}


def render_kept(field: Field, label: str, *, old: bool) -> str:
    """`X-FOO;TYPE=a:value`, as version 3.0 writes it; its label as a parameter.

    A function that gives its own result again when it is read again. Parameters that
    no other program could read, without a value or a sound name, stay behind.
    """
    text = field.text
    if old:
        # Only separators are escaped in 2.1, and line breaks stand there as they are.
        parts = [escape(clean_prose(unescape_old(part))) for part in text.split(";")]
        text = ";".join(parts)
    text = clean_prose(text).replace("\n", "\\n").strip()
    params = [
        (key, values)
        for key, values in field.source.params
        if key not in _GONE and _NAME.fullmatch(key) and _values(values)
    ]
    if label and not any(key == "X-LABEL" for key, _ in params):
        params.append(("X-LABEL", (label,)))
    head = field.name + "".join(f";{key}={_values(values)}" for key, values in params)
    return f"{head}:{text}"


def _values(values: tuple[str, ...]) -> str:
    return ",".join(filter(None, map(render_param, values)))


def render_param(value: str) -> str:
    """A parameter's value, quoted and with the carets of RFC 6868 where it must be."""
    value = " ".join(clean_prose(value).split())
    if _SAFE.fullmatch(value):
        return value
    value = re.sub('[\\^\n"]', lambda found: _CARET[found[0]], value)
    return f'"{value}"'
