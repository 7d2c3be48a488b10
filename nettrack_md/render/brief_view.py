"""Briefs to the view of `brief.md.j2`: plain data, its words made already.

Nothing on the page is a box: what is open is ticked at its source, or on the
review, so that no promise stands in two places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettrack_md.render.entries import Scribe, stem_of
from nettrack_md.render.markdown import display
from nettrack_md.render.wording import words
from nettrack_md.render.wording.phrases import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from nettrack_md.insight.meeting.briefing import Brief, Friend
    from nettrack_md.insight.remarks import Remark, Said
    from nettrack_md.insight.values import Evidence, Owed
    from nettrack_md.model.rules import Language
    from nettrack_md.render.entries import Entry, Veil

    View = dict[str, Any]


def brief_view(
    briefs: Sequence[Brief],
    *,
    today: date,
    language: Language,
    link: Callable[[str, str], str],
    veil: Veil,
) -> View:
    """What the template of a brief sees: `briefs`, one for each person."""
    scribe = Scribe(language, today, link, veil, whole=False)
    labels = labels_of(language)
    names = [display(each.standing.person.contact.name) for each in briefs]
    who = words.listed(names, language)
    return {
        "lang": language,
        "today": today.isoformat(),
        "say": brief_said(language),
        "title": f"{labels['brief_title']}: {who}",
        "as_of": scribe.tell("page_as_of", on=today),
        "briefs": [_brief(each, scribe, labels) for each in briefs],
        "event": None,
    }


def brief_said(language: Language) -> dict[str, Any]:
    """All that the page of a brief says by itself."""
    return {**say(language), **labels_of(language)}


def labels_of(language: str) -> dict[str, str]:
    """Headings and names of properties as the page says them."""
    return _LABELS["ja" if language == "ja" else "en"]


_LABELS = {
    "en": {
        "brief_title": "Before you meet",
        "talks_title": "Last talks",
        "open_title": "Open between you",
        "needs_title": "What they need",
        "shared_title": "What you share",
        "manners_title": "How, and what to leave out",
        "asks_title": "To ask, to bring",
        "friends_title": "Common friends",
        "hints_title": "Quietly",
        "own_title": "Notes",
        "event_title": "Before you go",
        "after_title": "Afterwards",
        "expect_title": "Whom to expect",
        "met_title": "Who was there",
        "nobody_named": "Its note names nobody yet.",
        "questions_title": "To ask there",
        "tasks_title": "To do before",
        "follow_title": "A line to these, and the others can wait",
        "also": "also",
        "reply": "an answer", "thanks": "a thank-you", "report": "how it went",
        "mine": "yours", "theirs": "theirs",
        "comma": ", ", "why": "why they matter",
        "needs": "looks for", "helps_with": "good at", "common": "in common",
        "likes": "likes", "field": "field", "goals": "goal",
        "they_know": "knows of you",
        "avoid": "leave out", "channel": "channel", "best_time": "best time",
        "honorific": "address", "register": "tone",
    },
    "ja": {
        "brief_title": "会う前に",
        "talks_title": "前回まで",
        "open_title": "約束とお返事",
        "needs_title": "困りごとと得意なこと",
        "shared_title": "共通の話題",
        "manners_title": "連絡のしかた、避けること",
        "asks_title": "聞くこと、渡すもの",
        "friends_title": "共通の知り合い",
        "hints_title": "心に留めること",
        "own_title": "メモ",
        "event_title": "出かける前に",
        "after_title": "会のあとに",
        "expect_title": "会えそうな人",
        "met_title": "その場にいた人",
        "nobody_named": "名前はまだ書かれていません。",
        "questions_title": "そこで聞くこと",
        "tasks_title": "それまでにすること",
        "follow_title": "まずこの人たちにひとこと。ほかの人は、またの機会に",
        "also": "ほかに",
        "reply": "返事", "thanks": "お礼", "report": "その後", "mine": "自分",
        "theirs": "相手",
        "comma": "、", "why": "大切な理由",
        "needs": "探しもの", "helps_with": "得意", "common": "共通",
        "likes": "好き", "field": "分野", "goals": "目標", "they_know": "伝えたこと",
        "avoid": "避ける", "channel": "手段", "best_time": "時間帯",
        "honorific": "敬称", "register": "言葉づかい",
    },
}  # fmt: skip


def _brief(each: Brief, scribe: Scribe, labels: dict[str, str]) -> Entry:
    place = each.standing
    own = place.person.contact.path
    return {
        **scribe.person(place.person.contact),
        "reason": scribe.say(place.reason),
        "talks": [scribe.touch(talk)["line"] for talk in each.talks],
        "open": [owed_entry(item, scribe, own) for item in each.loops],
        "needs": _said(each.needs, scribe, labels),
        "shared": _said(each.shared, scribe, labels),
        "manners": _said((*each.manners, *each.avoid), scribe, labels),
        "care": remark_lines(each.care, scribe, own),
        "dates": [
            f"{words.day(item.on, scribe.language, near=scribe.today)}: "
            f"{scribe.date_ahead(item)['what']}"
            for item in each.dates
        ],
        "asks": remark_lines(each.asks, scribe, own),
        "friends": [_friend(friend, scribe, own) for friend in each.friends],
        "hints": remark_lines(each.hints, scribe, own),
    }


def _said(
    texts: Iterable[Said], scribe: Scribe, labels: dict[str, str]
) -> list[dict[str, str]]:
    """One line a property, its texts behind one another."""
    lines: dict[str, list[str]] = {}
    for one in texts:
        text = words.choice(one.key, one.text, scribe.language)
        lines.setdefault(one.key, []).append(scribe.excerpt(text))
    return [
        {"label": labels[key], "text": words.listed(each, scribe.language)}
        for key, each in lines.items()
    ]


def remark_lines(remarks: Iterable[Remark], scribe: Scribe, own: str) -> list[str]:
    """The sentences, each with a link to where it stands, if not in the note `own`."""
    return [
        f"{scribe.say(one.reason)}{_source(one.evidence, scribe, own)}"
        for one in remarks
    ]


def _source(evidence: Sequence[Evidence], scribe: Scribe, own: str) -> str:
    """A link to the note behind a line; their own stands in the heading already."""
    paths = [where.path for where in evidence[:1] if where.path != own]
    links = (scribe.link(path, display(stem_of(path))) for path in paths)
    return "".join(f" ({link})" for link in links)


def owed_entry(item: Owed, scribe: Scribe, own: str) -> Entry:
    """Something open: whose it is, its words, by when, and where it stands."""
    labels = labels_of(scribe.language)
    whose = labels["mine" if item.mine else "theirs"]
    kind = "" if item.kind == "promise" else labels[item.kind]
    text = scribe.excerpt(item.text)
    due = ""
    if item.due_on is not None:
        due = words.day(item.due_on, scribe.language, near=scribe.today)
    return {
        "whose": whose,
        "text": ": ".join(part for part in (kind, text) if part),
        "due": due,
        "source": _source((item.evidence,), scribe, own),
    }


def _friend(friend: Friend, scribe: Scribe, own: str) -> Entry:
    how = scribe.tell(f"tie_{friend.how}")
    person = scribe.person(friend.person.contact)
    return {**person, "how": how, "source": _source((friend.evidence,), scribe, own)}
