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


def test_linkedin_once_had_no_addresses_of_profiles() -> None:
    first, second = read("linkedin-old.csv").people

    assert told(first) == {
        "name": "Pip Larkin", "met": ["2019-01-01"], "org": ["Mill Ltd"],
        "title": ["Miller"], "emails": ["pip@example.org"],
    }  # fmt: skip
    assert told(second) == {"name": "Pip Larkin", "met": ["2019-02-02"]}
    assert first.ids != second.ids


def test_linkedin_in_german_has_german_columns_and_english_months() -> None:
    (person,) = read("linkedin-german.csv").people

    assert told(person) == {
        "name": "Jörg Möwe", "met": ["2022-10-07"], "org": ["Möwe GmbH"],
        "title": ["Kapitän"], "emails": ["j@example.org"],
        "urls": ["https://www.linkedin.com/in/joerg-moewe (linkedin)"],
    }  # fmt: skip
    assert person.ids == ("linkedin:joerg-moewe",)


def test_outlook_on_the_web_has_readings_and_columns_of_its_own() -> None:
    found = read("outlook-com.csv")
    (person,) = found.people

    assert told(person) == {
        "name": "片桐 美帆", "reading": ["かたぎり みほ"], "aliases": ["みほりん"],
        "org": ["港商会"], "title": ["部長"], "region": ["東京"],
        "birthday": ["1985-06-01"], "dates": ["2010-10-10 anniversary"],
        "emails": ["miho@example.jp", "m2@example.jp"],
        "phones": ["03-0000-0009 (work)", "090-0000-0010 (cell)",
                   "03-0000-0011 (work fax)"],
        "urls": ["https://miho.example.jp (home)", "https://co.example.jp"],
        "addresses": ["〒105-0001 東京都港区海岸1-2-3 (work)"],
    }  # fmt: skip
    assert person.note == "一行目\n二行目"
    assert "Spouse: 夫" in person.kept
    assert "Spouse" in found.format
    assert "Telex" not in found.format


def test_what_google_only_gathered_from_mail_is_passed_over_and_counted() -> None:
    found = read("google-other-contacts.csv")

    assert [told(one) for one in found.people] == [
        {"name": "Ivo Lund", "emails": ["ivo@example.org (home)"], "tags": ["boats"]}
    ]
    assert found.people[0].kept == ("relation: Eva Lund (Spouse)",)
    assert "2 of Google's other contacts passed over" in found.format


def test_each_exchange_of_cards_is_a_touch_and_what_eight_could_not_read_is_told() -> (
    None
):
    found = read("eight-again.csv")

    assert [(one.name, one.text("title"), one.text("met")) for one in found.people] == [
        ("三宅 洋", "主任", "2020-05-26"),
        ("三宅 洋", "課長", "2023-11-02"),
        ("吉?川 健", "", "2024-01-09"),
    ]
    assert found.people[0].ids == found.people[1].ids
    assert [
        (each.on.isoformat(), each.kind, each.text)
        for one in found.people
        for each in one.touches
    ] == [
        ("2020-05-26", "meet", "名刺交換"),
        ("2023-11-02", "meet", "名刺交換"),
        ("2024-01-09", "meet", "名刺交換"),
    ]
    assert [(p.code, p.line) for p in found.problems] == [("import-odd", 6)]


def test_sansan_numbers_its_columns() -> None:
    (person,) = read("sansan.csv").people

    assert told(person) == {
        "name": "岸本 静", "met": ["2025-04-18"], "org": ["海図社"], "title": ["部長"],
        "emails": ["shizu@example.jp"],
        "phones": ["03-0000-0014 (work)", "03-0000-0015 (work fax)"],
        "urls": ["https://kaizu.example.jp"],
        "addresses": ["〒105-0001 東京都港区海岸9-9-9 (work)"],
    }  # fmt: skip
    assert person.note == "船の話"
    assert person.touches[0].text == "名刺交換"


def test_zeros_that_a_spreadsheet_ate_are_told_and_not_made_up() -> None:
    found = read("excel-ate-zeros.csv")

    first, second = found.people
    assert first.texts("phones") == ("9000000016 (cell)",)
    assert second.texts("phones") == ()
    assert second.kept == ("phones: 8.19E+11",)
    assert second.texts("addresses") == ("〒060-0001 札幌市中央区2",)
    assert [(p.line, p.message) for p in found.problems] == [
        (2, "600001 may have lost a 0 in front"),
        (2, "9000000016 may have lost a 0 in front"),
    ]


def test_an_address_of_exchange_is_no_mailbox() -> None:
    (person,) = read("outlook-exchange.csv").people

    assert told(person) == {
        "name": "Rolf Berg", "org": ["Fjord AS"], "title": ["Owner"],
        "emails": ["rolf@example.no"], "phones": ["+47 55 50 01 00 (work)"],
        "tags": ["Sailing", "Choir"],
    }  # fmt: skip
    assert person.kept == ("emails: /o=ExchangeLabs/ou=Group/cn=Recipients/cn=rolf",)


def test_the_table_of_another_keeper_of_contacts_brings_its_rhythm() -> None:
    (person,) = read("personal-crm.csv").people

    assert told(person) == {
        "name": "Yara Nunez", "cadence": ["90d"], "last_contact": ["2026-09-01"],
        "org": ["Lamp Press"], "title": ["Editor"], "birthday": ["1988-04-05"],
        "emails": ["yara@example.org"], "phones": ["+1 555 0100 014"],
        "urls": ["https://www.linkedin.com/in/yara-n (linkedin)"],
    }  # fmt: skip
    assert person.ids == ("linkedin:yara-n",)
