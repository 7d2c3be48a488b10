"""Me in words: half a minute, the card in the language of the notes, a fresh look."""

from __future__ import annotations

from nettrack_md.app.practice.profile import me, my_card
from tests.unit.app.small_vault import SmallVault, vault

PROFILE = (
    "---\nname: 塩見坂 遥\nreading: しおみざか はるか\norg: 塩見坂設計\ntitle: 代表\n"
    "known_for: [階段]\noffers: [図面を見ること]\nasks: [古い家]\nvalues: [日あたり]\n"
    "intro: 古い家を直しています。\n---\n"
)


def profile(text: str, settings: str = "") -> SmallVault:
    notes = vault(settings=settings)
    notes.files.put("me.md", text)
    return notes


def test_a_card_speaks_the_language_of_the_notes() -> None:
    english = my_card(profile(PROFILE, 'language = "en"\n').open())
    japanese = my_card(profile(PROFILE, 'language = "ja"\n').open())

    assert english.startswith("# 塩見坂 遥\n\n代表, 塩見坂設計\n")
    assert "**I care about**\n\n- 日あたり\n" in english
    assert japanese.startswith("# 塩見坂 遥 (しおみざか はるか)\n\n塩見坂設計、代表\n")
    for title in (
        "得意なこと",
        "お役に立てること",
        "探していること",
        "大切にしていること",
    ):
        assert f"**{title}**" in japanese


def test_without_an_intro_the_first_paragraph_of_the_note_introduces() -> None:
    text = (
        "---\noffers: x\n---\n# Me\n\n> a quote\n\nNot this %%private%%\n\nI mend [[old houses|houses]] %%ask"
        " Erin%%\nand stairs.\n\nAnd more.\n"
    )
    found = me(profile(text).open())

    assert found is not None
    assert found.short == "I mend houses and stairs."
    assert "I mend houses and stairs." in my_card(profile(text).open())


def test_a_note_that_says_nothing_introduces_nobody() -> None:
    found = me(profile("---\noffers: x\n---\n- a list\n").open())

    assert found is not None
    assert found.short == ""


def test_nobody_private_stands_in_an_introduction_from_the_text() -> None:
    notes = profile("---\noffers: x\n---\nI am the brother of Erin Hush.\n")
    notes.files.put("People/Erin Hush.md", "---\nprivate: true\n---\n")

    assert "Hush" not in my_card(notes.open(private=True))
    found = me(notes.open())
    assert found is not None
    assert "Hush" not in found.short


def test_the_look_back_asks_for_a_fresh_look_after_half_a_year() -> None:
    report = '[[report]]\ntemplate = "quarter.md.j2"\npath = "Network/{quarter}.md"\n'
    notes = profile("---\nupdated: 2026-02-01\noffers: x\n---\n", report)
    notes.render()
    page = notes.text("Network/2026-Q4.md")
    assert "- [[me]]: Last looked at on 1 Feb; is there something new" in page

    notes.files.put("me.md", "---\nupdated: 2026-11-01\noffers: x\n---\n")
    notes.render()
    assert "[[me]]" not in notes.text("Network/2026-Q4.md")
