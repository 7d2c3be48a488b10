"""The documents tell what the code does."""

from __future__ import annotations

import re
from importlib import util

import pytest

from nettrack_md.app.settings import reader as settings
from nettrack_md.cli.main import COMMANDS
from tests.drive import ROOT

DOCS = ROOT / "docs"


def generated() -> dict[str, str]:
    spec = util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: make() for name, make in module.PAGES.items()}


@pytest.mark.parametrize("name", ["commands.md", "problems.md"])
def test_a_made_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == generated()[name]


def test_every_setting_is_explained() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    tables = (
        settings._PLAIN, settings._CONTACTS, settings._RENDER, settings._WATCH,
        settings._TOUCHES, settings._LOG, settings._REPORT,
    )  # fmt: skip
    keys = {key for table in tables for key in table}

    assert sorted(key for key in keys if key not in page) == []


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readme_shows_the_two_commands_before_any_other(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    commands = re.findall(r"^\s*(make \w+|nettrack \w+)", text, re.MULTILINE)

    assert commands[:2] == ["make demo", "make test"]


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readme_names_only_commands_that_exist(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = set(re.findall(r"^\$? ?nettrack ([a-z]+)", text, re.MULTILINE))

    assert named
    assert named <= set(COMMANDS)


def links_of(page: str) -> list[str]:
    return [
        target.split("#")[0]
        for target in re.findall(r"\]\(([^)\s]+)\)", page)
        if "://" not in target and not target.startswith("#")
    ]


@pytest.mark.parametrize(
    "name",
    [str(p.relative_to(ROOT)) for p in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]],
)
def test_every_relative_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)

    assert [t for t in links_of(text) if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", ["practice.md", "practice.ja.md"])
def test_each_of_the_134_practices_has_a_row_and_something_that_shows_it(
    page: str,
) -> None:
    text = (DOCS / page).read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \|[^|]+\|[^|]+\|([^|]+)\|$", text, re.MULTILINE)

    assert [int(number) for number, _ in rows] == list(range(1, 135))
    for number, row in rows:
        shown = re.findall(r"\]\(\.\./(tests/[^)]+)\)", row)
        assert shown, f"{page}: nothing shows {number}"
        for place in shown:
            assert (ROOT / place).exists(), f"{page}: {place}"


def test_each_of_the_forty_cases_has_a_row_a_class_and_tests_that_bear_its_number() -> (
    None
):
    text = (DOCS / "torture.md").read_text("utf-8")
    rows = re.findall(
        r"^\| (\d+) \| ([A-E]) \|[^|]+\|[^|]+\|([^|]+)\|([^|]*)\|$", text, re.MULTILINE
    )

    assert [int(number) for number, *_ in rows] == list(range(1, 41))
    assert [sort for _, sort, *_ in rows] == sorted(sort for _, sort, *_ in rows)
    for number, _, tests, tortures in rows:
        named = links_of(tests)
        assert named, f"no test shows case {number}"
        for place in named:
            told = (DOCS / place).read_text("utf-8")
            assert f"def test_case_{int(number):02}_" in told, f"{place}: {number}"
        for place in links_of(tortures):
            assert "\ndef torture(" in (DOCS / place).read_text("utf-8"), place


def test_the_guarantees_link_the_page_of_the_figures() -> None:
    promises = (ROOT / "GUARANTEES.md").read_text("utf-8")
    rows = re.findall(r"^\| (G\d+) \|", promises, re.MULTILINE)

    assert rows == [f"G{number}" for number in range(1, 15)]
    assert "(docs/torture.md)" in promises


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readme_names_the_forty_cases_and_their_page(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")

    assert "(docs/torture.md)" in text
    assert "40" in text
