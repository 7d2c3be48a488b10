"""The real command tells of touches in JSON, writes after that, and reads no bodies."""

from __future__ import annotations

from pathlib import Path

from tests.drive import ROOT, nettrack

DATA = ROOT / "tests/data/encounters"
BODY = b"Kestrel canary of the body"


def test_plan_writes_and_words_of_mail(tmp_path: Path) -> None:
    vault, home = tmp_path / "vault", tmp_path / "home"
    (vault / "People").mkdir(parents=True)
    home.mkdir()
    (vault / "nettrack.toml").write_text('timezone = "Asia/Tokyo"\n')
    note = vault / "People/Ada Fenn.md"
    note.write_text("---\ntype: contact\nemails: ada@example.org\n---\n")
    mails = (DATA / "copies.mbox").read_bytes().replace(b"\n\n\n", b"\n\n%b\n\n" % BODY)
    box = tmp_path / "box.mbox"
    assert BODY in mails
    box.write_bytes(mails)
    words = ("--vault", str(vault), "import", str(box), "--me", "me@example.org")

    plan = nettrack(*words, "--json", home=home)
    done = nettrack(*words, "--json", "--apply", "--text", home=home)

    assert (plan.code, done.code) == (0, 0)
    assert plan.data["writes"] == [{"path": "People/Ada Fenn.md", "action": "updated"}]
    assert [
        (
            row["state"],
            row["touch"]["on"],
            row["touch"]["time"],
            row["touch"]["direction"],
        )
        for row in plan.data["plan"]
    ] == [("new", "2026-11-18", "10:30", "->"), ("new", "2026-11-18", "21:00", "<-")]
    assert (plan.data["applied"], done.data["applied"]) == (False, True)
    assert [one["action"] for one in done.data["writes"]] == ["updated", "created"]
    assert note.read_text().endswith(
        "\n## Log\n\n- 2026-11-18 21:00 email <-\n- 2026-11-18 10:30 email ->\n"
    )
    everything = (plan.out, plan.err, done.out, done.err)
    assert not any(BODY.decode() in text for text in everything)
    assert not any(
        BODY in path.read_bytes()
        for folder in (vault, home)
        for path in folder.rglob("*")
        if path.is_file()
    )
