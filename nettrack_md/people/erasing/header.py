"""Properties that name somebody: values go, links become words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.note.edit import EditRefused, remove_property, set_property
from nettrack_md.note.frontmatter import Mapping, Scalar, read_frontmatter, split_note
from nettrack_md.people.properties import canonical_key
from nettrack_md.people.values import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.model.traces import Fate, Trace
    from nettrack_md.note.frontmatter import Entry, Node
    from nettrack_md.people.erasing.text import Erasing
    from nettrack_md.people.properties import Owner

#: Where links belong, and a plain name means the same.
_LINKS = frozenset({"introduced_by", "attendees"})
#: What is another person's too, though it is the same.
_THEIR_OWN = frozenset({"emails", "phones", "addresses", "urls", "social"})


def erase_properties(text: str, how: Erasing) -> tuple[str, list[Trace]]:
    """The note with its properties changed. Raises EditRefused."""
    traces: list[Trace] = []
    for entry in read_frontmatter(split_note(text)).entries:
        whole = list(_leaves(entry.node))
        if not _names_them(entry, whole, how):
            if any(map(how.tokens.tells, whole)) or any(map(how.tokens.hints, whole)):
                traces.append(_told(how, entry, "stays"))
            continue
        if how.of_person and canonical_key(entry.key, how.rules) in _THEIR_OWN:
            traces.append(_told(how, entry, "stays"))
            continue
        text, fate = _changed(text, entry, how)
        traces.append(_told(how, entry, fate))
    return text, traces


def _names_them(entry: Entry, whole: list[str], how: Erasing) -> bool:
    linking = _holds_links(entry.key, how)
    return any(
        how.replaced(each) != each or how.is_them(each, linking=linking)
        for each in (*whole, *texts_of(entry.node))
    )


def _holds_links(key: str, how: Erasing) -> bool:
    owners: tuple[Owner, ...] = ("contact", "meeting", "note")
    return any(canonical_key(key, how.rules, owner) in _LINKS for owner in owners)


def _told(how: Erasing, entry: Entry, fate: Fate) -> Trace:
    shown = f"{entry.key}: {', '.join(texts_of(entry.node))}"
    return how.trace(entry.line, "property", fate, shown)


def _changed(text: str, entry: Entry, how: Erasing) -> tuple[str, Fate]:
    node = entry.node
    if isinstance(node, Mapping):
        reason = f"{entry.key} holds properties in a property; change it by hand"
        raise EditRefused(reason, entry.line)
    texts = list(texts_of(node))
    linking = _holds_links(entry.key, how)
    left = [
        how.replaced(each) for each in texts if not how.is_them(each, linking=linking)
    ]
    left = [each for each in left if each.strip()]
    if not left:
        return remove_property(text, entry.key), "dropped"
    fate: Fate = "dropped" if len(left) < len(texts) else "replaced"
    # `[[X]]` without quotes is a list in a list to YAML, and one value to the user.
    single = isinstance(node, Scalar) or not any(isinstance(x, Scalar) for x in node)
    return set_property(text, entry.key, left[0] if single else left), fate


def _leaves(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from _leaves(entry.node)
    else:
        for item in node:
            yield from _leaves(item)
