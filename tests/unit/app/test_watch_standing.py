"""What may be vouched for, and for how long."""

from __future__ import annotations

from nettrack_md.app.watch.standing import Chain, Word

PLEDGE = (3, b"", (1, 1))


def test_a_look_at_all_of_it_makes_an_index_known() -> None:
    chain = Chain()
    assert not chain.is_whole(3)
    chain.look(3, whole=True)

    assert chain.is_whole(3)
    assert not chain.is_whole(4)


def test_our_own_writes_keep_it_known() -> None:
    chain = Chain()
    chain.look(3, whole=True)
    chain.began(3)
    chain.committed(4)
    chain.look(4, whole=False)

    assert chain.is_whole(4)


def test_what_others_write_makes_it_unknown_until_all_of_it_is_looked_at() -> None:
    chain = Chain()
    chain.look(3, whole=True)
    chain.look(5, whole=False)
    assert not chain.is_whole(5)
    chain.look(5, whole=False)
    assert not chain.is_whole(5)
    chain.look(5, whole=True)
    assert chain.is_whole(5)


def test_what_others_write_while_we_look_makes_it_unknown() -> None:
    chain = Chain()
    chain.look(3, whole=True)
    chain.began(4)  # somebody wrote between our look and our write
    chain.committed(5)

    assert not chain.is_whole(5)


def test_a_word_is_given_only_if_nothing_was_heard_of_meanwhile() -> None:
    word = Word()
    count = word.count()
    word.give(PLEDGE, count)
    assert word.given() == PLEDGE
    word.take_back()
    assert word.given() is None
    word.give(PLEDGE, count)
    assert word.given() is None
    word.give(PLEDGE, word.count())
    assert word.given() == PLEDGE
