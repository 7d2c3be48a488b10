"""Pictures, as the programs that draw them read them."""

from __future__ import annotations

import html
import json
import re
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nettrack_md.exchange.picture import (
    Figure,
    Line,
    Picture,
    render_canvas,
    render_dot,
    render_graphml,
    render_mermaid,
)
from nettrack_md.exchange.picture.layout import HEIGHT, WIDTH, lay_out
from nettrack_md.exchange.picture.values import KINDS
from nettrack_md.exchange.texts import one_line

HOSTILE = [
    'a "quoted" one', "b]) --> n9", "c\nn9[evil]", "d;%%{init: {}}%%", "<img src=x>",
    "`*bold*`", "#quot;", "e&lt;f", "g\\N\\", "end", "h\u202eafdp", "\x1b[31m", "{j}|k|",
    "海野 葵", "𠮷野 👩\u200d👧", "]]>", "\ud800", "click n1 href", "l\u2028m", "",
]  # fmt: skip
#: Drawing is slow and the laws are many; all of them in CI.
few = settings(max_examples=settings().max_examples // 3)
kinds = st.sampled_from(KINDS)
names = st.sampled_from(HOSTILE) | st.text(max_size=8)


@st.composite
def pictures(draw: st.DrawFn, most: int = 14) -> Picture:
    count = draw(st.integers(0, most))
    groups = draw(st.lists(names.map(one_line).filter(bool), max_size=3, unique=True))
    inside = st.sampled_from(["", *groups])
    figures = tuple(
        Figure(f"People/{at}.md", draw(names), draw(names), draw(names), draw(inside))
        for at in range(count)
    )
    ends = st.sampled_from([one.path for one in figures] or [""])
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=20, unique=True))
    lines = tuple(
        Line(a, b, draw(names), draw(kinds), directed=draw(st.booleans()))
        for a, b in pairs
        if a != b
    )
    return Picture(figures, lines, tuple(groups))


def chain(length: int) -> Picture:
    figures = tuple(Figure(f"{at}.md", str(at)) for at in range(length))
    lines = tuple(
        Line(f"{at}.md", f"{at + 1}.md", "x", "x", directed=True)
        for at in range(length - 1)
    )
    return Picture(figures, lines)


def star(rays: int) -> Picture:
    figures = tuple(Figure(f"{at}.md", str(at)) for at in range(rays + 1))
    lines = tuple(Line("0.md", f"{at}.md", "x", "x") for at in range(1, rays + 1))
    return Picture(figures, lines)


# --- where everybody stands ---


@few
@given(pictures())
def test_nobody_stands_on_anybody_and_all_stand_in_their_frames(picture):
    places = lay_out(picture)
    spots = places.people

    for a, b in combinations(spots.values(), 2):
        assert abs(a.x - b.x) >= WIDTH or abs(a.y - b.y) >= HEIGHT
    for one in picture.figures:
        spot = spots[one.path]
        for name, frame in places.groups.items():
            left, top = frame.x, frame.y
            right, bottom = left + frame.width, top + frame.height
            inside = left < spot.x and spot.x + WIDTH < right
            inside = inside and top < spot.y and spot.y + HEIGHT < bottom
            apart = spot.x >= right or spot.x + WIDTH <= left
            apart = apart or spot.y >= bottom or spot.y + HEIGHT <= top
            assert inside if one.group == name else apart


@few
@given(pictures())
def test_whoever_was_brought_stands_to_the_right(picture):
    spots = lay_out(picture).people
    groups = {one.path: one.group for one in picture.figures}
    first: dict[str, Line] = {}
    for line in picture.lines:
        if line.directed and groups[line.a] == groups[line.b]:
            first.setdefault(line.b, line)
    ways = {line.b: line.a for line in first.values()}
    for line in first.values():
        seen, at = set(), line.b
        while at in ways and at not in seen:
            seen.add(at)
            at = ways[at]
        # Somewhere a circle must turn back, and so must all that hangs on it.
        if at not in ways and sum(x.b == line.b for x in picture.lines) == 1:
            assert spots[line.a].x < spots[line.b].x


def test_a_picture_of_300_people_is_no_endless_strip():
    figures = star(300).figures
    many = tuple(
        Line(f"{at * way % 97}.md", f"{at}.md", "x", "x")
        for at in range(98, 300)
        for way in (3, 7)
    )
    for picture in (star(300), Picture(figures), Picture(figures, many)):
        spots = lay_out(picture).people.values()
        width = max(spot.x for spot in spots) + WIDTH
        height = max(spot.y for spot in spots) + HEIGHT
        assert 1 / 3 < width / height < 3


def test_a_chain_may_be_longer_than_the_stack():
    assert len(lay_out(chain(3000)).people) == 3000


