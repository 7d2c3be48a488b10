"""The options that every command takes, before and after its name."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

_F = TypeVar("_F", bound="Callable[..., Any]")


@record(frozen=True, slots=True)
class Options:
    """The global options as they stand for one command."""

    vault: str = ""
    today: str = ""
    json: bool = False
    color: str = ""
    quiet: bool = False
    private: bool = False


_SHARED: tuple[Callable[[_F], _F], ...] = (
    click.option("--vault", metavar="DIR", default=None, help="The vault's folder."),
    click.option(
        "--today", metavar="DATE", default=None, help="Answer as of that day."
    ),
    click.option(
        "--json", "json", is_flag=True, default=None, help="Print JSON instead."
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default=None,
        help="When to use colour.",
    ),
    click.option(
        "-q", "--quiet", is_flag=True, default=None, help="Say nothing but the answer."
    ),
    click.option(
        "--private", is_flag=True, default=None, help="Show private people too."
    ),
)
_NAMES = tuple(Options.__dataclass_fields__)


def merge(ctx: click.Context, values: dict[str, Any]) -> Options:
    """Fold newly given options over those given before the command's name."""
    before = ctx.obj if isinstance(ctx.obj, Options) else Options()
    given = {key: value for key, value in values.items() if value is not None}
    return replace(before, **given)


def shared_options(function: _F) -> _F:
    """Give a command the shared options; it receives `options` instead of them."""

    @functools.wraps(function)
    def with_options(*args: Any, **values: Any) -> Any:  # noqa: ANN401 — click's
        ctx = click.get_current_context()
        ours = {name: values.pop(name) for name in _NAMES if name in values}
        ctx.obj = merge(ctx, ours)
        return function(*args, options=ctx.obj, **values)

    for option in reversed(_SHARED):
        with_options = option(with_options)
    return with_options  # type: ignore[return-value]


def complete_people(ctx: click.Context, param: click.Parameter, begun: str) -> Any:  # noqa: ANN401 — as click wants it
    """How a word goes on that names somebody; for arguments of people."""
    from nettrack_md.cli.commands.completing import people_items

    return people_items(ctx, param, begun)
