"""A pytest plugin: mutants tried one by one, each in a child of the warm process.

The tests run once as they are, and it is noted which of them came by which line. Then,
for each mutant, a child puts the mutated function in the place of the old one and runs
the tests that come by, the quickest first, until one fails.

`python -m pytest -p tests.torture.mutant_trial --mutants JOB.json TESTS`, where the
job says which modules, how many seconds, and where the result goes.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import resource
import shutil
import signal
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import coverage
import pytest  # noqa: TC002  (its hooks are given by name)
from _pytest.runner import runtestprotocol

from tests.torture.confinement import confine
from tests.torture.mutations import Mutant, find_mutants
from tests.torture.rooms import ROOT
from tests.torture.transplant import load, transplant

#: Of one mutant: seconds of tests, of computing, of waiting, and bytes of memory.
_TESTS, _CPU, _WALL, _MEMORY = 1.5, 20, 300, 4 << 30
_SURVIVED, _KILLED, _BROKEN = 0, 1, 2


class Job(NamedTuple):
    """What to try.

    modules: paths relative to the project
    seconds: of computing, for all mutants; the rest of them is not tried
    seed: in which order they are tried
    most: how many at most; 0 for no bound
    result: the file that the outcome is written to
    """

    modules: list[str]
    seconds: float
    seed: int
    most: int
    result: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the job is."""
    parser.addoption("--mutants", help="the job, a JSON file")


class _Session(NamedTuple):
    """What the run without a fault has shown."""

    #: Tests by path and line.
    passing: dict[str, dict[int, list[pytest.Item]]]
    seconds: dict[str, float]


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of the tests: the mutants."""
    if session.testsfailed:
        raise session.Interrupted("the tests cannot be collected")
    job = Job(**json.loads(Path(session.config.getoption("--mutants")).read_text()))
    seen = _trace(session, job.modules)
    if session.testsfailed:
        raise session.Interrupted("a test fails without any fault")
    Path(job.result).write_text(json.dumps(_try_all(session, job, seen)))
    return True


def _trace(session: pytest.Session, modules: list[str]) -> _Session:
    cover = coverage.Coverage(
        data_file=None,
        config_file=False,
        include=[str(ROOT / path) for path in modules],
    )
    seconds = {}
    cover.start()
    for item in session.items:
        cover.switch_context(item.nodeid)
        started = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        seconds[item.nodeid] = time.process_time() - started
    cover.stop()
    items = {item.nodeid: item for item in session.items}
    data = cover.get_data()
    passing = {
        path: {
            line: [items[name] for name in names if name in items]
            for line, names in data.contexts_by_lineno(str(ROOT / path)).items()
        }
        for path in modules
    }
    return _Session(passing, seconds)


def _try_all(session: pytest.Session, job: Job, seen: _Session) -> dict[str, Any]:
    every = {
        path: list(find_mutants(path, (ROOT / path).read_text(encoding="utf-8")))
        for path in job.modules
    }
    waiting = [(path, mutant) for path, mutants in every.items() for mutant in mutants]
    random.Random(job.seed).shuffle(waiting)
    killers: dict[tuple[str, str], list[pytest.Item]] = defaultdict(list)
    outcome: dict[str, Any] = {"every": len(waiting), "killed": [], "alive": []}
    outcome["control"] = _control(session)
    started = _spent()
    for path, mutant in waiting[: job.most or None]:
        if _spent() - started > job.seconds:
            break
        found = _tests_for(path, mutant, seen, killers[path, mutant.scope])
        how, killer = _try(path, mutant.code, mutant.scope, found)
        if how == _BROKEN:
            raise session.Interrupted(f"{mutant.name}: could not be put in place")
        outcome["killed" if how == _KILLED else "alive"].append(mutant.name)
        if killer is not None:
            killers[path, mutant.scope][:0] = [killer]
    return outcome


def _spent() -> float:
    times = os.times()
    return sum(times[:4])


def _tests_for(
    path: str, mutant: Mutant, seen: _Session, killers: list[pytest.Item]
) -> list[pytest.Item]:
    """Those that come by, what killed the last one here first, then the quickest."""
    lines = seen.passing[path]
    if mutant.scope:
        near = range(mutant.lines[0], mutant.lines[1] + 1)
        found = {item for line in near for item in lines.get(line, ())}
    else:
        found = set()
    if not found:
        # A constant, or the head of a function: whoever comes by the module.
        found = {item for items in lines.values() for item in items}
    recent = list(dict.fromkeys(item for item in killers[:3] if item in found))
    rest = sorted(found.difference(recent), key=lambda item: seen.seconds[item.nodeid])
    chosen: list[pytest.Item] = []
    sum_of = 0.0
    for item in (*recent, *rest):
        sum_of += seen.seconds[item.nodeid]
        if chosen and sum_of > _TESTS:
            break
        chosen.append(item)
    return chosen


def _control(session: pytest.Session) -> list[str]:
    """The tests that fail in such a child without any fault; there should be none."""
    failing, rest = [], list(session.items)
    while rest:
        how, killer = _try(None, "", "", rest)
        if how == _SURVIVED:
            break
        if killer is None:
            failing.append("a child ended without a word")
            break
        failing.append(killer.nodeid)
        rest = rest[rest.index(killer) + 1 :]
    return failing


def _try(
    path: str | None, code: str, scope: str, tests: list[pytest.Item]
) -> tuple[int, pytest.Item | None]:
    """How a mutant ended, and by which test; None is no mutant at all."""
    folder = tempfile.mkdtemp()
    Path(folder).chmod(0o711)  # some tests become nobody
    known, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(known)
        _die_of(path, code, scope, tests, folder=folder, tell=tell)
    os.close(tell)
    with os.fdopen(known, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    shutil.rmtree(folder, ignore_errors=True)
    killer = tests[int(said)] if said else None
    # A child that the system ended ran for ever, or ate all memory.
    how = os.waitstatus_to_exitcode(status)
    return (_KILLED if how < 0 else how), killer


def _die_of(
    path: str | None,
    code: str,
    scope: str,
    tests: list[pytest.Item],
    *,
    folder: str,
    tell: int,
) -> None:
    """In a child: the tests, until one fails."""
    try:
        _bound(folder)
        if path is not None:
            _put_in_place(path, code, scope)
        for number, item in enumerate(tests):
            factory: Any = vars(item.config)["_tmp_path_factory"]
            factory._basetemp = Path(folder)
            reports = runtestprotocol(item, log=False, nextitem=None)
            if any(report.failed for report in reports):
                os.write(tell, str(number).encode())
                os._exit(_KILLED)
        os._exit(_SURVIVED)
    finally:
        os._exit(_KILLED)


def _put_in_place(path: str, code: str, scope: str) -> None:
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = importlib.import_module(name)
    try:
        fresh = load(module, code)
    except Exception:  # noqa: BLE001  (it cannot even be imported)
        os._exit(_KILLED)
    try:
        transplant(module, fresh, scope)
    except BaseException:  # noqa: BLE001  (our fault, not the mutant's)
        os._exit(_BROKEN)


def _bound(folder: str) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU, _CPU))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(_WALL)
    os.environ["TMPDIR"] = os.environ["HOME"] = tempfile.tempdir = folder
    os.chdir(folder)
    confine(folder, _KILLED)