# --- JSON Canvas 1.0 ---


@few
@given(pictures())
def test_a_canvas_is_what_the_format_asks_for(picture):
    canvas = json.loads(render_canvas(picture))
    nodes = {node["id"]: node for node in canvas["nodes"]}

    assert set(canvas) == {"nodes", "edges"}
    assert len(nodes) == len(canvas["nodes"])
    for node in nodes.values():
        assert re.fullmatch("[0-9a-f]{16}", node["id"])
        assert all(type(node[key]) is int for key in ("x", "y", "width", "height"))
        assert node["type"] in {"file", "group"}
        assert node.get("color", "1") in set("123456")
        assert set(node) <= {
            "id", "type", "x", "y", "width", "height", "color", "file", "label",
        }  # fmt: skip
    files = [node["file"] for node in nodes.values() if node["type"] == "file"]
    assert files == [one.path for one in picture.figures]
    for edge in canvas["edges"]:
        assert edge["fromNode"] in nodes
        assert edge["toNode"] in nodes
        assert {edge["fromSide"], edge["toSide"]} <= {"top", "right", "bottom", "left"}
        assert edge["toEnd"] in {"none", "arrow"}
    arrows = [edge["toEnd"] == "arrow" for edge in canvas["edges"]]
    assert arrows == [line.directed for line in picture.lines]


def test_an_empty_canvas_is_one():
    assert json.loads(render_canvas(Picture(()))) == {"nodes": [], "edges": []}


# --- a canvas that somebody has worked on ---

TRIO = Picture(
    (Figure("a.md", "A"), Figure("b.md", "B"), Figure("c.md", "C", group="g")),
    (Line("a.md", "b.md", "x", "introduced", directed=True),
     Line("b.md", "c.md", "x", "noted")),
    ("g",),
)  # fmt: skip


def worked_on() -> dict[str, Any]:
    """Somebody has moved and coloured B, and added a card and two arrows."""
    canvas: dict[str, Any] = json.loads(render_canvas(TRIO))
    (b,) = [node for node in canvas["nodes"] if node.get("file") == "b.md"]
    b.update(x=-900, y=77, width=400, color="#ff0000")
    text = {"id": "mine", "type": "text", "x": 0, "y": 3000, "width": 9, "height": 9,
            "text": "hello"}  # fmt: skip
    canvas["nodes"].append(text)
    canvas["edges"] += [
        {"id": "mine to b", "fromNode": "mine", "toNode": b["id"]},
        {"id": "mine to gone", "fromNode": "mine", "toNode": "nobody"},
    ]
    return canvas


def again(picture: Picture, canvas: dict[str, Any]) -> dict[str, Any]:
    there = json.dumps(canvas).encode()
    made: dict[str, Any] = json.loads(render_canvas(picture, there))
    return made


def test_what_was_moved_coloured_and_added_stays():
    made = again(TRIO, worked_on())
    (b,) = [node for node in made["nodes"] if node.get("file") == "b.md"]

    assert (b["x"], b["y"], b["width"], b["color"]) == (-900, 77, 400, "#ff0000")
    assert [node for node in made["nodes"] if node["id"] == "mine"]
    assert len(made["edges"]) == 3
    assert made["edges"][-1]["id"] == "mine to b"
    assert made["edges"][0]["fromSide"] == "left"


def test_who_is_new_stands_below_and_who_is_gone_is_gone():
    less = Picture((*TRIO.figures[1:], Figure("d.md", "D", group="h")), (), ("g", "h"))
    made = again(less, worked_on())
    files = {node["file"]: node for node in made["nodes"] if "file" in node}

    assert set(files) == {"b.md", "c.md", "d.md"}
    assert files["d.md"]["y"] > 3009
    assert [edge["id"] for edge in made["edges"]] == ["mine to b"]
    frames = [node["label"] for node in made["nodes"] if node["type"] == "group"]
    assert frames == ["g", "h"]


@few
@given(pictures(), pictures())
def test_a_canvas_drawn_again_is_the_same(one, other):
    first = render_canvas(one)
    changed = render_canvas(other, first)

    assert render_canvas(one, first) == first
    assert render_canvas(other, changed) == changed


@pytest.mark.parametrize(
    "there", [b"", b"\xff", b"[]", b"null", b'{"nodes":7}', b"[" * 10_000,
              b'{"nodes":[1,{"id":3},{"id":"x","x":"1"}],"edges":[{}]}']
)  # fmt: skip
def test_what_is_no_canvas_is_drawn_over(there):
    assert render_canvas(TRIO, there) == render_canvas(TRIO)


# --- text for other programs ---

NODE = re.compile(r'\s+n(\d+)\["([^"]*)"\]')
EDGE = re.compile(r'  n(\d+) (-->|---)\|"([^"]*)"\| n(\d+)')
FRAME = re.compile(r'  subgraph g\d+\["([^"]*)"\]')


