"""Obsidian's own settings, as they are found in the wild."""

from __future__ import annotations

import json

import pytest

from nettrack_md.model.rules import DailyNotes
from nettrack_md.vault.ground import (
    APP,
    CALENDAR,
    DAILY_NOTES,
    PERIODIC_NOTES,
    QUICKADD,
    TEMPLATER,
    TEMPLATES,
)
from nettrack_md.vault.obsidian import ObsidianSettings, parse_obsidian_settings


def parse(**files):
    paths = {
        "app": APP,
        "daily": DAILY_NOTES,
        "templates": TEMPLATES,
        "periodic": PERIODIC_NOTES,
        "templater": TEMPLATER,
        "quickadd": QUICKADD,
        "calendar": CALENDAR,
    }
    return parse_obsidian_settings(
        {
            paths[name]: value if isinstance(value, str) else json.dumps(value)
            for name, value in files.items()
        }
    )


def test_without_any_file_the_defaults_of_obsidian_hold():
    assert parse() == ObsidianSettings()
    assert parse().daily == (DailyNotes("YYYY-MM-DD", ""),)


@pytest.mark.parametrize(
    ("settings", "daily"),
    [
        ({}, DailyNotes()),
        ({"folder": "", "format": "", "template": ""}, DailyNotes()),
        ({"folder": "/"}, DailyNotes()),
        (
            {"folder": "Daily/", "format": "DD-MM-YYYY"},
            DailyNotes("DD-MM-YYYY", "Daily"),
        ),
        ({"format": "YYYY/MMMM/YYYY-MM-DD"}, DailyNotes("YYYY/MMMM/YYYY-MM-DD", "")),
        ({"folder": "日記", "autorun": True}, DailyNotes("YYYY-MM-DD", "日記")),
        ({"folder": "a\\b"}, DailyNotes("YYYY-MM-DD", "a/b")),
        ({"folder": None, "format": None}, DailyNotes()),
    ],
)
def test_daily_notes_of_obsidian_itself(settings, daily):
    assert parse(daily=settings).daily == (daily,)
    assert parse(daily=settings).problems == ()


def test_periodic_notes_up_to_0_0_17():
    data = {
        "daily": {"format": "", "template": "", "folder": "Tage", "enabled": True},
        "weekly": {"format": "gggg-[W]ww", "folder": "Wochen", "enabled": True},
    }
    assert parse(periodic=data).daily == (DailyNotes("YYYY-MM-DD", "Tage"),)


def test_periodic_notes_from_1_0_the_active_set_first():
    data = {
        "activeCalendarSet": "Work",
        "calendarSets": [
            {
                "id": "Home",
                "day": {"enabled": True, "format": "DD.MM.YYYY", "folder": "H"},
            },
            {"id": "Work", "ctime": "x", "day": {"enabled": True, "folder": "W"}},
            {"id": "Off", "day": {"enabled": False, "folder": "Off"}},
            {"id": "None"},
        ],
    }
    assert parse(periodic=data).daily == (
        DailyNotes("YYYY-MM-DD", "W"),
        DailyNotes("DD.MM.YYYY", "H"),
    )


def test_both_kinds_of_daily_notes_stand_side_by_side_once_each():
    same = {"format": "YYYY-MM-DD", "folder": "Daily"}
    on = {"daily": {**same, "enabled": True}}
    assert parse(periodic=on, daily=same).daily == (DailyNotes("YYYY-MM-DD", "Daily"),)
    other = parse(periodic=on, daily={"folder": "Old"}).daily
    assert other == (DailyNotes("YYYY-MM-DD", "Daily"), DailyNotes("YYYY-MM-DD", "Old"))


def test_periodic_notes_that_are_turned_off_do_not_count():
    off = {"daily": {"enabled": False, "folder": "Tage"}}
    assert parse(periodic=off).daily == (DailyNotes(),)


def test_template_folders_of_obsidian_and_templater():
    found = parse(
        templates={"folder": "Templates/", "dateFormat": ""},
        templater={"templates_folder": "Extras/Templates"},
        daily={"template": "Elsewhere/Daily"},
    )
    assert found.template_folders == ("Templates", "Extras/Templates")


