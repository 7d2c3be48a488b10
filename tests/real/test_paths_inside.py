"""No name, path or setting of a vault leads a write out of it, or to what others run.

Every system call is looked at, where strace is there: nothing outside the vault and
nettrack's own folders is as much as opened for writing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nettrack_md.app.settings import read_settings
from nettrack_md.errors import NettrackError, NoteUnwritable, SettingsInvalid
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault import swap
from nettrack_md.vault.files import DiskFiles
from tests.drive import ROOT, TODAY, nettrack
from tests.every_command import run_here

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = "---\ntier: close\n---\n## Log\n- 2026-01-01 meet: lunch\n"
#: Paths that lead out, or where other programs keep what they run by.
EVIL = (
    "../../x", "a/../../x", "/../x", ".git/config", ".git/hooks/post-checkout",
    ".GIT/config", ".Git/x", "a/.git/x", ".git./x", ".git /x", "GIT~1/config", "git~1/x",
    ".obsidian/plugins/x/main.js", ".OBSIDIAN/app.json", "OBSIDI~1/app.json",
    ".g\u200cit/config", "g\u200cit~1/config", "\u200c.git/x", ".gi\u200dt/x",
    "..\\..\\x", "CON", "a/nul.md", "com1.md",
    "x\0y", "x\ny", "x\x1b]0;y\x07", "x.", "x ", "a./x", "a /x", "\u202ex", "x" * 300,
    ".nettrack/../../x", ".trash/x",
)  # fmt: skip
#: What leads out on Windows only; elsewhere it is a name as any other.
EVIL_ON_WINDOWS = ("C:/x", "c:x", "\\\\server\\share\\x", "x:stream")
SETTINGS = (
    "[render]\nfolder = {}\n", "[render]\noverdue = {}\n",
    "[render]\nreview = {}\n", "[render]\ntemplates = {}\n",
    '[[report]]\ntemplate = "x.md.j2"\npath = {}\n',
)  # fmt: skip
#: A path that is fine for a note may still be none for the week's.
FINE_ON_ITS_OWN = ("x ",)  # blanks at the ends of a text are none of it


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "vault/People").mkdir(parents=True)
    (tmp_path / "vault/.git/hooks").mkdir(parents=True)
    (tmp_path / "vault/.obsidian").mkdir()
    (tmp_path / "vault/.git/config").write_text("[core]\n")
    (tmp_path / "vault/People/Ada Moss.md").write_text(GOOD)
    (tmp_path / "outside").mkdir()
    return tmp_path


def quoted(path: str) -> str:
    """As TOML has it."""
    return '"' + "".join(
        char if char.isprintable() and char not in '"\\' else f"\\u{ord(char):04x}"
        for char in path
    ) + '"'  # fmt: skip


def files_of(place: Path) -> dict[str, bytes | None]:
    """Everything that is there, but nettrack's own folders."""
    own = {"cache", "state", "config"}
    return {
        str(path): path.read_bytes() if path.is_file() else None
        for path in sorted(place.rglob("*"))
        if path.relative_to(place).parts[0] not in own
    }


def line_of_fault(text: str) -> int | None:
    """Where settings are wrong; None where they are not."""
    try:
        read_settings(text)
    except SettingsInvalid as wrong:
        return wrong.problems[0].line
    return None


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_that_leads_out_is_named_with_its_line(setting: str) -> None:
    taken = []
    for path in EVIL:
        for form in (path, f"{path}/Review {{week}}"):
            if "review" in setting and "{week}" not in form:
                continue
            wrong = line_of_fault(setting.format(quoted(form)))
            if wrong is None:
                taken.append(form)
            else:
                assert wrong in (2, 3)

    assert set(taken) <= set(FINE_ON_ITS_OWN)


@pytest.mark.parametrize("path", EVIL)
def test_no_write_takes_such_a_path(place: Path, path: str) -> None:
    files = DiskFiles(str(place / "vault"))
    before = files_of(place)

    with pytest.raises(NoteUnwritable):
        files.write(PlannedWrite(path, None, b"evil"))

    assert files_of(place) == before


def test_people_of_such_names_get_a_file_among_people_or_none(place: Path) -> None:
    before = files_of(place)
    for path in (*EVIL, *EVIL_ON_WINDOWS):
        name = path.replace("\0", "")  # which no system hands on
        run_here(("add", "--", name), place, place / "vault")
        run_here(("rename", "--", "Ada Moss", name), place, place / "vault")
    run_here(("brief", "People", "--note"), place, place / "vault")
    new = files_of(place).keys() - before.keys()

    ours = (str(place / "vault/People/"), str(place / "vault/Network"))
    assert len(new) > 10
    assert {one for one in new if not one.startswith(ours)} == set()
    assert (place / "vault/.git/config").read_text() == "[core]\n"
    assert not any("\n" in one or "\x1b" in one for one in new)


@pytest.mark.parametrize("name", ["Network", "People", ".nettrack", "Network/Reviews"])
def test_a_folder_that_is_a_link_out_of_the_vault_takes_nothing(
    place: Path, name: str
) -> None:
    folder = place / "vault" / name
    if folder.exists():
        shutil.rmtree(folder)
    folder.parent.mkdir(exist_ok=True)
    folder.symlink_to(place / "outside")
    card = place / "card.vcf"
    card.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Ben Ash\r\nEND:VCARD\r\n"
    )
    for words in (
        ("render",), ("add", "Ben Ash"), ("import", str(card), "--apply"),
        ("brief", "Ada Moss", "--note"), ("apply",), ("watch", "--once"),
    ):  # fmt: skip
        run_here(words, place, place / "vault")

    assert list((place / "outside").iterdir()) == []


