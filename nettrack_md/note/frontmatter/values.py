"""What properties are made of: scalars that keep their text, lists, maps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isinf, isnan
from typing import NamedTuple, TypeAlias

#: A plain value as Obsidian's YAML library gives it. Its numbers are all doubles:
#: whole ones up to 2**53 are `int` here, all others `float`.
Value: TypeAlias = (
    "str | int | float | bool | list[Value] | dict[str, Value] | None"
)  # fmt: skip

#: What one scalar can be.
Typed: TypeAlias = "str | int | float | bool | None"

# YAML 1.2 core schema as the npm library `yaml` 2.7 tests it: dates, yes/no,
# 10:30, 1_000 are text; 012 is twelve.
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?P<int>[-+]?[0-9]+)"
    r"|0o(?P<octal>[0-7]+)"
    r"|0x(?P<hex>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<sign>[-+]?)\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN)"
)
_FIRST_OF_NUMBER = frozenset("+-.0123456789")
_EXACT = 2**53


def _whole(number: float, text: str) -> int | float:
    # int(text) refuses more than 4,300 digits; float(text) does not.
    return int(text) if abs(number) < _EXACT else number


def _digits(text: str, base: int) -> int | float:
    number = int(text, base)
    if number < _EXACT:
        return number
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def resolve(text: str) -> Typed:
    """What an unquoted `text` means to Obsidian; itself unless YAML 1.2 retypes it."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _FIRST_OF_NUMBER or (found := _NUMBER.fullmatch(text)) is None:
        return text
    kind = found.lastgroup
    if kind == "int":
        return _whole(float(text), text)
    if kind == "octal":
        return _digits(found["octal"], 8)
    if kind == "hex":
        return _digits(found["hex"], 16)
    if kind == "float":
        return float(text)
    return float(text.replace(".", "", 1))


class Scalar(NamedTuple):
    """One piece of text: quotes taken off, escapes read, otherwise as typed."""

    text: str
    #: Whether YAML may retype it: False when quoted, a block, or tagged as text.
    plain: bool

    @property
    def value(self) -> Typed:
        """The text as Obsidian types it."""
        return resolve(self.text) if self.plain else self.text

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing; `Null`, nothing to YAML, is somebody's name here."""
        return self.value is None and self.text != "Null"


class Entry(NamedTuple):
    """One property: its key, what stands behind it, and where."""

    key: str
    node: Node
    #: Line of the key in the file, 1-based.
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values inside a value: `{phone: 1}`, or indented below a key."""

    entries: tuple[Entry, ...]


#: A sequence is a bare tuple. `Scalar` is a tuple by birth, so ask for it first.
Node: TypeAlias = "Scalar | Mapping | tuple[Node, ...]"

NULL = Scalar("", plain=True)


class Flaw(NamedTuple):
    """One thing wrong with a header; `model.problems` knows the codes."""

    code: str
    #: 1-based, in the file.
    line: int
    message: str


class HeaderRefused(Exception):
    """Obsidian rejects this header, or it is too much to be read safely."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__("; ".join(flaw.message for flaw in flaws))
        self.flaws = flaws


def value_of(node: Node) -> Value:
    """The plain Python value of a node, typed as Obsidian types it."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {entry.key: value_of(entry.node) for entry in node.entries}
    return [value_of(item) for item in node]


def key_text(key: Node) -> str:
    """The name of a property: keys are text, `null` the empty one, `012` is "12".

    A map or list as a key is written out, so that `v: {{date}}`, which YAML reads
    as a map in a map, becomes `{ date }`.
    """
    if isinstance(key, Scalar):
        return _scalar_key(key.value)
    if isinstance(key, Mapping):
        inner = ", ".join(_pair(entry) for entry in key.entries)
        return f"{{ {inner} }}" if inner else "{}"
    inner = ", ".join(_flow(item) for item in key)
    return f"[ {inner} ]" if inner else "[]"


def _flow(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text if node.plain else f'"{node.text}"'
    return key_text(node)


def _pair(entry: Entry) -> str:
    value = _flow(entry.node)
    return f"{entry.key}: {value}" if value else entry.key


def _scalar_key(value: Typed) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number_key(value)


def _number_key(value: float) -> str:
    # JavaScript's String(number): plain digits from 1e-6 up to 1e21, and an
    # exponent without padding elsewhere.
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-6 <= abs(value) < 1e21:
        from decimal import Decimal  # noqa: PLC0415 - few keys are numbers

        # Adding nothing turns -0.0 into 0.0.
        return format(Decimal(repr(value + 0)), "f").removesuffix(".0")
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"
