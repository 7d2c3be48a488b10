"""Touches come in once: whatever the user did with the lines, and however often."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nettrack_md.app.changing.undoing import undo
from nettrack_md.app.forgetting import forget
from nettrack_md.app.importing.encounters import (
    Asked,
    EncounterPlan,
    carry_out_encounters,
    find_encounters,
    plan_encounters,
)
from nettrack_md.app.surroundings import Surroundings
from nettrack_md.app.workspace import Wishes, open_workspace
from nettrack_md.errors import ExtraMissing, ImportRefused, UsageFault
from nettrack_md.exchange.calendar import series
from nettrack_md.insight.evidence import find_word
from tests.drive import ROOT, TODAY

DATA = ROOT / "tests/data/encounters"
FILES = sorted(path.name for path in DATA.iterdir() if path.suffix != ".json")
ADA = """---
type: contact
emails: ada@example.org   # hers
urls: https://www.linkedin.com/in/ada-fenn
sources: [line:花子, "line:Alice"]
---

## Log

- 2026-10-20 call: mine
"""
EVENT = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:{uid}
DTSTART;TZID=Asia/Tokyo:{day}T{time}00
SUMMARY:{title}
ATTENDEE;CN=Ada Fenn:mailto:{who}
END:VEVENT
END:VCALENDAR
"""
MAIL = (
    "From x Wed Nov 18 01:30:00 2026\nFrom: {}\nTo: {}\nDate: {} +0900\nSubject: {}\n\n"
)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    for kind in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    root = tmp_path / "vault"
    (root / "People").mkdir(parents=True)
    (root / "nettrack.toml").write_text('timezone = "Asia/Tokyo"\nlanguage = "en"\n')
    (root / "me.md").write_text("---\ntype: profile\nemails: me@example.org\n---\n")
    vault = Vault(root, tmp_path)
    vault.note("Ada Fenn").write_text(ADA)
    return vault


@dataclass
class Vault:
    root: Path
    tmp: Path
    private: bool = False

    def note(self, name: str) -> Path:
        return self.root / "People" / f"{name}.md"

    def log(self, name: str = "Ada Fenn") -> list[str]:
        text = self.note(name).read_text("utf-8")
        return [line for line in text.splitlines() if line.startswith("- 2")]

    def file(self, name: str, content: str | bytes) -> str:
        data = content.encode() if isinstance(content, str) else content
        (self.tmp / name).write_bytes(data)
        return str(self.tmp / name)

    def event(self, day: str = "20261118", title: str = "Tea", **more: str) -> str:
        fields = {"uid": "u1", "time": "1030", "who": "ada@example.org", **more}
        return self.file("x.ics", EVENT.format(day=day, title=title, **fields))

    def bring(self, path: str, *, apply: bool = True, **more: Any) -> EncounterPlan:
        same = more.pop("same", None)
        partly = more.pop("partly", False)
        with self.open() as ws:
            file = find_encounters(ws, path, Asked(**more))
            assert file is not None
            plan = plan_encounters(ws, file, same=same, since=more.get("since"))
            if apply:
                done = carry_out_encounters(
                    ws, file, plan, ("import",), dry_run=False, partly=partly
                )
                assert done.report.refused == ()
        return plan

    def open(self) -> Any:
        wishes = Wishes(str(self.root), TODAY, private=self.private)
        return open_workspace(wishes, Surroundings(str(self.root)))

    def tree(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file()
        }


def states(plan: EncounterPlan) -> list[str]:
    return [row.state for row in plan.rows]


@pytest.mark.parametrize("name", FILES)
def test_twice_is_once_and_undo_gives_the_bytes_back(vault: Vault, name: str) -> None:
    before, path = vault.tree(), str(DATA / name)

    vault.bring(path, partly=True, text=True)
    after = vault.tree()
    again = vault.bring(path, partly=True, text=True)

    assert vault.tree() == after
    assert set(states(again)) <= {"unchanged", "unclear"}
    kept = [line for line in vault.log() if line == "- 2026-10-20 call: mine"]
    assert len(kept) == 1
    if after != before:
        with vault.open() as ws:
            assert [p for p in ws.index.problems() if p.severity == "error"] == []
            assert undo(ws).report.refused == ()
    assert vault.tree() == before


