"""The Jinja environment in which templates run: plain data, few words, no doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    Undefined,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from nettrack_md.render import markdown
from nettrack_md.render.names import is_safe_name
from nettrack_md.render.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context

#: The longest text or list that one operation may build.
GROWTH = 200_000

#: The filters of Jinja that a template may use; `docs/templates.md` lists them.
FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first",
    "float", "groupby", "indent", "int", "items", "join", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse",
    "round", "select", "selectattr", "slice", "sort", "string", "sum", "title",
    "trim", "truncate", "unique", "upper", "wordcount", "wordwrap",
)  # fmt: skip
#: The methods of plain values, and of macros, that it may call.
METHODS: dict[type, tuple[str, ...]] = {
    str: ("capitalize", "endswith", "lower", "lstrip", "removeprefix", "removesuffix",
          "replace", "rstrip", "split", "splitlines", "startswith", "strip", "title",
          "upper"),
    dict: ("get", "items", "keys", "values"),
    list: ("count", "index"),
    tuple: ("count", "index"),
    Macro: ("arguments", "caller", "name"),
}  # fmt: skip


#: What can be printed; a missing value says so itself when it is.
_PLAIN = (str, int, float, list, tuple, dict, Undefined)


class Names(BaseLoader):
    """Finds templates by name in what the caller handed over, nowhere else."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        self._find = find

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. A name that leads elsewhere is not found."""
        del environment
        text = self._find(template) if is_safe_name(template) else None
        if text is None:
            raise TemplateNotFound(template)
        return text.removeprefix("\ufeff"), template, lambda: True


class TemplateHeld(Exception):
    """A template is wanted that must not run.

    It is none of Jinja's own errors: those a template may pass over (`ignore missing`).
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Absent(StrictUndefined):
    """A name that is not there; using it says so, and what was likely meant."""

    __slots__ = ()
    #: The names that every template has.
    known: ClassVar[frozenset[str]] = frozenset()

    @property
    def _undefined_message(self) -> str:
        name, holder = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            return str(self._undefined_hint)
        if holder is missing:
            return f'there is no "{name}" here{meant(name, self.known)}'
        if isinstance(holder, dict):
            return f'there is no "{name}" in it{meant(name, holder)}'
        if holder is None:
            return f'"{name}" is asked of something that is empty'
        return f'{_kind(holder)} has no "{name}"'


def meant(name: str, known: Iterable[object]) -> str:
    """`(did you mean "…"?)` with a blank before it, where something is near."""
    from difflib import get_close_matches  # noqa: PLC0415  only when something is wrong

    near = get_close_matches(name, sorted(map(str, known)), n=1, cutoff=0.6)
    return f' (did you mean "{near[0]}"?)' if near else ""


def _kind(value: object) -> str:
    names = {str: "a text", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "this")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja, with only what a page of text needs."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def call_binop(
        self, context: Context, operator: str, left: object, right: object
    ) -> object:
        """Arithmetic on numbers that stay numbers; texts and lists may be joined."""
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            pass
        elif isinstance(left, int | float) and isinstance(right, int | float):
            if operator == "**":
                raise SecurityError("** is not available")
            if max(abs(left), abs(right)) > 10**15:
                raise SecurityError("a number is too large")
        elif operator != "+" or not _are_alike(left, right):
            what = f"{_kind(left)} {operator} {_kind(right)}"
            raise SecurityError(f"{what} is not available")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Only the listed methods of plain values, and what loops and blocks need."""
        if isinstance(obj, LoopContext | TemplateReference | BlockReference):
            return not attr.startswith("_")
        return attr in METHODS.get(type(obj), ()) and super().is_safe_attribute(
            obj, attr, value
        )

    def wrap_str_format(self, value: object) -> None:
        """`format` is a method like any other that is not listed."""

    def getattr(self, obj: object, attribute: str) -> object:
        """`person.items` is the entry of that name, where there is one."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def unsafe_undefined(self, obj: object, attribute: str) -> NoReturn:
        """Raise at once instead of handing out a value that raises later."""
        raise SecurityError(f'"{attribute}" of {_kind(obj)} is not available')


def _are_alike(left: object, right: object) -> bool:
    """Two texts or two lists that may be joined. Raises SecurityError on growth."""
    for kind in (str, list):
        if isinstance(left, kind) and isinstance(right, kind):
            if len(left) + len(right) > GROWTH:
                raise SecurityError("a text or list grows too long")
            return True
    return False


def _printed(value: object) -> object:
    """What `{{ value }}` prints: nothing for none, and no inner things of Python."""
    if value is None:
        return ""
    if isinstance(value, _PLAIN):
        return value
    raise SecurityError(f"{_kind(value)} cannot be printed")


class Compiled(BytecodeCache):
    """Templates compiled once in a process: an import renders one ten thousand times.

    Jinja itself compares what it was compiled from.
    """

    def __init__(self) -> None:
        self._codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a template, where it is known."""
        bucket.code = self._codes.get(f"{bucket.key} {bucket.checksum}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._codes[f"{bucket.key} {bucket.checksum}"] = bucket.code


#: By language and day: a filter on a constant is carried out when it is compiled.
_compiled: dict[tuple[str, str], Compiled] = {}
_MOST_COMPILED = 4


def _compiled_for(view: Mapping[str, Any]) -> Compiled:
    key = _day_and_language(view)
    if key not in _compiled and len(_compiled) >= _MOST_COMPILED:
        _compiled.clear()  # a watcher sees many days
    return _compiled.setdefault(key, Compiled())


def make_sandbox(
    find: Callable[[str], str | None], *, view: Mapping[str, Any]
) -> Sandbox:
    """An environment for one view: its language, and its names for suggestions."""
    absent = type("Absent", (Absent,), {"known": frozenset(view), "__slots__": ()})
    sandbox = Sandbox(
        loader=Names(find),
        undefined=absent,
        finalize=_printed,
        autoescape=False,  # markdown; the views are inert already
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=64,
        auto_reload=False,
        bytecode_cache=_compiled_for(view),
    )
    sandbox.globals = {"range": sandbox.globals["range"]}
    sandbox.filters = {name: sandbox.filters[name] for name in sorted(FILTERS)}
    sandbox.filters |= _own_filters(view)
    return sandbox


def _day_and_language(view: Mapping[str, Any]) -> tuple[str, str]:
    return str(view.get("lang", "en")), str(view.get("today") or "")


def _own_filters(view: Mapping[str, Any]) -> dict[str, Callable[..., str]]:
    language, today = _day_and_language(view)
    return {
        "day": lambda on: words.iso_day(str(on), language, near=today),
        "short_day": lambda on: words.short_iso_day(str(on), language),
        "span": lambda days: words.span(int(days), language),
        "more": lambda count: words.more(int(count), language),
        "inert": lambda text: markdown.inert(str(text)),
        "cell": lambda text: markdown.cell(str(text)),
        "yaml": lambda text: markdown.yaml_scalar(str(text)),
    }
