"""My own card, as a phone reads it."""

from __future__ import annotations

from nettrack_md.app.practice.profile import my_vcard
from nettrack_md.exchange.vcard import read_vcards
from tests.unit.app.small_vault import SmallVault, vault


def profile(name: str = "塩見坂 遥", **properties: str) -> SmallVault:
    notes = vault()
    lines = "".join(f"{key}: {value}\n" for key, value in properties.items())
    notes.files.put("me.md", f"---\ntype: profile\nname: {name}\n{lines}---\n")
    return notes


def lines(*args: str, **properties: str) -> list[str]:
    text = my_vcard(profile(*args, **properties).open())
    assert text.endswith("END:VCARD\r\n")
    return text.replace("\r\n ", "").split("\r\n")


def test_a_vcard_has_its_names_in_the_order_of_the_language():
    assert "N:塩見坂;遥;;;" in lines()
    assert "N:Shiomizaka;Haruka;;;" in lines("Haruka Shiomizaka")


def test_what_the_format_reads_as_a_mark_is_escaped():
    assert "NOTE:a\\; b\\, c\\\\d" in lines(known_for="['a; b, c\\d']")


def test_a_line_break_in_a_text_starts_no_line_of_the_card():
    assert "ORG:a TEL:1" in lines(org='"a\\r\\nTEL:1"')


def test_a_label_in_brackets_becomes_the_type_in_both_languages():
    found = lines(
        emails="[h@example.com (work), i@example.com (自宅)]",
        phones="[+81 3-0000-0100 (携帯), +81 3-0000-0101 (仕事)]",
    )

    assert "EMAIL;TYPE=WORK:h@example.com" in found
    assert "EMAIL;TYPE=HOME:i@example.com" in found
    assert "TEL;TYPE=CELL:+81 3-0000-0100" in found
    assert "TEL;TYPE=WORK:+81 3-0000-0101" in found


def test_it_is_as_small_as_a_code_needs():
    text = my_vcard(
        profile(
            reading="しおみざか はるか", org="塩見坂設計", title="代表",
            phones="+81 90-0000-0100 (cell)", emails="haruka@example.com",
            urls="https://example.com",
        ).open()
    )  # fmt: skip

    assert len(text.encode()) <= 320


def test_our_reader_reads_it_as_it_was():
    text = my_vcard(profile(reading="しおみざか はるか", org="塩見坂設計").open())
    (found,) = read_vcards(text.encode(), "me.vcf").people

    assert found.name == "塩見坂 遥"
    assert found.text("reading") == "しおみざか はるか"
    assert found.text("org") == "塩見坂設計"