def test_a_line_that_the_user_changed_moved_or_deleted_never_comes_back(
    vault: Vault,
) -> None:
    mail = vault.file(
        "m.mbox",
        "".join(
            MAIL.format(
                "ada@example.org", "me@example.org", f"{day} Nov 2026 10:00", ""
            )
            for day in (9, 10, 11)
        ),
    )
    vault.bring(mail)
    text = vault.note("Ada Fenn").read_text()
    text = text.replace("- 2026-11-09 10:00 email <-\n", "")
    text = text.replace("- 2026-11-10 10:00 email <-", "- 2026-11-08 she wrote")
    text = text.replace("11-11 10:00 email <-", "11-11 10:00 email <- about boats")
    vault.note("Ada Fenn").write_text(text)

    assert states(vault.bring(mail)) == ["unchanged"] * 3
    assert vault.note("Ada Fenn").read_text() == text


@pytest.mark.parametrize(
    ("there", "state"),
    [
        ("- 2026-11-18 meet: tea", "unchanged"),
        ("- 2026-11-18 10:00 lunch by the river", "unchanged"),
        ("- 2026-11-18 Zoom: about boats", "unchanged"),
        ("- 2026-11-18 email <- when?", "new"),
        ("- 2026-11-17 meet: tea", "new"),
    ],
)
def test_a_meeting_that_the_user_logged_is_not_logged_again(
    vault: Vault, there: str, state: str
) -> None:
    note = vault.note("Ada Fenn")
    note.write_text(f"{ADA}{there}\n")

    assert states(vault.bring(vault.event())) == [state]
    assert there in note.read_text()
    if state == "unchanged":
        # Neither when the user's own line goes to another day.
        note.write_text(ADA + there.replace("11-18", "11-16") + "\n")
        assert states(vault.bring(vault.event())) == ["unchanged"]


def test_a_meeting_note_of_that_day_is_enough(vault: Vault) -> None:
    (vault.root / "Tea.md").write_text(
        '---\ntype: meeting\ndate: 2026-11-18\nattendees: ["[[Ada Fenn]]"]\n---\n'
    )

    assert states(vault.bring(vault.event())) == ["unchanged"]


@pytest.mark.parametrize(
    ("there", "direction", "state"),
    [
        ("email <- rates", "<-", "unchanged"),
        ("email: rates", "<-", "unchanged"),
        ("<- rates", "<-", "unchanged"),
        ("email -> rates", "<-", "new"),
        ("meet: rates", "->", "new"),
    ],
)
def test_a_mail_that_the_user_logged_is_not_logged_again(
    vault: Vault, there: str, direction: str, state: str
) -> None:
    vault.note("Ada Fenn").write_text(f"{ADA}- 2026-11-18 {there}\n")
    people = ["ada@example.org", "me@example.org"][:: 1 if direction == "<-" else -1]
    mail = MAIL.format(*people, "18 Nov 2026 10:00", "")

    assert states(vault.bring(vault.file("m.mbox", mail))) == [state]


def test_two_meetings_of_a_day_come_in_and_a_third_one_later(vault: Vault) -> None:
    def events(*uids: str) -> str:
        texts = (
            EVENT.format(
                uid=u, day="20261118", time=f"1{u}00", title=u, who="ada@example.org"
            )
            for u in uids
        )
        return vault.file("x.ics", "".join(texts))

    assert states(vault.bring(events("1", "2"))) == ["new", "new"]
    assert states(vault.bring(events("1", "2", "3"))) == ["unchanged"] * 2 + ["new"]
    assert vault.log()[:3] == [
        "- 2026-11-18 13:00 meet: 3",
        "- 2026-11-18 12:00 meet: 2",
        "- 2026-11-18 11:00 meet: 1",
    ]


