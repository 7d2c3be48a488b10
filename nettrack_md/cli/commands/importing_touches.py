"""`import` of calendars, mail and chats: touches, by a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options


class TouchWords:
    """What the command line says that only touches know of."""

    def __init__(
        self,
        me: tuple[str, ...],
        since: str,
        same: tuple[str, ...],
        encoding: str,
        *,
        text: bool,
        touches: bool,
    ) -> None:
        self.me, self.since, self.same, self.encoding = me, since, same, encoding
        self.text, self.touches = text, touches

    def refuse(self) -> None:
        """For a file of people. Raises UsageError where it makes no sense there."""
        given = {
            "--me": self.me, "--since": self.since, "--text": self.text,
            "--touches": self.touches,
        }  # fmt: skip
        for option, value in given.items():
            if value:
                raise click.UsageError(
                    f"{option} is for calendars, mail and chats; this file holds none."
                )

    def refuse_others(self, columns: Sequence[str], new: Sequence[int]) -> None:
        """For a file of touches. Raises UsageError for what is for people alone."""
        for option, value in (("--map", columns), ("--new", new)):
            if value:
                raise click.UsageError(
                    f"{option} is for files of people; this one tells of touches."
                )

    def pairs(self) -> dict[str, str]:
        """Line, name or address to person. Raises UsageError."""
        found = {}
        for each in self.same:
            what, equals, who = each.rpartition("=")
            if not equals or not what.strip() or not who.strip():
                raise click.UsageError(f'--same takes NAME=WHO, not "{each}".')
            found[what.strip()] = who.strip()
        return found

    def words(self, file: str, *, partly: bool) -> tuple[str, ...]:
        """The command for the history, as it was typed."""
        words = ["import", file, "--apply"]
        for option, values in (
            ("--encoding", filter(None, [self.encoding])), ("--me", self.me),
            ("--since", filter(None, [self.since])), ("--same", self.same),
        ):  # fmt: skip
            for value in values:
                words += [option, value]
        flags = {
            "--text": self.text, "--touches": self.touches, "--partly": partly,
        }  # fmt: skip
        return (*words, *(flag for flag, given in flags.items() if given))


def import_touches(
    options: Options,
    ws: Workspace,
    path: str,
    words: TouchWords,
    *,
    apply_it: bool,
    dry_run: bool,
    partly: bool,
    columns: Sequence[str] = (),
    new: Sequence[int] = (),
) -> int | None:
    """Plan, and carry out if asked; the exit code. None for a file of people."""
    from nettrack_md.app.importing.encounters import (
        Asked,
        carry_out_encounters,
        find_encounters,
        plan_encounters,
    )
    from nettrack_md.app.plain.words import require_day
    from nettrack_md.cli.output import Progress, note
    from nettrack_md.cli.shown.touch_plans import Done, tell_touches

    starts = ws.settings.practice.week_starts
    since = (
        require_day(words.since, ws.today, starts=starts) if words.since else None
    )  # fmt: skip
    asked = Asked(words.me, since, words.text, words.touches, words.encoding)
    with Progress(options, "Reading") as progress:
        file = find_encounters(ws, path, asked, progress=progress)
    if file is None:
        return None
    words.refuse_others(columns, new)
    for problem in file.problems:
        note(options, problem.sentence())
    with Progress(options, "Planning") as progress:
        plan = plan_encounters(
            ws, file, same=words.pairs(), since=since, progress=progress
        )
    report = None
    if apply_it or dry_run:
        with Progress(options, "Writing") as progress:
            report = carry_out_encounters(
                ws, file, plan, words.words(path, partly=partly),
                dry_run=dry_run, partly=partly, progress=progress,
            )  # fmt: skip
    return tell_touches(options, ws, Done(file, plan, report, dry_run))
