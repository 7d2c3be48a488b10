"""The exceptions of nettrack: each builds its own sentence and knows its exit code.

    NettrackError
    ├── UsageFault            2  the words of the command do not fit together
    │   ├── DateUnknown
    │   ├── DateTooFar
    │   └── WeekUnknown
    ├── VaultNotFound         1
    ├── SettingsInvalid       1  every wrong setting at once
    ├── PersonUnknown         3
    │   └── PersonPrivate     3  only with --private
    ├── PersonAmbiguous       3
    ├── VaultVanished         5  more than half of the known notes are gone
    ├── NoteUnreadable        1  cannot be read; carries its problem
    │   └── NoteMissing       1  is not there
    ├── NoteUnwritable        1  refused or failed, with path and reason
    │   └── NoteChanged       1  somebody else wrote it meanwhile
    ├── ForeignUnreadable     1  a file to be imported cannot be read
    ├── ForeignUnwritable     1  a file cannot be exported
    ├── ImportRefused         1  the file has faults, and nobody said to go on
    ├── ServiceRefused        1  a unit cannot be written, or is not ours to touch
    ├── GitRefused            1  there is no repository, or it is not ours to touch
    ├── TemplateBroken        1
    ├── TemplateUntrusted     1  nobody has said that this template may run
    ├── ProfileMissing        1  no note says who I am
    ├── ExtraMissing          1  a package that is not there by default is wanted
    ├── WatcherRuns           1  another process watches this vault
    └── WatcherBroken         1  the watcher cannot go on, and says so

Content that is wrong is a `Problem`, not an exception; see `model.problems`.
"""

from __future__ import annotations

# Not from `typing`: whoever answers at once need not wait for its import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nettrack_md.model.problems import Problem


class NettrackError(Exception):
    """The operation cannot go on. The text is a sentence for the user."""

    exit_code = 1


class UsageFault(NettrackError):
    """The words of the command line do not fit together."""

    exit_code = 2


class DateUnknown(UsageFault):
    """A date on the command line is no date."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text}" is not a date. Write it as 2026-11-20.')


class DateTooFar(UsageFault):
    """A date on the command line leaves no room to count from."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'"{text}" is too far away. Take a day from the year 101 to 9899.'
        )


class WeekUnknown(UsageFault):
    """A week on the command line is no ISO week."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text}" is not a week. Write it as 2026-W47.')


class VaultNotFound(NettrackError):
    """No vault at the place that was named, or none could be found."""

    def __init__(self, where: str | None = None) -> None:
        if where is None:
            super().__init__(
                "No vault here. Go into one, name it with --vault DIR, "
                "or set one up with: nettrack init DIR"
            )
        else:
            super().__init__(
                f"{where}: no such folder. Name an existing folder, "
                f"or set one up with: nettrack init DIR"
            )


class SettingsInvalid(NettrackError):
    """One or more settings are wrong; all of them are named."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(p.sentence() for p in self.problems))


class PersonUnknown(NettrackError):
    """Nobody of that name."""

    exit_code = 3

    def __init__(self, who: str, suggestions: Sequence[str] = ()) -> None:
        self.who = who
        self.suggestions = tuple(suggestions)
        hint = (
            f" Did you mean {' or '.join(self.suggestions)}?"
            if self.suggestions
            else " Look for them with: nettrack search TEXT"
        )
        super().__init__(f'Nobody is called "{who}".{hint}')


class PersonPrivate(PersonUnknown):
    """That name is a private person's, who is there only when asked for."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        sentence = f'Nobody is called "{who}", unless somebody private is.'
        self.args = (f"{sentence} To write to them, add --private.",)


class PersonAmbiguous(NettrackError):
    """Several people answer to that name. Each candidate is (name, path)."""

    exit_code = 3

    def __init__(self, who: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.who = who
        self.candidates = tuple(candidates)
        rows = "\n".join(f"  {name}  {path}" for name, path in self.candidates)
        super().__init__(
            f'"{who}" may be one of {len(self.candidates)} people. '
            f"Say which, by full name or path:\n{rows}"
        )


class VaultVanished(NettrackError):
    """More than half of the known notes are gone at once; nothing is written."""

    exit_code = 5

    def __init__(self, known: int, found: int) -> None:
        self.known = known
        self.found = found
        super().__init__(
            f"Of {known} known notes only {found} are here. Is the vault mounted "
            "and synced? If it is right as it stands: nettrack index --rebuild"
        )


class NoteUnreadable(NettrackError):
    """A note cannot be read. `problem` says why, ready to be kept and shown."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.sentence())