def test_an_event_that_moved_takes_its_line_with_it(vault: Vault) -> None:
    vault.bring(vault.event("20261117", "Tea"))

    assert states(vault.bring(vault.event("20261118", "Long tea"))) == ["changed"]
    assert vault.log()[0] == "- 2026-11-18 10:30 meet: Long tea"
    assert len(vault.log()) == 2


@pytest.mark.parametrize("more", ["- 2026-11-17 10:30 meet: Tea!", "  - and boats"])
def test_an_event_that_moved_leaves_a_line_that_the_user_wrote_on(
    vault: Vault, more: str
) -> None:
    vault.bring(vault.event("20261117", "Tea"))
    note = vault.note("Ada Fenn")
    line = "- 2026-11-17 10:30 meet: Tea"
    mine = more if more.startswith("- ") else f"{line}\n{more}"
    note.write_text(note.read_text().replace(line, mine))
    text = note.read_text()

    vault.bring(vault.event("20261118", "Tea"))

    assert note.read_text() == text


def test_killed_before_it_was_remembered_nothing_comes_twice(vault: Vault) -> None:
    path = str(DATA / "copies.mbox")
    vault.bring(path)
    text = vault.note("Ada Fenn").read_bytes()
    for file in (vault.root / ".nettrack/sources").iterdir():
        file.unlink()

    assert set(states(vault.bring(path))) == {"unchanged"}
    assert vault.note("Ada Fenn").read_bytes() == text


def test_what_could_not_be_written_is_not_remembered(vault: Vault) -> None:
    note = vault.note("Ada Fenn")
    marks = "<<<<<<< mine\none\n=======\ntwo\n>>>>>>> theirs\n"
    note.write_text(ADA + marks)
    path = vault.event()

    with vault.open() as ws:
        file = find_encounters(ws, path, Asked())
        assert file is not None
        plan = plan_encounters(ws, file)
        done = carry_out_encounters(ws, file, plan, ("import",), dry_run=False)
    assert len(done.report.refused) == 1
    assert done.report.changes == ()

    note.write_text(ADA)
    assert states(vault.bring(path)) == ["new"]


def test_inbox_and_sent_mail_one_after_the_other_tell_who_wrote_last(
    vault: Vault,
) -> None:
    ada, me = "ada@example.org", "me@example.org"
    inbox = vault.file(
        "in.mbox", MAIL.format(ada, me, "Wed, 18 Nov 2026 10:00:00", "x")
    )
    sent = vault.file(
        "out.mbox", MAIL.format(me, ada, "Wed, 18 Nov 2026 09:00:00", "x")
    )

    vault.bring(inbox)
    vault.bring(sent)

    with vault.open() as ws:
        word = find_word(ws.index.touches("People/Ada Fenn.md"))
    assert word is not None
    assert word.direction == "<-"
    assert vault.log()[:2] == [
        "- 2026-11-18 10:00 email <-",
        "- 2026-11-18 09:00 email ->",
    ]
    later = MAIL.format(me, ada, "Wed, 18 Nov 2026 11:00:00", "x")
    vault.bring(vault.file("out.mbox", later))
    assert vault.log()[0] == "- 2026-11-18 11:00 email ->"


def test_words_of_mail_come_only_when_asked_for(vault: Vault) -> None:
    letter = str(DATA / "letter.eml")
    vault.bring(letter)
    assert vault.log()[0] == "- 2026-11-18 10:30 email <-"

    vault.bring(letter, text=True)
    assert vault.log()[0] == "- 2026-11-18 10:30 email <- 港の話 and more"

    assert states(vault.bring(letter)) == ["unchanged"]


def test_strangers_are_counted_and_named_nowhere(vault: Vault) -> None:
    plan = vault.bring(str(DATA / "addresses.mbox"), text=True)

    assert plan.unknown == 10
    assert {row.name for row in plan.rows} == {"Ada Fenn"}
    everything = b"\n".join(vault.tree().values())
    for word in (b"hana", b"bo@", b"Bo B", "花子 ".encode(), b"example.jp"):
        assert word not in everything


