"""A week and a day as insight hands them over, for looking at what is rendered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import (
    DateAhead,
    EventAhead,
    Evidence,
    Followed,
    Happened,
    Owed,
    Pick,
    Review,
    Standing,
)
from nettrack_md.model.dates import week_of
from nettrack_md.model.records import Event
from nettrack_md.render.views import page_view
from tests.builders import TODAY, WEEK, day, introduction, touch
from tests.builders import person as make_person

if TYPE_CHECKING:
    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import Contact, Person
    from nettrack_md.model.rules import Language


def link(path: str, shown: str) -> str:
    """A wikilink by file name, as the app makes them."""
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    return f"[[{stem}]]" if shown == stem else f"[[{stem}|{shown}]]"


def with_notes(who: Contact, **notes: str) -> Contact:
    """The contact with further properties."""
    more = tuple((key, (text,)) for key, text in notes.items())
    return replace(who, properties=(*who.properties, *more))


def person(name: str, **more: Any) -> Person:
    """A person; `honorific` may be given."""
    honorific = more.pop("honorific", "")
    made = make_person(name, **more)
    if not honorific:
        return made
    return replace(made, contact=with_notes(made.contact, honorific=honorific))


def overdue(who: Person, days: int, cadence: int) -> Standing:
    """An overdue standing whose reason has those numbers."""
    last = who.last
    facts: dict[str, Any] = {"days": days, "cadence": cadence}
    key = "never"
    if last is not None:
        key, facts = "rhythm", {**facts, "last_on": last.on, "kind": last.kind}
    else:
        facts["met_on"] = who.contact.met
    ratio = round(days / cadence, 4)
    due = day("2026-10-01")
    why = reason(key, ratio=ratio, due_on=due, **facts)
    base = last.on if last else None
    return Standing(who, "overdue", base, cadence, due, days - cadence, ratio, why)


def unknown(who: Person) -> Standing:
    """Somebody with a rhythm, and no day to count from."""
    return Standing(who, "unknown", None, None, None, None, None, reason("unknown"))


def waiting(who: Person) -> Standing:
    """Somebody whose answer is waited for."""
    word = who.word
    assert word is not None
    why = reason("waiting", on=word.on, kind=word.kind, days=8, until=day("2026-11-26"))
    return Standing(who, "waiting", word.on, None, None, None, None, why)


def owed(kind: Any, who: Person, text: str, due: str | None, **more: Any) -> Owed:
    """Something open; a promise stands in `path`, else in the contact's note."""
    path = more.pop("path", who.contact.path)
    on = more.pop("on", None)
    return Owed(
        kind,
        who.contact,
        None if due is None else day(due),
        Evidence(path, more.pop("line", 20)),
        text=text,
        on=None if on is None else day(on),
        **more,
    )


ADA = person(
    "Ada Byron",
    rhythm="30d",
    touches=[touch("2026-10-17", "call", text="she moves to product #gave")],
)
HANAKO = person(
    "佐藤 花子",
    rhythm="30d",
    touches=[touch("2026-10-18", "meet", text="駅前でランチ。商品企画に異動とのこと")],
)
KEN = person(
    "田中 健", touches=[touch("2026-11-12", "email", "<-", text="料金のご相談")]
)
KEN_WORD = touch("2026-11-12", "email", "<-", text="Could you tell me about the rates?")
MIRA = person("Mira Okafor", touches=[touch("2026-11-09", "meet")])
TARO = person(
    "山田 太郎", honorific="先生", tier="close", touches=[touch("2022-10-03", "letter")]
)
ROBIN = person(
    "Robin Falk", tier="loose", touches=[touch("2025-09-20", "event", text="the fair")]
)
MIKA = person("高橋 美咲", rhythm="90d", touches=[touch("2026-08-01", "message")])
SHY = person("Quiet Person", rhythm="30d", last="2026-08-01", private=True)
YUKI = person("小川 ゆき", touches=[touch("2026-11-12", "email", "->")])

SUNDAY = WEEK.ends


def picks() -> tuple[Pick, ...]:
    """Five picks in the order of the bands, and a private one."""
    return (
        Pick(
            KEN,
            "owed",
            None,
            reason(
                "reply", on=day("2026-11-12"), kind="email", due_on=day("2026-11-14")
            ),
            place=2,
            opening=reason("begin_reply", text="Could you tell me about the rates?"),
        ),
        Pick(
            MIRA,
            "owed",
            None,
            reason(
                "thanks",
                about="met",
                on=day("2026-11-09"),
                due_on=day("2026-11-10"),
                more=1,
            ),
            place=3,
        ),
        Pick(
            ADA,
            "rhythm",
            1.2,
            reason(
                "rhythm",
                days=36,
                cadence=30,
                ratio=1.2,
                last_on=day("2026-10-17"),
                kind="call",
                due_on=day("2026-11-16"),
                by=SUNDAY,
            ),
            done=True,
            place=1,
            opening=reason(
                "begin_talk",
                text="she moves to product #gave",
                on=day("2026-10-17"),
                kind="call",
            ),
        ),
        Pick(
            MIKA,
            "dated",
            None,
            reason("birthday", on=day("2026-11-20"), years=36),
            place=4,
            opening=reason("begin_likes", text="珈琲"),
        ),
        Pick(
            TARO,
            "reserved",
            4.1,
            reason(
                "dormant",
                years=4.1,
                since=day("2022-10-03"),
                kind="letter",
                tier="close",
            ),
            dormant=True,
            place=5,
        ),
        Pick(SHY, "rhythm", 3.0, reason("paused"), place=6),
    )


