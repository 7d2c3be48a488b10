"""Many steps side by side: the disk confirms several writes in one go.

Each write stays what it is alone: text on the disk, then its name, then our word for
it. Only the waiting is shared. What was imported is remembered behind its note, never
before, and not at all where the note was refused.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from nettrack_md.app.changing.steps import Change, Creation, Keeping
from nettrack_md.errors import NettrackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from nettrack_md.app.changing.steps import Step
    from nettrack_md.app.changing.writing import Run

#: Threads that wait for the disk; with more of them it confirms no quicker.
WORKERS = 16
#: Steps of one wave: as many may be half done when a run is killed.
_WAVE = 128


def apply_together(
    run: Run, progress: Callable[[int, int], None] | None = None
) -> list[NettrackError]:
    """Do all steps of a run, those that cannot be done left out; why not, of each."""
    refused: list[NettrackError] = []
    count = 0
    with run.files.together(), ThreadPoolExecutor(WORKERS) as pool:
        for wave in waves(run.steps):
            for number, error in _apply_wave(run, pool, wave):
                count += 1
                if error is not None:
                    run.leave(number, all_after=False)
                    refused.append(error)
                if progress is not None:
                    progress(count, len(run.steps))
    return refused


def waves(steps: Sequence[Step]) -> Iterator[list[int]]:
    """Numbers of steps that may be done at once: notes, then what is kept of them.

    No path stands in a wave twice, and what is done alone has one of its own.
    """
    notes: list[int] = []
    kept: list[int] = []
    paths: set[str] = set()
    for number, step in enumerate(steps):
        alone = not isinstance(step, Keeping | Creation) and not _is_free(step)
        full = len(notes) + len(kept) >= _WAVE
        if alone or full or step.path in paths:
            yield from filter(None, (notes, kept))
            notes, kept, paths = [], [], set()
        if alone:
            yield [number]
            continue
        (kept if isinstance(step, Keeping) else notes).append(number)
        paths.add(step.path)
    yield from filter(None, (notes, kept))


def _is_free(step: Step) -> bool:
    return isinstance(step, Change) and not step.firm


def _apply_wave(
    run: Run, pool: ThreadPoolExecutor, wave: Sequence[int]
) -> Iterator[tuple[int, NettrackError | None]]:
    """Each number with why it could not be done."""
    first = [n for n in wave if not run.files.exists(_folder(run.steps[n].path))][:1]
    # It makes the folder, which two of them must not do at once.
    for number in first:
        yield number, _attempt(run, number)
    futures = {pool.submit(_attempt, run, n): n for n in wave if n not in first}
    try:
        for future, number in futures.items():
            yield number, future.result()
    except BaseException:
        _give_up(run, futures, wave)
        raise


def _give_up(
    run: Run, futures: dict[Future[NettrackError | None], int], wave: Sequence[int]
) -> None:
    """What is under way is finished; of the rest nothing is done."""
    for future in futures:
        future.cancel()
    wait(futures)
    for future, number in futures.items():
        if future.cancelled() or future.exception() or future.result() is not None:
            run.leave(number, all_after=False)
    run.leave(max(wave) + 1, all_after=True)


def _attempt(run: Run, number: int) -> NettrackError | None:
    try:
        run.apply(number)
    except NettrackError as error:
        return error
    return None


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
