"""`python -m bench.syncthing`: two devices, a real Syncthing between them, both watching.

Both write into the same notes while they do not see each other, and meet again; what
Syncthing leaves as second copies is put in by `nettrack merge`. In the end every word
that either wrote must be in both vaults, and nobody be there twice. Loopback only: no
discovery, no relays. Needs the program `syncthing`; not a part of CI.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.measure import machine

TODAY = "2026-11-20"
KEY = "bench"
PEOPLE = ("Ann Berg", "Bo Lind", "Cy Ford", "山田 花子")
#: Seconds after which something that should have happened did not.
PATIENCE = 120.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    if shutil.which("syncthing") is None:
        sys.exit("syncthing is not there; install it first.")
    base = Path(tempfile.mkdtemp(prefix="nettrack-syncthing-"))
    pair = Pair(base)
    try:
        pair.start()
        pair.play(asked.rounds)
    finally:
        pair.stop()
        shutil.rmtree(base)


class Device:
    """One device: its vault, its Syncthing, its watcher."""

    def __init__(self, base: Path, name: str, port: int) -> None:
        self.name, self.port = name, port
        self.vault, self.home = base / name / "vault", base / name / "syncthing"
        self.vault.mkdir(parents=True)
        self.env = {
            **{key: os.environ[key] for key in ("PATH",) if key in os.environ},
            "HOME": str(base / name),
            "XDG_CACHE_HOME": str(base / name / "cache"),
            "XDG_STATE_HOME": str(base / name / "state"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "NETTRACK_TODAY": TODAY,
            "STNOUPGRADE": "1",
        }
        self.programs: list[subprocess.Popen[bytes]] = []
        self._run("syncthing", "generate", f"--home={self.home}",
                  "--no-default-folder", "--skip-port-probing")  # fmt: skip
        self.id = self._run("syncthing", "serve", "--device-id", f"--home={self.home}")

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            words, env=self.env, capture_output=True, check=True, text=True
        )
        return done.stdout.strip()

    def nettrack(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Give a command here, as its user would."""
        return subprocess.run(
            [sys.executable, "-m", "nettrack_md", *words],
            cwd=self.vault, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def configure(self, other: Device) -> None:
        """Let Syncthing know the other device, and nobody else."""
        devices = "".join(
            f'<device id="{one.id}" name="{one.name}">'
            f"<address>tcp://127.0.0.1:{one.port}</address></device>"
            for one in (self, other)
        )
        shared = "".join(f'<device id="{one.id}"></device>' for one in (self, other))
        (self.home / "config.xml").write_text(
            f"""<configuration version="35">
<folder id="vault" path="{self.vault}" type="sendreceive" rescanIntervalS="3600"
 fsWatcherEnabled="true" fsWatcherDelayS="1">{shared}
<maxConflicts>-1</maxConflicts></folder>{devices}
<gui enabled="true" tls="false"><address>127.0.0.1:{self.port + 1}</address>
<apikey>{KEY}</apikey></gui>
<options><listenAddress>tcp://127.0.0.1:{self.port}</listenAddress>
<globalAnnounceEnabled>false</globalAnnounceEnabled>
<localAnnounceEnabled>false</localAnnounceEnabled>
<relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>
<reconnectionIntervalS>1</reconnectionIntervalS><startBrowser>false</startBrowser>
<urAccepted>-1</urAccepted><crashReportingEnabled>false</crashReportingEnabled>
<autoUpgradeIntervalH>0</autoUpgradeIntervalH></options></configuration>""",
            encoding="utf-8",
        )

    def start(self, *watching: str) -> None:
        """Start Syncthing, and a watcher beside it."""
        for words in (
            ["syncthing", "serve", f"--home={self.home}", "--no-browser",
             "--no-restart", "--no-upgrade"],
            [sys.executable, "-m", "nettrack_md", "watch", *watching],
        ):  # fmt: skip
            self.programs.append(
                subprocess.Popen(
                    words, cwd=self.vault, env=self.env,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )
            )  # fmt: skip

    def stop(self) -> None:
        """End what was started."""
        for program in self.programs:
            program.send_signal(signal.SIGINT)
        for program in self.programs:
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()

    def ask(self, path: str, *, post: bool = False) -> Any:  # noqa: ANN401 — JSON
        """An answer of this device's Syncthing."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port + 1}/rest/{path}",
            headers={"X-API-Key": KEY},
            method="POST" if post else "GET",
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def is_up(self) -> bool:
        """Whether its Syncthing answers."""
        try:
            return bool(self.ask("system/ping"))
        except OSError:
            return False

    @property
    def notes(self) -> dict[str, str]:
        """Every note, the rendered ones too."""
        return {
            path.relative_to(self.vault).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.vault.rglob("*.md"))
        }


class Pair:
    """Two devices that share a vault."""

    def __init__(self, base: Path) -> None:
        self.one = Device(base, "study", 21_030)
        self.other = Device(base, "kitchen", 21_040)
        self.rng = random.Random(7)
        self.words: list[str] = []
        self.copies = 0
        self.delays: list[float] = []

    @property
    def both(self) -> tuple[Device, Device]:
        """The two."""
        return self.one, self.other

    def start(self) -> None:
        """Make a vault on the one device, and wait until the other has it."""
        (self.one.vault / "nettrack.toml").write_text(
            'language = "en"\ntimezone = "UTC"\n[watch]\nsettle = 1\n'
        )
        for name in PEOPLE:
            place = self.one.vault / "People" / f"{name}.md"
            place.parent.mkdir(exist_ok=True)
            place.write_text(
                f"---\ntype: contact\ntier: close\nlikes: [tea]\n---\n\n# {name}\n\n"
                "## Log\n\n- 2026-06-01 meet: lunch\n",
                encoding="utf-8",
            )
        self.one.configure(self.other)
        self.other.configure(self.one)
        self.one.start()
        self.other.start("--no-render", "--no-apply")
        for device in self.both:
            wait(device.is_up, "Syncthing to start")
        wait(self.is_level, "the second vault")

    def stop(self) -> None:
        """End all programs."""
        for device in self.both:
            device.stop()

    def is_level(self) -> bool:
        """Whether both vaults hold the same, and both Syncthings have nothing to do."""
        for device in self.both:
            state = device.ask("db/status?folder=vault")
            if state["state"] != "idle" or state["needFiles"]:
                return False
        return self.one.notes == self.other.notes != {}

    # --- rounds ---

    def play(self, rounds: int) -> None:
        """So many times apart and together again."""
        begun = time.monotonic()
        for number in range(rounds):
            self.apart(number)
            self.together()
            self.put_in_copies()
            self.verify(number)
            self.hear_of(number)
        self.report(rounds, time.monotonic() - begun)

    def apart(self, number: int) -> None:
        """Both write while they do not see each other."""
        for device, peer in (self.both, self.both[::-1]):
            device.ask(f"system/pause?device={peer.id}", post=True)
        for device in self.both:
            for count in range(self.rng.randint(1, 4)):
                self.write(device, f"{device.name}{number}x{count}")

    def write(self, device: Device, word: str) -> None:
        """One thing that somebody does on a device."""
        who = self.rng.choice(PEOPLE[:2])
        deed = self.rng.choice(
            ["log", "log", "log", "property", "list", "line", "page"]
        )
        if deed == "log":
            must(device.nettrack("log", who, "call", "on", "2026-11-19", word))
        elif deed == "property":
            must(device.nettrack("set", who, f"k_{word}", word))
        elif deed == "list":
            must(device.nettrack("set", who, "likes", word, "--add"))
        else:
            place = device.vault / "People" / f"{who}.md"
            pages = sorted(device.vault.glob("Network/Reviews/*W47.md"))
            if deed == "page" and pages:
                place = pages[0]
            text = place.read_text(encoding="utf-8")
            if deed == "page" and "- [ ] [[" in text:
                at = text.index("\n", text.index("- [ ] [["))
                text = f"{text[:at]}\n  - {word}{text[at:]}"
            else:
                text = text.replace("\n## Log\n", f"\n{word} said so.\n\n## Log\n", 1)
                text = text if word in text else f"{text}\n{word}\n"
            place.write_text(text, encoding="utf-8")
        self.words.append(word)

    def together(self) -> None:
        """They meet again."""
        for device, peer in (self.both, self.both[::-1]):
            device.ask(f"system/resume?device={peer.id}", post=True)
        wait(self.is_connected, "the devices to meet")
        for device in self.both:
            device.ask("db/scan?folder=vault", post=True)
        wait(self.is_level, "both vaults to be level")

    def is_connected(self) -> bool:
        """Whether they see each other."""
        found = self.one.ask("system/connections")["connections"]
        return bool(found[self.other.id]["connected"])

    def put_in_copies(self) -> None:
        """What Syncthing left beside its notes goes into them."""
        while found := [path for path in self.one.notes if "sync-conflict" in path]:
            names = json.loads(self.one.nettrack("list", "--json").stdout)["data"]
            require(len(names) == len(PEOPLE), [one["path"] for one in names])
            for path in found:
                self.copies += 1
                must(self.one.nettrack("merge", path, "--apply"))
            self.one.ask("db/scan?folder=vault", post=True)
            wait(self.is_level, "the merged notes")

    def verify(self, number: int) -> None:
        """No word lost on either device, and nobody there twice."""
        for device in self.both:
            text = "\n".join(device.notes.values())
            missing = [word for word in self.words if word not in text]
            require(not missing, number, device.name, missing)
            rows = json.loads(device.nettrack("list", "--json").stdout)["data"]
            require(sorted(row["name"] for row in rows) == sorted(PEOPLE), rows)
            wrong = device.nettrack("check", "--json").stdout
            require(json.loads(wrong)["data"] == [], wrong)

    def hear_of(self, number: int) -> None:
        """How long until what is logged here is answered there."""
        word = f"news{number}x"
        must(self.one.nettrack("log", PEOPLE[3], "tea", word))
        begun = time.monotonic()
        wait(lambda: word in self.other.notes[f"People/{PEOPLE[3]}.md"], "the news")
        self.delays.append(time.monotonic() - begun)
        self.words.append(word)

    def report(self, rounds: int, seconds: float) -> None:
        """The figures, as they stand in docs/sync.md."""
        print(machine())
        print(f"{rounds} rounds in {seconds:.0f} s, {len(self.words)} things written")
        print(f"{self.copies} second copies, each put in by merge; 0 words lost")
        middle = statistics.median(self.delays)
        print(f"from a command here to the note there: {middle:.1f} s in the middle")


def require(holds: object, *told: object) -> None:
    """End the run where something does not hold."""
    if not holds:
        raise AssertionError(*told)


def must(done: subprocess.CompletedProcess[str]) -> None:
    require(done.returncode == 0, done.args, done.stdout, done.stderr)


def wait(until: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        require(time.monotonic() < end, f"waited in vain for {what}")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
