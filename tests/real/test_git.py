"""Real git with the driver that `nettrack git setup` registers: what people do."""

from __future__ import annotations

import re
import shutil

import pytest

from nettrack_md.note.frontmatter import split_note
from tests.drive import nettrack
from tests.git_devices import ANN, REVIEW, Device, clone, devices, into_log

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not there"),
]


# --- what people do ---


def test_two_devices_that_both_logged_ticked_and_rendered_merge_without_a_hand(
    tmp_path,
):
    one, other = devices(tmp_path)
    review = REVIEW
    assert one("render").code == 0
    one.commit()
    assert other.pull(one)
    for device, who in ((one, "Ann"), (other, "Bo")):
        page = device.read(review)
        ticked = re.sub(
            rf"- \[ \] (\[\[{who}\]\].*)", rf"- [x] \1\n  - {who} was well", page
        )
        assert ticked != page or who == "Bo"
        device.write(review, ticked)
        assert device("log", "ann", "call", who, "by phone").code == 0
        assert device("log", "bo", "tea with", who).code == 0
    assert one("apply").code == 0
    assert one("render").code == 0
    one.commit()
    other.commit()

    assert other.pull(one)
    assert one.pull(other)

    for device in (one, other):
        assert device("check").code in {0, 4}
        assert "conflict" not in device("check").out
        assert device("apply").code == 0
        assert device("render").code == 0
        ann = device.read("People/Ann.md")
        assert ann.count("Ann by phone") == ann.count("Bo by phone") == 1
        assert "Ann was well" in ann + device.read(review)
    assert one.read("People/Bo.md") == other.read("People/Bo.md")


def test_two_values_of_one_key_are_left_open_in_the_body_only(tmp_path):
    one, other = devices(tmp_path)
    one.write("People/Ann.md", ANN.replace("tier: close", "tier: active"))
    one.commit()
    other.write("People/Ann.md", ANN.replace("tier: close", "tier: inner"))
    other.commit()

    assert not one.pull(other)

    text = one.read("People/Ann.md")
    assert "tier: active" in split_note(text).header
    assert "<<<<<<< ours\ntier: active\n=======\ntier: inner\n>>>>>>> theirs\n" in text
    assert one("overdue", "--json").code == 0
    assert "conflict-markers" in one("check").out
    assert one("log", "ann", "lunch").code == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("\n", "\r\n", 7),
        lambda text: text.replace("tier:", "tags: x\ntier:"),
    ],
    ids=["mixed-ends", "broken"],
)
def test_what_cannot_be_merged_exactly_git_merges_as_ever(tmp_path, spoil):
    results = []
    for driver in (True, False):
        folder = tmp_path / str(driver)
        folder.mkdir()
        one, other = devices(folder)
        if not driver:
            assert one("git", "uninstall", "--yes").code == 0
        for device in (one, other):
            device.git("reset", "-q", "--hard")
            if device is other:
                device.git("pull", "-q", str(one.vault), "HEAD")
            else:
                (device.vault / "People/Ann.md").write_bytes(spoil(ANN).encode())
                device.commit()
        for device, new in ((one, "Ours"), (other, "Theirs")):
            data = (device.vault / "People/Ann.md").read_bytes()
            data = data.replace(b"Hello.", f"{new} is here.".encode())
            (device.vault / "People/Ann.md").write_bytes(data)
            device.commit()
        one.pull(other)
        text = (one.vault / "People/Ann.md").read_bytes()
        results.append(re.sub(rb"(<{7}|>{7}) .*?(\r?\n)", rb"\1\2", text))

    assert results[0] == results[1]
    assert b"Ours" in results[0]
    assert b"Theirs" in results[0]


def test_a_note_with_returns_on_one_device_alone_merges_and_keeps_ours(tmp_path):
    one, other = devices(tmp_path)
    for device, word in ((one, "ours"), (other, "theirs")):
        text = into_log(ANN, f"- 2026-11-20 call: {word}\n")
        if device is one:
            text = "\ufeff" + text.rstrip("\n").replace("\n", "\r\n")
        (device.vault / "People/Ann.md").write_bytes(text.encode())
        device.commit()

    assert one.pull(other)

    merged = (one.vault / "People/Ann.md").read_bytes()
    assert merged.startswith(b"\xef\xbb\xbf---\r\n")
    assert merged.count(b"- 2026-11-20 call: ") == 2
    assert merged.count(b"\n") == merged.count(b"\r\n")
    assert not merged.endswith(b"\n")


