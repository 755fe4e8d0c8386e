"""Elements are found where they stand, and nothing changes but what was to change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.annotation.splice import CannotEdit, Edits, Element, elements

NAMES = st.sampled_from(["a", "x:b", "c"])
TEXTS = st.sampled_from(["", "t", "ü", "&gt;", "<!-- > -->", "<![CDATA[<a>]]>"])
ATTRIBUTES = st.sampled_from(["", ' k="v"', " k='>'", ' x:k="/>"', "\n k = 'a'"])


@st.composite
def documents(draw: st.DrawFn, depth: int = 3) -> str:
    name, attributes = draw(NAMES), draw(ATTRIBUTES)
    if draw(st.booleans()):
        return f"<{name}{attributes}/>"
    inside = draw(st.lists(documents(depth - 1), max_size=3)) if depth else []
    return f"<{name}{attributes}>{draw(TEXTS)}{''.join(inside)}{draw(TEXTS)}</{name}>"


def walk(element: Element) -> list[Element]:
    return [element, *(each for child in element.children for each in walk(child))]


@given(documents())
def test_every_element_is_where_it_is_said_to_be(text: str) -> None:
    data = text.encode()
    for each in walk(elements(data)):
        name = f"{each.prefix}{each.name}".encode()
        assert data[each.start :].startswith(b"<" + name)
        assert data[each.start : each.end].endswith(b"/>" if each.empty else b"</" + name + b">")
        assert data[each.inside - 1 : each.inside] == b">"


@given(documents(), st.data())
def test_what_is_put_in_is_the_only_difference(text: str, data: st.DataObject) -> None:
    before = text.encode()
    target = data.draw(st.sampled_from(walk(elements(before))))
    edits = Edits(before)
    edits.append(target, "<new/>")
    after = edits.apply()
    assert len(walk(elements(after))) == len(walk(elements(before))) + 1
    assert Edits(before).apply() == before


def test_the_inside_of_an_element_can_be_left_out() -> None:
    root = elements(b"<s><d><r>1</r><d/></d><e>2</e></s>", skip="d")
    assert [child.name for child in root.children] == ["d", "e"]
    assert not root.children[0].children
    assert root.children[1].text == "2"


def test_an_attribute_is_set_or_added() -> None:
    data = b"<a x='1'><b/></a>"
    root = elements(data)
    edits = Edits(data)
    edits.set(root, "x", "2")
    edits.set(root.children[0], "y", "3")
    assert edits.apply() == b"<a x='2'><b y=\"3\"/></a>"
    with pytest.raises(CannotEdit):
        Edits(b"<a x = '1'/>").set(elements(b"<a x = '1'/>"), "x", "2")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<!DOCTYPE a><a/>",
        b"\xff\xfe<\x00a\x00/\x00>\x00",
        b'<?xml version="1.0" encoding="latin-1"?><a/>',
    ],
)
def test_what_cannot_be_edited_is_said(data: bytes) -> None:
    with pytest.raises(CannotEdit):
        elements(data)


def test_two_changes_of_the_same_text_are_refused() -> None:
    data = b"<a><b>1</b></a>"
    root = elements(data)
    edits = Edits(data)
    edits.remove(root.children[0])
    edits.replace(root.children[0].inside, root.children[0].close, "2")
    with pytest.raises(CannotEdit):
        edits.apply()
