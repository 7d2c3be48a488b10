"""Same vault, same day, same settings: one digest, whatever the machine is like.

Each surrounding has a Python of its own, told by a `sitecustomize` in what order
folders are to be listed, and by its variables all else.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.drive import ROOT, SAMPLE, TODAY
from tests.torture.figures import Figure, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ZONES = ("UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati")
LOCALES = ("C", "ja_JP.UTF-8", "tr_TR.UTF-8")
#: Where Pythons of other versions lie, beside those on the path.
_PYENV = Path.home() / ".pyenv/versions"
PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")

#: Imported by Python before all else: folders are listed in a shuffled order, and
#: workers are begun as the surrounding says.
_SITE = """\
import os, random
order = os.environ.get("TORTURE_ORDER")
if order:
    chance = random.Random(int(order))
    listdir, scandir = os.listdir, os.scandir
    def shuffled(path="."):
        names = listdir(path)
        chance.shuffle(names)
        return names
    class Shuffled:
        def __init__(self, path):
            with scandir(path) as found:
                self.found = list(found)
            chance.shuffle(self.found)
            self.left = iter(self.found)
        def __iter__(self):
            return self
        def __next__(self):
            return next(self.left)
        def __enter__(self):
            return self
        def __exit__(self, *_):
            pass
        def close(self):
            pass
    os.listdir = shuffled
    os.scandir = lambda path=".": Shuffled(path)
if os.environ.get("TORTURE_START"):
    import multiprocessing
    multiprocessing.set_start_method(os.environ["TORTURE_START"])
if os.environ.get("TORTURE_MANY"):
    from nettrack_md.app.leveling import workers
    workers.MANY = int(os.environ["TORTURE_MANY"])
    from nettrack_md.app import workspace
    workspace.MANY = workers.MANY
"""
#: All commands that read, whose answers are compared with what is written.
READING: tuple[tuple[str, ...], ...] = (
    ("overdue", "--all"), ("review",), ("list",), ("show", "Thandi"), ("check",),
    ("why", "Thandi"), ("brief", "Thandi"), ("brief", "Civic Tech Night"),
    ("search", "a"), ("search", "の"), ("who", "design"), ("goals",), ("intro",),
    ("intro", "--tree"), ("me",), ("me", "--card"), ("health",),
    ("health", "--quarters"), ("health", "--places"), ("check", "--adopt"),
)  # fmt: skip
EXPORTS = (
    "vcf", "csv", "jsonl", "ics", "canvas", "mmd", "md", "dot", "graphml",
)  # fmt: skip
_ONE = """\
import json, sys
from nettrack_md.cli.main import run
for words in json.loads(sys.argv[1]):
    code = run(words)
    if code not in (0, 4):
        print("code", code, *words)
