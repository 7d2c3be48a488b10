from __future__ import annotations

import pytest

from nettrack_md.model.rules import ReadingRules
from nettrack_md.people.properties import (
    PROPERTIES,
    TABLES,
    canonical_key,
    find_written_key,
    fold_key,
    is_list,
    properties_table,
)
from tests.reading import RULES


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("name", "name"), ("FN", "name"), ("Name", "name"),
        ("yomi", "reading"), ("よみ", "reading"), ("ふりがな", "reading"),
        ("alias", "aliases"), ("Nickname", "aliases"),
        ("circle", "tier"), ("prm-tier", "tier"),
        ("cadence_days", "cadence"), ("frequency", "cadence"),
        ("contact-frequency", "cadence"), ("prm-cadence", "cadence"),
        ("last-contact", "last_contact"), ("lastContact", "last_contact"),
        ("lastContacted", "last_contact"), ("last_contacted", "last_contact"),
        ("prm-last-contacted", "last_contact"), ("Last chat", "last_contact"),
        ("snooze_until", "snooze"), ("prm-snooze-until", "snooze"),
        ("next_contact", "next"), ("met_on", "met"), ("met_through", "met_at"),
        ("organisation", "org"), ("Company", "org"), ("所属", "org"),
        ("role", "title"), ("役職", "title"), ("業種", "field"), ("city", "region"),
        ("expertise", "helps_with"), ("offers", "helps_with"), ("得意", "helps_with"),
        ("seeks", "needs"), ("困りごと", "needs"), ("interests", "likes"),
        ("birthdate", "birthday"), ("BDAY", "birthday"), ("誕生日", "birthday"),
        ("Email", "emails"), ("phone", "phones"), ("URL", "urls"),
        ("prm-paused", "status"),
    ],
)  # fmt: skip
def test_a_key_is_read_by_its_meaning(typed: str, canonical: str) -> None:
    assert canonical_key(typed, RULES) == canonical


def test_two_keys_that_look_alike_stay_two() -> None:
    assert canonical_key("roles", RULES) == "roles"
    assert canonical_key("role", RULES) == "title"


@pytest.mark.parametrize("typed", ["colour", "created", "prm-ignore-journal", "date"])
def test_a_key_that_is_not_ours_is_left_alone(typed: str) -> None:
    assert canonical_key(typed, RULES) is None


def test_a_decomposed_key_is_the_composed_one() -> None:
    assert canonical_key("ふりか\u3099な", RULES) == "reading"


def test_a_key_means_by_the_kind_of_note() -> None:
    assert canonical_key("offers", RULES) == "helps_with"
    assert canonical_key("offers", RULES, "profile") == "offers"
    assert canonical_key("people", RULES, "meeting") == "attendees"
    assert canonical_key("people", RULES) is None


def test_a_synonym_of_the_settings_beats_a_built_in_one() -> None:
    rules = ReadingRules(synonyms={"roles": ("role", "立場"), "likes": ("好物",)})

    assert canonical_key("role", rules) == "roles"
    assert canonical_key("好物", rules) == "likes"
    assert canonical_key("役職", rules) == "title"


def test_a_synonym_of_the_settings_never_takes_a_canonical_name() -> None:
    rules = ReadingRules(synonyms={"org": ("title",)})

    assert canonical_key("title", rules) == "title"


@pytest.mark.parametrize("owner", sorted(TABLES))
def test_no_two_properties_of_a_kind_share_a_key(owner: str) -> None:
    owners: dict[str, set[str]] = {}
    for one in TABLES[owner]:  # type: ignore[index]
        for word in (one.key, *one.synonyms):
            owners.setdefault(fold_key(word), set()).add(one.key)

    assert [keys for keys in owners.values() if len(keys) > 1] == []


def test_a_writer_takes_the_key_that_the_note_has() -> None:
    assert find_written_key(["type", "email"], "emails", RULES) == "email"
    assert find_written_key(["Last chat"], "last_contact", RULES) == "Last chat"
    assert find_written_key(["type"], "emails", RULES) is None


def test_a_writer_takes_the_canonical_key_where_both_stand() -> None:
    keys = ["last-contact", "last_contact", "lastContacted"]

    assert find_written_key(keys, "last_contact", RULES) == "last_contact"


def test_a_writer_never_takes_the_flag_of_another_plugin_for_the_status() -> None:
    assert find_written_key(["prm-paused"], "status", RULES) is None


def test_a_list_is_known_by_its_canonical_key() -> None:
    assert is_list("emails")
    assert is_list("aliases")
    assert not is_list("tier")
    assert not is_list("nobody knows")


def test_the_table_of_the_docs_has_a_row_for_each_property() -> None:
    rows = properties_table().splitlines()

    assert len(rows) == len(PROPERTIES) + 2
    assert all(row.count("|") == 5 for row in rows)