@pytest.mark.skipif(not swap.can_exchange(), reason="needs an exchange of names")
def test_a_folder_that_becomes_a_link_between_look_and_write_takes_nothing(
    place: Path,
) -> None:
    """A law of `openat`: it holds at every moment, so any moment may be tried."""
    vault, outside = place / "vault", place / "outside"
    (vault / "Door").mkdir()
    (vault / "Link").symlink_to(outside)
    done = threading.Event()

    def swap_again_and_again() -> None:
        fd = os.open(vault, os.O_RDONLY)
        while not done.is_set():
            swap.exchange(fd, "Door", "Link")
        os.close(fd)

    swapper = threading.Thread(target=swap_again_and_again)
    swapper.start()
    files = DiskFiles(str(vault))
    wrote = 0
    try:
        for number in range(150):
            try:
                files.write(PlannedWrite(f"Door/n{number}.md", None, b"x"))
            except NettrackError:
                continue
            wrote += 1
    finally:
        done.set()
        swapper.join()

    folder = next(p for p in (vault / "Door", vault / "Link") if not p.is_symlink())
    assert list(outside.iterdir()) == []
    assert wrote == len(list(folder.glob("n*.md")))


# --- every system call ---

_WRITES = re.compile(
    r"^(?:\d+ +)?(?P<call>openat|open|creat|mkdir|mkdirat|rename|renameat|renameat2|link"
    r"|linkat|symlink|symlinkat|unlink|unlinkat|rmdir|truncate|chmod|fchmodat|mknod)"
    r"\((?P<rest>.*)\) += (?!-1 )",
    re.MULTILINE,
)
_ENDS = re.compile(r'(?:(?:AT_FDCWD<([^>]*)>|\d+<([^>]*)>), )?"((?:[^"\\]|\\.)*)"')


def written(log: str) -> Iterator[tuple[str, str]]:
    """Every path that a call would change: the call, and where it really lies."""
    for line in log.splitlines():
        found = _WRITES.match(line)
        if found is None:
            continue
        rest = found["rest"]
        opens = found["call"] in {"openat", "open"}
        if opens and not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", rest):
            continue
        for here, folder, name in _ENDS.findall(rest):
            yield found["call"], os.path.join(here or folder or "/", name)


def _strace_works() -> bool:
    strace = shutil.which("strace")
    return (
        strace is not None
        and not subprocess.run(
            [strace, "-e", "trace=openat", "true"], check=False, capture_output=True
        ).returncode
    )


@pytest.mark.real
@pytest.mark.skipif(not _strace_works(), reason="strace is missing, or may not trace")
def test_nothing_outside_is_opened_for_writing(place: Path) -> None:
    vault, log = place / "vault", place / "calls"
    (vault / "Network").symlink_to(place / "outside")
    (vault / "People/Out.md").symlink_to(place / "outside/new.md")
    (vault / "nettrack.toml").write_text(
        '[[report]]\ntemplate = "overdue.md.j2"\npath = "People/Out"\n'
        '[[report]]\ntemplate = "overdue.md.j2"\npath = "Network/../People/x"\n'
    )
    shutil.copytree(vault, place / "again", symlinks=True)
    (place / "again/nettrack.toml").write_text(
        '[[report]]\ntemplate = "overdue.md.j2"\npath = "People/Out"\n'
    )
    commands = [
        ["--vault", str(root), *words]
        for root in (vault, place / "again")
        for words in (["render"], ["add", "../../Ben"], ["log", "Ada Moss", "tea"],
                      ["brief", "Ada Moss", "--note"], ["watch", "--once"], ["undo"])
    ]  # fmt: skip
    code = (
        "import json, sys\nfrom nettrack_md.cli.main import run\n"
        "for words in json.loads(sys.argv[1]): run(words)\n"
    )
    subprocess.run(
        ["strace", "-f", "-y", "-s", "4096", "-o", str(log), "-e",
         "trace=%file,openat,mkdirat,renameat2,linkat,unlinkat,symlinkat",
         sys.executable, "-c", code, json.dumps(commands)],
        env={"PATH": os.environ["PATH"], "HOME": str(place), "PYTHONPATH": str(ROOT),
             "XDG_CACHE_HOME": str(place / "cache"), "NETTRACK_TODAY": TODAY,
             "XDG_STATE_HOME": str(place / "state"), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=place, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    allowed = tuple(
        str(place / name) + "/" for name in ("vault", "again", "cache", "state")
    )
    calls = list(written(log.read_text(errors="replace")))
    outside = {
        (call, path)
        for call, path in calls
        if not os.path.normpath(path).startswith(allowed)
        and os.path.normpath(path) not in {"/dev/null", *(one[:-1] for one in allowed)}
    }

    assert len(calls) > 50, "the commands did write"
    assert outside == set()
    for root in (vault, place / "again"):
        touched = {path for _, path in calls if path.startswith(f"{root}/.")}
        assert {one for one in touched if "/.nettrack" not in one} == set()
    assert list((place / "outside").iterdir()) == []


def test_the_command_says_what_is_wrong_with_a_setting(place: Path) -> None:
    (place / "vault/nettrack.toml").write_text(
        '[render]\noverdue = "../../x"\ntemplates = ".git/hooks"\n'
    )

    done = nettrack("render", "--vault", str(place / "vault"), home=place)

    assert done.code == 1
    assert "nettrack.toml:2: overdue takes a path inside the vault" in done.err
    assert "nettrack.toml:3: templates takes a folder that is no other" in done.err
