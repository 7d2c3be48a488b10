"""The texts of the files that Obsidian reads: a contacts base, and a CSS snippet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nettrack_md.model.rules import Language

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "file.name": "Name", "tier": "Tier", "cadence": "Rhythm", "org": "Works at",
        "title": "As", "birthday": "Birthday", "next": "Next", "snooze": "Quiet until",
        "last_contact": "Last contact",
        "phones": "Phone", "emails": "Mail",
        "people": "People", "tiers": "By tier", "cards": "Cards", "ahead": "Planned",
    },
    "ja": {
        "file.name": "名前", "tier": "間柄", "cadence": "間隔", "org": "所属",
        "title": "役職", "birthday": "誕生日", "next": "次回", "snooze": "お休み",
        "last_contact": "最終連絡",
        "phones": "電話", "emails": "メール",
        "people": "一覧", "tiers": "間柄ごと", "cards": "カード", "ahead": "予定あり",
    },
}  # fmt: skip
_COLUMNS = (
    "tier",
    "cadence",
    "last_contact",
    "org",
    "title",
    "next",
    "snooze",
    "birthday",
)
#: A log says it better; shown where the vault has it as a property.
_IF_USED = frozenset({"last_contact"})
_SEVERAL = 5
_CARD = ("org", "title", "phones", "emails")

SNIPPET = """\
/* nettrack: a calmer look for its pages (they have the class "nettrack").
   Turn it on in Settings > Appearance > CSS snippets. It is yours to change. */

.nettrack h2 {
  border-bottom: 1px solid var(--background-modifier-border);
  padding-bottom: 0.2em;
}

/* What stands below a name is a quiet reminder, not a second task. */
.nettrack .task-list-item ul,
.nettrack .HyperMD-list-line-2 {
  color: var(--text-muted);
  font-size: var(--font-smaller);
}

/* Put off and skipped: there, and out of the way. */
.nettrack .task-list-item[data-task=">"],
.nettrack .task-list-item[data-task="-"] {
  opacity: 0.55;
}

.nettrack .task-list-item[data-task=">"] > .task-list-item-checkbox,
.nettrack .task-list-item[data-task="-"] > .task-list-item-checkbox {
  border-style: dashed;
}
"""


class Marks(NamedTuple):
    """By what a vault's contacts are known."""

    types: Sequence[str]
    #: Tags that make a person by themselves, and those that need a property beside.
    tags: Sequence[str]
    topics: Sequence[str]
    categories: Sequence[str]
    #: From the vault's root.
    folders: Sequence[str]


def base_text(
    marks: Marks,
    language: Language,
    *,
    keys: Mapping[str, str],
    leave_out: Iterable[str],
) -> str:
    """A base of all contacts, by the same signs that nettrack goes by.

    `keys` is the name under which the vault has a property, by its first name;
    `leave_out` the folders of templates. Only functions that Obsidian's help names
    are used.
    """
    words = _WORDS[language]
    signs = [f'type == "{each}"' for each in _spellings(marks.types)]
    signs += [f'file.hasTag("{tag}")' for tag in marks.tags]
    signs += [
        f'file.hasTag("{tag}") && ({_any_of(keys)})' for tag in marks.topics if keys
    ]
    signs += [f'list(categories).contains(link("{each}"))' for each in marks.categories]
    signs += [f'file.inFolder("{folder}")' for folder in marks.folders]
    limits = ['file.ext == "md"']
    limits += [f'!file.inFolder("{folder}")' for folder in leave_out]
    lines = ["filters:", "  and:", *(f"    - {_quoted(each)}" for each in limits)]
    lines += ["    - or:", *(f"        - {_quoted(sign)}" for sign in signs)]
    asked = [key for key in _COLUMNS if key in keys or key not in _IF_USED]
    columns = [keys.get(key, key) for key in asked]
    lines += ["properties:"]
    lines += _display("file.name", words["file.name"])
    for key in dict.fromkeys((*asked, *_CARD)):
        lines += _display(f"note.{keys.get(key, key)}", words[key])
    lines += ["views:"]
    order = ["file.name", *columns]
    tier, ahead = keys.get("tier", "tier"), keys.get("next", "next")
    lines += _view("table", words["people"], order)
    lines += _view("table", words["tiers"], order)
    lines += ["    groupBy:", f"      property: {_key(tier)}", "      direction: ASC"]
    lines += _view("table", words["ahead"], order)
    lines += ["    filters:", "      and:", f"        - {_quoted(_named(ahead))}"]
    card = [keys.get(key, key) for key in _CARD]
    lines += _view("cards", words["cards"], ["file.name", *card])
    return "\n".join(lines) + "\n"


def _spellings(types: Iterable[str]) -> Iterable[str]:
    """Each word, and with a capital: to a base these are two."""
    return dict.fromkeys(form for each in types for form in (each, each.capitalize()))


def _any_of(keys: Mapping[str, str]) -> str:
    """Whether a note has one of the properties that the vault has most."""
    few = list(keys.values())[:_SEVERAL]
    return " || ".join(f'file.hasProperty("{key}")' for key in few)


def _display(key: str, name: str) -> list[str]:
    return [f"  {_quoted(key)}:", f"    displayName: {_quoted(name)}"]


def _view(kind: str, name: str, order: Iterable[str]) -> list[str]:
    head = [f"  - type: {kind}", f"    name: {_quoted(name)}", "    order:"]
    return [*head, *(f"      - {_key(key)}" for key in order)]


def _key(key: str) -> str:
    return _quoted(key if key.startswith("file.") else f"note.{key}")


def _named(key: str) -> str:
    """A property within a formula, whatever its name."""
    return key if key.isidentifier() and key.isascii() else f'note["{key}"]'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
