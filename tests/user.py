"""Somebody's vault of Obsidian on the disk, two people in it, and the command."""

from __future__ import annotations

from pathlib import Path

from tests.drive import Result, nettrack

ADA = (
    "---\n# who she is\ncadence:   monthly   # often\nphone: '0901234567'\n"
    'aliases: [Addie, "Countess"]\ntags:\n- person\n---\n# Ada  \n\n'
    "## Log\n\n- 2026-08-01 call: hello\n\nlast line without an end"
)
BO = "---\ncadence: monthly\n---\n## Log\n\n- 2026-08-01 call\n"


class Vault:
    """A vault of Obsidian on the disk, and the command in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = home / "vault"
        (self.root / ".obsidian").mkdir(parents=True)
        self.put("People/Ada Byron.md", ADA)
        self.put("People/Bo Quiet.md", BO)

    def put(self, path: str, text: str | bytes) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
        return place

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def run(self, *words: str, code: int = 0, **env: str) -> Result:
        done = nettrack(*words, home=self.home, cwd=self.root, **env)
        assert done.code == code, f"{done.code}: {done.out}{done.err}"
        return done

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {str(one.relative_to(self.root)): one.read_bytes() for one in found}

    def stamps(self) -> dict[str, int]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {str(one): one.stat().st_mtime_ns for one in found}

    def last(self) -> dict[str, str]:
        """The last touch of everybody who has any."""
        rows = self.run("list", "--json").data
        return {row["name"]: row["last"]["on"] for row in rows if row["last"]}

    def last_of(self, name: str) -> str | None:
        return self.last().get(name)
