"""The repository that a vault lies in, as git itself tells it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from nettrack_md.app.surroundings import find_program
from nettrack_md.errors import GitRefused
from nettrack_md.model.record import record
from nettrack_md.vault import locate, places

if TYPE_CHECKING:
    from nettrack_md.app.programs import Ran, Run
    from nettrack_md.app.surroundings import Surroundings
    from nettrack_md.app.workspace import Wishes

#: The name of our driver, and of what it is registered under.
DRIVER = "nettrack"
#: The line that has git ask our driver.
LINE = f"*.md merge={DRIVER}"
FILE = ".gitattributes"


@record(frozen=True, slots=True)
class Repository:
    """Where git keeps a vault, and what it knows of our driver."""

    root: str
    #: The absolute path of git.
    git: str
    #: Where the vault lies in the working tree: empty, or `notes/`.
    prefix: str
    #: The command that is registered for our driver; None without one.
    driver: str | None
    #: Which driver git would use for a note of this vault: `nettrack`, `unspecified`.
    used: str

    def command(self, python: str) -> str:
        """The command line that git is to run for our driver; a shell reads it.

        The vault is named as git sees it, so that the folder may be moved. `-P`:
        without it Python would load modules from the folder it is started in.
        """
        vault = f"./{self.prefix}".rstrip("/")
        words = (python, "-P", "-m", "nettrack_md", "--vault", vault)
        fixed = " ".join(shlex.quote(word).replace("%", "%%") for word in words)
        return f"{fixed} git merge-file --marker-size %L -- %O %A %B %P"


def find_repository(wishes: Wishes, around: Surroundings, run: Run) -> Repository:
    """The repository of the vault that is meant. Raises VaultNotFound, GitRefused."""
    root = locate.find_vault(
        explicit=wishes.vault or None,
        env=around.vault or None,
        cwd=around.cwd,
        config_default=places.default_vault(),
    )
    git = find_program("git")
    if git is None:
        raise GitRefused(root, "git is not on the path", "Install it first.")

    def ask(*words: str) -> Ran:
        return run([git, "-C", root, "-c", "core.fsmonitor=false", *words])

    found = ask("rev-parse", "--show-prefix")
    inside = ask("rev-parse", "--is-inside-work-tree")
    if found.code or inside.out.strip() != "true":
        advice = "Make it one first: git init"
        raise GitRefused(root, "the vault lies in no git repository", advice)
    registered = ask("config", "--local", "--get", f"merge.{DRIVER}.driver")
    used = ask("check-attr", "merge", "--", "a.md")
    return Repository(
        root=root,
        git=git,
        prefix=found.out.removesuffix("\n").removesuffix("\r"),
        driver=registered.out.rstrip("\r\n") if registered.code == 0 else None,
        used=used.out.rstrip().rpartition(": ")[2],
    )
