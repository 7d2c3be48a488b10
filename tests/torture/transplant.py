"""Put a module's mutant in its place in a process that has imported the module.

Whoever imported a function, a class or a constant of it sees the mutant's: functions
keep their identity and get other code, constants are put in wherever they were taken.
"""

from __future__ import annotations

import inspect
import sys
import types
from contextlib import suppress
from typing import Any

_OF_THE_SYSTEM = {"__dict__", "__weakref__", "__doc__", "__module__", "__slots__"}


def load(module: types.ModuleType, source: str) -> types.ModuleType:
    """The mutant beside the module. Raises whatever its import raises."""
    fresh = types.ModuleType(module.__name__)
    fresh.__file__, fresh.__package__ = module.__file__, module.__package__
    exec(compile(source, str(module.__file__), "exec"), vars(fresh))
    return fresh


def transplant(module: types.ModuleType, fresh: types.ModuleType, scope: str) -> None:
    """Let `module` be as the mutant; `scope` is the function that differs, or ''."""
    top = scope.partition(".")[0]
    for name, new in list(vars(fresh).items()):
        if name.startswith("__") or (top and name != top):
            continue
        old = vars(module).get(name)
        if isinstance(new, type) and new.__module__ == module.__name__:
            _graft_class(old, new)
        elif _is_own_function(new, module):
            _graft(old, new)
        elif not callable(new) and not isinstance(new, types.ModuleType):
            _put_everywhere(name, old, new)
    _forget_answers()


def _is_own_function(value: Any, module: types.ModuleType) -> bool:
    return (
        callable(value)
        and isinstance(inspect.unwrap(value), types.FunctionType)
        and inspect.unwrap(value).__module__ == module.__name__
    )


def _graft(old: Any, new: Any) -> None:
    """Give a function another's code, wrapped in whatever it may be."""
    for way in ("fget", "__func__"):
        if hasattr(new, way):
            old, new = getattr(old, way), getattr(new, way)
    old, new = inspect.unwrap(old), inspect.unwrap(new)
    if isinstance(new, types.FunctionType):
        old.__code__ = new.__code__
        old.__defaults__ = new.__defaults__
        old.__kwdefaults__ = new.__kwdefaults__


def _graft_class(old: Any, new: type) -> None:
    for name, value in vars(new).items():
        if name in _OF_THE_SYSTEM:
            continue
        was = vars(old).get(name)
        if was is None:
            setattr(old, name, value)
        elif isinstance(value, property) or (
            callable(value) and not isinstance(value, type)
        ):
            _graft(was, value)
        else:
            with suppress(AttributeError, TypeError):
                setattr(old, name, value)


def _put_everywhere(name: str, old: Any, new: Any) -> None:
    for place in list(sys.modules.values()):
        if getattr(place, "__name__", "").startswith(("nettrack_md", "tests")):
            held = vars(place)
            if name in held and held[name] is old:
                held[name] = new


def _forget_answers() -> None:
    """What was worked out before is not asked of the mutant's callers."""
    for place in list(sys.modules.values()):
        if getattr(place, "__name__", "").startswith("nettrack_md"):
            for value in list(vars(place).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
