"""`record`: a frozen, slotted dataclass that costs little to define.

`dataclass(frozen=True, slots=True)` writes and compiles six methods for each class.
That takes a millisecond, which a command pays for dozens of records before it does
anything. Here five of them are shared, and a constructor is compiled when its class
makes its first object.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as record

__all__ = ["record"]

_T = TypeVar("_T")


def _record(*, frozen: bool, slots: bool) -> Callable[[type[_T]], type[_T]]:
    """What `dataclass(frozen=True, slots=True)` makes, for classes without heirs.

    Records are equal, hashed and shown as dataclasses are; `replace` and `fields`
    take them. Both arguments are to be true, and are there for whoever reads the
    class: type checkers and people.
    """
    assert frozen  # noqa: S101 — nothing else is made here
    assert slots  # noqa: S101

    def define(cls: type[_T]) -> type[_T]:
        plain = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        shared: dict[str, Any] = {**_SHARED, "_values": staticmethod(_reader(plain))}
        for name, method in shared.items():
            setattr(plain, name, method)
        return plain

    return define


def _reader(cls: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of a record, in the order of its fields."""
    names = cls.__match_args__
    if len(names) > 1:
        return attrgetter(*names)
    # With one name attrgetter gives the value alone, with none it gives nothing.
    return lambda self: tuple([getattr(self, name) for name in names])


def _first_new(cls: type[Any], *args: Any, **values: Any) -> Any:  # noqa: ANN401
    """Stands in for a constructor until it is needed."""
    cls.__new__ = _compiled_new(cls)
    return cls(*args, **values)


def _compiled_new(cls: type[Any]) -> Callable[..., Any]:
    """Fills an object of a twin that lets itself be set, and hands it over.

    Nothing is quicker: `object.__setattr__`, with which dataclasses set what is
    frozen, takes five times as long.
    """
    twin = type(cls.__name__, (), {"__slots__": cls.__match_args__})
    scope: dict[str, Any] = {"make": twin}
    arguments = []
    lines = ["self = make()"]
    for each in fields(cls):
        name = value = each.name
        if each.default is not MISSING:
            scope[f"or_{name}"] = each.default
            arguments.append(f"{name}=or_{name}")
        elif each.default_factory is not MISSING:
            scope |= {f"make_{name}": each.default_factory, "MISSING": MISSING}
            arguments.append(f"{name}=MISSING")
            value = f"make_{name}() if {name} is MISSING else {name}"
        else:
            arguments.append(name)
        lines.append(f"self.{name} = {value}")
    body = "\n ".join([*lines, "self.__class__ = cls", "return self"])
    # As dataclasses themselves do it; the names are those of our own fields.
    exec(f"def __new__({', '.join(['cls', *arguments])}):\n {body}", scope)  # noqa: S102
    made: Callable[..., Any] = scope["__new__"]
    return made


def _eq(self: Any, other: Any) -> bool:  # noqa: ANN401
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return]
    return bool(self._values(self) == self._values(other))


def _hash(self: Any) -> int:  # noqa: ANN401
    return hash(self._values(self))


def _repr(self: Any) -> str:  # noqa: ANN401
    pairs = zip(self.__match_args__, self._values(self), strict=True)
    shown = ", ".join(f"{name}={value!r}" for name, value in pairs)
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """For copies and pickles, which would else set attributes."""
    return type(self), self._values(self)


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    del self
    raise FrozenInstanceError(f"cannot change field {name!r}")


_SHARED: dict[str, Any] = {
    "__new__": _first_new,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}

if not TYPE_CHECKING:
    # To type checkers it is the dataclass that it stands for.
    record = _record