class NoteMissing(NoteUnreadable):
    """There is no such note, or no longer."""


class NoteUnwritable(NettrackError):
    """A note was not written; nothing in it changed."""

    def __init__(
        self, path: str, reason: str, advice: str = "", *, line: int = 0
    ) -> None:
        self.path = path
        self.reason = reason
        #: 1-based; 0 for the whole note.
        self.line = line
        where = f"{path}:{line}" if line else path
        super().__init__(f"{where}: {reason}.{' ' + advice if advice else ''}")


class NoteChanged(NoteUnwritable):
    """The note no longer holds the bytes that the write was planned on."""

    def __init__(self, path: str) -> None:
        super().__init__(
            path, "somebody else wrote it meanwhile", "Run the command again."
        )


class ForeignUnreadable(NettrackError):
    """A file that was to be imported cannot be read, or not as anything known."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{path}: {reason}.{' ' + advice if advice else ''}")


class ForeignUnwritable(NettrackError):
    """A file cannot be exported; what was there is there still."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{path}: {reason}.{' ' + advice if advice else ''}")


class ImportRefused(NettrackError):
    """A part of the file could not be read, so none of it is taken unasked."""

    def __init__(self, count: int) -> None:
        places = "1 place" if count == 1 else f"{count} places"
        super().__init__(
            f"Of the file {places} could not be read; nothing was written. "
            "To take the rest nevertheless: --apply --partly"
        )


class ForgetRefused(NettrackError):
    """Some notes that tell of somebody cannot be changed, so none of them was."""

    def __init__(self, path: str, reasons: Iterable[NettrackError]) -> None:
        why = "\n".join(map(str, reasons))
        super().__init__(
            f"{why}\n{path}: it stays, and nothing was written. "
            "Mend those notes, or forget the rest: --apply --partly"
        )


class ServiceRefused(NettrackError):
    """What the system would start cannot be set up or taken away; nothing changed."""

    def __init__(self, what: str, reason: str, advice: str = "") -> None:
        self.what = what
        self.reason = reason
        super().__init__(f"{what}: {reason}.{' ' + advice if advice else ''}")


class GitRefused(NettrackError):
    """Git cannot be set up here, or its settings be taken away; nothing changed."""

    def __init__(self, where: str, reason: str, advice: str = "") -> None:
        self.where = where
        self.reason = reason
        super().__init__(f"{where}: {reason}.{' ' + advice if advice else ''}")


class TemplateBroken(NettrackError):
    """A template could not be rendered."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        self.name = name
        self.line = line
        self.reason = reason
        where = name if line is None else f"{name}:{line}"
        super().__init__(
            f"{where}: {reason}. Mend the template, or remove it to use the built-in."
        )


class TemplateUntrusted(NettrackError):
    """A template that may be somebody else's, and was not looked at yet."""

    def __init__(self, name: str, path: str = "", reason: str = "") -> None:
        #: Below the folder of templates, and from the vault's root.
        self.name = name
        self.path = path or name
        self.reason = reason or "nobody has looked at this template yet"
        super().__init__(
            f"{self.path}:1: {self.reason}, so it was not run. {self.advice}"
        )

    @property
    def advice(self) -> str:
        """What to do about it."""
        return f"Look at it: nettrack trust {quoted(self.path)}"


def quoted(word: str) -> str:
    """A word as a shell takes it, so that the command can be copied."""
    from shlex import quote  # noqa: PLC0415  only when something is wrong

    return quote(word)


class ProfileMissing(NettrackError):
    """No note says who the user is."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: there is no profile yet. Write one, with intro, offers and asks."
        )


class ExtraMissing(NettrackError):
    """Something was asked for that needs a package of an extra."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        self.package = package
        super().__init__(
            f"{what} needs {package}, which is not installed. "
            f'Install it with: pip install "nettrack-md[{extra}]"'
        )


class WatcherRuns(NettrackError):
    """Another process watches this vault."""

    def __init__(self, pid: int) -> None:
        #: Its process number, or 0 where that is not known.
        self.pid = pid
        which = f" (pid {pid})" if pid else ""
        super().__init__(f"A watcher runs already for this vault{which}.")


class WatcherBroken(NettrackError):
    """The watcher cannot go on; whoever started it should start it again."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The watcher ends: {reason}. Start it again: nettrack watch")
