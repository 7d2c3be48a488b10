"""Every regular expression of nettrack, and how it is used."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import nettrack_md

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = frozenset(
    {"match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split"}
)
_ROOT = Path(nettrack_md.__file__).parent


class Used(NamedTuple):
    """One pattern, and a method by which it is asked somewhere."""

    where: str
    pattern: str | bytes
    flags: int
    method: str


def every_pattern() -> list[Used]:
    """All that modules hold, and all that are written where they are used."""
    found: dict[Used, None] = {}
    for module in pkgutil.walk_packages([str(_ROOT)], "nettrack_md."):
        if module.name.endswith("__main__"):
            continue
        held = importlib.import_module(module.name)
        path = Path(str(held.__file__))
        source = path.read_text("utf-8")
        for name, pattern in _held(held):
            for method in _methods(name, source):
                found[Used(f"{module.name}.{name}", pattern.pattern, pattern.flags,
                           method)] = None  # fmt: skip
        for used in _written(ast.parse(source), module.name):
            found[used] = None
    return list(found)


def _held(module: Any) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in vars(module).items():
        for pattern in _inside(value):
            yield name, pattern
        if isinstance(value, type) and value.__module__ == module.__name__:
            for inner in vars(value).values():
                yield from ((f"{name}", pattern) for pattern in _inside(inner))


def _inside(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in (*value, *value.values()):
            yield from _inside(one)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from _inside(one)


def _methods(name: str, source: str) -> set[str]:
    """The methods that the module calls on the name; all where it cannot be told.

    Of patterns in a table, those that it calls on whatever goes through the table.
    """
    # What is imported is asked after where it is used.
    source = re.sub(r"(?m)^from \S+ import (?:\([^)]*\)|.*)$", "", source)
    called = set(re.findall(rf"\b{re.escape(name)}\s*\.(\w+)\b", source)) & METHODS
    uses = len(re.findall(rf"\b{re.escape(name)}\b(?!\s*(?::[^=\n]*)?=)", source))
    dotted = len(re.findall(rf"\b{re.escape(name)}\s*\.\w+", source))
    if not called:
        called = set(re.findall(r"\b[a-z_]+\.(\w+)\(", source)) & METHODS
        dotted = uses if called else 0
    plain = called if uses == dotted else {*called, "search", "match", "fullmatch"}
    # All that look through the whole text cost the same.
    whole = {"findall", "finditer", "sub", "subn", "split"}
    return {"findall" if method in whole else method for method in plain if uses}


def _written(tree: ast.Module, module: str) -> Iterator[Used]:
    """Patterns that stand as text in a call: `re.sub(r"\\s+$", "", text)`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        method, base = node.func.attr, node.func.value
        if not isinstance(base, ast.Name) or base.id != "re" or method not in METHODS:
            continue
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            called = ast.dump(node)
            flags = (re.IGNORECASE if "IGNORECASE" in called else 0) | (
                re.MULTILINE if "MULTILINE" in called else 0
            )
            compiled = re.compile(first.value, flags)
            asked = method if method in {"match", "fullmatch", "search"} else "findall"
            where = f"{module}:{node.lineno}"
            yield Used(where, first.value, compiled.flags, asked)
