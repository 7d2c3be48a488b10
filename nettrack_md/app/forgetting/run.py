"""Show every trace of somebody; with `apply` take it away, the note itself last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.addressees import address
from nettrack_md.app.asking import discretion
from nettrack_md.app.changing.writing import WriteReport, write
from nettrack_md.app.forgetting.gathering import Gathering, Manner
from nettrack_md.app.forgetting.purging import purge, purge_traces
from nettrack_md.errors import ForgetRefused, NettrackError, PersonUnknown, UsageFault
from nettrack_md.model.traces import Trace
from nettrack_md.vault.elsewhere import find_tellers, has_git

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact
    from nettrack_md.people.erasing import Tokens


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What tells of somebody, and what was done about it."""

    path: str
    name: str
    #: Without what concerns other people who are private.
    traces: tuple[Trace, ...]
    #: How many traces more there are in notes of private people.
    hidden: int
    report: WriteReport
    applied: bool
    #: Whether nothing can bring them back any more.
    purged: bool
    #: Whether git keeps former versions of the notes.
    git: bool


def forget(
    ws: Workspace,
    words: Sequence[str],
    *,
    manner: Manner | None = None,
    apply_it: bool = False,
    partly: bool = False,
    purged: bool = False,
    choose: Choose | None = None,
) -> ForgetReport:
    """Every trace of whom the words name; without `apply_it` nothing is written.

    `purged`: also out of the history and the trash, for good. Raises ForgetRefused
    where a note that tells of them cannot be changed, unless `partly` is asked for.
    """
    contact = _require_contact(ws, words, choose)
    # Asked before the index, which knows who is private, is emptied.
    veil = discretion(ws)
    gathering = Gathering(ws, contact, manner or Manner())
    found = gathering.gathered()
    if found.refused and apply_it and not partly:
        raise ForgetRefused(contact.path, [_said(one, veil) for one in found.refused])
    aside = _aside(ws, contact, gathering.tokens)
    past = purge_traces(ws, gathering.tokens, contact.path, purged=purged)
    said = ("forget", *words, "--apply")
    done = write(ws, found.steps, said, dry_run=not apply_it, keep_going=True)
    report = WriteReport(done.writes, (*found.refused, *done.refused), done.remark)
    if apply_it:
        purged = purged and not done.refused
        if purged:
            purge(ws, gathering.tokens, contact.path)
        # Pages of a database keep what was deleted; a new one has nothing to keep.
        ws.index.empty()
    every = (*found.traces, *aside, *past)
    shown = tuple(
        one._replace(text=veil.masked(one.text))
        for one in every
        if one.path == contact.path or not veil.tells(one.path)
    )
    return ForgetReport(
        contact.path, contact.name, shown, len(every) - len(shown), report,
        applied=apply_it, purged=apply_it and purged, git=has_git(ws.root),
    )  # fmt: skip


def _said(refusal: NettrackError, veil: Discretion) -> NettrackError:
    """The refusal, without the name of somebody private."""
    if not veil.silences(str(refusal)):
        return refusal
    return NettrackError("A private person's note cannot be changed: --private.")


def _require_contact(
    ws: Workspace, words: Sequence[str], choose: Choose | None
) -> Contact:
    found = address(ws, words, (), several=False, choose=choose)
    if len(found.people) != 1:
        raise UsageFault("Say whom to forget: nettrack forget WHO")
    person = ws.index.person(found.people[0].path, ws.today)
    if person is None:
        raise PersonUnknown(found.people[0].name)
    return person.contact


def _aside(ws: Workspace, contact: Contact, tokens: Tokens) -> tuple[Trace, ...]:
    """What tells of them and is nobody's note: it is named, never touched."""
    copies = (path for path, of in ws.refreshed.copies if of == contact.path)
    known = {contact.path, *ws.index.paths(), *copies}
    stem = contact.path.removesuffix(".md")

    def tells(text: str) -> bool:
        return tokens.tells(text) or stem in text

    return tuple(
        Trace(path, 0, "other file", "stays", "no note; look at it yourself")
        for path in find_tellers(ws.root, known, tells)
    )
