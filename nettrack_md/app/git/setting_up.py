"""Our merge driver set up in a repository, or taken away: planned, shown, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.git.repository import DRIVER, FILE, LINE
from nettrack_md.app.programs import Ran, Run
from nettrack_md.errors import GitRefused
from nettrack_md.model.record import record
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from nettrack_md.app.git.repository import Repository

Words = tuple[str, ...]
_TITLE = "nettrack: properties by key, logs as sets"
#: By this a registered command is known for ours.
_OURS = " git merge-file "


@record(frozen=True, slots=True)
class Plan:
    """What is to be written and run."""

    root: str
    writes: tuple[PlannedWrite | PlannedRemoval, ...] = ()
    commands: tuple[Words, ...] = ()
    #: Run first, and must succeed; not shown, since it changes nothing.
    proof: Words = ()

    @property
    def empty(self) -> bool:
        """Whether all is as it should be."""
        return not (self.writes or self.commands)


@record(frozen=True, slots=True)
class Done:
    """What became of a plan."""

    writes: tuple[PlannedWrite | PlannedRemoval, ...] = ()
    commands: tuple[Words, ...] = ()
    #: The command that failed, and how; None when all went well.
    failed: tuple[Words, Ran] | None = None


def plan_setup(repository: Repository, python: str) -> Plan:
    """What is missing: the line in `.gitattributes`, and the driver's registration.

    Raises GitRefused when a driver of that name is not ours.
    """
    _require_ours(repository)
    content = _read(repository.root)
    wish = _with_line(content or b"")
    writes = () if content == wish else (PlannedWrite(FILE, content, wish),)
    driver = repository.command(python)
    commands: tuple[Words, ...] = ()
    if repository.driver != driver:
        commands = (
            _config(repository, "--replace-all", f"merge.{DRIVER}.name", _TITLE),
            _config(repository, "--replace-all", f"merge.{DRIVER}.driver", driver),
        )
    proof = (python, "-P", "-m", "nettrack_md", "--version")
    return Plan(repository.root, writes, commands, proof)


def plan_uninstall(repository: Repository) -> Plan:
    """What is there of ours: the line, and the driver. Raises GitRefused."""
    _require_ours(repository)
    content = _read(repository.root)
    rest = None if content is None else _without_line(content)
    writes: tuple[PlannedWrite | PlannedRemoval, ...] = ()
    if content is not None and rest != content:
        writes = (
            (PlannedWrite(FILE, content, rest),)
            if rest
            else (PlannedRemoval(FILE, content),)
        )
    commands: tuple[Words, ...] = ()
    if repository.driver is not None:
        commands = (_config(repository, "--remove-section", f"merge.{DRIVER}"),)
    return Plan(repository.root, writes, commands)


def carry_out(plan: Plan, run: Run) -> Done:
    """Do it, up to the first command that fails. Raises GitRefused, NoteUnwritable.

    The driver is registered before the line asks for it, and taken away after it.
    """
    if plan.proof and not plan.empty and (ran := run(plan.proof)).code:
        advice = "Install nettrack for that Python, then run this again."
        reason = f"it cannot start nettrack by itself ({ran.fault})"
        raise GitRefused(plan.proof[0], reason, advice)
    files = DiskFiles(plan.root, hidden=(FILE,))
    leaves = not plan.proof
    written = _write(files, plan) if leaves else ()
    ran_all: list[Words] = []
    for words in plan.commands:
        ran = run(words)
        if ran.code:
            return Done(written, tuple(ran_all), (words, ran))
        ran_all.append(words)
    return Done(written if leaves else _write(files, plan), tuple(ran_all))


def _write(files: DiskFiles, plan: Plan) -> tuple[PlannedWrite | PlannedRemoval, ...]:
    for each in plan.writes:
        if isinstance(each, PlannedRemoval):
            files.remove(each)
        else:
            files.write(each)
    return plan.writes


def _require_ours(repository: Repository) -> None:
    driver = repository.driver
    if driver is not None and ("nettrack" not in driver or _OURS not in driver):
        raise GitRefused(
            f"merge.{DRIVER}.driver",
            "it holds a command that nettrack did not write",
            f"Take it out first: git config --local --remove-section merge.{DRIVER}",
        )


def _config(repository: Repository, *words: str) -> Words:
    return (repository.git, "-C", repository.root, "config", "--local", *words)


def _read(root: str) -> bytes | None:
    files = DiskFiles(root, hidden=(FILE,))
    return files.read(FILE) if files.exists(FILE) else None


def _lines(content: bytes) -> list[bytes]:
    return content.split(b"\n")


def _is_line(line: bytes) -> bool:
    return b" ".join(line.split()) == LINE.encode()


def _with_line(content: bytes) -> bytes:
    """The attributes with our line last, so that it beats any before it."""
    if any(map(_is_line, _lines(content))):
        return content
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    gap = newline if content and not content.endswith(b"\n") else b""
    return content + gap + LINE.encode() + newline


def _without_line(content: bytes) -> bytes:
    return b"\n".join(line for line in _lines(content) if not _is_line(line))
