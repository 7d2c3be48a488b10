"""By what a card or row is known again when it comes a second time."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from nettrack_md.exchange.texts import clean
from nettrack_md.people.folding import fold_name
from nettrack_md.people.same import mail_key, phone_key

if TYPE_CHECKING:
    from nettrack_md.model.foreign import Facts

_LONGEST = 120


def uid_of(text: str) -> str:
    """The UID of a card; a long one as its digest."""
    text = clean(re.sub(r"^urn:uuid:", "", text.strip(), flags=re.IGNORECASE))
    return text if len(text) <= _LONGEST else digest_of(text)


def card_id(name: str, facts: Facts) -> str:
    """The id of a card that has none: by name and first address, else by all of it.

    So a card that only changed its employer is still known.
    """
    held = dict(facts)
    firsts = [
        *(key for text in held.get("emails", ()) if (key := mail_key(text))),
        *(key for text in held.get("phones", ()) if (key := phone_key(text))),
    ]
    by = firsts[0] if firsts else repr(facts)
    return f"card:{digest_of(fold_name(name), by)}"


def note_uid(path: str) -> str:
    """The UID under which a note without one is exported."""
    return f"nettrack-{digest_of(path)}"


def digest_of(*parts: str) -> str:
    """Texts as 16 hexadecimal digits."""
    text = "\0".join(parts).encode("utf-8", "replace")
    return sha256(text).hexdigest()[:16]
