from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from nettrack_md.model.quick import quick
from nettrack_md.model.records import Contact, NoteFacts, Promise, Touch

DAY = date(2026, 11, 20)
SLOW = Touch(DAY, "meet", "log", "People/x.md", 3, "<-", text="lunch", place=2)


def test_what_is_made_quickly_is_the_record_itself() -> None:
    made = quick(Touch)(
        DAY, "meet", "log", "People/x.md", 3, "<-", text="lunch", place=2
    )

    assert type(made) is Touch
    assert made == SLOW
    assert hash(made) == hash(SLOW)
    assert repr(made) == repr(SLOW)


def test_it_is_as_frozen_as_any_other() -> None:
    made = quick(Touch)(DAY, "meet", "log", "People/x.md", 3)

    with pytest.raises(FrozenInstanceError):
        made.line = 4  # type: ignore[misc]


def test_it_takes_the_arguments_of_the_record_and_no_others() -> None:
    with pytest.raises(TypeError):
        quick(Touch)(DAY)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        quick(Promise)("x", "People/x.md", 1, colour="red")  # type: ignore[call-arg]


def test_defaults_are_those_of_the_record() -> None:
    assert quick(Contact)("People/x.md", "x") == Contact("People/x.md", "x")
    assert quick(NoteFacts)("x.md", "other", "x") == NoteFacts("x.md", "other", "x")
    assert quick(Promise)("x", "People/x.md", 1) == Promise("x", "People/x.md", 1)
