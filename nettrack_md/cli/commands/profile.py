"""`me`: who I am, in half a minute, on a card, as a code; and who knows it already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, complete_people, shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.app.practice.profile import Told
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.shown.lines import Line
    from nettrack_md.insight.meeting.myself import Item, Myself

_LISTS = ("known_for", "offers", "asks", "values")
_TITLES = {
    "known_for": "known for", "offers": "I offer", "asks": "I look for",
    "values": "I stand for",
}  # fmt: skip


@click.command("me")
@click.argument("who", nargs=-1, shell_complete=complete_people)
@click.option("--card", "form", flag_value="card", help="As a markdown card.")
@click.option("--vcard", "form", flag_value="vcard", help="As a vCard 3.0.")
@click.option("--qr", "form", flag_value="qr", help="As a QR code of the vCard.")
@shared_options
def me_command(options: Options, who: tuple[str, ...], form: str | None) -> None:
    """Who I am, in half a minute; with WHO, what they know of it already.

    Piped, --qr is an SVG picture; it needs the extra "qr". What leaves the house
    names nobody private.
    """
    from nettrack_md.cli.session import reading
    from nettrack_md.errors import UsageFault

    if who and form:
        raise UsageFault(f"--{form} is the same for everybody; leave WHO out.")
    with reading(options) as ws:
        if form:
            _hand_on(options, ws, form)
        elif who:
            _tell_told(options, ws, who)
        else:
            _tell_me(options, ws)


def _hand_on(options: Options, ws: Workspace, form: str) -> None:
    from nettrack_md.app.practice.profile import my_card, my_vcard
    from nettrack_md.cli.output import is_terminal, print_json

    text = my_card(ws) if form == "card" else my_vcard(ws)
    if form == "qr":
        from nettrack_md.render.qr import qr_blocks, qr_svg

        on_screen = is_terminal(options) and not options.json
        text = qr_blocks(text) if on_screen else qr_svg(text)
    if options.json:
        print_json("me", ws.today, ws.root, {form if form != "qr" else "svg": text})
    elif is_terminal(options) and form == "vcard":
        click.echo(text.replace("\r\n", "\n"), nl=False)
    else:
        click.echo(text, nl=False)


def _tell_me(options: Options, ws: Workspace) -> None:
    from nettrack_md.app.practice.profile import me
    from nettrack_md.cli.output import is_terminal, note, print_json, print_rows

    found = me(ws)
    if options.json:
        row = None if found is None else _me_row(found)
        print_json("me", ws.today, ws.root, row)
    elif found is None:
        path = ws.settings.reading.profile_path
        note(options, f"{path}: no profile yet. Begin with intro, offers and asks.")
    elif is_terminal(options):
        _show_me(options, found, ws)
    else:
        print_rows(_me_lines(found))


def _me_row(found: Myself) -> dict[str, object]:
    from nettrack_md.cli.shown.remark_rows import remark_row

    me = found.profile
    return {
        "path": me.path,
        "name": me.name,
        "short": found.short,
        **{key: list(getattr(me, key)) for key in _LISTS},
        "remarks": [remark_row(one) for one in found.remarks],
    }


def _me_lines(found: Myself) -> Iterator[Line]:
    """name, short, then each thing to tell, then remarks: key, text, path:line."""
    from nettrack_md.cli.shown.remark_lines import told, where

    yield ("name", found.profile.name, found.profile.path)
    if found.short:
        yield ("short", found.short)
    for key in _LISTS:
        for text in getattr(found.profile, key):
            yield (key, text)
    for one in found.remarks:
        yield ("remark", told(one), where(one.evidence))


def _show_me(options: Options, found: Myself, ws: Workspace) -> None:
    from rich.text import Text

    from nettrack_md.cli.output import console
    from nettrack_md.cli.safe import safe
    from nettrack_md.cli.shown.remark_lines import told

    out = console(options)
    out.print(Text(safe(found.profile.name), style="bold"))
    if found.short:
        out.print(Text(safe(found.short)))
    for key in _LISTS:
        texts = getattr(found.profile, key)
        if texts:
            said = safe("; ".join(texts))
            out.print(Text(f"{_TITLES[key]}: ", "dim") + Text(said))
    for one in found.remarks:
        out.print()
        out.print(Text(safe(told(one, ws.today)), style="dim"))


def _tell_told(options: Options, ws: Workspace, who: tuple[str, ...]) -> None:
    from nettrack_md.app.practice.profile import me_to
    from nettrack_md.cli.output import is_terminal, print_json, print_rows
    from nettrack_md.cli.shown.writes import chooser

    found = me_to(ws, who, choose=chooser(options))
    if options.json:
        print_json("me", ws.today, ws.root, [_told_row(each) for each in found])
    elif is_terminal(options):
        _show_told(options, found)
    else:
        print_rows(line for each in found for line in _told_lines(each))


def _told_row(found: Told) -> dict[str, object]:
    from nettrack_md.cli.shown.remark_rows import evidence_rows
    from nettrack_md.cli.shown.rows import who_row

    def rows(items: Sequence[Item]) -> list[dict[str, object]]:
        return [
            {
                "key": one.key,
                "text": one.text,
                "evidence": evidence_rows(one.told),
            }
            for one in items
        ]

    return {
        **who_row(found.contact),
        "told": rows([one for one in found.items if one.told]),
        "not_yet": rows([one for one in found.items if not one.told]),
    }


def _told_lines(found: Told) -> Iterator[Line]:
    """name, told or not yet, what sort, text, path:line."""
    from nettrack_md.cli.shown.remark_lines import where

    for one in found.items:
        state = "told" if one.told else "not yet"
        yield (found.contact.name, state, one.key, one.text, where(one.told))


def _show_told(options: Options, found: Sequence[Told]) -> None:
    from rich.table import Table
    from rich.text import Text

    from nettrack_md.cli.output import console
    from nettrack_md.cli.safe import safe
    from nettrack_md.cli.shown.looks import named
    from nettrack_md.cli.shown.remark_lines import where

    out = console(options)
    for each in found:
        out.print(named(each.contact))
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_column(style="dim", overflow="fold")
        for one in sorted(each.items, key=lambda item: not item.told):
            text = Text(safe(f"{_TITLES[one.key]}: {one.text}"))
            state = "told" if one.told else "not yet"
            table.add_row(state, text, Text(safe(where(one.told))))
        out.print(table)