def test_private_people_are_left_alone_and_not_told_of(vault: Vault) -> None:
    secret = "---\ntype: contact\nprivate: true\nemails: quill@example.org\n---\n"
    vault.note("Quill Canary").write_text(secret)
    shared = "---\ntype: contact\nemails: [both@example.org]\n"
    vault.note("Quill Canary").write_text(
        secret.replace("quill@example.org", "[quill@example.org, both@example.org]")
    )
    vault.note("Rue Open").write_text(f"{shared}---\n")
    before = vault.tree()
    events = "".join(
        EVENT.format(uid=n, day="20261118", time="1030", title=title, who=who)
        for n, (title, who) in enumerate(
            [
                ("Tea", "quill@example.org"),
                ("Tea", "both@example.org"),
                ("Quill Canary", "nobody-at-all"),
            ]
        )
    )
    path = vault.file("p.ics", events)

    plan = vault.bring(path)

    assert "anary" not in repr(plan)
    assert plan.rows == ()
    assert plan.hidden == 3
    assert vault.tree() == before

    vault.private = True
    shown = vault.bring(path)
    assert [row.state for row in shown.rows] == ["new", "unclear", "unclear"]
    assert vault.log("Quill Canary") == ["- 2026-11-18 10:30 meet: Tea"]


def test_a_title_that_names_somebody_private_stays_outside(vault: Vault) -> None:
    vault.note("Quill Canary").write_text("---\ntype: contact\nprivate: true\n---\n")

    vault.bring(vault.event(title="Tea with Quill Canary"))

    assert vault.log()[0] == "- 2026-11-18 10:30 meet"
    assert "anary" not in vault.note("Ada Fenn").read_text()
    assert b"anary" not in b"".join(
        path.read_bytes() for path in (vault.root / ".nettrack/sources").iterdir()
    )


def test_hostile_words_are_inert_where_they_land(vault: Vault) -> None:
    vault.bring(str(DATA / "hostile.ics"))

    first, second = vault.log()[1], vault.log()[0]
    assert first == (
        "- 2026-11-10 12:00 meet: ＜% tp.system.prompt() % > ［［../../x|y]] "
        "'= this.file' ＜script>x＜/script> ｛｛t}} % %hid - \\[ ] pay 📅 2026-01-01"
        " back \\[due:\\: x] \\#gave…"
    ) or first.startswith("- 2026-11-10 12:00 meet: ＜% tp.system")
    for bad in ("<%", "[[", "`", "<script", "{{", "%%", "\u202e", " #gave", " ^id"):
        assert bad not in first + second
    with vault.open() as ws:
        assert ws.index.promises() == ()
        assert all(not t.tags for t in ws.index.touches("People/Ada Fenn.md"))


def test_a_name_alone_only_asks_and_what_was_said_is_remembered(vault: Vault) -> None:
    vault.note("Alex Doe").write_text("---\ntype: contact\n---\n")
    path = str(DATA / "line-day-first.txt")
    (row,) = vault.bring(path).rows
    assert (row.state, row.reason) == (
        "unclear",
        "People/Alex Doe.md has that name, and no more; 2 touches",
    )
    assert vault.log("Alex Doe") == []

    vault.bring(path, same={"Alex Doe": "Alex Doe"})

    assert vault.log("Alex Doe") == [
        "- 2026-05-04 10:00 message ->",
        "- 2026-04-26 16:35 message <-",
    ]
    assert "line:Alex Doe" in vault.note("Alex Doe").read_text()
    assert states(vault.bring(path)) == ["unchanged", "unchanged"]


def test_a_title_without_guests_only_asks(vault: Vault) -> None:
    (row,) = [r for r in vault.bring(str(DATA / "all-day.ics")).rows if not r.path]
    assert row.state == "unclear"
    assert "People/Ada Fenn.md" in row.reason

    vault.bring(str(DATA / "all-day.ics"), same={str(row.line): "Ada"})

    assert "- 2026-11-12 meet: Lunch with Ada Fenn" in vault.log()
    again = vault.bring(str(DATA / "all-day.ics"))
    assert set(states(again)) == {"unchanged"}


