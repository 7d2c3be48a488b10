"""docs/templates.md tells every name that a template may use."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nettrack_md.render import names
from nettrack_md.render.running import run
from nettrack_md.render.sandbox import FILTERS, METHODS, make_sandbox
from nettrack_md.render.views import contact_view
from tests.unit.render import samples
from tests.unit.render.samples import view

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[3] / "docs" / "templates.md").read_text(encoding="utf-8")
TOLD = set(re.findall(r"[\w.]+", " ".join(re.findall(r"`([^`\n]+)`", PAGE))))
TOLD |= {part for name in TOLD for part in name.split(".")}


def names_in(value: Any, *, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in skip:
                yield from names_in(inner, skip=skip)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner, skip=skip)


def test_every_name_of_the_view_is_explained() -> None:
    everybody = [samples.overdue(samples.ADA, 40, 30)]
    used = {
        *names_in(view("en", everybody=everybody), skip=frozenset({"notes"})),
        *names_in(
            contact_view({"met": "x"}, language="en"), skip=frozenset({"fields"})
        ),
    }

    assert sorted(used - TOLD) == []


def test_every_filter_and_method_is_listed() -> None:
    filters = set(make_sandbox(lambda _: None, view={}).filters)
    methods = {name for kind in (str, list, dict) for name in METHODS[kind]}

    assert set(FILTERS) < filters
    assert sorted((filters | methods) - TOLD) == []


def test_every_block_of_the_built_in_templates_is_named() -> None:
    for name in (names.REVIEW, names.OVERDUE):
        blocks = re.findall(r"{% block (\w+) %}", names.built_in(name) or "")
        assert blocks
        assert set(blocks) <= TOLD


def test_the_examples_work() -> None:
    extending, report = re.findall(r"```jinja\n(.*?)```", PAGE, re.DOTALL)
    mentor = samples.unknown(
        samples.person("Mentor", touches=[samples.KEN_WORD], rhythm="6w")
    )
    told = samples.with_notes(mentor.person.contact, roles="mentor")
    everybody = [replace(mentor, person=replace(mentor.person, contact=told))]
    values = view("en", everybody=everybody)

    assert "## Before the weekend" in run("a.j2", values, {"a.j2": extending})
    made = run("b.j2", values, {"b.j2": report})
    assert "- [[Mentor]], every 6 weeks\n  - Last time, 12 Nov (email): Could" in made
