"""What is wrong between notes: names, twins and links of the whole vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from nettrack_md.model.keys import fold_path
from nettrack_md.model.problems import Problem
from nettrack_md.model.records import RESTING
from nettrack_md.people.folding import fold_name
from nettrack_md.people.link_writer import LinkWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class NamedRow(Protocol):
    """What `find_shared_names` must know of a contact; a `Contact` will do."""

    @property
    def path(self) -> str:
        """Path of the note."""

    @property
    def name(self) -> str:
        """Display name."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names."""

    @property
    def status(self) -> str:
        """The status, in its English word."""


class LinkRow(Protocol):
    """What `find_link_problems` must know of a link."""

    @property
    def path(self) -> str:
        """Path of the note that it stands in."""

    @property
    def line(self) -> int:
        """1-based."""

    @property
    def target(self) -> str:
        """As written."""

    @property
    def how(self) -> str:
        """As `links.resolve` says."""

    @property
    def leads_to(self) -> str:
        """The path that it resolves to, or empty."""

    @property
    def relied(self) -> bool:
        """Whether it must lead somewhere (goal, introducer, attendee)."""


def check_vault(
    people: Iterable[NamedRow], links: Iterable[LinkRow], paths: Iterable[str]
) -> tuple[Problem, ...]:
    """Every problem between notes: shared names, twins, links that lead nowhere."""
    paths = tuple(paths)
    found = (
        *find_shared_names(people),
        *find_case_twins(paths),
        *find_link_problems(links, paths),
    )
    return tuple(sorted(found))


def find_shared_names(people: Iterable[NamedRow]) -> Iterator[Problem]:
    """`name-twice`, once a group of contacts, at the first path of it.

    Whole names and aliases are compared, folded, so one family name is no
    trouble. People of the past may share a name with one of the present.
    """
    by_name: dict[str, dict[str, str]] = {}
    for person in people:
        if person.status in RESTING:
            continue
        for name in (person.name, *person.aliases):
            by_name.setdefault(fold_name(name), {}).setdefault(person.path, name)
    groups: dict[tuple[str, ...], str] = {}
    for key, owners in by_name.items():
        if key and len(owners) > 1:
            paths = tuple(sorted(owners))
            groups.setdefault(paths, owners[paths[0]])
    for paths, name in sorted(groups.items()):
        others = ", ".join(paths[1:])
        yield Problem(paths[0], 0, "name-twice", f'"{name}" is also {others}')


def find_case_twins(paths: Iterable[str]) -> Iterator[Problem]:
    """`case-twin` for notes that differ only in case or in stored accents."""
    by_path: dict[str, list[str]] = {}
    for path in paths:
        by_path.setdefault(fold_path(path), []).append(path)
    for twins in sorted(sorted(group) for group in by_path.values() if len(group) > 1):
        others = ", ".join(twins[1:])
        yield Problem(twins[0], 0, "case-twin", f"differs only in case from {others}")


def find_link_problems(
    links: Iterable[LinkRow], paths: Iterable[str] = ()
) -> Iterator[Problem]:
    """`link-alias-only`, `link-ambiguous`, and `link-broken` where it matters.

    With the `paths` of all notes, what to write instead names the path of a note
    whose name another one bears.
    """
    writer = LinkWriter(paths)
    seen: set[tuple[str, int, str]] = set()
    for link in links:
        problem = _link_problem(link, writer)
        # One line may hold a link that is a touch and a promise at once.
        if problem is None or (link.path, link.line, link.target) in seen:
            continue
        seen.add((link.path, link.line, link.target))
        yield problem


def _link_problem(link: LinkRow, writer: LinkWriter) -> Problem | None:
    if link.how == "alias":
        return Problem(
            link.path,
            link.line,
            "link-alias-only",
            f"[[{link.target}]] is only an alias of {link.leads_to}",
            f"Write {writer.link(link.leads_to, link.target)}.",
        )
    if link.how == "ambiguous":
        message = f"[[{link.target}]] is an alias of several people"
        return Problem(link.path, link.line, "link-ambiguous", message)
    if link.how == "broken" and link.relied:
        message = f"[[{link.target}]] leads to no note"
        return Problem(link.path, link.line, "link-broken", message)
    return None