def test_titles_with_one_name_are_one_question_and_one_answer(vault: Vault) -> None:
    vault.note("佐藤 花子").write_text("---\ntype: contact\n---\n")
    events = "".join(
        EVENT.format(uid=day, day=f"202611{day}", time="1200", title=title, who="none")
        for day, title in (
            ("10", "佐藤花子さんとランチ"),
            ("11", "お茶（佐藤 花子）"),
            ("12", "歯医者"),
        )
    )
    path = vault.file("own.ics", events)

    (row,) = vault.bring(path).rows
    assert row.name == "佐藤花子さんとランチ, and 1 more"
    assert row.reason == "no guests, but People/佐藤 花子.md in the title; 2 touches"

    vault.bring(path, same={"花子": "佐藤"})
    assert vault.log("佐藤 花子") == [
        "- 2026-11-11 12:00 meet: お茶（佐藤 花子）",
        "- 2026-11-10 12:00 meet: 佐藤花子さんとランチ",
    ]
    assert set(states(vault.bring(path))) == set()


def test_an_address_of_two_people_is_for_the_user_to_decide(vault: Vault) -> None:
    vault.note("Bea Fenn").write_text(
        "---\ntype: contact\nemails: ada@example.org\n---\n"
    )

    (row,) = vault.bring(vault.event()).rows
    assert row.state == "unclear"
    assert row.reason.startswith("People/Ada Fenn.md and People/Bea Fenn.md share")

    vault.bring(vault.event(), same={"ada@example.org": "Bea Fenn"})
    assert vault.log("Bea Fenn") == ["- 2026-11-18 10:30 meet: Tea"]


def test_since_leaves_what_was_before_out(vault: Vault) -> None:
    plan = vault.bring(str(DATA / "zones.ics"), since=date(2026, 11, 5))

    assert [row.new.on.day for row in plan.rows if row.new] == [5, 6, 7]
    assert plan.before == 4


def test_half_a_file_is_planned_and_nothing_is_written(vault: Vault) -> None:
    before = vault.tree()

    for name in ("broken.ics", "cut-off.mbox", "linkedin-torn.csv"):
        with pytest.raises(ImportRefused):
            vault.bring(str(DATA / name))
        assert states(vault.bring(str(DATA / name), apply=False)) == ["new"]

    assert vault.tree() == before


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_archives_of_calendars_and_of_messages_are_looked_into(vault: Vault) -> None:
    ics = (DATA / "zones.ics").read_bytes()
    talks = (DATA / "linkedin-messages.csv").read_bytes()
    people = b"First Name,Last Name,URL\n"
    both = vault.file(
        "l.zip", archive(**{"a__messages.csv": talks, "Connections.csv": people})
    )

    plan = vault.bring(vault.file("c.zip", archive(**{"Calendar__a.ics": ics})))
    assert len(plan.rows) == 7
    with vault.open() as ws:
        assert find_encounters(ws, both, Asked()) is None
    plan = vault.bring(both, touches=True)
    assert [row.new.direction for row in plan.rows if row.new] == ["<-", "->"]


def test_an_archive_whose_paths_climb_writes_nothing(vault: Vault) -> None:
    ics = (DATA / "zones.ics").read_bytes()
    path = vault.file("c.zip", archive(**{"..__..__evil.ics": ics, "good.ics": ics}))
    before = {p for p in vault.tmp.rglob("*") if "CACHE" not in str(p)}

    with pytest.raises(ImportRefused):
        vault.bring(path)

    after = {p for p in vault.tmp.rglob("*") if "CACHE" not in str(p)}
    assert {p.name for p in after - before} <= {"STATE", "CONFIG", "nettrack"}


def test_a_maildir_is_read_without_its_drafts_trash_and_links(vault: Vault) -> None:
    letter = (DATA / "letter.eml").read_bytes()
    box = vault.tmp / "Maildir"
    for name in (
        "cur/1:2,S",
        "new/2",
        "cur/3:2,DS",
        ".Sent/cur/4:2,S",
        ".Trash/cur/5:2,",
    ):
        day = int(name.partition(":")[0][-1]) + 9
        mail = letter.replace(b"18 Nov", f"{day} Nov".encode())
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_bytes(mail)
    (box / "cur/6:2,S").symlink_to(DATA / "letter.eml")
    mails = (DATA / "copies.mbox").read_bytes()
    (box / "Archive.mbox").write_bytes(mails)

    plan = vault.bring(str(box))

    assert [row.new.on.day for row in plan.rows if row.new] == [10, 11, 13, 18, 18]


