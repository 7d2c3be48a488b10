"""The pages as people see them. NETTRACK_GOLDEN=update writes the examples anew."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.insight.values import Proposal, Reason
from nettrack_md.note.regions import find_regions
from nettrack_md.note.regions.items import read_meaning
from nettrack_md.render import engine, names
from nettrack_md.render.views import contact_view
from tests.unit.render import quarters, samples
from tests.unit.render.samples import view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.insight.values import Review
    from nettrack_md.model.records import Person
    from nettrack_md.model.rules import Language

GOLDEN = Path(__file__).parents[2] / "golden" / "render"
LANGUAGES: tuple[Language, ...] = ("en", "ja")
REGIONS = {
    names.OVERDUE: ["people"],
    names.REVIEW: [
        "people", "promises", "dates", "proposals", "happened", "health",
    ],
}  # fmt: skip

PERSON = re.compile(r"- \[[ x]\] (?:\S+ )?\[\[[^\]]+\]\]\S* — .")
PROMISE = re.compile(r"- \[ \] .+ \(\[\[[^\]]+\]\]\)$")


def quiet_week() -> Review:
    return samples.review(
        picks=(), owed=(), promises=(), old=(), dates=(), waiting=(),
        introductions=(), happened=(), events=(), followed=(),
    )  # fmt: skip


def pages() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for language in LANGUAGES:
        full = view(language)
        quiet = view(language, review=quiet_week(), standings=())
        for name in (names.REVIEW, names.OVERDUE):
            stem = name.removesuffix(".md.j2")
            yield f"{stem}.{language}.md", name, full
            yield f"{stem}.quiet.{language}.md", name, quiet
        yield f"contact.{language}.md", names.CONTACT, new_contact(language)
        yield f"quarter.{language}.md", names.QUARTER, quarters.full(language)
        yield f"quarter.quiet.{language}.md", names.QUARTER, quarters.quiet(language)


def new_contact(language: Language) -> dict[str, Any]:
    return contact_view(
        {
            "name": "Zoë: Marsh",
            "reading": "ぞーい・まーしゅ",
            "tier": "close",
            "met": "2026-11-20",
            "met_at": "the fair, hall 3 #west",
            "why": "",
            "roles": ["peer", "critic"],
            "phones": ["0901234567"],
        },
        language=language,
        log="2026-11-20 meet: at the fair",
    )


@pytest.mark.parametrize("file", [file for file, _, _ in pages()])
def test_a_page_reads_like_its_example(file):
    template, values = next((t, v) for f, t, v in pages() if f == file)
    made = engine.render(template, values)
    if os.environ.get("NETTRACK_GOLDEN") == "update":
        (GOLDEN / file).write_text(made, encoding="utf-8")

    assert made == (GOLDEN / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [names.OVERDUE, names.REVIEW])
def test_the_regions_are_sound_and_stand_apart_from_what_is_around_them(name, language):
    made = engine.render(name, view(language))
    found = find_regions(made)
    lines = ["", *made.split("\n")]

    assert not found.faults
    assert [region.name for region in found.regions] == REGIONS[name]
    for place, line in enumerate(lines):
        if line.startswith("<!--"):
            assert lines[place - 1] == lines[place + 1] == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [names.OVERDUE, names.REVIEW])
def test_every_box_is_a_person_or_a_promise_and_stands_in_a_region(name, language):
    made = engine.render(name, view(language))
    regions = "\n".join(
        made[region.inner_begin : region.inner_end]
        for region in find_regions(made).regions
    )
    boxes = [line for line in made.split("\n") if re.search(r"^\s*[-*+] \[.\]", line)]

    assert len(boxes) > 5
    for line in boxes:
        assert line in regions
        assert bool(PERSON.match(line)) != bool(PROMISE.match(line)), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_tells_no_clock_time_no_version_and_no_host(language):
    made = "".join(engine.render(name, view(language)) for name in REGIONS)

    assert not re.search(r"\d:\d\d|\d\.\d+\.\d+|localhost|/home|/tmp", made)


def test_a_page_ends_with_one_line_end_and_has_no_blanks_at_the_end_of_a_line():
    for _, name, values in pages():
        made = engine.render(name, values)
        assert made.endswith("\n")
        assert "\n\n\n" not in made
        assert not re.search(r"[ \t]$", made, re.MULTILINE)


def test_long_lists_end_with_how_many_are_left_out():
    crowd = [samples.unknown(samples.person(f"Person {n:02}")) for n in range(20)]
    many = tuple(
        samples.owed("promise", samples.ADA, f"promise {n}", None, line=n)
        for n in range(30)
    )
    week = samples.review(promises=many, old=many)
    made = [
        engine.render(name, view("en", standings=crowd, review=week))
        for name in (names.OVERDUE, names.REVIEW)
    ]

    assert made[0].count("- [[Person") == 12
    assert "\nand 8 more\n" in made[0]
    assert made[1].count("- [ ] promise ") == 27
    assert "\nand 23 more\n" in made[1]
    assert "\nand 10 more\n" in made[1]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "- [ ] [[Ada Byron]] — Paused. (tier:: active)\n"),
        ("ja", "- [ ] [[Ada Byron]]さん — 休止中 (tier:: 大切)\n"),
    ],
)
def test_proposals_and_health_stand_in_their_regions(language, line):
    week = samples.review(
        proposals=(
            a_proposal(samples.ADA, "tier", "active"),
            a_proposal(samples.SHY, "tier", "close"),
            Proposal("load", None, "", "", Reason("archived")),
        ),
        health=(Reason("archived"),),
    )
    made = engine.render(names.REVIEW, view(language, review=week))
    found = find_regions(made)
    inner = {r.name: made[r.inner_begin : r.inner_end] for r in found.regions}
    archived = "Archived." if language == "en" else "一覧から外した人"

    assert f"\n\n{line}- {archived}\n" in inner["proposals"]
    assert f"\n\n- {archived}\n" in inner["health"]
    meaning = read_meaning(line.removeprefix("- [ ] ").rstrip())
    assert (meaning.kind, meaning.target, meaning.name) == (
        "proposal", "Ada Byron", "tier",
    )  # fmt: skip


def a_proposal(who: Person, key: str, value: str) -> Proposal:
    return Proposal("drift", who.contact, key, value, Reason("paused"))
