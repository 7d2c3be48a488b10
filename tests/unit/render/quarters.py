"""A quarter as insight hands it over, for looking at its page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from nettrack_md.insight.network.aims import aims
from nettrack_md.insight.shape.looking_back import look_back
from nettrack_md.model.periods import Period
from nettrack_md.model.quarters import Quarter
from nettrack_md.model.records import Goal, Need
from nettrack_md.render.hidden import NOBODY_HIDDEN
from nettrack_md.render.quarter_view import quarter_view
from tests.builders import TODAY, introduction, path_of, promise, touch
from tests.unit.insight.people_with import having
from tests.unit.render.samples import link, person

if TYPE_CHECKING:
    from nettrack_md.model.records import Person, Touch
    from nettrack_md.model.rules import Language
    from nettrack_md.render.entries import Veil

Q4 = Quarter(2026, 4)
GOALS = (
    Goal("Goals/Pilot.md", "Pilot", Period(3, "m"), date(2027, 2, 15),
         (Need("bookkeeper", 2), Need("翻訳者"))),
    Goal("Goals/学校.md", "学校", Period(1, "y")),
)  # fmt: skip


def full(
    language: Language, *, text: str = "駅前でランチ", veil: Veil = NOBODY_HIDDEN
) -> dict[str, Any]:
    """A quarter in which something of everything happened."""
    before = {
        "佐藤 花子": [touch("2024-02-01", text=text)],
        "Ada Byron": [touch("2026-09-20", "call", text=text)],
        "Robin Falk": [touch("2026-09-25", text=text)],
        "山田 太郎": [touch("2025-03-01", "letter", text=text)],
        "Noor Haddad": [touch("2026-08-01", text=text)],
    }
    within = {
        "佐藤 花子": [touch("2026-10-18", text=text, line=8)],
        "Mira Okafor": [touch("2026-11-09", text=text, path="Daily/2026-11-09.md")],
        "Noor Haddad": [touch("2026-11-02", "note", text=text)],
        "Zoë Marsh": [
            touch("2026-10-01", "email", "->", text=text, tags=("thanked",)),
        ],
    }
    how: dict[str, dict[str, Any]] = {
        "山田 太郎": {"tier": "close", "honorific": "先生"},
        "Noor Haddad": {"status": "ended"},
        "Robin Falk": {"rhythm": "14d"},
        "Ada Byron": {"tier": "close"},
        "Quiet Person": {"private": True},
    }
    names = dict.fromkeys([*before, *within, "Quiet Person"])
    within["Quiet Person"] = [touch("2026-11-09", text=text)]
    now = _people(names, how, before, within)
    found = look_back(
        Q4,
        now,
        _people(names, how, before, {}),
        {path_of(name): touches for name, touches in within.items()},
        promises=[
            promise(f"send {text}", "Ada Byron", done=True, done_on="2026-11-02"),
            promise("地図を送ってくれる", "佐藤 花子", mine=False, done=True,
                    done_on="2026-10-20", path="Daily/2026-10-18.md"),
        ],
        introductions=[introduction("2026-11-05", "Ada Byron", "佐藤 花子", "made")],
        today=TODAY,
    )  # fmt: skip
    crew = [
        having("Zoë Marsh", title="bookkeeper"),
        having("佐藤 花子", title="翻訳者"),
    ]
    goals = aims(
        GOALS,
        {one.contact.path: one for one in crew},
        [(path_of("Zoë Marsh"), "Goals/Pilot.md", 4)],
        today=TODAY,
    )
    return quarter_view(
        found, goals, language=language, link=link, veil=veil,
        before="Network/Quarters/2026-Q3.md",
    )  # fmt: skip


def quiet(language: Language) -> dict[str, Any]:
    """A quarter in which nothing happened, without a goal."""
    found = look_back(Q4, {}, {}, {}, today=TODAY)
    return quarter_view(found, (), language=language, link=link, veil=NOBODY_HIDDEN)


def _people(
    names: dict[str, None],
    how: dict[str, dict[str, Any]],
    *known: dict[str, list[Touch]],
) -> dict[str, Person]:
    return {
        path_of(name): person(
            name,
            touches=[t for each in known for t in each.get(name, ())],
            **how.get(name, {}),
        )
        for name in names
    }
