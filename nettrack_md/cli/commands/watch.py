"""`watch`: the vault stays indexed and the notes stay fresh while people work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from nettrack_md.app.watch.news import News
    from nettrack_md.app.watch.stopping import Stopping

#: Ended by Ctrl-C, as every command.
INTERRUPTED = 130


@click.command("watch")
@click.option("--no-apply", is_flag=True, help="Leave the ticks to another device.")
@click.option("--no-render", is_flag=True, help="Leave the pages to another device.")
@click.option("--once", is_flag=True, help="One look at everything, then end.")
@click.option(
    "--poll", is_flag=True, help="Look every few seconds instead of waiting for events."
)
@shared_options
def watch_command(
    options: Options, no_apply: bool, no_render: bool, once: bool, poll: bool
) -> int:
    """Stay, and keep the index and the rendered notes fresh while you work.

    Ticks act, and a rendered note is rewritten, once that note has been left alone for
    30 seconds. One line for each thing done. Ctrl-C ends it. No other command needs it.
    """
    from nettrack_md.app.mishaps import hush_threads
    from nettrack_md.app.surroundings import look_around
    from nettrack_md.app.watch.running import How, watch
    from nettrack_md.app.watch.stopping import Stopped, Stopping
    from nettrack_md.cli.safe import safe
    from nettrack_md.cli.session import wishes_of

    hush_threads(lambda text: print(safe(text), file=sys.stderr, flush=True))
    how = How(apply=not no_apply, render=not no_render, poll=poll, once=once)
    stopping = Stopping()
    teller = _Teller(options)
    try:
        _heed_signals(stopping)
        watch(wishes_of(options), look_around(), how, teller.tell, stopping)
    except Stopped:
        teller.say_goodbye()
        return INTERRUPTED if _is_interrupt(stopping) else 0
    return 0


def _heed_signals(stopping: Stopping) -> None:
    """End on every signal that asks for it, but for those that are to be ignored."""
    import os
    import signal

    ours = os.getpid()

    def heed(number: int, frame: object) -> None:
        del frame
        if os.getpid() != ours:
            # A worker that was made from this process; it just ends.
            os._exit(1)
        stopping.ask(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # nohup has SIGHUP ignored, and so it stays.
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, heed)


def _is_interrupt(stopping: Stopping) -> bool:
    import signal

    return stopping.asked == signal.SIGINT


class _Teller:
    """Prints the news: a line each for people, or a line of JSON for programs."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def tell(self, news: News) -> None:
        """Print one piece of news at once."""
        from nettrack_md.app.clock import moment_in
        from nettrack_md.cli.output import SCHEMA
        from nettrack_md.cli.safe import safe, safe_json

        at = moment_in("")
        if self._options.json:
            import json

            row = {
                "schema": SCHEMA,
                "kind": "watch",
                "at": at.isoformat(timespec="seconds"),
                "event": news.event,
                "text": news.text,
                **{key: value for key, value in _more(news) if value},
            }
            print(safe_json(json.dumps(row, ensure_ascii=False)), flush=True)
        elif not self._options.quiet or news.event == "problem":
            out = sys.stderr if news.event == "polling" else sys.stdout
            for line in news.text.splitlines():
                print(f"{at:%H:%M:%S} {safe(line)}", file=out, flush=True)

    def say_goodbye(self) -> None:
        """The watcher was asked to end; the reader may be gone already."""
        from contextlib import suppress

        from nettrack_md.app.watch.news import News

        with suppress(OSError):
            self.tell(News("stopped", "stopped"))


def _more(news: News) -> tuple[tuple[str, object], ...]:
    return (("path", news.path), ("count", news.count), ("did", news.did))
