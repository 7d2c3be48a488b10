"""Foreign text made clean: one line, nothing that steers, nothing that runs."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_STEERING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
#: What `json` itself lets through: C1 controls, bidi, line separators, surrogates.
_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_NARROW = re.compile("[\uff61-\uff9f]+")
_BLANKS = re.compile(r"\s+")
#: Template tags, links, HTML and code, each as a look-alike that starts nothing.
_RUNNING = re.compile(r"<(?=[%A-Za-z/!?])|\{(?=[{%#])|(?<=\{)\{|\[(?=\[)|(?<=\[)\[|`")
_ALIKE = {"<": "＜", "{": "｛", "[": "［", "`": "'"}
_SUSPECT = re.compile(r"[<{\[`]")
_LABEL = re.compile(r"(.*\S)\s*\(([^()]*)\)", re.DOTALL)
#: The longest text that a property may hold, in characters.
LONGEST = 2000


def clean(text: str) -> str:
    """The text on one line, without controls, and inert in a note's properties."""
    if text.isascii() and text.isprintable() and not _SUSPECT.search(text):
        return " ".join(text.split())[:LONGEST].rstrip()
    # Half-width kana are how an old phone keeps a text, not how anybody writes it.
    text = _NARROW.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    # Composed before it is looked through: some letters compose to a bare mark.
    text = unicodedata.normalize("NFC", _STEERING.sub("", text))
    text = _BLANKS.sub(" ", text).strip()[:LONGEST].rstrip()
    if _SUSPECT.search(text):
        text = _RUNNING.sub(lambda found: _ALIKE[found[0]], text)
    return text


def one_line(text: str) -> str:
    """The text on one line, without controls; else as it is, to be escaped."""
    text = unicodedata.normalize("NFC", _STEERING.sub("", text))
    return _BLANKS.sub(" ", text).strip()


def as_json(value: object, **how: Any) -> str:  # noqa: ANN401 — as `json.dumps` has it
    """A value as JSON; what could steer a terminal stands there as an escape."""
    text = json.dumps(value, ensure_ascii=False, **how)
    if text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def clean_prose(text: str) -> str:
    """Text of several lines, without controls; what would run is not touched here."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = (_STEERING.sub("", line).rstrip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def labelled(value: str, label: str) -> str:
    """`+81 90-1234-5678 (cell)`; the value alone without a label."""
    label = re.sub(r"[()]", " ", label).strip()
    return f"{value} ({' '.join(label.split())})" if label and value else value


def split_label(text: str) -> tuple[str, str]:
    """A value and the label in brackets behind it, if any."""
    found = _LABEL.fullmatch(text)
    if found is None or not found[2].strip():
        return text, ""
    return found[1], found[2].strip()