"""


@dataclass(frozen=True)
class Place:
    """One surrounding. What is empty is as with everybody else."""

    name: str
    zone: str = "UTC"
    locale: str = "C"
    folder: str = "vault"
    python: str = sys.executable
    env: dict[str, str] = field(default_factory=dict)
    #: Files are made in this order; None: as they are sorted.
    made: int | None = None
    #: Notes come and go so often before the answers are asked for.
    turns: int = 0


def torture(run: Run) -> Iterator[Figure]:
    """Digests of all that is rendered, exported and answered; see the module."""
    base = run.folder / "bytes"
    (base / "site").mkdir(parents=True)
    (base / "site/sitecustomize.py").write_text(_SITE, "utf-8")
    locales = _locales(base)
    pythons = _pythons()
    places = [*_places(run, pythons)]
    digests: dict[str, dict[str, str]] = {}
    for number, place in enumerate(places):
        digests[place.name] = _digests(base / f"{number}", place, locales)
    first = digests[places[0].name]
    parts = {part for found in digests.values() for part in found}
    apart = 0
    for name, found in digests.items():
        differing = sorted(p for p in parts if found.get(p) != first.get(p))
        apart += bool(differing)
        for part in differing:
            print(f"same_bytes: {name}: {part} differs", file=sys.stderr)
    one = hashlib.sha256(json.dumps(first, sort_keys=True).encode()).hexdigest()
    empty = hashlib.sha256(b"").hexdigest() in first.values()
    met = apart == 0 and not empty and len(first) >= len(READING) + len(EXPORTS) + 4
    yield Figure(
        (10,),
        "the same bytes of pages, exports and answers in every surrounding: zones, "
        "locales, paths, homes, orders of folders, hash seeds, workers, grown indexes",
        "1 digest",
        f"{len({json.dumps(d, sort_keys=True) for d in digests.values()})} "
        f"({one[:12]}) of {len(first)} outputs in {len(places)} surroundings",
        met=met,
    )
    versions = ", ".join(pythons)
    yield Figure(
        (10,),
        "the same on every Python that is here",
        "no difference",
        f"{apart} differences; Python {versions}; locales {', '.join(locales) or 'C'}",
        met=met,
    )


def _places(run: Run, pythons: dict[str, str]) -> Iterator[Place]:
    yield Place("as it is")
    yield Place("grown index", turns=run.share(60, 4))
    yield Place(
        "Tokyo", zone="Asia/Tokyo", locale="ja_JP.UTF-8", folder="金庫 my vault/中 身",
        env={"PYTHONHASHSEED": "1", "TORTURE_ORDER": "1"}, made=1,
    )  # fmt: skip
    yield Place(
        "Istanbul", zone="America/St_Johns", locale="tr_TR.UTF-8", made=2,
        env={"PYTHONHASHSEED": "2", "TORTURE_ORDER": "2", "TORTURE_MANY": "5"},
    )  # fmt: skip
    for version, path in pythons.items():
        if path != sys.executable:
            yield Place(f"Python {version}", python=path, zone="Pacific/Kiritimati")
    if run.scale < 1:
        return
    for zone in ZONES:
        for locale in LOCALES:
            yield Place(f"{zone} in {locale}", zone=zone, locale=locale)
    for start in ("fork", "spawn", "forkserver"):
        yield Place(
            f"workers by {start}", env={"TORTURE_START": start, "TORTURE_MANY": "5"}
        )
    yield Place("no UTF-8 mode", locale="C", env={"PYTHONUTF8": "0"})
    yield Place("optimized", env={"PYTHONOPTIMIZE": "2"})
    for seed in range(1, run.share(12) + 1):
        chance = random.Random(run.seed + seed)
        yield Place(
            f"seed {seed}",
            zone=chance.choice(ZONES),
            locale=chance.choice(LOCALES),
            folder=chance.choice(("v", "a b/ｖ", "深い/フォルダ/の 中", "x'y")),
            env={"PYTHONHASHSEED": str(seed), "TORTURE_ORDER": str(seed)},
            made=seed,
            turns=chance.choice((0, 5)),
        )


def _digests(base: Path, place: Place, locales: Sequence[str]) -> dict[str, str]:
    """Digest by what was rendered, exported or answered."""
    root = base / place.folder
    _make(root, place.made)
    env = _surroundings(base, place, locales)
    for turn in range(place.turns):
        _disturb(root, turn)
        _nettrack(place, env, root, ["index"], ["overdue"])
        _settle(root)
    found: dict[str, bytes] = {}
    _nettrack(
        place, env, root,
        ["render"], ["render", "--quarter", "2026-Q4"], ["brief", "Thandi", "--note"],
    )  # fmt: skip
    for words in READING:
        said = _nettrack(place, env, root, [*words, "--json"])
        found[" ".join(words)] = said.replace(json.dumps(str(root))[1:-1].encode(), b"")
        found[" ".join(words)] = found[" ".join(words)].replace(str(root).encode(), b"")
    out = base / "out"
    out.mkdir()
    exports = [["export", str(out / f"a.{form}")] for form in EXPORTS]
    calendar = ["--calendar", str(out / "year.svg")]
    _nettrack(place, env, root, *exports, ["health", *calendar])
    for folder in (root / "Network", out):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return {name: hashlib.sha256(said).hexdigest() for name, said in found.items()}


def _make(root: Path, order: int | None) -> None:
    """The sample vault, its files made one after the other in some order."""
    files = sorted(path for path in SAMPLE.rglob("*") if path.is_file())
    if order is not None:
        random.Random(order).shuffle(files)
    for path in files:
        to = root / path.relative_to(SAMPLE)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)


def _disturb(root: Path, turn: int) -> None:
    """Notes change, come and go: the index has to follow."""
    note = sorted((root / "People").glob("*.md"))[turn % 20]
    note.rename(note.with_name("Somebody else.md"))
    other = root / f"People/New {turn}.md"
    other.write_text(
        f"---\ntier: close\nintroduced_by: '[[{note.stem}]]'\n---\n"
        f"## Log\n- 2026-11-0{turn % 9 + 1} meet: with [[{note.stem}]]\n",
        "utf-8",
    )
    day = root / "Daily/2026-11-19.md"
    day.write_text(day.read_text("utf-8") + f"- met [[New {turn}]]\n", "utf-8")


def _settle(root: Path) -> None:
    """As it was, to the byte; what is new is gone."""
    for path in root.rglob("*.md"):
        if not (SAMPLE / path.relative_to(root)).exists():
            path.unlink()
    for path in SAMPLE.rglob("*.md"):
        to = root / path.relative_to(SAMPLE)
        if not to.exists() or to.read_bytes() != path.read_bytes():
            shutil.copyfile(path, to)


def _nettrack(
    place: Place, env: dict[str, str], root: Path, *commands: Sequence[str]
) -> bytes:
    """What a Python of its own prints, that runs these commands in turn."""
    words = [["--vault", str(root), *command] for command in commands]
    done = subprocess.run(
        [place.python, "-c", _ONE, json.dumps(words)],
        env=env, cwd=root, capture_output=True, stdin=subprocess.DEVNULL,
        timeout=300, check=False,
    )  # fmt: skip
    fault = done.stderr if b"fault of nettrack" in done.stderr else b""
    return done.stdout + fault + (done.stderr if done.returncode else b"")


def _surroundings(base: Path, place: Place, locales: Sequence[str]) -> dict[str, str]:
    home = base / "home"
    home.mkdir(parents=True, exist_ok=True)
    paths = [str(base.parent / "site"), str(ROOT)]
    if place.python != sys.executable:
        paths.append(_packages())
    env = {
        "PATH": os.environ["PATH"], "HOME": str(home), "USER": base.name,
        "TZ": place.zone, "LC_ALL": place.locale, "NETTRACK_TODAY": TODAY,
        "PYTHONPATH": os.pathsep.join(paths), **place.env,
    }  # fmt: skip
    if place.locale in locales:
        env["LOCPATH"] = str(base.parent / "locales")
    return env


def _packages() -> str:
    """Where our libraries lie: those in pure Python serve other versions too."""
    import click

    return str(Path(click.__file__).parent.parent)


def _locales(base: Path) -> tuple[str, ...]:
    """The locales that are here, made in a folder of our own where they can be."""
    made = []
    for name in LOCALES[1:]:
        to = base / "locales" / name
        to.parent.mkdir(exist_ok=True)
        words = ["localedef", "-i", name.partition(".")[0], "-f", "UTF-8", str(to)]
        try:
            subprocess.run(words, capture_output=True, timeout=60, check=False)
        except OSError:
            break
        if to.is_dir():
            made.append(name)
    return tuple(made)


def _pythons() -> dict[str, str]:
    """Version to path, of every Python that can run us; ours is the first."""
    found = {".".join(map(str, sys.version_info[:2])): sys.executable}
    known = [shutil.which(name) for name in PYTHONS]
    if _PYENV.is_dir():
        known += [str(path / "bin/python") for path in sorted(_PYENV.iterdir())]
    ask = (
        "import sys; print('%d.%d' % sys.version_info[:2]); import click, yaml, jinja2"
    )
    for path in filter(None, known):
        done = subprocess.run(
            [path, "-c", ask],
            env={"PYTHONPATH": _packages(), "PATH": os.environ["PATH"]},
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        version = done.stdout.decode().strip()
        if done.returncode == 0 and version >= "3.11" and len(version) == 4:
            found.setdefault(version, path)
    return found