@pytest.mark.parametrize("folder", ["", "/", " ", None])
def test_a_template_folder_that_is_the_whole_vault_does_not_count(folder):
    assert parse(templates={"folder": folder}).template_folders == ()


def test_how_links_are_written():
    found = parse(
        app={
            "newLinkFormat": "relative",
            "useMarkdownLinks": True,
            "userIgnoreFilters": ["Archive/", "/^x/"],
        }
    )
    assert found.new_link_format == "relative"
    assert found.markdown_links
    assert found.ignore_filters == ("Archive/", "/^x/")


def test_null_and_unknown_values_mean_the_default():
    found = parse(
        app={
            "newLinkFormat": "odd",
            "useMarkdownLinks": "yes",
            "userIgnoreFilters": None,
        }
    )
    assert found == ObsidianSettings()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", 1),
        ('{\n"folder": "x",\n}', 3),
        ("[" * 100_000, 0),
        ('{"a": ' + "1" * 5000 + "}", 0),
        ("<<<<<<< HEAD\n{}\n", 1),
    ],
)
def test_broken_json_is_a_problem_with_its_line_and_never_a_crash(text, line):
    found = parse(daily=text)
    assert found.daily == (DailyNotes(),)
    (problem,) = found.problems
    assert (problem.code, problem.path, problem.line) == (
        "bad-setting",
        DAILY_NOTES,
        line,
    )


@pytest.mark.parametrize("value", [[], 5, "x", True])
def test_a_file_that_holds_something_else_is_a_problem(value):
    (problem,) = parse(templates=value).problems
    assert problem.path == TEMPLATES


@pytest.mark.parametrize("value", [5, ["x"], {"a": 1}, True])
def test_a_value_of_another_kind_is_a_problem_and_the_default_holds(value):
    found = parse(daily={"folder": value, "format": "YYYY"})
    assert found.daily == (DailyNotes("YYYY", ""),)
    assert [p.code for p in found.problems] == ["bad-setting"]


def test_an_empty_file_is_no_problem():
    assert parse(daily="", app="  \n") == ObsidianSettings()


@pytest.mark.parametrize(
    "data",
    [
        {"daily": []},
        {"calendarSets": {}},
        {"calendarSets": [1, None, {"day": 3}]},
        {"calendarSets": [{"id": "x", "day": {"enabled": "true"}}]},
    ],
)
def test_odd_shapes_of_periodic_notes_do_no_harm(data):
    assert parse(periodic=data).daily == (DailyNotes(),)


@pytest.mark.parametrize(
    ("files", "weekly"),
    [
        ({}, ()),
        ({"periodic": {"weekly": {"enabled": False, "format": "x"}}}, ()),
        (
            {"periodic": {"weekly": {"enabled": True, "format": "", "folder": "W/"}}},
            (DailyNotes("gggg-[W]ww", "W"),),
        ),
        (
            {
                "periodic": {
                    "activeCalendarSet": "b",
                    "calendarSets": [
                        {"id": "b", "week": {"enabled": True, "format": "GGGG-[W]WW"}}
                    ],
                }
            },
            (DailyNotes("GGGG-[W]WW", ""),),
        ),
        (
            {"calendar": {"weeklyNoteFormat": "", "weeklyNoteFolder": "週"}},
            (DailyNotes("gggg-[W]ww", "週"),),
        ),
    ],
)
def test_weekly_notes_are_known(files, weekly):
    assert parse(**files).weekly == weekly
    # A plugin that keeps weeks alone leaves the days to Obsidian.
    assert parse(**files).daily == (DailyNotes(),)


def test_templates_of_days_and_weeks_are_known_by_their_files():
    found = parse(
        daily={"template": "Templates/Daily"},
        periodic={"weekly": {"enabled": True, "template": "Weekly [t].md"}},
        quickadd={"templateFolderPath": "QA/"},
    )

    assert found.template_files == ("Weekly [t].md", "Templates/Daily.md")
    assert found.template_folders == ("QA",)
