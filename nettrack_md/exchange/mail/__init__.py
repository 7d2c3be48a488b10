"""Headers of mail: who wrote to whom, when. What was written is never read."""

from __future__ import annotations

from nettrack_md.exchange.mail.letters import MailReading
from nettrack_md.exchange.mail.mbox import (
    Head,
    cut_head,
    is_letter,
    is_mbox,
    split_mbox,
)

__all__ = ["Head", "MailReading", "cut_head", "is_letter", "is_mbox", "split_mbox"]