def test_other_notes_are_merged_by_git_alone(tmp_path):
    one, other = devices(tmp_path)
    for device, word in ((one, "Ours"), (other, "Theirs")):
        device.write("Ideas.md", f"# Ideas\n\n- [ ] {word}\n")
        device.commit()

    assert not one.pull(other)
    text = one.read("Ideas.md")
    assert "<<<<<<<" in text
    assert "Ours" in text
    assert "Theirs" in text


def test_a_name_that_a_shell_would_run_is_only_a_name(tmp_path):
    one, other = devices(tmp_path)
    path = "People/-x $(touch trap) 'q' %P; touch trap.md"
    one.write(path, ANN)
    one.commit()
    assert other.pull(one)
    for device in (one, other):
        text = device.read(path)
        device.write(path, into_log(text, f"- 2026-11-20 call: {device.vault.name}\n"))
        device.commit()

    assert one.pull(other)

    assert not (one.vault / "trap").exists()
    assert one.read(path).count("- 2026-11-20 call: ") == 2


# --- the command ---


def test_setup_shows_asks_and_is_idempotent(tmp_path):
    device = clone(tmp_path, "a")
    device.write("nettrack.toml", "")
    attributes = device.vault / ".gitattributes"
    attributes.write_bytes(b"* -text\r\n*.png binary")

    shown = device("git", "setup", "--print")
    assert shown.code == 0
    assert "+*.md merge=nettrack" in shown.out
    assert "merge.nettrack.driver" in shown.out
    assert device("git", "setup").code == 2, "nobody is here to be asked"
    assert attributes.read_bytes() == b"* -text\r\n*.png binary"
    assert device("git", "status").out == "attributes\tunspecified\ndriver\tabsent\n"

    assert device("git", "setup", "--yes").code == 0
    wish = b"* -text\r\n*.png binary\r\n*.md merge=nettrack\r\n"
    assert attributes.read_bytes() == wish
    assert device("git", "status").out == "attributes\tnettrack\ndriver\tregistered\n"
    before = (device.vault / ".git/config").read_bytes()
    again = device("git", "setup", "--yes")
    assert (again.code, again.out) == (0, "")
    assert "nothing to do" in again.err
    assert (device.vault / ".git/config").read_bytes() == before

    assert device("git", "uninstall", "--yes").code == 0
    assert attributes.read_bytes() == b"* -text\r\n*.png binary\r\n"
    assert "nettrack" not in device.git("config", "--local", "--list")


def test_the_vault_may_be_a_folder_of_the_repository(tmp_path):
    outer = clone(tmp_path, "a")
    outer.write("my notes/People/Ann.md", ANN)
    outer.write("my notes/nettrack.toml", "")
    outer.write("Readme.md", "x\n")
    inner = Device(outer.home, outer.vault / "my notes")
    assert inner("git", "setup", "--yes").code == 0
    outer.commit()
    start = outer.git("rev-parse", "HEAD").strip()
    for word in ("one", "two"):
        outer.git("checkout", "-q", "-B", word, start)
        inner.write("People/Ann.md", into_log(ANN, f"- 2026-11-20 call: {word}\n"))
        outer.commit()

    inner.git("merge", "-q", "--no-edit", "one")

    assert inner.read("People/Ann.md").count("- 2026-11-20 call") == 2
    assert not (outer.vault / ".gitattributes").exists()


