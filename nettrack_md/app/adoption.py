"""A vault that never heard of nettrack: what is understood of it, what is not, and why.

Reading alone: `init` and `check --adopt` tell what is found here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.workspace import reading_rules
from nettrack_md.errors import NettrackError
from nettrack_md.model.keys import link_key
from nettrack_md.model.problems import Problem
from nettrack_md.model.records import RESTING
from nettrack_md.note.moment import DayMatcher
from nettrack_md.note.parse import parse_note
from nettrack_md.people.adoption import find_likeness, is_private
from nettrack_md.people.nature import file_name, read_nature, signs_of
from nettrack_md.people.references import find_names
from nettrack_md.people.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.note.parsed import ParsedNote
    from nettrack_md.people.adoption import Likeness
    from nettrack_md.people.vocabulary import Vocabulary

#: So many notes of one kind make a setting worth proposing.
_ENOUGH = 3
#: How people name their days, where Obsidian's settings do not say. None of these is
#: taken without being proposed: some fit the same names.
_FORMATS = (
    "YYYYMMDD", "YYYY_MM_DD", "YYYY.MM.DD", "YYYY-MM-DD ddd", "YYYY-MM-DD dddd",
    "YYYY-MM-DD(ddd)", "ddd YYYY-MM-DD", "DD-MM-YYYY", "DD.MM.YYYY", "MM-DD-YYYY",
    "MMMM Do, YYYY", "dddd, MMMM Do YYYY", "MMMM D, YYYY", "D MMMM YYYY",
    "YYYY年MM月DD日", "YYYY年M月D日", "YYYY年MM月DD日(ddd)", "YYYY年M月D日(ddd)",
)  # fmt: skip


class Proposal(NamedTuple):
    """A setting that would help, and why."""

    section: str
    key: str
    values: tuple[str, ...]
    why: str

    @property
    def line(self) -> str:
        """The setting as it is written in `nettrack.toml`."""
        texts = ", ".join(map(_quoted, self.values))
        if self.section == "tiers":
            return f"{_quoted(self.key)} = {texts}"
        return f"{self.key} = [{texts}]"


def _by_count(item: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return (-item[1], item[0])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(slots=True)
class Survey:
    """What was found in a vault."""

    #: What made contacts of notes, and of how many.
    signs: Counter[str] = field(default_factory=Counter)
    #: How notes said of which day they are, and how many did.
    days: Counter[str] = field(default_factory=Counter)
    #: Notes of each other kind: meetings, events, goals.
    kinds: Counter[str] = field(default_factory=Counter)
    #: Contacts that have a rhythm, and those of them with a day to count from.
    with_rhythm: int = 0
    with_evidence: int = 0
    #: Notes and contacts that cannot be used, each with the reason.
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    #: Under which names contacts have each property.
    keys: Counter[tuple[str, str]] = field(default_factory=Counter)

    def spelled(self) -> dict[str, str]:
        """The name under which most of the contacts have each property."""
        best: dict[str, str] = {}
        for (canonical, key), _ in sorted(self.keys.items(), key=_by_count):
            best.setdefault(canonical, key)
        return best


def survey(ws: Workspace) -> Survey:
    """Read every note once and say what it is, and by what."""
    looking = _Looking(ws)
    for path in ws.index.paths():
        looking.take(path)
    looking.take_attended()
    found = looking.found
    _weigh_contacts(ws, found)
    found.proposals += _for_contacts(ws, looking.unused)
    found.proposals += _for_days(looking.undated)
    found.proposals += _for_tiers(looking.tiers)
    return found


class _Looking:
    """Goes through the notes and keeps of each no more than it must."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.words = vocabulary_of(reading_rules(ws.settings, ws.obsidian))
        self.found = Survey()
        self.unused: list[tuple[str, Likeness]] = []
        self.tiers: Counter[str] = Counter()
        #: Names of the notes that are nothing to us, and their paths by link key.
        self.undated: list[str] = []
        self.others: dict[str, str] = {}
        #: Who is named as somebody who was there, and where first.
        self.attended: dict[str, str] = {}

    def take(self, path: str) -> None:
        """Count one note in, unless it cannot be read."""
        if (parsed := self._read(path)) is None:
            return
        words, found = self.words, self.found
        nature = read_nature(parsed, words)
        if nature.kind == "contact":
            found.signs[nature.sign] += 1
            self.tiers.update(_unknown_tiers(parsed, words))
            found.keys.update(_spelled_keys(parsed, words))
        elif nature.kind == "dated":
            found.days[_how_dated(parsed, words)] += 1
        elif nature.kind != "other":
            found.kinds[nature.kind] += 1
        elif not nature.template:
            self.undated.append(file_name(path))
            self.others.setdefault(link_key(path), path)
        if signs_of(parsed, words).people:
            for name, line in find_names(parsed, words.note):
                self.attended.setdefault(link_key(name), f"{path}:{line}")
        self._judge(parsed)

    def take_attended(self) -> None:
        """Look again at the notes of those who were somewhere, as it turned out."""
        known = {path for path, _ in self.unused}
        for key in self.attended.keys() & self.others.keys():
            path = self.others[key]
            if path not in known and (parsed := self._read(path)) is not None:
                self._judge(parsed, self.attended[key])

    def _judge(self, parsed: ParsedNote, attended: str = "") -> None:
        path = parsed.path
        if not self.ws.private and is_private(parsed, self.words):
            return
        if (likeness := find_likeness(parsed, self.words, attended)) is not None:
            self.unused.append((path, likeness))
            line, reason, hint = likeness.line, likeness.reason, likeness.hint
            problem = Problem(path, line, "not-a-contact", reason, hint)
            self.found.problems.append(problem)

    def _read(self, path: str) -> ParsedNote | None:
        try:
            content = self.ws.files.read(path)
        except NettrackError:
            return None
        return parse_note(path, content.decode("utf-8", "replace"))


