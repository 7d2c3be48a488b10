from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.dates import DayRange, PartialDate
from nettrack_md.model.periods import Period
from nettrack_md.model.records import Anniversary, Cadence, Link
from nettrack_md.model.rules import ReadingRules
from tests.reading import contact_of, problems_of, props, read


def test_a_note_without_properties_is_a_person_by_its_file_name() -> None:
    contact = contact_of("type: contact")

    assert (contact.name, contact.status, contact.rhythm) == (
        "Jane Roe",
        "active",
        None,
    )
    assert contact.properties == ()


def test_values_are_read_from_the_text_that_was_typed() -> None:
    contact = contact_of(
        """
        phones: 0901234567
        best_time: 10:30
        aliases: [No, 012]
        uid: 1e3
        """
    )

    assert contact.texts("phones") == ("0901234567",)
    assert contact.text("best_time") == "10:30"
    assert contact.aliases == ("No", "012")
    assert contact.text("uid") == "1e3"


def test_lists_may_be_one_scalar() -> None:
    contact = contact_of("emails: a@b.example\naliases: JR, Janie\nhelps_with: x, y")

    assert contact.texts("emails") == ("a@b.example",)
    assert contact.aliases == ("JR", "Janie")
    assert contact.texts("helps_with") == ("x, y",)


@pytest.mark.parametrize(
    ("lines", "cadence", "rhythm"),
    [
        ("cadence: 30", Cadence(Period(30, "d")), Period(30, "d")),
        ("cadence: '30'", Cadence(Period(30, "d")), Period(30, "d")),
        ("cadence: 毎月", Cadence(Period(1, "m")), Period(1, "m")),
        ("frequency: Bi-Weekly", Cadence(Period(2, "w")), Period(2, "w")),
        ("cadence: none\ntier: close", Cadence(None), None),
        ("tier: close", None, Period(30, "d")),
        ("tier: 近い", None, Period(30, "d")),
        ("tier: inner", None, None),
        ("tier: close\ncadence: 1y", Cadence(Period(1, "y")), Period(1, "y")),
        ("cadence:\ntier: loose", None, Period(365, "d")),
        ("name: x", None, None),
    ],
)
def test_the_rhythm_is_the_cadence_else_the_tiers(
    lines: str, cadence: Cadence | None, rhythm: Period | None
) -> None:
    contact = contact_of(lines)

    assert (contact.cadence, contact.rhythm) == (cadence, rhythm)


def test_tiers_are_those_of_the_settings() -> None:
    rules = ReadingRules(tiers={"vip": Period(2, "w")})

    assert contact_of("tier: VIP", rules).rhythm == Period(2, "w")
    assert problems_of("tier: close", rules) == [("unknown-tier", 2)]


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("status: paused", "paused"), ("status: 休止", "paused"),
        ("prm-paused: true", "paused"), ("prm-paused: false", "active"),
        ("prm-paused: true\nstatus: ended", "ended"), ("status:", "active"),
        ("status: ended\nprm-paused: true", "ended"), ("PRM-Paused: yes", "paused"),
    ],
)  # fmt: skip
def test_the_status_is_a_word_or_the_flag_of_a_plugin(lines: str, status: str) -> None:
    assert contact_of(lines).status == status


