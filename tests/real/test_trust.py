"""A template that somebody else may have written runs only when it was looked at."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.drive import Result, nettrack, talk
from tests.real.test_watch import Running

GOOD = "---\ntier: close\n---\n## Log\n- 2026-01-01 meet: lunch\n"
TEMPLATES = ".nettrack/templates"
PAGE = "Network/Overdue.md"
REGION = (
    "<!-- nettrack:begin people -->\ntheirs {{ lang }}\n<!-- nettrack:end people -->\n"
)


class Vault:
    """A vault on disk, and the commands that its owner gives."""

    def __init__(self, home: Path) -> None:
        self.home, self.root = home, home / "vault"
        self.put("People/Ada Moss.md", GOOD)
        self.put("nettrack.toml", "")

    def put(self, path: str, text: str) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    def template(self, name: str, text: str) -> Path:
        return self.put(f"{TEMPLATES}/{name}", text)

    def run(self, *words: str) -> Result:
        return nettrack("--vault", str(self.root), *words, home=self.home)

    @property
    def page(self) -> str:
        return (self.root / PAGE).read_text("utf-8")


@pytest.fixture
def own(tmp_path: Path) -> Vault:
    """A vault into which nothing brings files but its owner."""
    return Vault(tmp_path)


@pytest.fixture
def clone(own: Vault) -> Vault:
    """A vault that was cloned from somewhere, with a template in it."""
    own.put(".git/config", '[core]\n\tbare = false\n[remote "origin"]\n\turl = x\n')
    own.template("overdue.md.j2", "theirs {{ lang }}\n")
    return own


def test_a_template_of_a_vault_that_is_only_yours_runs_as_it_did(own: Vault) -> None:
    own.template("overdue.md.j2", "mine {{ lang }}\n")

    assert own.run("render").code == 0
    assert own.page == "mine en\n"
    assert own.run("trust", "--list").out == f"own\t{TEMPLATES}/overdue.md.j2\n"


def test_a_template_of_a_clone_does_not_run_and_its_page_keeps_its_bytes(
    clone: Vault,
) -> None:
    clone.put(PAGE, "as it was\n")

    done = clone.run("render")

    assert done.code == 1
    assert clone.page == "as it was\n"
    assert f"{TEMPLATES}/overdue.md.j2:1: nobody has looked at" in done.err
    assert f"nettrack trust {TEMPLATES}/overdue.md.j2" in done.err
    # What does not come from it goes on.
    assert (clone.root / "Network/Reviews/Review 2026-W47.md").exists()


def test_looked_at_it_runs_and_a_changed_byte_asks_again(clone: Vault) -> None:
    trusted = clone.run("trust", "overdue.md.j2", "--yes")
    first = clone.run("render")
    clone.template("overdue.md.j2", "theirs, and more {{ lang }}\n")
    again = clone.run("render")

    assert trusted.out == f"trusted\t{TEMPLATES}/overdue.md.j2\n"
    assert "theirs {{ lang }}" in trusted.err
    assert (first.code, clone.page) == (0, "theirs en\n")
    assert again.code == 1
    assert "it changed since you trusted it" in again.err

    shown = clone.run("trust", "--dry-run").err
    assert "  -theirs {{ lang }}\n  +theirs, and more {{ lang }}\n" in shown

    clone.run("trust", "--revoke")
    clone.template("overdue.md.j2", "theirs {{ lang }}\n")
    assert clone.run("render").code == 1


def test_trust_covers_every_file_that_a_template_reaches(clone: Vault) -> None:
    clone.template("overdue.md.j2", "{% set x = 'part' %}{% include x + '.j2' %}\n")
    clone.run("trust", "overdue.md.j2", "--yes")
    clone.template("part.j2", "{{ lang }} part\n")

    hidden = clone.run("render")
    passed_over = clone.template(
        "overdue.md.j2", "{% include 'part.j2' ignore missing %}\n"
    )
    both = clone.run("trust", "overdue.md.j2", "--yes")
    done = clone.run("render")
    clone.template("part.j2", "changed\n")
    changed = clone.run("render")

    assert f"{TEMPLATES}/part.j2:1: nobody has looked" in hidden.err
    assert passed_over.exists()
    assert len(both.out.splitlines()) == 2, "what it names is looked at with it"
    assert (done.code, clone.page) == (0, "en part\n")
    assert f"{TEMPLATES}/part.j2:1: it changed" in changed.err


def test_the_built_in_word_for_word_needs_no_trust(clone: Vault) -> None:
    from nettrack_md.render.names import built_in

    clone.template("overdue.md.j2", built_in("overdue.md.j2") or "")

    assert clone.run("render").code == 0


def test_a_held_template_never_gives_way_to_the_built_in(clone: Vault) -> None:
    clone.template("contact.md.j2", "{{ lang }}\n")
    clone.template("brief.md.j2", "{{ lang }}\n")

    for words in (("add", "Ben Ash"), ("brief", "Ada Moss", "--note")):
        done = clone.run(*words)
        assert done.code == 1
        assert "so it was not run" in done.err
    assert not (clone.root / "People/Ben Ash.md").exists()


def test_check_names_it(clone: Vault) -> None:
    rows = clone.run("check", "--json").data

    assert [(row["code"], row["path"], row["line"]) for row in rows] == [
        ("template-untrusted", f"{TEMPLATES}/overdue.md.j2", 1)
    ]


def test_where_nobody_can_be_asked_nothing_is_trusted(clone: Vault) -> None:
    assert clone.run("trust", "overdue.md.j2").code == 2
    shown = clone.run("trust")

    assert (shown.code, shown.out) == (0, f"new\t{TEMPLATES}/overdue.md.j2\n")
    assert clone.run("render").code == 1
    assert clone.run("trust", "--json").data[0]["text"] == "theirs {{ lang }}\n"
    assert clone.run("trust", "nix.j2", "--yes").code == 2


def test_at_a_terminal_each_is_shown_and_asked_for(clone: Vault) -> None:
    code, said = talk(
        "--vault",
        str(clone.root),
        "trust",
        typed=b"y\n",
        asked=b"[y/N]:",
        home=clone.home,
        cwd=clone.home,
    )

    assert code == 0
    assert "theirs {{ lang }}" in said
    assert "\x1b" not in said


def test_what_is_trusted_lies_outside_the_vault_and_is_yours_alone(
    clone: Vault,
) -> None:
    before = set(clone.root.rglob("*"))
    umask = os.umask(0)
    try:
        clone.run("trust", "overdue.md.j2", "--yes")
    finally:
        os.umask(umask)

    (kept,) = (clone.home / "state").rglob("templates.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert set(clone.root.rglob("*")) == before
    # A vault of the same bytes elsewhere is another one.
    other = clone.root.rename(clone.home / "elsewhere")
    done = nettrack("--vault", str(other), "render", home=clone.home)
    assert done.code == 1


def test_who_is_forgotten_for_good_is_in_no_text_that_was_trusted(
    clone: Vault,
) -> None:
    clone.put("People/Ben Ash.md", GOOD)
    clone.template("overdue.md.j2", "hello Ben Ash {{ lang }}\n")
    clone.template("brief.md.j2", "theirs\n")
    clone.run("trust", "--yes", "overdue.md.j2", "brief.md.j2")

    assert clone.run("forget", "Ben Ash", "--apply", "--purge").code == 0

    (kept,) = (clone.home / "state").rglob("templates.json")
    assert "Ben Ash" not in kept.read_text()
    assert "theirs" in kept.read_text()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 2}', '{"format": 1}'])
def test_a_damaged_list_trusts_nothing(clone: Vault, damage: str) -> None:
    clone.run("trust", "overdue.md.j2", "--yes")
    (kept,) = (clone.home / "state").rglob("templates.json")
    kept.write_text(damage)

    assert clone.run("trust", "--list").out.startswith("new\t")
    assert clone.run("trust", "overdue.md.j2", "--yes").code == 0
    assert clone.run("trust", "--list").out.startswith("trusted\t")


@pytest.mark.parametrize(
    ("rule", "code"), [("always", 1), ("never", 0), ("shared", 1), ("nix", 1)]
)
def test_the_owner_may_say_when_to_be_asked(clone: Vault, rule: str, code: int) -> None:
    config = clone.home / "config/nettrack/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'[templates]\nask = "{rule}"\n')

    assert clone.run("render").code == code


def test_the_vault_cannot_say_it_for_them(clone: Vault) -> None:
    clone.put("nettrack.toml", '[templates]\nask = "never"\n')

    assert "templates is no setting" in clone.run("render").err
    assert not (clone.root / PAGE).exists()


WAYS = {
    "a clone without its remote": (".git/logs/HEAD", "0 1 A\tclone: from x\n"),
    "a fetch": (".git/FETCH_HEAD", ""),
    "a worktree": (".git", "gitdir: /x\n"),
    "settings elsewhere": (".git/config", "[includeIf]\n"),
    "Syncthing": (".stfolder/x", ""),
    "Dropbox above": ("../.dropbox.cache/x", ""),
    "Nextcloud": (".sync_0a1b.db", ""),
    "Obsidian Sync": (".obsidian/core-plugins.json", '{"sync": true}'),
    "a plugin": (".obsidian/community-plugins.json", '["remotely-save"]'),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_in_is_seen(own: Vault, way: str) -> None:
    own.template("overdue.md.j2", "x\n")
    path, text = WAYS[way]
    own.put(path, text)

    assert own.run("trust", "--list").out.startswith("new\t"), way


def test_a_file_that_anybody_may_write_is_not_yours_alone(own: Vault) -> None:
    own.template("overdue.md.j2", "x\n").chmod(0o666)

    assert own.run("trust", "--list").out.startswith("new\t")


def test_a_repository_of_ones_own_asks_nothing(own: Vault) -> None:
    own.put(".git/config", "[core]\n\tbare = false\n")
    own.put(".git/logs/HEAD", "0 1 A\tcommit (initial): x\n")
    own.template("overdue.md.j2", "x\n")

    assert own.run("trust", "--list").out.startswith("own\t")


def test_json_lists_all_with_their_state(clone: Vault) -> None:
    rows = json.loads(clone.run("trust", "--list", "--json").out)

    assert rows["kind"] == "trust"
    assert rows["data"][0]["state"] == "new"
    assert rows["data"][0]["way"]


def test_a_folder_of_templates_that_leads_out_is_refused(own: Vault) -> None:
    outside = own.home / "outside"
    outside.mkdir()
    (outside / "overdue.md.j2").write_text("secret\n")
    (own.root / ".nettrack").mkdir()
    (own.root / TEMPLATES).symlink_to(outside)

    done = own.run("render")

    assert done.code == 1
    assert "leads out of the vault" in done.err
    assert not (own.root / PAGE).exists()


@pytest.mark.real
def test_the_watcher_says_it_once_goes_on_and_takes_it_up_once_it_is_trusted(
    clone: Vault,
) -> None:
    clone.put("nettrack.toml", "[watch]\nsettle = 0\n")
    clone.put(PAGE, "as it was\n")
    review = clone.root / "Network/Reviews/Review 2026-W47.md"
    watcher = Running(clone.root, clone.home)

    def told() -> int:
        return sum("nobody has looked at" in one["text"] for one in watcher.news())

    try:
        watcher.until(told, "a word about the template")
        watcher.until(review.exists, "the page of another template")
        clone.put("People/Ben Ash.md", GOOD)
        watcher.until(lambda: "[[Ben Ash]]" in review.read_text("utf-8"), "a round")
        assert clone.page == "as it was\n"
        assert told() == 1

        clone.put(
            PAGE, "<!-- nettrack:begin people -->\n<!-- nettrack:end people -->\n"
        )
        clone.template("overdue.md.j2", REGION)
        clone.run("trust", "overdue.md.j2", "--yes")
        watcher.until(lambda: "theirs" in clone.page, "what was trusted")
    finally:
        watcher.stop()
