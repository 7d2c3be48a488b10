from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.insight.network.lineage import lineage, walk
from nettrack_md.insight.values import Evidence
from tests.builders import path_of, person

NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn")
PEOPLE = {path_of(name): person(name) for name in NAMES}
pairs = st.lists(
    st.tuples(
        st.sampled_from(NAMES).map(path_of),
        st.sampled_from((*NAMES, "Nobody")).map(path_of),
        st.integers(1, 9),
    ),
    max_size=8,
    unique_by=lambda pair: pair[0],
)


def drawn(*lines: str) -> list[str]:
    said = [line.split(" by ") for line in lines]
    found = lineage(PEOPLE, [(path_of(a), path_of(b), 3) for a, b in said])
    return [". " * depth + branch.person.contact.name for depth, branch in walk(found)]


def test_whoever_brought_somebody_stands_above_them():
    assert drawn("Cleo by Ada", "Ben by Ada", "Dan by Cleo", "Finn by Eve") == [
        "Ada",
        ". Ben",
        ". Cleo",
        ". . Dan",
        "Eve",
        ". Finn",
    ]


def test_a_branch_knows_the_line_that_says_so():
    (tree,) = lineage(PEOPLE, [(path_of("Ben"), path_of("Ada"), 7)])

    assert tree.evidence is None
    assert tree.brought[0].evidence == Evidence(path_of("Ben"), 7)


def test_who_came_alone_and_brought_nobody_is_in_no_tree():
    assert drawn() == []
    assert drawn("Ada by Ada") == []


def test_a_circle_begins_with_its_first():
    assert drawn("Cleo by Ben", "Ben by Cleo", "Dan by Cleo") == [
        "Ben",
        ". Cleo",
        ". . Dan",
    ]


def test_a_long_chain_is_no_trouble():
    people = {path_of(f"{at:05}"): person(f"{at:05}") for at in range(3000)}
    chain = list(people)
    found = lineage(people, [(b, a, 1) for a, b in pairwise(chain)])

    assert max(depth for depth, _ in walk(found)) == 2999


@given(pairs)
def test_everybody_who_is_named_is_there_once_in_whatever_order_they_are_told(told):
    found = lineage(PEOPLE, told)
    paths = [branch.person.contact.path for _, branch in walk(found)]
    known = [(a, b) for a, b, _ in told if a != b and b in PEOPLE]

    assert sorted(paths) == sorted({path for pair in known for path in pair})
    assert lineage(PEOPLE, told[::-1]) == found
