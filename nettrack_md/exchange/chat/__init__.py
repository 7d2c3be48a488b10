"""Chats in: on which days somebody wrote, and which way; words only when asked for."""

from __future__ import annotations

from nettrack_md.exchange.chat.line import is_line_talk, read_line_talk
from nettrack_md.exchange.chat.linkedin import is_linkedin_messages, read_messages

__all__ = [
    "is_line_talk",
    "is_linkedin_messages",
    "read_line_talk",
    "read_messages",
]