def shown(label: str) -> str:
    """A label of Mermaid as a reader sees it."""
    assert not re.search(r'[<>"`&|\[\]{};%*_\\]', re.sub(r"#\d+;", "", label))
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)


def as_shown(text: str) -> str:
    text = one_line(text).encode("utf-8", "replace").decode()
    return text or " "


@example(Picture(tuple(Figure(f"{at}", name) for at, name in enumerate(HOSTILE))))
@few
@given(pictures())
def test_mermaid_shows_every_name_as_it_is_and_takes_nothing_for_a_mark(picture):
    head, *lines = render_mermaid(picture).decode().splitlines()
    nodes = [found for line in lines if (found := NODE.fullmatch(line))]
    edges = [found for line in lines if (found := EDGE.fullmatch(line))]
    frames = [found for line in lines if (found := FRAME.fullmatch(line))]

    assert head == "flowchart LR"
    assert sorted(shown(found[2]) for found in nodes) == sorted(
        as_shown(one.name) for one in picture.figures
    )
    assert [shown(found[3]) for found in edges] == [
        as_shown(line.label) for line in picture.lines
    ]
    ends = [line for line in lines if line == "  end"]
    assert len(ends) == len(frames)
    assert len(nodes) + len(edges) + 2 * len(frames) == len(lines)


def test_mermaid_in_a_note_is_a_block_of_code_that_no_name_ends():
    picture = Picture((Figure("a.md", "```\n# Heading"),))
    lines = render_mermaid(picture, fenced=True).decode().splitlines()

    assert lines[0] == "```mermaid"
    assert [at for at, line in enumerate(lines) if "```" in line] == [0, len(lines) - 1]


def test_in_a_note_whoever_is_called_as_their_note_is_a_link():
    picture = Picture(
        (Figure("People/Ada Fenn.md", "Ada Fenn"), Figure("b.md", "Ben"),
         Figure("People/海野 葵.md", "海野 葵"), Figure("a#b.md", "a#b"))
    )  # fmt: skip

    assert b"class n1,n3 internal-link;" in render_mermaid(picture, fenced=True)
    assert b"internal-link" not in render_mermaid(picture)


TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|->|[A-Za-z_][A-Za-z_0-9]*|[{}\[\];,=])')


def dot_labels(text: str) -> list[str]:
    """The labels of a graph, token by token: what is no token fails."""
    at, tokens = 0, []
    while at < len(text.rstrip()):
        found = TOKEN.match(text, at)
        assert found, text[at : at + 40]
        tokens.append(found[1])
        at = found.end()
    assert tokens[:3] == ["digraph", "nettrack", "{"]
    assert tokens.count("{") == tokens.count("}")
    labels = [
        tokens[n + 2] for n, t in enumerate(tokens) if t == "label"
    ]  # label = "…"
    return [html.unescape(re.sub(r"\\(.)", r"\1", label[1:-1])) for label in labels]


@example(Picture(tuple(Figure(f"{at}", name) for at, name in enumerate(HOSTILE))))
@few
@given(pictures())
def test_dot_shows_every_name_as_it_is(picture):
    labels = dot_labels(render_dot(picture).decode())
    count = len(picture.figures)

    assert labels[:count] == [
        one_line(one.name).encode("utf-8", "replace").decode()
        for one in picture.figures
    ]
    assert labels[len(labels) - len(picture.lines) :] == [
        one_line(line.label).encode("utf-8", "replace").decode()
        for line in picture.lines
    ]


@example(Picture(tuple(Figure(f"{at}", name) for at, name in enumerate(HOSTILE))))
@few
@given(pictures())
def test_graphml_is_xml_that_says_the_same(picture):
    root = ET.fromstring(render_graphml(picture))
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}

    def told(element: ET.Element, key: str) -> str:
        return element.findtext(f"g:data[@key='{key}']", "", space)

    nodes = root.findall("g:graph/g:node", space)
    edges = root.findall("g:graph/g:edge", space)
    assert [told(node, "name") for node in nodes] == [
        one_line(one.name).encode("utf-8", "replace").decode()
        for one in picture.figures
    ]
    assert [edge.get("directed") is None for edge in edges] == [
        line.directed for line in picture.lines
    ]
    ids = {node.get("id") for node in nodes}
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= ids


@pytest.mark.parametrize(
    "render", [render_canvas, render_mermaid, render_dot, render_graphml]
)
def test_no_direction_of_writing_and_no_control_gets_out(render):
    picture = Picture(
        (Figure("a.md", "x\u202ey\x1b\x00", group="g\u2066"),), (), ("g\u2066",)
    )
    text = render(picture).decode()

    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", text)
