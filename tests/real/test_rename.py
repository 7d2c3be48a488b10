"""`nettrack rename` on the disk: the note, its links, its history."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.drive import Result, nettrack

pytestmark = pytest.mark.real

ADA = """\
---
type: contact
tier: close # mine
aliases: [Countess]
---

# Ada

See [[Ada#Log|below]].

## Log

- 2026-10-01 meet: lunch
"""
LINKS = """\
---
introduced_by: "[[Ada Byron]]"
friends:
  - '[[People/Ada Byron|Ada]]'
  - "[[Bo]]"
---

[[Ada Byron]], [[ada byron|A]], [[Ada Byron#Log]], [[Ada Byron.md]] and ![[Ada Byron]].
[Ada](../People/Ada%20Byron.md#Log) and [Ada](<../People/Ada Byron.md>).

| [[Ada Byron\\|Ada]] | b |

> A quote of [[People/Ada Byron]].

- [ ] ask [[Ada Byron]]

`[[Ada Byron]]`

```
[[Ada Byron]]
```

[[Ada Byronson]], [[Countess]] and [[Elsewhere/Ada Byron]].
"""
RENAMED = """\
---
introduced_by: "[[Ada King]]"
friends:
  - '[[Ada King|Ada]]'
  - "[[Bo]]"
---

[[Ada King]], [[Ada King|A]], [[Ada King#Log]], [[Ada King.md]] and ![[Ada King]].
[Ada](../People/Ada%20King.md#Log) and [Ada](<../People/Ada King.md>).

| [[Ada King\\|Ada]] | b |

> A quote of [[Ada King]].

- [ ] ask [[Ada King]]

`[[Ada Byron]]`

```
[[Ada Byron]]
```

[[Ada Byronson]], [[Countess]] and [[Elsewhere/Ada Byron]].
"""


@dataclass
class Vault:
    home: Path
    root: Path

    def __call__(self, *words: str) -> Result:
        return nettrack(*words, home=self.home, cwd=self.root)

    def put(self, path: str, text: str) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
        return place

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    @property
    def all(self) -> dict[str, bytes]:
        return {
            p.relative_to(self.root).as_posix(): p.read_bytes()
            for p in self.root.rglob("*")
            if p.is_file()
        }


@pytest.fixture
def vault(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    made = Vault(home, tmp_path / "vault")
    made.put("nettrack.toml", 'language = "en"\n')
    made.put("People/Ada Byron.md", ADA.replace("[[Ada#", "[[Ada Byron#"))
    made.put("People/Bo.md", "---\ntype: contact\ntier: close\n---\n")
    made.put("Notes/Links.md", LINKS)
    return made


def test_the_note_and_every_link_get_the_new_name_and_the_old_one_is_an_alias(vault):
    place = vault.root / "People/Ada Byron.md"
    place.chmod(0o640)
    inode = place.stat().st_ino

    done = vault("rename", "ada", "Ada King")

    assert (done.code, done.err) == (0, "")
    assert not place.exists()
    assert vault.read("People/Ada King.md") == (
        ADA.replace("[[Ada#", "[[Ada King#").replace(
            "[Countess]", "[Countess, Ada Byron]"
        )
    )
    assert vault.read("Notes/Links.md") == RENAMED
    mode = (vault.root / "People/Ada King.md").stat().st_mode & 0o777
    assert mode == 0o640
    assert inode
    assert vault("show", "ada byron", "--json").data[0]["path"] == "People/Ada King.md"


def test_a_dry_run_shows_it_and_undo_takes_it_back_to_the_byte(vault):
    before = vault.all

    shown = vault("rename", "ada", "Ada King", "--dry-run")
    assert shown.code == 0
    assert (
        "rename from People/Ada Byron.md\nrename to People/Ada King.md\n" in shown.out
    )
    assert '+introduced_by: "[[Ada King]]"' in shown.out
    assert vault.all == before

    rows = vault("rename", "ada", "Ada King", "--json").data["writes"]
    assert rows[0] == {
        "path": "People/Ada Byron.md", "action": "renamed", "to": "People/Ada King.md",
    }  # fmt: skip
    assert vault.all != before

    assert vault("undo").code == 0
    assert vault.all == before


def test_a_note_that_somebody_wrote_since_keeps_its_new_name(vault):
    assert vault("rename", "ada", "Ada King").code == 0
    place = vault.root / "People/Ada King.md"
    place.write_bytes(place.read_bytes() + b"more\n")

    done = vault("undo")

    assert done.code == 1
    assert "wrote it since" in done.err
    assert place.read_bytes().endswith(b"more\n")
    assert vault.read("Notes/Links.md") == LINKS


def test_a_name_that_differs_in_case_alone(vault):
    assert vault("rename", "Ada Byron", "ada byron").code == 0

    assert sorted(os.listdir(vault.root / "People")) == ["Bo.md", "ada byron.md"]
    assert "[[ada byron#Log|below]]" in vault.read("People/ada byron.md")
    assert "aliases: [Countess]" in vault.read("People/ada byron.md")
    assert "[[ada byron]], [[ada byron|A]]" in vault.read("Notes/Links.md")

    assert vault("undo").code == 0
    assert vault.read("Notes/Links.md") == LINKS
    assert sorted(os.listdir(vault.root / "People")) == ["Ada Byron.md", "Bo.md"]


@pytest.mark.parametrize("name", ["Bo", "bo", "Bobby", "Robert"])
def test_a_name_that_somebody_or_some_note_has_is_refused(vault, name):
    vault.put("People/Bo.md", "---\ntype: contact\naliases: [Bobby]\n---\n")
    vault.put("Elsewhere/Robert.md", "no one\n")
    before = vault.all

    done = vault("rename", "ada", name)

    assert done.code == 1
    assert "has that name already" in done.err
    assert vault.all == before


def test_a_name_property_is_set_and_the_file_gets_a_name_that_files_can_have(vault):
    vault.put("People/Ada Byron.md", "---\nname: 'Ada Byron' # hers\n---\n")

    assert vault("rename", "ada", 'Ada "Di/Da" King').code == 0

    text = vault.read("People/Ada Di-Da King.md")
    assert "name: 'Ada \"Di/Da\" King' # hers\n" in text
    assert "Ada Byron" in text


def test_an_apostrophe_in_the_new_name_is_quoted_where_it_must_be(vault):
    assert vault("rename", "ada", "Ada O'Hara").code == 0

    text = vault.read("Notes/Links.md")
    assert "  - '[[Ada O''Hara|Ada]]'\n" in text
    assert 'introduced_by: "[[Ada O\'Hara]]"\n' in text
    assert vault("rename", "ada", "Ada King").code == 0
    assert vault.read("Notes/Links.md") == RENAMED


def test_the_shortest_path_that_is_unique_is_written(vault):
    vault.put("nettrack.toml", '[contacts]\nfolders = ["People", "Family"]\n')
    vault.put("Notes/Ada Byron.md", "another\n")
    vault.put(
        "Notes/Links.md", "[[People/Ada Byron]] [[Ada Byron]] [[Notes/Ada Byron]]\n"
    )

    assert vault("rename", "People/Ada Byron.md", "Ada King").code == 0

    text = vault.read("Notes/Links.md")
    assert text == "[[Ada King]] [[Ada Byron]] [[Notes/Ada Byron]]\n"


def test_rendered_pages_stay_rendered(vault):
    vault.put("People/Ada Byron.md", ADA.replace("2026-10-01", "2026-01-01"))
    assert vault("render").code == 0
    page = next(path for path in vault.all if "Review" in path)
    text = vault.read(page)
    assert "- [ ] [[Ada Byron]]" in text
    vault.put(page, re.sub(r"(- \[ \] \[\[Ada Byron\]\].*)", r"\1\n  - mine", text))

    assert vault("rename", "ada", "Ada King").code == 0
    assert "[[Ada Byron" not in vault.read(page)
    assert vault("render").code == 0

    text = vault.read(page)
    assert text.count("- [ ] [[Ada King") == 1
    assert "  - mine\n" in text
    assert "Your lines" not in text


def test_a_note_whose_links_cannot_be_changed_is_named_and_the_others_are_done(vault):
    vault.put("Notes/Broken.md", "---\na: [\n---\n\n[[Ada Byron]]\n")
    vault.put("Notes/Odd.md", "---\na: x\na: y\n---\n\n[[Ada Byron]]\n")

    done = vault("rename", "ada", "Ada King")

    assert done.code == 1
    assert "Notes/Broken.md" in done.err
    assert "Notes/Odd.md" in done.err
    assert vault.read("Notes/Broken.md").endswith("[[Ada Byron]]\n")
    assert vault.read("Notes/Links.md") == RENAMED


def test_what_is_no_plain_note_keeps_its_name(vault):
    place = vault.root / "People/Ada Byron.md"
    text = place.read_bytes()
    place.unlink()
    (vault.root / "real.txt").write_bytes(text)
    place.symlink_to(vault.root / "real.txt")
    before = vault.all

    done = vault("rename", "ada", "Ada King")

    assert done.code == 1
    assert vault.all == before


def test_returns_and_a_byte_order_mark_stay(vault):
    ada = "\ufeff" + ADA.replace("\n", "\r\n")
    vault.put("People/Ada Byron.md", ada)
    vault.put("Notes/Links.md", LINKS.replace("\n", "\r\n"))

    assert vault("rename", "ada", "Ada King").code == 0

    wish = ada.replace("[Countess]", "[Countess, Ada Byron]")
    assert vault.read("People/Ada King.md") == wish
    assert vault.read("Notes/Links.md") == RENAMED.replace("\n", "\r\n")


def test_private_people_are_not_named_where_they_link(vault):
    vault.put(
        "People/Secret.md", "---\ntype: contact\nprivate: true\n---\n[[Ada Byron]]\n"
    )

    done = vault("rename", "ada", "Ada King")

    assert "Secret" not in done.out + done.err
    assert "1 private note as well" in done.err
    assert "[[Ada King]]" in vault.read("People/Secret.md")


def test_words_of_a_name_and_what_is_unclear(vault):
    assert vault("rename", "ada").code == 2
    assert vault("rename", "nobody", "Somebody").code == 3
    assert vault("rename", "Ada", "Byron", "--", "Ada", "King").code == 0
    assert (vault.root / "People/Ada King.md").exists()


def test_plain_names_in_properties_that_hold_links_are_links_too(vault):
    vault.put(
        "People/Cy.md",
        "---\ntype: contact\nintroduced_by: Ada Byron # at work\nwhy: Ada Byron\n---\n",
    )
    vault.put("Meet.md", "---\ntype: meeting\npeople: [Bo, ada byron]\n---\n")

    assert vault("rename", "ada", "Ada King").code == 0

    assert vault.read("People/Cy.md") == (
        "---\ntype: contact\nintroduced_by: Ada King # at work\nwhy: Ada Byron\n---\n"
    )
    assert "people: [Bo, Ada King]" in vault.read("Meet.md")


def test_a_note_that_cannot_be_read_now_is_named_where_it_had_links(vault):
    day = vault.put("Daily/2026-11-02.md", "- tea with [[Ada Byron]]\n")
    other = vault.put("Daily/2026-11-03.md", "- tea with [[Bo]]\n")
    vault("index")
    for each in (day, other):
        os.truncate(each, 11 << 20)

    done = vault("rename", "ada byron", "Ada King")

    assert done.code == 1
    assert "Daily/2026-11-02.md" in done.err
    assert "Daily/2026-11-03.md" not in done.err