def test_the_folder_of_a_mail_program_is_read_but_for_its_trash(vault: Vault) -> None:
    box = vault.tmp / "Mail"
    (box / "Archives.sbd").mkdir(parents=True)
    mails = (DATA / "copies.mbox").read_bytes()
    for day, name in ((20, "Trash"), (12, "Inbox"), (13, "Archives.sbd/2026")):
        (box / name).write_bytes(mails.replace(b"18 Nov", b"%d Nov" % day))
    (box / "Inbox.msf").write_bytes(b"From nothing\n")
    (box / "locked.eml").mkdir()
    (box / "cut.eml").write_bytes(b"From: ada@example.org\nTo: m")

    plan = vault.bring(str(box), partly=True)

    assert [row.new.on.day for row in plan.rows if row.new] == [12, 12, 13, 13]
    with pytest.raises(ImportRefused):
        vault.bring(str(box))


@pytest.mark.parametrize("name", ["zones.ics", "copies.mbox"])
def test_the_order_in_a_file_says_nothing_in_the_notes(vault: Vault, name: str) -> None:
    data = (DATA / name).read_bytes()
    mark = b"BEGIN:VEVENT" if name.endswith("ics") else b"From x@"
    head, *parts = re.split(rb"(?m)^(?=%b)" % mark, data)
    tail = b"END:VCALENDAR\r\n" if name.endswith("ics") else b""
    parts = [part.removesuffix(tail) for part in parts]
    vault.bring(str(DATA / name))
    straight = vault.tree()
    with vault.open() as ws:
        undo(ws)

    vault.bring(vault.file(name, head + b"".join(reversed(parts)) + tail))

    assert vault.tree() == straight


def test_a_new_address_of_somebody_known_by_name_only_asks(vault: Vault) -> None:
    mail = MAIL.format(
        "Ada Fenn <ada.new@example.net>", "me@example.org", "18 Nov 2026 10:00", ""
    )

    (row,) = vault.bring(vault.file("m.mbox", mail)).rows

    assert (row.state, row.name) == ("unclear", "Ada Fenn <ada.new@example.net>")
    assert row.reason.startswith("People/Ada Fenn.md has that name, and no more")


def test_without_knowing_who_i_am_mail_says_nothing(vault: Vault) -> None:
    (vault.root / "me.md").unlink()

    with pytest.raises(UsageFault, match="--me"):
        vault.bring(str(DATA / "copies.mbox"))
    assert len(vault.bring(str(DATA / "copies.mbox"), me=("me@example.org",)).rows) == 2


def test_without_the_libraries_a_calendar_says_what_to_install(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(series, "import_module", missing)

    with pytest.raises(ExtraMissing, match=r"nettrack-md\[calendar\]"):
        vault.bring(vault.event())


def test_the_note_goes_on_in_its_own_words(vault: Vault) -> None:
    note = vault.note("Ada Fenn")
    note.write_text(
        "---\ntype: contact\nemails: ada@example.org\n---\n\n# 記録\n\n"
        "* 2026-11-01 電話：舟の話\n* 2026-11-30 予定\n"
    )

    vault.bring(vault.event())

    assert "\n* 2026-11-18 10:30 会う：Tea\n* 2026-11-30" in note.read_text()


def test_forgetting_somebody_takes_what_was_remembered_of_them(vault: Vault) -> None:
    vault.note("Bo Ash").write_text("---\ntype: contact\nemails: bo@example.net\n---\n")
    vault.bring(str(DATA / "repeats.ics"))
    folder = vault.root / ".nettrack/sources"
    assert len(list(folder.iterdir())) == 2

    with vault.open() as ws:
        forget(ws, ["Ada Fenn"], apply_it=True)

    assert len(list(folder.iterdir())) == 1