def _how_dated(parsed: ParsedNote, words: Vocabulary) -> str:
    name = file_name(parsed.path)
    for daily in words.places[parsed.path.rpartition("/")[0]].daily:
        if daily.match(parsed.path, name) is not None:
            return daily.format
    return "date" if signs_of(parsed, words).date else "file name"


def _spelled_keys(parsed: ParsedNote, words: Vocabulary) -> Iterator[tuple[str, str]]:
    for entry in parsed.frontmatter.entries:
        canonical = words.contact[entry.key]
        if canonical is not None and canonical.isidentifier():
            yield canonical, entry.key


def _unknown_tiers(parsed: ParsedNote, words: Vocabulary) -> Iterator[str]:
    for key, node, _ in parsed.frontmatter.entries:
        if words.contact[key] == "tier":
            text = getattr(node, "text", "")
            if text and words.tiers[text] is None:
                yield text


def _weigh_contacts(ws: Workspace, found: Survey) -> None:
    for person in ws.index.people(ws.today, properties=False):
        contact = person.contact
        if contact.status in RESTING:
            continue
        if contact.rhythm is None:
            if contact.cadence is None and contact.tier is None:
                message = "nothing says how often: no cadence, no tier"
                found.problems.append(Problem(contact.path, 1, "no-rhythm", message))
            continue
        found.with_rhythm += 1
        if person.last is None and not (contact.met or contact.created):
            message = "there is a rhythm, and no day to count it from"
            found.problems.append(Problem(contact.path, 1, "no-evidence", message))
        else:
            found.with_evidence += 1


def _for_contacts(
    ws: Workspace, unused: list[tuple[str, Likeness]]
) -> Iterator[Proposal]:
    """Types, tags and folders that would make contacts of several notes."""
    reading = ws.settings.reading
    now = {
        "types": reading.contact_types,
        "tags": reading.contact_tags,
        "folders": reading.contact_folders,
    }
    for key, held in now.items():
        count = Counter(likeness.word for _, likeness in unused if likeness.key == key)
        words = [w for w, n in count.most_common() if w and n >= _ENOUGH]
        if words:
            notes = sum(count[word] for word in words)
            why = f"{notes} notes more would be people"
            yield Proposal("contacts", key, (*held, *words), why)


def _for_days(names: list[str]) -> Iterator[Proposal]:
    """A format that many names fit, unless another one fits the same names."""
    fits = {
        form: frozenset(name for name in names if matcher.match(name) is not None)
        for form in _FORMATS
        for matcher in (DayMatcher(form),)
    }
    best = max(fits.values(), key=len, default=frozenset())
    if len(best) < _ENOUGH:
        return
    forms = [form for form, found in fits.items() if found == best]
    days = {
        tuple(DayMatcher(form).match(name) for name in sorted(best)) for form in forms
    }
    if len(days) == 1:
        why = f"{len(best)} notes more would be notes of a day"
        yield Proposal("daily", "format", (forms[0],), why)


def _for_tiers(tiers: Counter[str]) -> Iterator[Proposal]:
    for word, count in sorted(tiers.items()):
        if count >= _ENOUGH:
            why = f'{count} people have the tier "{word}"; say how often'
            yield Proposal("tiers", word, ("90d",), why)
