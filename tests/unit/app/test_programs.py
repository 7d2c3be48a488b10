from __future__ import annotations

import re
import sys

from nettrack_md.app.programs import NOT_THERE, TOO_LONG, run_program
from tests.drive import ROOT

#: Who starts programs: the editor, the system's scheduler and notices, and Python
#: itself for the templates of a vault.
STARTERS = {
    "cli/opening.py", "app/programs.py", "app/watch/apart.py", "render/engine.py",
}  # fmt: skip


def test_few_modules_start_other_programs_and_none_goes_online():
    package = ROOT / "nettrack_md"
    starts = r"\b(?:subprocess|os\.system|os\.exec\w+|os\.spawn\w+|os\.popen|pty)\b"
    online = r"^\s*(?:import|from) (?:socket|ssl|http|urllib|ftplib|smtplib|requests)\b"
    texts = {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
    }
    imports = {
        name
        for name, text in texts.items()
        if re.search(
            rf"^\s*(?:import|from) subprocess\b|{starts}\(", text, re.MULTILINE
        )
    }

    assert imports == STARTERS
    assert [n for n, t in texts.items() if re.search(online, t, re.MULTILINE)] == []


def test_arguments_reach_a_program_as_they_are(tmp_path):
    trap = tmp_path / "trap"
    words = [f"; touch {trap}", f"$(touch {trap})", "a b", '"', "人脈", ""]
    code = "import sys; print(sys.argv[1:])"

    ran = run_program([sys.executable, "-X", "utf8", "-c", code, *words])

    assert ran.out.strip() == str(words)
    assert not trap.exists()


def test_a_variable_reaches_a_program():
    code = "import os; print(os.environ['NETTRACK_NOTICE'])"

    ran = run_program([sys.executable, "-c", code], NETTRACK_NOTICE="two words")

    assert ran.out.strip() == "two words"


def test_a_program_that_is_not_there_says_so():
    ran = run_program(["no-such-program-of-nettrack"])

    assert ran.code == NOT_THERE
    assert ran.fault == "no-such-program-of-nettrack is not there"


def test_a_program_that_may_not_be_started_says_so(tmp_path):
    ran = run_program([str(tmp_path)])

    assert ran.code == NOT_THERE
    assert ran.fault


def test_a_program_that_does_not_end_is_ended():
    ran = run_program([sys.executable, "-c", "input() or [0 for _ in iter(int, 1)]"])
    assert ran.code == 1, "it has nobody to ask"

    ran = run_program([sys.executable, "-c", "while True: pass"], seconds=0.2)

    assert ran.code == TOO_LONG


def test_a_fault_is_one_line():
    code = "import sys; sys.exit('one\\n  two.')"

    assert run_program([sys.executable, "-c", code]).fault == "one two"
