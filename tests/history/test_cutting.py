"""Cutting files into parts: nothing is ever lost, and later releases share what they can."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from peel_data import paths
from peel_data.history.cutting import cut, figure_key, keys
from peel_data.tables import release_files

LINES = st.lists(
    st.sampled_from(
        [b"edition,value\n", b"figure_id,x\n", b"a-1,1\n", b"b-2,2\n", b"t:a-1:kent,1\n", b'"a\n', b'"a-1",""""\n',
         b"\r\n", b"\n", b",\n", b"\xff,1\n", b"a-1"]
    )
).map(b"".join)  # fmt: skip


@given(st.one_of(st.binary(), LINES))
def test_the_parts_joined_are_the_file(content):
    assert b"".join(part.content for part in cut(content)) == content


@given(LINES)
def test_rows_have_the_key_of_their_part_and_neighbours_have_another(content):
    header, *parts = cut(content)
    assert all(keys(header.content, part.content) == {part.key} for part in parts)
    assert all(one.key != other.key for one, other in pairwise(parts))


def test_every_file_of_this_release_is_its_parts():
    for content in release_files.read(paths.root()).values():
        assert b"".join(part.content for part in cut(content)) == content


def test_a_table_is_cut_by_edition():
    old = b"edition,value\n2015,1\n2015,2\n"
    new = old + b'2016,"a\nb, 2015"\n2016,3\n'
    assert [part.key for part in cut(new)] == ["", "2015", "2016"]
    assert cut(new)[:2] == cut(old)


def test_figures_are_cut_by_table_and_edition():
    content = (
        b"edition,figure_id,value\n2015,a:2015:kent,1\n2015,b:2015:kent,2\n2016,b:2016:kent,2\n"
    )
    assert [part.key for part in cut(content)] == ["", "a:2015", "b:2015", "b:2016"]
    assert figure_key("b:2016:kent:2016-06-30") == "b:2016"


def test_what_has_no_edition_is_kept_whole():
    for content in (b"", b"{}\n", b"id,name\n2015,x\n2016,y\n"):
        assert [part.content for part in cut(content)] == [content]
