"""`add`, `log`, `set`, `snooze`: write about people in one breath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, complete_people, shared_options

if TYPE_CHECKING:
    from nettrack_md.app.changing.capture import LogReport
    from nettrack_md.app.changing.properties import SetReport
    from nettrack_md.app.changing.property_edits import How
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Direction

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show the change, write nothing."
)


@click.command("add")
@click.argument("name", nargs=-1, required=True)
@click.option("--reading", default="", metavar="KANA", help="よみ, for sorting.")
@click.option("--tier", default="", metavar="TIER", help="How close: close, active, …")
@click.option("--met", default="", metavar="DATE", help="When you first met.")
@click.option("--at", "met_at", default="", metavar="PLACE", help="Where.")
@click.option(
    "--introduced-by", default="", metavar="WHO", help="Who brought you together."
)
@click.option("--why", default="", metavar="TEXT", help="Why this person matters.")
@click.option("--org", default="", metavar="ORG", help="Where they work.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag of yours.")
@dry_run_option
@shared_options
def add_command(
    options: Options,
    name: tuple[str, ...],
    dry_run: bool,
    tags: tuple[str, ...],
    **known: str,
) -> int:
    """Make the note of somebody new.

    From contact.md.j2, of which your own template shadows the built-in one.
    """
    from nettrack_md.app.changing.newcomers import Newcomer, add
    from nettrack_md.cli.session import writing
    from nettrack_md.cli.shown.writes import chooser, tell_writes

    newcomer = Newcomer(" ".join(name), tags=tags, **known)
    with writing(options) as ws:
        made = add(ws, newcomer, choose=chooser(options), dry_run=dry_run)
        return tell_writes(options, ws, "add", made.report, dry_run=dry_run)


class _Splitting(click.Command):
    """A command that is told where `--` stood; click itself takes it out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What stands behind `--` is kept apart."""
        if "--" in args:
            at = args.index("--")
            ctx.meta["behind"] = tuple(args[at + 1 :])
            args = args[:at]
        return super().parse_args(ctx, args)


@click.command("log", cls=_Splitting)
@click.argument(
    "who",
    nargs=-1,
    required=True,
    metavar="WHO... [TEXT]",
    shell_complete=complete_people,
)
@click.option("--kind", default="", metavar="KIND", help="meet, call, email, 電話, …")
@click.option("--on", default="", metavar="DATE", help="When, if not today.")
@click.option("--to-them", "direction", flag_value="->", default="", help="I wrote.")
@click.option("--from-them", "direction", flag_value="<-", help="They wrote.")
@click.option("--gave", is_flag=True, help="I gave something.")
@click.option("--got", is_flag=True, help="I got something.")
@click.option("--asked", is_flag=True, help="I asked for something.")
@click.option("--thanked", is_flag=True, help="I said thanks.")
@click.option("--next", "then", default="", metavar="DATE TEXT", help="A promise.")
@dry_run_option
@shared_options
def log_command(  # noqa: PLR0917 — click gives them by name
    options: Options,
    who: tuple[str, ...],
    kind: str,
    on: str,
    direction: Direction,
    then: str,
    dry_run: bool,
    **flags: bool,
) -> int:
    """Write one touch: with whom, and what.

    The leading words that name somebody are the people, the rest is the text; --
    splits them where that is unclear. Day and kind may stand in the text: "nettrack
    log ada lunch near the station yesterday", or 昨日 ランチ. With --next "friday send
    the deck" a promise is written too; a day alone says when to meet again.
    """
    from nettrack_md.app.changing.capture import LogWishes, log
    from nettrack_md.cli.session import writing
    from nettrack_md.cli.shown.writes import chooser, tell_writes

    text = click.get_current_context().meta.get("behind")
    tags = tuple(tag for tag, given in flags.items() if given)
    wishes = LogWishes(kind, on, direction or "", tags, then)
    with writing(options) as ws:
        done = log(ws, who, text, wishes, choose=chooser(options), dry_run=dry_run)
        return tell_writes(
            options,
            ws,
            "log",
            done.report,
            dry_run=dry_run,
            told=_told(done),
            more=_understood(done),
        )


def _told(done: LogReport) -> str:
    """What was understood: `2026-11-19 meet: lunch; next 2026-11-25: send the deck`."""
    touch, plan = done.told, done.plan
    lead = " ".join(part for part in (touch.time, touch.kind, touch.direction) if part)
    text = f"{lead}: {touch.text}" if lead and touch.text else lead or touch.text
    told = f"{touch.on.isoformat()} {text}".rstrip()
    if plan is None:
        return told
    day = plan.on.isoformat() if plan.on else ""
    return f"{told}; next {': '.join(part for part in (day, plan.text) if part)}"


def _understood(done: LogReport) -> dict[str, object]:
    touch, plan = done.told, done.plan
    then = None
    if plan is not None:
        day = plan.on.isoformat() if plan.on else None
        then = {"on": day, "text": plan.text}
    return {
        "people": [{"path": one.path, "name": one.name} for one in done.people],
        "on": touch.on.isoformat(),
        "kind": touch.kind,
        "direction": touch.direction,
        "text": touch.text,
        "next": then,
    }


@click.command("set")
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="WHO KEY [VALUE]...",
    shell_complete=complete_people,
)
@click.option("--add", "how", flag_value="add", help="Add to a list.")
@click.option("--remove", "how", flag_value="remove", help="Take out, or take away.")
@dry_run_option
@shared_options
def set_command(
    options: Options, words: tuple[str, ...], how: How | None, dry_run: bool
) -> int:
    """Set one property of WHO; every other byte of the note stays.

    The key that the note has is used (所属 for org), and a value is checked by what
    it means: a day in words is written as a date. Several values make a list.
    """
    from nettrack_md.app.changing.properties import set_values
    from nettrack_md.cli.session import writing
    from nettrack_md.cli.shown.writes import chooser

    with writing(options) as ws:
        done = set_values(
            ws, words, how or "replace", choose=chooser(options), dry_run=dry_run
        )
        return _tell_set(options, ws, "set", done, dry_run=dry_run)


@click.command("snooze")
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="WHO PERIOD|DATE",
    shell_complete=complete_people,
)
@dry_run_option
@shared_options
def snooze_command(options: Options, words: tuple[str, ...], dry_run: bool) -> int:
    """Be quiet about WHO: for 2w, a month, until friday, 来週まで; none ends it."""
    from nettrack_md.app.changing.properties import snooze
    from nettrack_md.cli.session import writing
    from nettrack_md.cli.shown.writes import chooser

    with writing(options) as ws:
        done = snooze(ws, words, choose=chooser(options), dry_run=dry_run)
        return _tell_set(options, ws, "snooze", done, dry_run=dry_run)


def _tell_set(
    options: Options, ws: Workspace, kind: str, done: SetReport, *, dry_run: bool
) -> int:
    from nettrack_md.app.asking import discretion
    from nettrack_md.cli.output import note
    from nettrack_md.cli.shown.writes import tell_writes

    veil = discretion(ws)
    held = ", ".join(veil.masked(value) for value in done.values)
    told = f"{done.key}: {held}" if held else f"no {done.key}"
    code = tell_writes(options, ws, kind, done.report, dry_run=dry_run, told=told)
    if done.remark:
        note(options, done.remark)
    return code
