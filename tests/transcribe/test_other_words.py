"""Other words for what measures are called: none is a word of another measure, all are stems."""

from __future__ import annotations

from peel_data.tables import records
from peel_data.transcribe.other_words import SAID_FOR, with_other_words
from peel_data.transcribe.wording import Names, stems

NOBODY = Names("\x00", "\x00")


def test_no_other_word_is_in_the_title_of_a_measure():
    titles = " ".join(row["title"] for row in records.read("operational_measures"))
    others = {other for others in SAID_FOR.values() for other in others}
    assert others.isdisjoint(stems(titles, NOBODY))


def test_words_are_as_stems_gives_them():
    every = {word for word, others in SAID_FOR.items() for word in (word, *others)}
    assert [word for word in sorted(every) if stems(word, NOBODY) != (word,)] == []


def test_words_are_added_and_none_is_lost():
    assert with_other_words(["lent", "dog"]) == {"lent", "second", "dog"}
