"""What `init` tells: what is understood of the vault, what is not, what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.safe import safe
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nettrack_md.app.adoption import Survey
    from nettrack_md.app.changing.writing import WriteReport
    from nettrack_md.app.setup import SetupReport
    from nettrack_md.cli.options import Options

_SIGNS = {
    "type": "by their type", "folder": "by their folder", "tag": "by a tag",
    "category": "by a category", "file name": "by their file name",
    "plugin": "by the keys of a plugin",
}  # fmt: skip
_DAYS = {"date": "by their date", "file name": "by the day in their name"}
_KINDS = {"meeting": "of a meeting", "event": "of an event"}


def tell_setup(report: SetupReport, *, dry_run: bool) -> None:
    """Print the story of a vault that was set up or adopted."""
    for line in _story(report, dry_run=dry_run):
        click.echo(safe(line))


def tell_kit(done: WriteReport, *, dry_run: bool) -> None:
    """Print what was written for Obsidian, or would be."""
    for write in done.writes:
        if dry_run:
            for line in write.diff().splitlines():
                click.echo(safe(line))
        elif write.action != "unchanged":
            click.echo(safe(f"{write.action}\t{write.path}"))
    if not done.changes:
        click.echo("Obsidian has all of it already.")


def print_setup(
    options: Options, report: SetupReport, kit: WriteReport | None, *, dry_run: bool
) -> None:
    """Print it as JSON."""
    from nettrack_md.app.discretion import NOBODY_PRIVATE
    from nettrack_md.cli.output import print_json
    from nettrack_md.cli.session import today_for
    from nettrack_md.cli.shown.rows import write_row

    writes = (report.write, *(kit.writes if kit else ()))
    found = report.survey
    data = {
        "writes": [write_row(one, NOBODY_PRIVATE, diff=dry_run) for one in writes],
        "notes": report.notes,
        "contacts": report.contacts,
        "dated": report.dated,
        "problems": report.problems,
        "obsidian": report.obsidian,
        "daily_format": report.daily_format,
        "weekly_format": report.weekly_format or None,
        "templates": list(report.templates),
        "understood": None if found is None else _understood(found),
        "proposals": [] if found is None else _proposals(found),
    }
    print_json("init", today_for(options), report.root, data)


def _understood(found: Survey) -> dict[str, object]:
    return {
        "people_by": dict(sorted(found.signs.items())),
        "days_by": dict(sorted(found.days.items())),
        "kinds": dict(sorted(found.kinds.items())),
        "with_rhythm": found.with_rhythm,
        "with_evidence": found.with_evidence,
        "unused": sum(one.code == "not-a-contact" for one in found.problems),
    }


def _proposals(found: Survey) -> list[dict[str, object]]:
    return [
        {"section": one.section, "key": one.key, "values": one.values, "why": one.why}
        for one in found.proposals
    ]


def _story(report: SetupReport, *, dry_run: bool) -> Iterator[str]:
    path = report.write.path
    if report.write.action != "created":
        yield f"{report.root} has a {path} already; it stays as it is."
    elif dry_run:
        yield f"{report.root} would be a vault; {path} would be written."
    else:
        yield f"{report.root} is a vault now: {path} is written."
    yield (
        f"{counted(report.notes, 'note')}, "
        f"{report.contacts} of them people, "
        f"{report.dated} with a day."
    )
    if report.obsidian:
        weekly = report.weekly_format and f", its weekly ones {report.weekly_format}"
        yield f"Obsidian's daily notes are named {report.daily_format}{weekly}."
    if report.survey is not None:
        yield from _understanding(report, report.survey)
    if report.problems:
        yield f"{counted(report.problems, 'thing')} to look at: nettrack check"
    if report.contacts:
        yield "Next: nettrack review"
        return
    yield from (
        "Write your first person, for example People/Ada Example.md:",
        "    ---",
        "    tier: close",
        "    ---",
        "    ## Log",
        "    - 2026-11-20 meet: what you talked about",
        "Then: nettrack review",
    )


def _understanding(report: SetupReport, found: Survey) -> Iterator[str]:
    if found.signs:
        yield f"People: {_counted(found.signs, _SIGNS)}."
    days = _counted(found.days, _DAYS, otherwise="named {}")
    kinds = _counted(found.kinds, _KINDS)
    if days or kinds:
        yield f"Days: {', '.join(filter(None, (days, kinds)))}."
    if report.templates:
        yield f"Templates, not read: {', '.join(report.templates)}."
    if found.signs:
        yield (
            f"{found.with_rhythm} of them have a rhythm, and {found.with_evidence} "
            "of these a day to count from."
        )
    unused = sum(one.code == "not-a-contact" for one in found.problems)
    if unused:
        what = (
            "note looks like a person and is"
            if unused == 1
            else ("notes look like people and are")
        )
        yield f"{unused} {what} not used; why: nettrack check --adopt"
    if found.proposals:
        yield "Settings that would help, for nettrack.toml:"
        section = ""
        for one in found.proposals:
            if one.section != section:
                section = one.section
                yield f"    [{section}]"
            yield f"    {one.line}  # {one.why}"


def _counted(
    counts: Mapping[str, int], words: Mapping[str, str], otherwise: str = "{}"
) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(
        f"{count} {words.get(name) or otherwise.format(name)}"
        for name, count in ranked
        if name in words or otherwise != "{}"
    )