def review(**more: Any) -> Review:
    """A full week."""
    values: dict[str, Any] = {
        "picks": picks(),
        "owed": (
            owed("reply", KEN, "Could you tell me about the rates?", "2026-11-14",
                 on="2026-11-12", touch=KEN_WORD),
            owed("thanks", HANAKO, "鈴木 一郎", "2026-11-19", on="2026-11-18",
                 about="intro"),
            owed("promise", ADA, "send the deck", "2026-11-25"),
            owed("promise", MIKA, "[[高橋 美咲]]に本を返す", "2026-11-18",
                 path="Daily/2026-11-10.md"),
            owed("promise", ROBIN, "lend me the <b>camera</b>", "2026-11-22", mine=False),
        ),
        "promises": (
            owed("promise", ADA, "look for a flat in Kyoto together", None),
            owed("promise", HANAKO, "写真を印刷して送る", "2026-12-20"),
        ),
        "old": (
            owed("promise", ROBIN, "write down the recipe", "2026-05-01", old=True),
            owed("reply", TARO, "近いうちに一度", "2026-09-03", on="2026-09-01",
                 old=True, touch=touch("2026-09-01", "letter", "<-")),
        ),
        "dates": (
            DateAhead(day("2026-11-20"), "birthday", MIKA.contact, years=36),
            DateAhead(day("2026-11-24"), "anniversary", ADA.contact, "wedding", 12),
            DateAhead(day("2026-11-27"), "next", ROBIN.contact),
        ),
        "events": (
            EventAhead(
                Event("Events/秋の市.md", "秋の市", "event", day("2026-11-22"), "蔵前"),
                (HANAKO.contact, ROBIN.contact),
            ),
            EventAhead(Event("Meetings/Plan.md", "Plan", "meeting", day("2026-11-26"))),
        ),
        "followed": (
            Followed(
                ROBIN.contact,
                Event("Events/Fair.md", "The fair", "event", day("2026-11-14")),
                reason("follow_offer", text="a printer", mine="活版印刷"),
            ),
            Followed(
                HANAKO.contact,
                Event("Events/Fair.md", "The fair", "event", day("2026-11-14")),
                reason("follow_new"),
            ),
        ),
        "waiting": (waiting(YUKI),),
        "introductions": (
            introduction("2026-11-05", "Ada Byron", "佐藤 花子", "asked"),
        ),
        "happened": (
            Happened(
                ADA.contact,
                touch("2026-11-16", "call", text="the move went well, she is happy"),
            ),
            Happened(HANAKO.contact, touch("2026-11-18", "intro", text="鈴木さんを紹介")),
            Happened(ROBIN.contact, touch("2026-11-19", "mention", text="x")),
        ),
        **more,
    }  # fmt: skip
    return Review(WEEK, 5, 4.9, **values)


def standings() -> tuple[Standing, ...]:
    """Seven overdue people, one of them private, and two without a day."""
    return (
        overdue(ADA, 64, 30),
        overdue(SHY, 60, 30),
        overdue(HANAKO, 58, 30),
        overdue(ROBIN, 426, 365),
        overdue(MIKA, 111, 90),
        overdue(person("Noor Haddad", rhythm="6w", met="2026-09-20"), 61, 42),
        overdue(TARO, 1509, 365),
        overdue(person("Lena Vogt", rhythm="30d", touches=[
            touch("2026-10-19", "mention")]), 32, 30),
        unknown(person("鈴木 一郎")),
        unknown(person("Zoë Marsh")),
    )  # fmt: skip


def view(language: Language, **more: Any) -> dict[str, Any]:
    """The view of the sample week and day."""
    given = {"review": review(), "standings": standings(), "veil": None, **more}
    extra = {} if given["veil"] is None else {"veil": given["veil"]}
    return page_view(
        given["review"],
        given["standings"],
        today=TODAY,
        language=language,
        link=link,
        everybody=given.get("everybody", ()),
        **extra,
    )


def week_after() -> Week:
    """The week behind the sample week."""
    return week_of(SUNDAY + timedelta(days=1))
