"""The commands about people, as a shell runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.drive import SAMPLE, Result, nettrack

QUESTIONS = (
    ("brief", "marigold"), ("who", "translation"), ("goals",), ("intro",), ("health",),
    ("me",), ("me", "marigold"),
)  # fmt: skip


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home") / "vault"
    shutil.copytree(SAMPLE, place)
    return place


def ask(vault: Path, *words: str) -> Result:
    return nettrack(*words, home=vault.parent, NETTRACK_VAULT=str(vault))


def note(vault: Path, path: str, text: str) -> None:
    place = vault / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_json_is_an_envelope_of_that_kind(vault: Path, words: tuple[str, ...]) -> None:
    done = ask(vault, *words, "--json")
    told = json.loads(done.out)

    assert (done.code, done.err) == (0, "")
    assert told["schema"] == 1
    assert told["kind"] == words[0]
    assert told["today"] == "2026-11-20"
    assert told["data"]


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_the_same_question_has_the_same_answer(
    vault: Path, words: tuple[str, ...]
) -> None:
    assert ask(vault, *words).out == ask(vault, *words).out != ""


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_in_an_empty_vault_there_is_an_answer_or_a_plain_sentence(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "vault").mkdir()
    done = ask(tmp_path / "vault", *words)

    assert done.code in {0, 1, 3}
    assert "Traceback" not in done.err
    assert done.code == 0 or done.err.strip().endswith((".", "TEXT"))


def test_every_evidence_names_a_line_that_is_there(vault: Path) -> None:
    found: list[dict[str, object]] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if set(value) == {"path", "line"}:
                found.append(value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for words in QUESTIONS:
        walk(ask(vault, *words, "--json").data)

    assert len(found) > 50
    for where in found:
        lines = (vault / str(where["path"])).read_text(encoding="utf-8").split("\n")
        assert 1 <= int(str(where["line"])) <= len(lines)


def test_a_property_is_told_with_its_own_line(vault: Path) -> None:
    (brief,) = ask(vault, "brief", "marigold", "--json").data
    path = vault / brief["path"]
    lines = path.read_text(encoding="utf-8").split("\n")

    for row in (*brief["needs"], *brief["avoid"]):
        assert row["text"] in lines[row["evidence"][0]["line"] - 1]


def test_a_person_is_never_counted_in_words(vault: Path) -> None:
    told = ask(vault, "health", "--json").data
    words = " ".join(one["text"] for each in told["figures"] for one in each["words"])

    assert not [w for w in ("contacts", "score", "rank", "streak") if w in words]


def test_private_people_are_told_of_only_when_asked_for(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    note(
        vault,
        "People/Erin Hush.md",
        "---\ntier: close\nprivate: true\nhelps_with: law\nneeds: chess partner\n"
        "likes: kites\ngoals: '[[Talk]]'\n---\n"
        "- [ ] send Erin Hush the kite\n\n## Log\n"
        "- 2026-11-01 meet: law with [[Finn Open]]\n",
    )
    note(
        vault,
        "People/Finn Open.md",
        "---\ntier: close\nneeds: a lawyer\nlikes: kites\nhelps_with: chess\n"
        "introduced_by: '[[Erin Hush]]'\nwhy: knows Erin Hush\n---\n"
        "## Log\n- 2026-11-02 meet: law, with Erin Hush\n"
        "- 2026-11-05 intro: [[Finn Open]] <-> [[Erin Hush]] asked\n",
    )
    note(
        vault,
        "Daily/2026-11-03.md",
        "- [[Erin Hush]] and [[Finn Open]] at the law fair\n",
    )
    note(vault, "Goals/Talk.md", "---\ntype: goal\nneeds: [lawyer]\n---\n")
    note(
        vault,
        "me.md",
        "---\nintro: I know Erin Hush.\noffers: [law for Erin Hush]\n---\n",
    )
    questions = (
        ("brief", "finn"), ("who", "law"), ("who", "erin"), ("goals",), ("intro",),
        ("health",), ("me",), ("me", "finn"), ("me", "--card"), ("me", "--vcard"),
    )  # fmt: skip

    for words in questions:
        for form in ((), ("--json",)):
            done = ask(vault, *words, *form)
            assert done.code == 0, done.err
            assert "Erin" not in done.out, words
            assert "Hush" not in done.out, words
    assert "Erin Hush" in ask(vault, "brief", "finn", "--private").out
    assert "Erin Hush" in ask(vault, "who", "law", "--private").out
    assert ask(vault, "brief", "erin").code == 3
    assert "unless" not in ask(vault, "brief", "erin").err

    made = ask(vault, "brief", "finn", "--private", "--note")
    assert made.code == 0, made.err
    pages = list((vault / "Network" / "Briefs").glob("*.md"))
    assert len(pages) == 1
    assert "Erin" not in pages[0].read_text(encoding="utf-8")


def test_nothing_in_a_note_steers_the_terminal(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    evil = "law\x1b[31m\u202e\x9b"
    note(
        vault,
        "People/Ada.md",
        f"---\ntier: close\nneeds: '{evil}'\nhelps_with: '{evil}'\n---\n"
        f"## Log\n- 2026-11-01 email <- {evil}\n",
    )
    note(vault, "me.md", f"---\nintro: '{evil}'\noffers: ['{evil}']\n---\n")

    for words in (("brief", "ada"), ("who", "law"), ("me",), ("me", "--card")):
        for form in ((), ("--json",)):
            out = ask(vault, *words, *form).out
            assert not {"\x1b", "\u202e", "\x9b"} & set(out), words


def test_a_brief_is_a_rendered_note_and_no_touch(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    note(
        vault,
        "People/Ada.md",
        "---\ntier: close\n---\n## Log\n- 2026-10-01 meet: tea\n",
    )
    before = ask(vault, "overdue").out
    assert ask(vault, "brief", "ada", "--note").code == 0

    assert ask(vault, "overdue").out == before
    assert ask(vault, "check").code == 0


def test_a_brief_as_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    note(vault, "People/Ada.md", "---\ntier: close\n---\n")
    done = ask(vault, "brief", "ada", "--note", "--dry-run")

    assert done.code == 0
    assert done.out.startswith("--- /dev/null")
    assert not (vault / "Network").exists()


def test_without_the_extra_the_code_is_refused_with_what_to_install(
    tmp_path: Path,
) -> None:
    vault, blocked = tmp_path / "vault", tmp_path / "blocked"
    note(vault, "me.md", "---\nintro: x\n---\n")
    note(blocked, "segno.py", "raise ImportError\n")
    from tests.drive import ROOT

    done = nettrack(
        "me", "--qr", home=tmp_path, NETTRACK_VAULT=str(vault),
        PYTHONPATH=f"{blocked}:{ROOT}",
    )  # fmt: skip

    assert done.code == 1
    assert "nettrack-md[qr]" in done.err
    assert done.out == ""


def test_a_template_of_ones_own_may_show_a_quarter(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    note(
        vault,
        "People/Ada.md",
        "---\ntier: close\n---\n## Log\n- 2026-10-05 meet: tea\n",
    )
    note(
        vault,
        "nettrack.toml",
        '[[report]]\ntemplate = "mine.md.j2"\npath = "Mine/{year}/{quarter}.md"\n',
    )
    note(
        vault,
        ".nettrack/templates/mine.md.j2",
        "{{ quarter.label }}: {{ grew[0].name }}, {{ people[0].name }}\n",
    )

    assert ask(vault, "render").code == 0
    made = (vault / "Mine/2026/2026-Q4.md").read_text(encoding="utf-8")
    assert made == "2026-Q4: Ada, Ada\n"


def test_a_year_becomes_a_picture_that_is_not_overwritten_unasked(
    vault: Path, tmp_path: Path
) -> None:
    place = tmp_path / "year.svg"
    done = ask(vault, "health", "--calendar", str(place))
    there = place.read_bytes()
    again = ask(vault, "health", "--calendar", str(place))

    assert (done.code, done.out) == (0, "")
    assert there.startswith(b"<svg ")
    assert again.code == 1
    assert "--force" in again.err
    assert ask(vault, "health", "--calendar", str(place), "--force").code == 0
    assert place.read_bytes() == there
    assert ask(vault, "health", "--calendar", "-").out.encode() == there
    assert ask(vault, "show", "marigold", "--calendar", "-").out.startswith("<svg ")
    assert "svg" in ask(vault, "health", "--calendar", "-", "--json").data


def test_the_questions_about_shape_go_one_at_a_time(vault: Path) -> None:
    both = ask(vault, "health", "--places", "--quarters")

    assert both.code == 2
    assert ask(vault, "health", "--places").out.count("\tstill near\t") > 5
    assert ask(vault, "health", "--quarters", "--json").data[0]["quarter"] == "2026-Q4"