def test_outside_of_a_repository_and_with_a_foreign_driver_it_refuses(tmp_path):
    home, vault = tmp_path / "home", tmp_path / "vault"
    home.mkdir()
    vault.mkdir()
    device = Device(home, vault)

    done = device("git", "setup", "--yes", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.code in {1, 2}
    done = device(
        "--vault", ".", "git", "setup", "--yes", GIT_CEILING_DIRECTORIES=str(tmp_path)
    )
    assert done.code == 1
    assert "git init" in done.err

    device.git("init", "-q")
    device.git("config", "merge.nettrack.driver", "something else")
    done = device("--vault", ".", "git", "setup", "--yes")
    assert done.code == 1
    assert "did not write" in done.err
    assert not (vault / ".gitattributes").exists()


def test_nothing_of_the_repositorys_own_settings_is_run(tmp_path):
    one, other = devices(tmp_path)
    trap = tmp_path / "trap"
    hook = tmp_path / "hook"
    hook.write_text(f"#!/bin/sh\ntouch '{trap}'\n")
    hook.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand",
                "diff.external", "filter.x.clean", "alias.config", "alias.merge-file"):  # fmt: skip
        one.git("config", key, str(hook))

    assert one("git", "setup", "--yes").code == 0
    assert one("git", "status").code == 0
    names = []
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text(f"{name}\n")
        names.append(str(tmp_path / name))
    assert one("git", "merge-file", *names, "Ideas.md").code == 1

    assert not trap.exists()
    assert other.vault.exists()


def test_without_git_the_driver_leaves_our_side_and_says_conflict(tmp_path):
    (tmp_path / "home").mkdir()
    names = []
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text(f"{name}\n")
        names.append(str(tmp_path / name))

    done = nettrack("--vault", ".", "git", "merge-file", *names, "x.md",
                    home=tmp_path / "home", cwd=tmp_path, PATH="/nowhere")  # fmt: skip

    assert done.code == 1
    assert "not on the path" in done.err
    assert (tmp_path / "ours").read_text() == "ours\n"


def test_devices_that_merged_each_other_crosswise_merge_again(tmp_path):
    one, other = devices(tmp_path)
    for device, word in ((one, "first"), (other, "second")):
        device.write(
            "People/Ann.md",
            into_log(device.read("People/Ann.md"), f"- 2026-11-19 call: {word}\n"),
        )
        device.commit()
    heads = [device.git("rev-parse", "HEAD").strip() for device in (one, other)]
    one.git("fetch", "-q", str(other.vault), heads[1])
    other.git("fetch", "-q", str(one.vault), heads[0])
    one.git("merge", "-q", "--no-edit", heads[1])
    other.git("merge", "-q", "--no-edit", heads[0])
    for device, word in ((one, "third"), (other, "fourth")):
        device.write(
            "People/Ann.md",
            into_log(device.read("People/Ann.md"), f"- 2026-11-20 call: {word}\n"),
        )
        device.commit()

    assert one.pull(other)

    text = one.read("People/Ann.md")
    assert [
        text.count(f"call: {word}") for word in ("first", "second", "third", "fourth")
    ] == [1] * 4


def test_a_driver_whose_python_is_gone_leaves_a_conflict_and_loses_nothing(tmp_path):
    one, other = devices(tmp_path)
    one.git(
        "config",
        "merge.nettrack.driver",
        "/nowhere/python -P -m nettrack_md --vault . git merge-file --marker-size %L -- %O %A %B %P",
    )
    for device, word in ((one, "ours"), (other, "theirs")):
        device.write("People/Ann.md", into_log(ANN, f"- 2026-11-20 call: {word}\n"))
        device.commit()
    assert one("git", "status").out.endswith("driver\toutdated\n")

    assert not one.pull(other)
    assert "ours" in one.read("People/Ann.md")

    one.git("merge", "--abort")
    assert one("git", "setup", "--yes").code == 0
    assert one.pull(other)
    assert one.read("People/Ann.md").count("- 2026-11-20 call") == 2


def test_a_rename_on_one_device_meets_a_touch_on_the_other(tmp_path):
    one, other = devices(tmp_path)
    assert one("rename", "ann", "Ann Lee").code == 0
    one.commit()
    assert other("log", "ann", "tea").code == 0
    other.commit()

    assert one.pull(other)

    assert "tea" in one.read("People/Ann Lee.md")
    assert not (one.vault / "People/Ann.md").exists()
    assert "[[Ann Lee]]" in one.read("People/Bo.md")
