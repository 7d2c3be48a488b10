from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from nettrack_md.model.problems import Problem
from nettrack_md.model.record import record
from nettrack_md.model.records import Cadence, Link


@record(frozen=True, slots=True)
class Ours:
    """One as it is made here."""

    name: str
    count: int = 3
    words: list[str] = field(default_factory=list)


def _as_dataclass() -> Any:
    return dataclass(frozen=True, slots=True)(
        type(
            "Ours",
            (),
            {
                "__annotations__": {"name": "str", "count": "int", "words": "list"},
                "__doc__": "The same, as dataclasses make it.",
                "count": 3,
                "words": field(default_factory=list),
            },
        )
    )


Theirs: type[Ours] = _as_dataclass()


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_it_takes_arguments_by_place_by_name_and_by_default(made: type[Ours]) -> None:
    one = made("x", words=["a"])

    assert (one.name, one.count, one.words) == ("x", 3, ["a"])
    assert repr(one) == "Ours(name='x', count=3, words=['a'])"
    assert one == made(name="x", count=3, words=["a"])
    assert one != made("x")
    assert replace(one, count=4).count == 4
    assert [each.name for each in fields(one)] == ["name", "count", "words"]


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_it_takes_no_others(made: type[Ours]) -> None:
    with pytest.raises(TypeError):
        made()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        made("x", 1, [], 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        made("x", colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_a_default_that_is_made_is_made_for_each(made: type[Ours]) -> None:
    made("x").words.append("mine")

    assert made("x").words == []


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_nothing_of_it_can_be_set_or_taken(made: type[Ours]) -> None:
    one = made("x")
    with pytest.raises(FrozenInstanceError):
        one.name = "y"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.name

    assert one.name == "x"
    assert not hasattr(one, "__dict__")


def test_records_of_two_classes_are_never_equal() -> None:
    assert Ours("x") != Theirs("x")


def test_equal_records_have_one_hash() -> None:
    assert len({Link("a", "", 1), Link("a", "", 1), Link("a", "", 2)}) == 2
    assert len({Cadence(None), Cadence(None)}) == 1


def test_copies_and_pickles_are_equal() -> None:
    link = Link("a", "b", 3)

    assert copy.deepcopy(link) == link
    assert pickle.loads(pickle.dumps(link)) == link


def test_problems_are_sorted_by_place() -> None:
    late, early = Problem("b.md", 1, "x", "m"), Problem("a.md", 2, "x", "m")

    assert sorted([late, early, Problem("a.md", 1, "x", "m")]) == [
        Problem("a.md", 1, "x", "m"),
        early,
        late,
    ]