def test_every_date_is_read() -> None:
    contact = contact_of(
        """
        snooze: 2026/12/01
        next: 2026-12-05 call about the flat
        met_on: 2020年5月1日
        trouble: "[[2026-11-01]]"
        mourning: 令和8年1月2日
        created: 2019-01-01T10:00
        birthday: --05-14
        dates: [2014-03-10 wedding, 11-03 moved here]
        busy: 03-20..04-05, 12-20〜01-10
        """
    )

    assert contact.snooze == date(2026, 12, 1)
    assert contact.next == date(2026, 12, 5)
    assert contact.met == date(2020, 5, 1)
    assert contact.trouble == date(2026, 11, 1)
    assert contact.mourning == date(2026, 1, 2)
    assert contact.created == date(2019, 1, 1)
    assert contact.birthday == PartialDate(5, 14)
    assert contact.dates == (
        Anniversary(PartialDate(3, 10, 2014), "wedding"),
        Anniversary(PartialDate(11, 3), "moved here"),
    )
    assert contact.busy == (
        DayRange(PartialDate(3, 20), PartialDate(4, 5)),
        DayRange(PartialDate(12, 20), PartialDate(1, 10)),
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("met: 2026-02-30", "bad-date"), ("snooze: soon", "bad-date"),
        ("next: 2026-13-01", "bad-date"), ("created: 2026-02-30", "bad-date"),
        ("birthday: 02-30", "bad-date"), ("dates: [wedding]", "bad-date"),
        ("last_contact: yesterday", "bad-date"), ("cadence: evry 6w", "bad-period"),
        ("cadence: 0", "bad-period"), ("tier: besties", "unknown-tier"),
        ("status: on holiday", "unknown-status"), ("busy: always", "bad-value"),
        ("private: perhaps", "bad-value"), ("prm-paused: maybe", "bad-value"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_with_a_line(line: str, code: str) -> None:
    assert problems_of(f"type: contact\n{line}\norg: Ledger") == [(code, 3)]


def test_a_problem_says_what_stands_there() -> None:
    (problem,) = read(props("cadence: evry 6w")).problems

    assert problem.sentence() == (
        'People/Jane Roe.md:2: cadence "evry 6w" is not a period. '
        "Write 6w, 30d, 3m, 1y, monthly, quarterly or none."
    )


def test_a_value_that_cannot_be_read_is_absent() -> None:
    contact = contact_of("met: 2026-02-30\ntier: besties\nstatus: gone\nbirthday: x")

    assert (contact.met, contact.tier, contact.birthday) == (None, None, None)
    assert contact.status == "active"


def test_whoever_may_be_private_is() -> None:
    assert contact_of("private: true").private
    assert contact_of("private: はい").private
    assert contact_of("private: perhaps").private
    assert not contact_of("private: false").private
    assert not contact_of("private:").private


def test_a_creation_date_in_words_is_nobodys_problem() -> None:
    assert problems_of("created: Friday, December 9th 2022") == []


def test_the_canonical_key_is_read_and_the_other_one_named() -> None:
    lines = "company: B\norg: A\nemail: x@y.example"

    assert contact_of(lines).texts("org") == ("A",)
    assert problems_of(lines) == [("synonym-twice", 2)]
    assert contact_of("org:\ncompany: B").texts("org") == ("B",)
    assert problems_of("org:\ncompany: B") == []


def test_a_synonym_of_the_settings_is_read() -> None:
    rules = ReadingRules(synonyms={"likes": ("好きなもの",)})

    assert contact_of("好きなもの: [茶]", rules).texts("likes") == ("茶",)


def test_links_may_be_quoted_bare_or_a_name() -> None:
    assert contact_of('introduced_by: "[[A|B]]"').introduced_by == Link("A", "B", 2)
    assert contact_of("introduced_by: [[A]]").introduced_by == Link("A", "", 2)
    assert contact_of("introduced_by: A").introduced_by == Link("A", "", 2)
    markdown = contact_of('introduced_by: "[A](People/A%20B.md)"').introduced_by
    assert markdown == Link("People/A B", "A", 2)


def test_links_that_somebody_relies_on_are_kept_with_their_line() -> None:
    facts = read(
        props('introduced_by: "[[A]]"\ngoals: ["[[G]]", plain]\nlikes: "[[X]]"')
    )

    assert facts.relies_on == (Link("A", "", 2), Link("G", "", 3))


def test_a_name_in_words_is_relied_on_by_nobody() -> None:
    assert read(props("introduced_by: my sister")).relies_on == ()


def test_unknown_keys_are_kept_in_order_with_what_was_typed() -> None:
    contact = contact_of(
        """
        type: contact
        Favourite Tea: hojicha
        org: Ledger
        2026: the year
        tags: [x]
        house: {floor: 012}
        empty:
        """
    )

    assert contact.properties == (("org", ("Ledger",)),)
    assert contact.other == (
        ("type", ("contact",)),
        ("Favourite Tea", ("hojicha",)),
        ("2026", ("the year",)),
        ("house", ("floor: 012",)),
    )


def test_tags_come_from_the_properties_and_the_text() -> None:
    facts = read("---\ntags: ['#a', b]\n---\ntext #c and #b\n")

    assert facts.contact is not None
    assert facts.contact.tags == ("a", "b", "c")


def test_an_unfilled_placeholder_is_no_value() -> None:
    lines = 'name: "{{title}}"\nmet: {{date}}\norg: <% tp.x %>\ntier: close'
    facts = read(props(lines))

    assert facts.contact is not None
    assert facts.contact.name == "Jane Roe"
    assert facts.contact.properties == (("tier", ("close",)),)
    assert {problem.code for problem in facts.problems} == {"template-placeholder"}


def test_of_several_last_contacts_the_newest_is_shown_and_all_are_evidence() -> None:
    facts = read(
        props("last_contact: 2026-01-01\nLast chat: 2026-03-01\nlastContact: x")
    )

    assert facts.contact is not None
    assert facts.contact.texts("last_contact") == ("2026-03-01",)
    assert [(t.on, t.line, t.kind, t.source) for t in facts.touches] == [
        (date(2026, 1, 1), 2, "property", "property"),
        (date(2026, 3, 1), 3, "property", "property"),
    ]
    codes = sorted(problem.code for problem in facts.problems)
    assert codes == ["bad-date", "synonym-twice", "synonym-twice"]
