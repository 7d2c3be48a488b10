"""Hostile vaults: templates, names, settings, repositories, texts and imported files."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import threading
import time
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Any

from nettrack_md.app.trust import standing
from nettrack_md.app.trust.seen import remember
from nettrack_md.errors import NettrackError, TemplateBroken
from nettrack_md.exchange.csv import read_table, render_table
from nettrack_md.exchange.csv.writer import Row
from nettrack_md.exchange.texts import clean, clean_prose
from nettrack_md.exchange.vcard import render_vcards
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.render import engine
from nettrack_md.render.markdown import inert, inert_promise
from nettrack_md.vault import swap
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.templates import read_templates
from tests.every_command import lines, run_here
from tests.hostile_vault import EVENT, IN_NAME, OTHER, WHO, make_hostile_vault
from tests.hostile_words import WORDS, living
from tests.property.test_vcard_laws import hostile as hostile_card
from tests.real.test_git_canary import lay_canary
from tests.real.test_paths_inside import EVIL, EVIL_ON_WINDOWS, files_of
from tests.real.test_printed import FORMATS, orders_in
from tests.real.test_watch import Running
from tests.torture.attacks import ESCAPES, HOGS, INCLUDES, WAYS_TO_INCLUDE
from tests.torture.figures import Figure, Run, require_tool
from tests.unit.render.samples import view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: It measures how long a template may run.
ALONE = True
#: What Python shows of itself: a text that holds it has seen more than the page.
_INSIDE = re.compile(
    r"<(?:class|function|built-in|bound|module|generator|\w+ object)|0x\w{6}"
)
_SECRET = "the-secret-of-another-folder"
#: What it takes to bury a process that is ended, on a busy machine.
_BURIAL = 1.0


def torture(run: Run) -> Iterator[Figure]:
    """Every hostile thing, counted."""
    require_tool("git")
    yield from _templates(run)
    yield _trust(run)
    yield _watched(run)
    yield _paths(run)
    yield _swapped(run)
    yield _canary(run)
    yield _printed(run)
    yield _words(run)
    yield _cards(run)
    yield _cells(run)


def _folder(run: Run, name: str) -> Path:
    folder = run.folder / name
    folder.mkdir()
    return folder


def _drawn(lot: Random, all_of: Sequence[str], count: int) -> list[str]:
    """All of them where there is time, else so many; in their order."""
    chosen = lot.sample(range(len(all_of)), min(count, len(all_of)))
    return [all_of[at] for at in sorted(chosen)]


# --- templates ---


def _templates(run: Run) -> Iterator[Figure]:
    place = _folder(run, "templates")
    canary, secret = place / "canary", place / "outside/secret.j2"
    secret.parent.mkdir()
    secret.write_text(_SECRET)
    own = place / "vault/.nettrack/templates"
    own.mkdir(parents=True)
    (own / "link.j2").symlink_to(secret)
    (own / "folder").symlink_to(secret.parent)
    (own / "up").symlink_to("../../../outside")
    (own / ".hidden.j2").write_text(_SECRET)
    texts = {
        name: text
        for name, text in read_templates(
            str(place / "vault"), ".nettrack/templates"
        ).items()
        if not name.startswith(".")
    }
    lot = Random(run.seed)

    def filled(text: str) -> str:
        return text.replace("{canary}", str(canary)).replace("{secret}", str(secret))

    escapes = list(ESCAPES)[:: max(1, len(ESCAPES) // run.share(len(ESCAPES), 45))]
    ends = [_end(filled(text), texts) for text in escapes]
    refused = sum(end.startswith("refused") for end in ends)
    wrong = [text for text, end in zip(escapes, ends, strict=True) if end == "reached"]
    sung = canary.exists()
    yield Figure(
        (15,),
        "a template reaches nothing but its page",
        f"{len(escapes)} spellings refused or plain text",
        f"{refused} refused, {len(ends) - refused - len(wrong)} plain, "
        f"{len(wrong)} reached{' (the canary sang)' if sung else ''}",
        met=not wrong and not sung,
    )
    including = [way % repr(name) for way in WAYS_TO_INCLUDE for name in INCLUDES]
    including = _drawn(lot, including, run.share(len(including), 20))
    leaked = [text for text in including if _end(filled(text), texts) == "reached"]
    yield Figure(
        (18,),
        "nothing is included that lies elsewhere",
        f"{len(including)} ways refused",
        f"{len(leaked)} reached",
        met=not leaked,
    )
    hogs = _drawn(lot, HOGS, run.share(len(HOGS), 5))
    longest, most, at_large = _hogs(hogs)
    yield Figure(
        (17,),
        "a template that wants the machine is ended",
        f"{len(hogs)} within 5 s, 512 MB and 2 MB of text",
        f"longest {longest:.1f} s, most {most / 1024:.0f} MB, {at_large} beyond",
        met=longest <= engine.WALL_LIMIT + _BURIAL
        and most <= 512 * 1024
        and not at_large,
    )


def _end(text: str, others: dict[str, str]) -> str:
    """What became of a template: `refused`, `plain`, `reached`."""
    own = {**others, "x.j2": text, "self.j2": "{{ lang }}"}
    try:
        made = engine.render_untrusted("x.j2", view("en"), own=own)
    except TemplateBroken as broken:
        shown = str(broken)
        return "reached" if _SECRET in shown or _INSIDE.search(shown) else "refused"
    return (
        "reached"
        if _SECRET in made or _INSIDE.search(made) or "root:" in made
        else "plain"
    )


def _hogs(texts: Iterable[str]) -> tuple[float, int, int]:
    """The longest run in seconds, the largest child in KiB, how many went beyond."""
    import resource

    longest, beyond = 0.0, 0
    for text in texts:
        own = {"self.md.j2": text}
        began = time.monotonic()
        try:
            made = engine.render_untrusted("self.md.j2", view("en"), own=own)
        except TemplateBroken:
            pass
        except NettrackError:
            beyond += 1
        else:
            beyond += len(made) > 2_000_000
        longest = max(longest, time.monotonic() - began)
    return longest, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, beyond


def _trust(run: Run) -> Figure:
    """A changed byte of a trusted template asks again, wherever it is."""
    place = _folder(run, "trust")
    vault = place / "vault"
    (vault / ".nettrack/templates").mkdir(parents=True)
    (vault / ".git").mkdir()
    (vault / ".git/config").write_text('[remote "origin"]\n')
    template = vault / ".nettrack/templates/overdue.md.j2"
    before = {
        name: os.environ.get(name) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME")
    }
    os.environ.update(dict.fromkeys(before, str(place / "own")))
    lot, ran = Random(run.seed), 0
    count = run.share(5_000, 100)
    text = "".join(WORDS)[:900]
    template.write_text(text, newline="")
    try:
        remember(str(vault), {".nettrack/templates/overdue.md.j2": text})
        (known,) = standing(str(vault), ".nettrack/templates")
        for _ in range(count):
            at = lot.randrange(len(text))
            other = text[:at] + lot.choice("abc \n{}%") + text[at + lot.randrange(2) :]
            template.write_text(other, newline="")
            (now,) = standing(str(vault), ".nettrack/templates")
            ran += now.may_run and other != text
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
    return Figure(
        (16,),
        "a template of a clone that changed by a byte asks again",
        f"{count} changes, none runs",
        f"{ran} would have run" if known.may_run else "the trusted one did not run",
        met=known.may_run and not ran,
    )


def _watched(run: Run) -> Figure:
    """A watcher beside hostile templates, and whether it answers in the end."""
    home = _folder(run, "watched")
    vault = home / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / ".nettrack/templates").mkdir(parents=True)
    (vault / "nettrack.toml").write_text("[watch]\nsettle = 0\n")
    (vault / "People/Ada Moss.md").write_text(
        "---\ntier: close\nmet: 2026-01-01\n---\n"
    )
    template = vault / ".nettrack/templates/overdue.md.j2"
    lot = Random(run.seed)
    texts = _drawn(lot, HOGS, run.share(len(HOGS), 2)) + _drawn(
        lot, ESCAPES, run.share(20, 2)
    )
    watcher = Running(vault, home)
    try:
        watcher.until(watcher.page, "the first page")
        for number, text in enumerate(texts):
            template.write_text(f"{{# {number} #}}{text}")
            time.sleep(1.0)
        template.write_text(
            "# it answers\n\n<!-- nettrack:begin people -->\nyes\n<!-- nettrack:end people -->\n"
        )
        watcher.until(lambda: "yes" in watcher.page(), "an answer")
        answered = True
    except BaseException as fault:  # noqa: BLE001  (what pytest raises is no Exception)
        answered = False
        print(fault)
    alive = watcher.process.poll() is None
    watcher.stop()
    return Figure(
        (17, 36),
        "a watcher beside them lives and answers",
        f"after {len(texts)} hostile templates",
        f"{'alive' if alive else 'ended'}, {'answered' if answered else 'no answer'}",
        met=alive and answered,
    )


# --- names and paths ---


def _paths(run: Run) -> Figure:
    place = _folder(run, "paths")
    vault = place / "vault"
    for name in ("People", ".git/hooks", ".obsidian"):
        (vault / name).mkdir(parents=True)
    (place / "outside").mkdir()
    (vault / "Out").symlink_to(place / "outside")
    (vault / "Git").symlink_to(".git")
    lot, files = Random(run.seed), DiskFiles(str(vault))
    pieces = [
        *EVIL,
        *EVIL_ON_WINDOWS,
        "People",
        "Out",
        "Git",
        "..",
        ".",
        "a",
        "x.md",
        "",
    ]
    count, refused = run.share(20_000, 300), 0
    for _ in range(count):
        path = "/".join(lot.choice(pieces) for _ in range(lot.randrange(1, 4)))
        try:
            files.write(PlannedWrite(path, None, b"x"))
        except NettrackError:
            refused += 1
    hidden = [
        path
        for path in files_of(place)
        if "/.git/" in path.replace("/.git/hooks", "") or "/.obsidian/" in path
    ]
    outside = [*hidden, *map(str, (place / "outside").iterdir())]
    beside = {path.name for path in place.iterdir()} - {"vault", "outside"}
    return Figure(
        (14, 19, 40),
        "no path leads a write out, or to what others run",
        f"{count} paths, 0 outside",
        f"{refused} refused, {len(outside) + len(beside)} outside",
        met=not outside and not beside and refused > 0,
    )


def _swapped(run: Run) -> Figure:
    place = _folder(run, "swapped")
    vault = place / "vault"
    (vault / "Door").mkdir(parents=True)
    (place / "outside").mkdir()
    (vault / "Link").symlink_to(place / "outside")
    done, swaps = threading.Event(), 0

    def swapping() -> None:
        nonlocal swaps
        fd = os.open(vault, os.O_RDONLY)
        while not done.is_set():
            swaps += swap.exchange(fd, "Door", "Link")
        os.close(fd)

    thread = threading.Thread(target=swapping)
    thread.start()
    files, wrote, count = DiskFiles(str(vault)), 0, run.share(20_000, 300)
    for number in range(count):
        try:
            files.write(PlannedWrite(f"Door/{number}.md", None, b"x"))
        except NettrackError:
            continue
        wrote += 1
    done.set()
    thread.join()
    outside = len(list((place / "outside").iterdir()))
    return Figure(
        (18, 19),
        "a folder that becomes a link in between takes nothing",
        f"{count} writes, 0 outside",
        f"{wrote} written inside beside {swaps} exchanges, {outside} outside",
        met=not outside,
    )


# --- commands ---


def _canary(run: Run) -> Figure:
    place = _folder(run, "canary")
    sung = lay_canary(place)
    git = ["git", "-C", str(place / "vault"), "status", "--short"]
    subprocess.run(git, capture_output=True, check=False)
    would = sung.exists()
    sung.unlink(missing_ok=True)
    count = 0
    for words in lines(whole=run.scale > 0.1, **_names(place)):
        run_here(words, place, place / "vault")
        count += 1
    return Figure(
        (20,),
        "what a repository's settings name never runs",
        f"{count} ways of all commands, 0 songs (git itself lets it sing)",
        f"{sung.exists():d} songs" if would else "git did not let it sing",
        met=would and not sung.exists(),
    )


def _names(place: Path) -> dict[str, Any]:
    return {
        "who": WHO, "other": OTHER, "event": EVENT, "name": f"x{IN_NAME}",
        "vault": str(place / "vault"), "files": str(place / "files"),
    }  # fmt: skip


def _printed(run: Run) -> Figure:
    place = _folder(run, "printed")
    make_hostile_vault(place / "vault", place / "files")
    forms = FORMATS if run.scale > 0.1 else FORMATS[:1]
    said = [
        run_here((*words, *form), place, place / "vault")
        for words in lines(**_names(place))
        for form in forms
    ]
    orders = sum(len(orders_in(one)) for one in said)
    fell = sum("Traceback" in one.err for one in said)
    return Figure(
        (23,),
        "nothing printed steers a terminal",
        f"{len(said)} answers, 0 orders",
        f"{orders} orders, {fell} tracebacks",
        met=not orders and not fell,
    )


# --- texts ---


def _words(run: Run) -> Figure:
    lot = Random(run.seed)
    count, lived = run.share(100_000, 1_500), 0
    for _ in range(count):
        text = lot.choice(("", " ", "\n")).join(
            lot.choice(WORDS) for _ in range(lot.randrange(1, 4))
        )
        made = f"# x\n\n- 2026-01-01 meet: {inert(text)}\n- {inert_promise(text)}\n"
        lived += bool(list(living(made)))
    return Figure(
        (21,),
        "words of others do nothing where they land",
        f"{count} texts, 0 alive to another reader",
        f"{lived} alive",
        met=not lived,
    )


def _cards(run: Run) -> Figure:
    vobject: Any = import_module("vobject")  # it has no types

    lot = Random(run.seed)
    count, other = run.share(20_000, 300), 0
    for _ in range(count):
        person = hostile_card(lot)
        read = list(vobject.readComponents(render_vcards([person]).decode()))
        held = read[0].contents
        notes = [each.value for each in held.get("note", ())]
        titles = [each.value for each in held.get("title", ())]
        other += (
            len(read) != 1
            or read[0].fn.value != (clean(person.name) or "?")
            or notes != ([note] if (note := clean_prose(person.note)) else [])
            or titles != list(person.texts("title"))
        )
    return Figure(
        (22,),
        "a card's value is one property, and another program reads it",
        f"{count} cards, 0 read otherwise",
        f"{other} read otherwise",
        met=not other,
    )


def _cells(run: Run) -> Figure:
    lot = Random(run.seed)
    signs = [
        "=1+1",
        "+81",
        "-x",
        "@a",
        "\t=x",
        "\n=x",
        "\r@x",
        '"=x"',
        ",=x",
        ";+x",
        *WORDS,
    ]
    count, formulas, lost = run.share(20_000, 300), 0, 0
    for _ in range(count):
        value = "".join(lot.choice(signs) for _ in range(lot.randrange(1, 4)))
        row = {"name": ("Ada Fenn",), "org": (value,)}
        table = render_table([Row("x.md", row)], safe=True)
        rows = csv.reader(io.StringIO(table.decode("utf-8-sig")))
        formulas += any(
            cell[:1] in tuple("=+-@\t\r\n") for line in rows for cell in line
        )
        plain = render_table([Row("x.md", row)])
        (read,) = read_table(plain, "x.csv").people
        wish = clean(value)
        lost += (
            bool(wish)
            and not wish.startswith("'")
            and ":::" not in wish
            and read.text("org") != wish
        )
    return Figure(
        (24,),
        "no cell of a safe table is a formula, and a plain one comes back",
        f"{count} tables, 0 formulas, 0 lost",
        f"{formulas} formulas, {lost} lost",
        met=not formulas and not lost,
    )
