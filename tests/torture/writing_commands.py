"""Every command that writes, each with a vault in which it has something to write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from nettrack_md.cli.main import COMMANDS
from tests.drive import TODAY
from tests.warm_start import ROOT, Job, Stock

#: Commands that only ask; what they write is the index, and `overdue` stands for it.
ASKING = frozenset({
    "list", "why", "search", "brief", "who", "goals", "intro", "me", "check",
    "completion", "review",
})  # fmt: skip

VAULT = {
    "nettrack.toml": 'language = "en"\ntimezone = "UTC"\n',
    "People/Ada Byron.md": "---\ntype: contact\ntier: close # since school\n---\n\n"
    "See [[Ada Byron#Log]].\n\n## Log\n\n- 2026-06-01 meet: lunch\n",
    "People/Bo Berg.md": '---\ntype: contact\nintroduced_by: "[[Ada Byron]]"\n'
    "cadence: 6w\nemails: bo@example.org\n---\n\n## Log\n\n- 2026-08-03 call: flat\n",
    "People/B. Berg.md": "---\ntype: contact\nemail: [BO@example.org]\n---\n\n"
    "## Log\n\n- 2026-07-09 email <- asked about rates\n",
    "Notes/2026-11-03.md": "Tea with [[Ada Byron|Ada]] and [[B. Berg]].\n",
}
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u1\r\nFN:Nora Nilsen\r\n"
    "EMAIL:nora@example.org\r\nEND:VCARD\r\n"
)
_MERGE_BASE = VAULT["People/Bo Berg.md"]
_MERGED = {
    ".merge_base": _MERGE_BASE,
    ".merge_ours": _MERGE_BASE.replace("6w", "3m"),
    ".merge_theirs": _MERGE_BASE + "- 2026-10-10 meet: walk\n",
}
#: For programs that nettrack asks: they are there, and have nothing to say.
_ASKED = ("systemctl", "notify-send", "launchctl")


@dataclass(frozen=True)
class Case:
    """One command, and what was done before it."""

    words: tuple[str, ...]
    #: Files beside or in the place of those of `VAULT`.
    files: dict[str, str] = field(default_factory=dict)
    #: Commands that were given before.
    before: tuple[tuple[str, ...], ...] = ()
    #: Whether `undo` gives the old bytes back.
    undone: bool = True
    #: Whether it writes anything but the index.
    writes: bool = True
    #: Whether it writes a page more than once, and undo opens boxes on it.
    rewrites: bool = False
    git: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.words)


_EARLIER = (("log", "B. Berg", "earlier"),)


def _case(*words: str, **more: object) -> Case:
    return Case(words, before=_EARLIER, **more)  # type: ignore[arg-type]


CASES: dict[str, tuple[Case, ...]] = {
    "init": (
        _case("init", "NEW", undone=False),
        _case("init", "--obsidian", "--yes", undone=False,
              files={".obsidian/app.json": "{}\n"}),
    ),
    "add": (
        _case("add", "Grace Hopper"),
        _case("add", "小林 さゆり", files={"nettrack.toml": 'language = "ja"\n'}),
    ),
    "log": (_case("log", "ada", "tea", "and", "plans"),),
    "set": (_case("set", "ada", "tier", "active"),),
    "snooze": (_case("snooze", "ada", "2w"),),
    "rename": (_case("rename", "ada", "Ada King"),),
    "forget": (_case("forget", "ada", "--apply"),),
    "merge": (_case("merge", "Bo Berg", "B. Berg", "--apply"),),
    "undo": (
        Case(("undo",), before=(*_EARLIER, ("rename", "ada", "Ada King")),
             undone=False),
    ),
    "overdue": (_case("overdue", "--all", writes=False),),
    "show": (_case("show", "ada", "--calendar", "OUT/ada.svg", undone=False),),
    "health": (_case("health", "--calendar", "OUT/all.svg", undone=False),),
    "import": (_case("import", "CARD", "--apply"),),
    "export": (_case("export", "OUT/all.vcf", undone=False),
               _case("export", "VAULT/net.canvas", undone=False)),
    "index": (_case("index", "--rebuild", writes=False),),
    "render": (_case("render", undone=False),),
    "apply": (
        Case(("apply",), before=(*_EARLIER, ("render",), ("tick",)), rewrites=True),
    ),
    "watch": (
        Case(("watch", "--once"), before=(*_EARLIER, ("render",), ("tick",)),
             undone=False, rewrites=True,
             files={"nettrack.toml": VAULT["nettrack.toml"] + "[watch]\nsettle = 0\n"}),
    ),
    "trust": (
        _case("trust", "--yes", undone=False,
              files={".nettrack/templates/overdue.md.j2": "# {{ title }}\n"}),
    ),
    "service": (_case("service", "install", "--yes", undone=False),),
    "git": (
        _case("git", "setup", "--yes", undone=False, git=True),
        _case("git", "merge-file", ".merge_base", ".merge_ours", ".merge_theirs",
              "People/Bo Berg.md", undone=False, files=_MERGED),
    ),
}  # fmt: skip


def forgotten() -> set[str]:
    """Commands that are in none of the lists above."""
    return set(COMMANDS) - set(CASES) - ASKING


class Stage:
    """A home and a vault, made as a case wants them; and made again, file for file."""

    def __init__(self, folder: Path, case: Case, stock: Stock) -> None:
        self.folder, self.case, self._stock = folder, case, stock
        shutil.rmtree(folder, ignore_errors=True)
        self.vault = folder / "vault"
        for path, text in {**VAULT, **case.files}.items():
            self._put(f"vault/{path}", text)
        self._put("card.vcf", CARD)
        (folder / "out").mkdir()
        (folder / "new").mkdir()
        for name in _ASKED:
            self._put(f"bin/{name}", "#!/bin/sh\nexit 0\n")
            (folder / "bin" / name).chmod(0o755)
        if case.git:
            subprocess.run(
                ["git", "init", "-q", str(self.vault)], check=True, env=self.env
            )
        #: Before each of the commands that were given before.
        self.earlier: list[dict[str, bytes]] = []
        for words in case.before:
            self.earlier.append(self.files())
            if words == ("tick",):
                self._tick()
            else:
                assert self.ask(*words)[0] == 0, words
        self._folders = sorted(p for p in folder.rglob("*") if p.is_dir())
        self._start = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        self._modes = {p: p.stat().st_mode & 0o777 for p in self._start}
        self._folder_modes = {p: p.stat().st_mode & 0o777 for p in self._folders}
        self.old = self.files()
        #: The words of the commands in the history, oldest first.
        self.history = self.entries()

    def _put(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")

    def _tick(self) -> None:
        page = next((self.vault / "Network/Reviews").iterdir())
        text = page.read_text(encoding="utf-8")
        assert "- [ ] [[" in text
        page.write_text(text.replace("- [ ] [[", "- [x] [["), encoding="utf-8")

    def again(self) -> None:
        """Everything as it was before the case's command."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        for folder in self._folders:
            folder.mkdir()
        for path, content in self._start.items():
            path.write_bytes(content)
            path.chmod(self._modes[path])
        for folder in self._folders:
            folder.chmod(self._folder_modes[folder])

    @property
    def env(self) -> dict[str, str]:
        return {
            "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONPATH": str(ROOT),
            "NETTRACK_TODAY": TODAY,
        }

    def job(self, words: tuple[str, ...] | None = None, **env: str) -> Job:
        """The case's command, or another one, to be run in the vault."""
        here = str(self.folder)
        given = tuple(
            {"NEW": f"{here}/new", "CARD": f"{here}/card.vcf"}.get(word, word)
            .replace("OUT/", f"{here}/out/")
            .replace("VAULT/", f"{self.vault}/")
            for word in (self.case.words if words is None else words)
        )
        out, err = self._streams
        for stream in (out, err):
            stream.write_bytes(b"")
        homes = {**self.env, **env}
        return Job([*given], str(self.vault), homes, str(out), str(err))

    def ask(self, *words: str, **env: str) -> tuple[int, str, str]:
        """Another command, undisturbed: its exit code, answer, and complaints."""
        job = self.job(words, **env)
        code = self._stock.run(job, timeout=120)
        return code, *self.said()

    @property
    def _streams(self) -> tuple[Path, Path]:
        return self.folder.parent / "said", self.folder.parent / "told"

    def said(self) -> tuple[str, str]:
        """What the last command printed."""
        out, err = (path.read_text("utf-8", "replace") for path in self._streams)
        return out, err

    def files(self) -> dict[str, bytes]:
        """What lies in the user's own folders, the unfinished writes left out."""
        found = {}
        for top in ("vault", "out", "new", "config"):
            for path in (self.folder / top).rglob("*"):
                if path.is_file() and not is_temp(path):
                    found[path.relative_to(self.folder).as_posix()] = path.read_bytes()
        return found

    def entries(self) -> list[object]:
        """The words of the commands that can be taken back, oldest first."""
        found = sorted((self.folder / "state/nettrack").rglob("history/*.json"))
        return [json.loads(path.read_bytes())["words"] for path in found]

    def planned(self) -> set[str]:
        """Digests of all texts that were to be written, as the history knows them."""
        found = (self.folder / "state/nettrack").rglob("history/*.json")
        return {
            deed["after"]
            for path in found
            for deed in json.loads(path.read_bytes())["deeds"]
        }

    def temps(self) -> list[str]:
        """Unfinished writes, wherever."""
        found = (p for p in self.folder.rglob("*") if p.is_file() and is_temp(p))
        return sorted(path.relative_to(self.folder).as_posix() for path in found)


def is_temp(path: Path) -> bool:
    """Whether a file is an unfinished write."""
    return path.name.endswith(".tmp")
