"""`python -m bench.mail ours|theirs MBOX`: who wrote to whom, when, of every mail.

Both give the same: sender, recipients and moment of each mail, no bodies. The
yardstick is what a first script would do, with `mailbox` and `email` of Python.
"""

from __future__ import annotations

import random
import sys
from email.utils import getaddresses, parsedate_to_datetime
from mailbox import mbox
from pathlib import Path

ME = "me@example.org"
_WORDS = ("harbour", "boats", "tea", "rain", "letters", "maps", "stairs", "window")


def main() -> None:
    which, path = sys.argv[1:]
    print(_ours(path) if which == "ours" else _theirs(path))


def _ours(path: str) -> int:
    # The yardstick does not pay for these.
    from nettrack_md.exchange.mail import MailReading, split_mbox  # noqa: PLC0415
    from nettrack_md.vault.foreign_mail import chunks_of  # noqa: PLC0415

    reading = MailReading("mbox", {ME}, None)
    for head in split_mbox(chunks_of(path)):
        reading.take(head)
    return len(reading.result("mbox").encounters)


def _theirs(path: str) -> int:
    days: set[tuple[object, ...]] = set()
    for mail in mbox(path, create=False):
        senders = [box for _, box in getaddresses(mail.get_all("From", []))]
        to = [box for _, box in getaddresses(mail.get_all("To", []))]
        on = parsedate_to_datetime(mail["Date"]).astimezone().date()
        others = to if ME in senders else senders
        days.update((box, on, ME in senders) for box in others)
    return len(days)


def make_mbox(path: Path, mails: int = 20_000, *, seed: int = 20261120) -> None:
    """A mailbox of that many mails, some with long bodies: as people have them."""
    rng = random.Random(seed)
    with path.open("wb") as file:
        for at in range(mails):
            file.write(_mail(rng, at).encode())


def _mail(rng: random.Random, at: int) -> str:
    other = f"person{rng.randrange(900)}@example.org"
    sender, to = (ME, other) if at % 3 == 0 else (other, ME)
    day, hour = 1 + at % 28, at % 24
    stamp = f"{day} {rng.choice(['Jan', 'May', 'Oct'])} {2020 + at % 6}"
    body = "\n".join(
        " ".join(rng.choices(_WORDS, k=9)) for _ in range(rng.choice((8, 20, 40, 120)))
    )
    return (
        f"From {sender} Wed Nov 18 10:30:00 2026\n"
        f"Return-Path: <{sender}>\n"
        f"Received: from mx{at}.example.net (mx.example.net [192.0.2.{at % 250}])\n"
        f"\tby mail.example.org with ESMTPS id {at:x}\n\tfor <{to}>; {stamp}\n"
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org;\n"
        f" s=s1; h=from:to:subject;\n b={'Ab' * 32}\n  {'Cd' * 32}\n"
        f"Message-ID: <{at}@example.org>\n"
        f"Date: {stamp} {hour:02d}:{at % 60:02d}:00 +0900\n"
        f'From: "The {sender.partition("@")[0]}" <{sender}>\n'
        f"To: =?utf-8?B?44GC44Gq44Gf?= <{to}>\n"
        f"Subject: =?utf-8?Q?Re=3A_{at}?=\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n\n"
    )


if __name__ == "__main__":
    main()
