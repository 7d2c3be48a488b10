"""`list`, `show`, `why`: people."""

from __future__ import annotations

import click

from nettrack_md.cli.options import Options, complete_people, shared_options


@click.command("list")
@click.option("--tier", metavar="TIER", help="Only people of that tier.")
@click.option("--tag", metavar="TAG", help="Only people with that tag.")
@click.option("--met-once", is_flag=True, help="Only people met once, and not since.")
@shared_options
def list_command(
    options: Options, tier: str | None, tag: str | None, met_once: bool
) -> None:
    """Everybody, in reading order."""
    from nettrack_md.app.asking import people
    from nettrack_md.cli.output import is_terminal, print_json_rows, print_rows
    from nettrack_md.cli.session import reading

    with reading(options) as ws:
        found = people(ws, tier=tier, tag=tag, met_once=met_once)
        if options.json:
            from nettrack_md.cli.shown.rows import contact_row

            print_json_rows("list", ws.today, ws.root, map(contact_row, found))
        elif is_terminal(options):
            from nettrack_md.cli.shown.looks import show_people

            show_people(options, tuple(found))
        else:
            from nettrack_md.cli.shown.lines import person_line

            print_rows(person_line(place) for place in found)


@click.command("show")
@click.argument("who", nargs=-1, required=True, shell_complete=complete_people)
@click.option(
    "--calendar",
    metavar="FILE",
    type=click.Path(),
    help="The year with them as an SVG picture, or -.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@shared_options
def show_command(
    options: Options, who: tuple[str, ...], calendar: str | None, *, force: bool
) -> None:
    """One person's card. WHO is a name, reading, alias, part of a name, or path."""
    from nettrack_md.app.asking import show
    from nettrack_md.cli.output import is_terminal, print_json, print_rows
    from nettrack_md.cli.session import reading

    with reading(options) as ws:
        if calendar is not None:
            from nettrack_md.app.practice.pictures import picture_of_one
            from nettrack_md.cli.commands.picturing import hand_over

            picture = picture_of_one(ws, " ".join(who))
            hand_over(options, ws, "show", calendar, picture, force=force)
            return
        card = show(ws, " ".join(who))
        if options.json:
            from nettrack_md.cli.shown.rows import card_row

            print_json("show", ws.today, ws.root, [card_row(card)])
        elif is_terminal(options):
            from nettrack_md.cli.shown.card import show_card

            show_card(options, card, today=ws.today)
        else:
            from nettrack_md.cli.shown.lines import card_lines

            print_rows(card_lines(card))


@click.command("why")
@click.argument("who", nargs=-1, required=True, shell_complete=complete_people)
@shared_options
def why_command(options: Options, who: tuple[str, ...]) -> None:
    """Why WHO stands where they stand: rule, numbers, evidence, what was rejected."""
    from nettrack_md.app.asking import why
    from nettrack_md.cli.output import is_terminal, print_json, print_rows
    from nettrack_md.cli.session import reading

    with reading(options) as ws:
        found = why(ws, " ".join(who))
        if options.json:
            from nettrack_md.cli.shown.rows import why_row

            print_json("why", ws.today, ws.root, [why_row(found)])
        elif is_terminal(options):
            from nettrack_md.cli.shown.card import show_why

            show_why(options, found, today=ws.today)
        else:
            from nettrack_md.cli.shown.lines import why_lines

            print_rows(why_lines(found))
