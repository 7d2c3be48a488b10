"""Small notes for an index, and the steps that a command takes with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from nettrack_md.insight.cadence import clock
from nettrack_md.model.periods import Period
from nettrack_md.model.records import Contact, Link, NoteFacts, Promise, Touch
from nettrack_md.people.links import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.index.store import Index
    from nettrack_md.index.writer import Writer

TODAY = date(2026, 11, 20)
MONTH = Period(30, "d")


def day(text: str) -> date:
    return date.fromisoformat(text)


def link(target: str, line: int = 1, display: str = "") -> Link:
    return Link(target, display, line)


def touch(on: str, text: str = "lunch", *, path: str = "", **more: Any) -> Touch:
    """A log item, or a mention where `who` is given."""
    who = more.pop("who", None)
    fields = {
        "kind": "meet" if who is None else "mention",
        "source": "log" if who is None else "mention",
        "line": 1,
        **more,
    }
    target = None if who is None else link(who, fields["line"])
    return Touch(on=day(on), path=path, text=text, who=target, **fields)


def at(path: str, touches: Iterable[Touch]) -> tuple[Touch, ...]:
    """The touches as read in that note."""
    return tuple(replace(each, path=path) for each in touches)


def person(name: str, *touches: Touch, **more: Any) -> NoteFacts:
    """A contact's note in `People`; `about` are further fields of the contact."""
    path = more.pop("path", f"People/{name}.md")
    about = {"rhythm": MONTH, **more.pop("about", {})}
    contact = Contact(path, name, **about)
    return NoteFacts(
        path, "contact", name, contact=contact, touches=at(path, touches), **more
    )


def daily(on: str, *touches: Touch, **more: Any) -> NoteFacts:
    """A dated note."""
    path = f"Daily/{on}.md"
    return NoteFacts(path, "dated", on, day(on), touches=at(path, touches), **more)


def plain(path: str, **more: Any) -> NoteFacts:
    """A note that is nothing in particular."""
    title = path.rsplit("/", 1)[-1].removesuffix(".md")
    return NoteFacts(path, "other", title, **more)


def promise(text: str, path: str, *who: str, line: int = 1, **more: Any) -> Promise:
    return Promise(
        text, path, line, who=tuple(link(each, line) for each in who), **more
    )


def put(index: Index, *notes: NoteFacts) -> tuple[str, ...]:
    """Put notes in as a command does; the paths that were settled."""
    with index.writing() as writer:
        for facts in notes:
            writer.put(facts, digest(facts), len(facts.body))
        return level(writer)


def drop(index: Index, *paths: str) -> tuple[str, ...]:
    with index.writing() as writer:
        for path in paths:
            writer.drop(path)
        return level(writer)


def level(writer: Writer) -> tuple[str, ...]:
    """Follow the links, settle, wind the clocks."""
    for each in writer.unresolved():
        found = resolve(each.target, each.source_path, *writer.candidates(each.key))
        writer.resolve(each.id, found.path, found.how)
    return writer.settle(clock)


def digest(facts: NoteFacts) -> bytes:
    return repr(facts).encode()[:16]
