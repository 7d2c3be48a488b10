"""What is wrong in somebody's notes, told so that they can mend it."""

from __future__ import annotations

from typing import Literal

from nettrack_md.model.record import record

Severity = Literal["error", "warning", "info"]


@record(frozen=True, slots=True)
class Code:
    """One kind of problem: its stable name, severity, meaning and cure."""

    name: str
    severity: Severity
    #: What it means, one sentence; `docs/problems.md` is generated from it.
    meaning: str
    #: What to do about it, the default hint of a problem of this code.
    hint: str


#: Every code that nettrack can report, by name. Names never change.
CODES: dict[str, Code] = {}


def _code(name: str, severity: Severity, meaning: str, hint: str) -> None:
    CODES[name] = Code(name, severity, meaning, hint)


_code(
    "frontmatter-open",
    "error",
    "The note begins with --- but the properties are never closed by a second ---.",
    "Close the properties with a line of three dashes.",
)
_code(
    "frontmatter-invalid",
    "error",
    "The properties are not valid YAML, so Obsidian shows an error too.",
    "Mend the line; quote values that hold a colon, [[links]] or an @.",
)
_code(
    "frontmatter-not-map",
    "error",
    "The properties are a list or a single text instead of key: value lines.",
    "Write each property as key: value.",
)
_code(
    "frontmatter-too-big",
    "error",
    "The properties are too large, too deep or too entangled to be read safely.",
    "Keep properties flat and under 64 KiB.",
)
_code(
    "duplicate-key",
    "error",
    "A property stands there twice, so Obsidian rejects all of them.",
    "Keep one of the two lines.",
)
_code(
    "conflict-markers",
    "error",
    "The note holds unresolved conflict markers of a merge.",
    "Decide for one side and delete the marker lines.",
)
_code(
    "conflict-copy",
    "warning",
    "A sync service left a second copy of a note; it is not read.",
    "Put it into the note with nettrack merge, or delete it.",
)
_code(
    "not-utf8",
    "error",
    "The note is not UTF-8 text.",
    "Save it again as UTF-8.",
)
_code(
    "note-too-big",
    "warning",
    "The file is over 10 MB and is not read.",
    "Move it out of the vault, or name it in ignore.",
)
_code(
    "not-a-file",
    "warning",
    "Something named like a note is no regular file (a folder, pipe or socket).",
    "Rename or remove it.",
)
_code(
    "unreadable",
    "error",
    "The file or folder cannot be read.",
    "Check its permissions.",
)
_code(
    "name-undecodable",
    "warning",
    "The file name is not valid text, so nothing can link to it.",
    "Rename the file.",
)
_code(
    "link-outside",
    "warning",
    "A symbolic link leads out of the vault and is not followed.",
    "Move the target into the vault, or name the link in ignore.",
)
_code(
    "link-loop",
    "warning",
    "A symbolic link leads nowhere, or in a circle.",
    "Remove the link.",
)
_code(
    "placeholder",
    "info",
    "The file lies in the cloud only; it is not fetched, its last facts are kept.",
    "Open it once, or keep the folder on this device.",
)
_code(
    "bad-date",
    "warning",
    "A date does not exist, or is not written in a form that can be read.",
    "Write it as 2026-11-20.",
)
_code(
    "future-date",
    "info",
    "A touch lies in the future; it counts from that day on.",
    "If it is a plan, write it as a task or as next.",
)
_code(
    "bad-period",
    "warning",
    "A period cannot be read.",
    "Write 6w, 30d, 3m, 1y, monthly, quarterly or none.",
)
_code(
    "bad-value",
    "warning",
    "A property holds a value that it cannot have.",
    "See docs/format.md for the values of this property.",
)
_code(
    "unknown-tier",
    "warning",
    "The tier is not one of those that are set up.",
    "Use inner, close, active or loose, or add it under [tiers].",
)
_code(
    "unknown-status",
    "warning",
    "The status is not one that nettrack knows.",
    "Use active, wish, paused, ended, deceased or archived.",
)
_code(
    "synonym-twice",
    "warning",
    "Two properties of one meaning stand side by side.",
    "Keep the first name and delete the other.",
)
_code(
    "template-placeholder",
    "warning",
    "An unfilled template placeholder stands in the properties.",
    "Fill it in, or move the template into the templates folder.",
)
_code(
    "link-alias-only",
    "warning",
    "A link names only an alias, which Obsidian does not resolve.",
    "Write [[File name|Alias]].",
)
_code(
    "link-broken",
    "warning",
    "A link that nettrack relies on leads to no note.",
    "Mend the name, or create the note.",
)
_code(
    "link-ambiguous",
    "warning",
    "A link fits the alias of several people.",
    "Link the file name of the one you mean.",
)
_code(
    "name-twice",
    "warning",
    "Two contacts share a name or an alias, so it names neither for certain.",
    "Give one of them another alias, or merge them if they are one person.",
)
_code(
    "case-twin",
    "warning",
    "Two notes differ only in letter case or in how accents are stored.",
    "Rename one; many systems cannot hold both.",
)
_code(
    "marker-lost",
    "error",
    "A region of a rendered note has lost its begin or end line; it is left alone.",
    "Put the line back, or delete the note to have it made anew.",
)
_code(
    "marker-doubled",
    "error",
    "A region stands in a rendered note twice; it is left alone.",
    "Delete one of the two.",
)
_code(
    "bad-setting",
    "error",
    "A setting in nettrack.toml is unknown or has a wrong value.",
    "See docs/settings.md.",
)
_code(
    "template-untrusted",
    "warning",
    "A template that may be somebody else's was not looked at, so it does not run.",
    "Look at it with nettrack trust.",
)
_code(
    "not-a-contact",
    "info",
    "A note looks like a person but is not read as one.",
    "Give it type: contact, or add its folder under [contacts].",
)
_code(
    "no-rhythm",
    "info",
    "A contact has neither a cadence nor a tier with a rhythm, so is on no list.",
    "Write cadence: 6w, or a tier; or none, when that is as it should be.",
)
_code(
    "no-evidence",
    "info",
    "A contact has a rhythm, and no day to count it from.",
    "Write a first line into the log, or met: with a date.",
)
_code(
    "import-unread",
    "error",
    "A part of an imported file could not be read, so something in it is lost.",
    "Mend the file, or take the rest with --partly.",
)
_code(
    "import-odd",
    "warning",
    "A part of an imported file is not as it should be; what it says was taken.",
    "Look whether the plan is right there.",
)


@record(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place and its cure; sorted by place."""

    #: Vault-relative path with `/`; empty when it concerns the whole vault.
    path: str
    #: 1-based; 0 when the whole file is meant.
    line: int
    code: str
    #: One sentence without a full stop's worth of place: what is wrong.
    message: str
    hint: str = ""

    def __lt__(self, other: Problem) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[str, int, str, str, str]:
        return self.path, self.line, self.code, self.message, self.hint

    @property
    def severity(self) -> Severity:
        """How bad it is, by its code."""
        return CODES[self.code].severity

    @property
    def cure(self) -> str:
        """What to do: this problem's own hint, else that of its code."""
        return self.hint or CODES[self.code].hint

    def sentence(self) -> str:
        """*where: what. What to do.*"""
        where = f"{self.path}:{self.line}" if self.line else self.path
        what = self.message.rstrip(".")
        return f"{where}: {what}. {self.cure}" if where else f"{what}. {self.cure}"
