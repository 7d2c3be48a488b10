"""Tables of services and programs, and what is odd about each."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from nettrack_md.errors import UsageFault
from nettrack_md.exchange.csv import read_table, render_table
from nettrack_md.exchange.csv.writer import Row
from nettrack_md.exchange.reading import ForeignFile
from tests.drive import ROOT

DATA = ROOT / "tests/data/exchange"


def read(name: str, **more: Any) -> ForeignFile:
    return read_table((DATA / name).read_bytes(), name, **more)


def told(person: Any) -> dict[str, Any]:
    return {"name": person.name} | {key: list(texts) for key, texts in person.facts}


def test_linkedin_has_lines_before_its_header_and_rows_of_commas() -> None:
    found = read("linkedin.csv")

    assert found.format == "LinkedIn connections, UTF-8, comma"
    assert found.problems == ()
    assert [told(one) for one in found.people] == [
        {
            "name": "Wren Marigold", "met": ["2024-03-05"], "org": ["Pebble, Works"],
            "title": ["Potter"], "emails": ["wren@example.org"],
            "urls": ["https://www.linkedin.com/in/wren-m (linkedin)"],
        },
        {
            "name": "Juno Baptiste", "met": ["2023-11-11"],
            "urls": ["https://www.linkedin.com/in/juno-b/?x=1 (linkedin)"],
        },
    ]  # fmt: skip
    assert [one.ids for one in found.people] == [
        ("linkedin:wren-m",),
        ("linkedin:juno-b",),
    ]
    assert [one.line for one in found.people] == [5, 7]


def test_google_joins_values_and_marks_labels() -> None:
    found = read("google-new.csv")

    assert found.problems == ()
    (person,) = found.people
    assert told(person) == {
        "name": "木村 楓", "reading": ["きむら かえで"], "aliases": ["かえちゃん"],
        "org": ["灯台社"], "title": ["編集"], "birthday": ["--01-22"],
        "dates": ["2014-03-10 anniversary"],
        "emails": ["kaede@example.jp (work)", "k1@example.jp (home)", "k2@example.jp (home)"],
        "phones": ["090-0000-0001 (cell)"], "urls": ["https://kaede.example (Profile)"],
        "addresses": ["〒150-0031 東京都渋谷区桜丘町1-2 (home)"], "tags": ["読書会"],
    }  # fmt: skip
    assert person.note == "二行の\nメモ"


def test_the_old_form_of_google_may_be_utf_16() -> None:
    found = read("google-old.csv")

    assert found.format.startswith("Google, old form, UTF-16, comma")
    assert [told(one) for one in found.people] == [
        {
            "name": "Ada Fenn", "org": ["Fenn Ltd"], "title": ["Owner"],
            "emails": ["ada@example.org"], "phones": ["+1 555 0100 011 (work)"],
            "tags": ["choir"],
        }
    ]  # fmt: skip


def test_outlook_in_english() -> None:
    found = read("outlook-en.csv")

    assert [told(one) for one in found.people] == [
        {
            "name": "Ives Thorn", "org": ["Thorn AG"], "title": ["Clerk"],
            "emails": ["ives@example.com", "i2@example.com"],
            "phones": ["+1 555 0100 021 (work)", "+1 555 0100 022 (cell)"],
            "urls": ["https://thorn.example"],
            "addresses": ["1 Mill Rd, 00100 Dale, Nowhere (work)"],
            "tags": ["Friends", "Chess"],
        }
    ]  # fmt: skip


def test_outlook_in_japanese_is_shift_jis_with_blanks_behind_headers() -> None:
    found = read("outlook-ja.csv")

    assert found.format.startswith("Outlook, Shift_JIS, comma")
    assert [told(one) for one in found.people] == [
        {
            "name": "遠野 環", "reading": ["とおの たまき"], "org": ["灯台社"],
            "title": ["部長"], "birthday": ["1965-06-01"], "emails": ["tamaki@example.jp"],
            "phones": ["03-0000-0021 (work)", "090-0000-0022 (cell)"],
            "addresses": ["〒150-0031 東京都渋谷区桜丘町26-1 (work)"],
        },
        {"name": "① 髙", "emails": ["taka@example.jp"]},
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["eight.csv", "eight-sjis.csv", "eight-two-names.csv"])
def test_eight_has_a_preamble_two_charsets_and_two_forms_of_names(name: str) -> None:
    found = read(name)

    assert found.format.startswith("Eight, ")
    first, second = found.people
    assert told(first) == {
        "name": "東雲 樹", "met": ["2022-05-26"], "org": ["灯台社"], "title": ["部長"],
        "emails": ["itsuki@example.jp"],
        "phones": ["03-0000-0031 (work)", "03-0000-0032 (work fax)", "090-0000-0033 (cell)"],
        "urls": ["https://todai.example"],
        "addresses": ["〒150-0031 東京都渋谷区桜丘町1-1 (work)"],
    }  # fmt: skip
    assert second.ids == first.ids


def test_thunderbird_parts_birthdays_and_ends_its_header_with_a_comma() -> None:
    (person,) = read("thunderbird.csv").people

    assert told(person) == {
        "name": "Nell Fenn", "org": ["Fenn Ltd"], "birthday": ["1980-03-14"],
        "emails": ["nell@example.org"], "phones": ["+1 555 0100 041 (cell)"],
        "addresses": ["2 Dell, 00400 Dale, Nowhere (home)"],
    }  # fmt: skip


def test_semicolons_and_the_windows_charset_are_found_out() -> None:
    found = read("semicolons.csv", mapping={"Telefon": "phones", "Firma": "org"})

    assert found.format == "table, Windows-1252, semicolon"
    assert told(found.people[0]) == {
        "name": "Müller, Jörg", "org": ["Brot & Co"], "emails": ["jm@example.de"],
        "phones": ["+49 555 0100"],
    }  # fmt: skip


def test_tabs_and_euc_are_found_out() -> None:
    found = read("tabs-euc.csv")

    assert found.format == "table, EUC-JP, tab"
    assert [one.name for one in found.people] == ["花房 千里", "草野 詩"]


def test_a_table_of_one_column_is_a_table() -> None:
    assert [one.named for one in read("one-column.csv").people] == [False, False]


def test_a_row_that_does_not_fit_is_named_and_the_others_are_read() -> None:
    found = read("ragged.csv")

    assert [one.name for one in found.people] == ["Short", "Whole", "Last"]
    assert [(p.code, p.line) for p in found.problems] == [
        ("import-odd", 2),
        ("import-unread", 4),
    ]


def test_half_a_table_loses_its_torn_row_and_says_so() -> None:
    half = (DATA / "eight-sjis.csv").read_bytes()[:540]
    found = read_table(half, "half.csv")

    assert len(found.people) == 1
    assert [(p.code, p.line) for p in found.problems] == [("import-unread", 8)]


def test_a_quote_that_nobody_closes_is_named() -> None:
    found = read("open-quote.csv")

    assert [one.name for one in found.people] == ["Whole"]
    assert [(p.code, p.line) for p in found.problems] == [("import-unread", 3)]


def test_columns_that_nobody_knows_are_named_by_the_user_and_the_others_kept() -> None:
    assert read("unknown-columns.csv").people == ()

    mapping = {"Who": "name", "Where do they write": "emails"}
    found = read("unknown-columns.csv", mapping=mapping)

    assert found.format == "table, UTF-8, comma; columns kept aside: Shoe size"
    assert told(found.people[0]) == {"name": "Pim Hale", "emails": ["pim@example.org"]}
    assert found.people[0].kept == ("Shoe size: 42",)


def test_a_mapping_to_nothing_known_is_refused() -> None:
    with pytest.raises(UsageFault, match="no property"):
        read("unknown-columns.csv", mapping={"Who": "shoe"})


def test_a_list_for_new_years_cards() -> None:
    (person,) = read("nenga.csv").people

    assert told(person) == {
        "name": "灰谷 奏", "addresses": ["〒150-0031 東京都渋谷区桜丘町26-1"],
    }  # fmt: skip


def test_cells_that_were_disarmed_are_read_as_they_were() -> None:
    (person,) = read("formulas.csv").people

    assert told(person) == {
        "name": "=HYPERLINK(1)", "org": ["=cmd"], "phones": ["+81 90-0000-0061"],
    }  # fmt: skip


def test_an_encoding_that_is_asked_for_wins_and_what_it_breaks_is_named() -> None:
    found = read("eight-sjis.csv", encoding="utf-8")

    assert any(p.code == "import-unread" for p in found.problems)


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_an_archive_is_searched_and_what_climbs_out_of_it_is_named() -> None:
    table = (DATA / "linkedin.csv").read_bytes()
    found = read_table(
        archive(**{"..__Connections.csv": b"x", "a__Connections.csv": table}), "x.zip"
    )

    assert [one.name for one in found.people] == ["Wren Marigold", "Juno Baptiste"]
    assert [p.message for p in found.problems] == [
        "../Connections.csv leads out of the archive; passed over"
    ]


@pytest.mark.parametrize("data", [b"PK\x03\x04half", archive(other=b"x")])
def test_an_archive_without_people_is_named(data: bytes) -> None:
    found = read_table(data, "x.zip")

    assert found.people == ()
    assert found.problems


def test_a_written_table_is_read_again_safe_or_not() -> None:
    held = {
        "name": ("Ada Fenn",), "emails": ("a@example.org", "b@example.org (work)"),
        "phones": ("+1 555 0100 071",), "birthday": ("--05-14",),
        "dates": ("03-10 wedding",), "tags": ("choir", "chess"), "org": ("=SUM(1)",),
    }  # fmt: skip
    for safe in (False, True):
        data = render_table([Row("People/Ada Fenn.md", held)], safe=safe)
        assert data.startswith(b"\xef\xbb\xbf")
        assert (b"'=SUM" in data) == safe
        (person,) = read_table(data, "x.csv").people
        assert told(person) == {
            "name": "Ada Fenn", **{k: list(v) for k, v in held.items() if k != "name"}
        }  # fmt: skip


def test_every_property_of_ours_can_be_a_column() -> None:
    text = (
        "name;tier;cadence;roles;introduced_by;last_contact;Ties;private\n"
        "Ada Fenn;close;6w;mentor, peer;[[People/Bo Ash|Bo]];2026-03-04;rowing;yes\n"
        "Bo Ash;close;sometimes;;;long ago;;no\n"
    )

    found = read_table(text.encode(), "x.csv", mapping={"Ties": "common"})

    ada, bo = found.people
    assert dict(ada.facts) == {
        "tier": ("close",),
        "cadence": ("6w",),
        "last_contact": ("2026-03-04",),
        "introduced_by": ("People/Bo Ash",),
        "roles": ("mentor", "peer"),
        "common": ("rowing",),
        "private": ("true",),
    }
    assert dict(bo.facts) == {"tier": ("close",)}
    assert bo.kept == (
        "cadence: sometimes",
        "last_contact: long ago",
        "private: no",
    )
