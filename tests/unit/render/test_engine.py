from __future__ import annotations

import json
import subprocess
import sys

import pytest

from nettrack_md.errors import TemplateBroken
from nettrack_md.render import engine, names
from nettrack_md.render.running import OUTPUT_LIMIT, run, tidy
from tests.unit.render.samples import view

VIEW = view("en")


def made(text: str, **others: str) -> str:
    own = {"x.j2": text, **{f"{name}.j2": other for name, other in others.items()}}
    return run("x.j2", VIEW, own)


def broken(text: str, **others: str) -> TemplateBroken:
    with pytest.raises(TemplateBroken) as caught:
        made(text, **others)
    return caught.value


ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ ().__class__.__base__.__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ joiner('x') }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ 'x'|attr('__class__') }}",
    "{{ picks|map(attribute='__class__')|list }}",
    "{{ picks|map(attribute='link.__class__')|list }}",
    "{{ picks|map('attr', '__class__')|list }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{0:999999999}'.format('x') }}",
    "{{ 'x'.format_map({}) }}",
    "{{ picks.append(1) }}",
    "{{ picks.clear() }}",
    "{{ say.update(a=1) }}",
    "{{ say.pop('log_title') }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func }}",
    "{% for a in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for a in [1] %}{{ loop._iterator }}{% endfor %}",
    "{{ 'a' * 10 }}",
    "{{ [1] * 10 }}",
    "{{ 2 ** 3 }}",
    "{{ 10**9 * 10**9 }}",
    "{{ 999999999999999 * 99 * 999 }}",
    "{{ '%99999d' % 1 }}",
    "{{ 'x'.center(9) }}",
    "{{ 'x'|center(9) }}",
    "{{ 'x'.encode() }}",
    "{{ range(10000000) }}",
    "{{ picks|random }}",
    "{{ picks|pprint }}",
    "{{ say|xmlattr }}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_reaches_nothing_but_its_view(text):
    assert broken(text).line == 1


def test_plain_arithmetic_texts_and_lists_work():
    text = (
        "{{ 7 % 4 + 2 * 3 - 1 }} {{ 'a' + 'b' }} {{ ([1] + [2])|length }} {{ -5|abs }}"
    )

    assert made(text) == "8 ab 2 5\n"


def test_nothing_prints_as_nothing():
    assert made("[{{ none }}{{ picks[0].due is defined }}]") == "[False]\n"


def test_a_text_does_not_grow_without_end():
    text = (
        "{% for a in range(9) %}{% set x = '"
        + "x" * 150_000
        + "' %}{{ (x + x)|length }}{% endfor %}"
    )

    assert "grows too long" in broken(text).reason


def test_a_page_does_not_grow_without_end():
    text = (
        "{% for a in range(99999) %}" + "x" * (OUTPUT_LIMIT // 90_000) + "{% endfor %}"
    )

    assert "2 MB" in broken(text).reason


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a\n{{ week.lable }}", 2, 'there is no "lable" in it (did you mean "label"?)'),
        ("{{ pick }}", 1, 'there is no "pick" here (did you mean "picks"?)'),
        ("{{ zzzzz }}", 1, 'there is no "zzzzz" here'),
        ("{{ nix + 'a' }}", 1, 'there is no "nix" here'),
        ("{{ picks[4].last.text.nix }}", 1, 'a text has no "nix"'),
        ("{{ none.x }}", 1, '"x" is asked of something that is empty'),
        ("\n\n{% for x in picks %}", 3, "Unexpected end of template"),
        ("{{ 'x'|dya }}", 1, 'there is no filter "dya" (did you mean "day"?)'),
        ("{{ 'x'|zzz }}", 1, 'there is no filter "zzz"'),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("{{ picks|sort }}", 1, "not supported between"),
        ("{{ range }}", 1, "this cannot be printed"),
        ("{{ 'x' + 1 }}", 1, "a text + a number is not available"),
        ("{% include 'nix.j2' %}", 1, 'there is no template "nix.j2"'),
        ("{% include '../x.j2' %}", 1, 'there is no template "../x.j2"'),
        ("{% include '/etc/passwd' %}", 1, 'there is no template "/etc/passwd"'),
        ("{{ picks.nix() }}", 1, 'a list has no "nix"'),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, line, reason):
    found = broken(text)

    assert found.line == line
    assert reason in found.reason
    assert str(found).startswith(f"x.j2:{line}: ")


def test_what_is_wrong_in_an_included_template_is_told_there():
    found = broken("{% include 'part.j2' %}", part="\n\n{{ nix }}")

    assert (found.name, found.line) == ("part.j2", 3)


def test_a_template_that_includes_itself_ends():
    assert "includes itself" in broken("{% include 'x.j2' %}").reason


def test_no_message_tells_an_address_in_memory():
    assert "0x" not in broken("{{ range|sort }}").reason


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../x",
        "a/../x",
        "/x",
        "a//x",
        "",
        ".hidden",
        "a/.x",
        "c:x",
        "a\\x",
        "a\0x",
    ],
)
def test_names_that_lead_elsewhere_are_none(name):
    assert not names.is_safe_name(name)
    with pytest.raises(TemplateBroken):
        run(name, VIEW, {name: "text"})


def test_a_name_may_lie_in_a_folder_and_in_any_script():
    assert run("報告/月.md.j2", VIEW, {"報告/月.md.j2": "ok"}) == "ok\n"


def test_the_built_in_templates_are_found():
    for name in names.BUILT_IN:
        text = names.built_in(name)
        assert text is not None
        assert text == names.built_in(names.PREFIX + name)
    assert names.built_in("nix.md.j2") is None


def test_a_template_of_the_users_own_shadows_the_built_in():
    own = {"overdue.md.j2": "mine, {{ lang }}"}

    assert engine.render("overdue.md.j2", VIEW, own=own) == "mine, en\n"


def test_one_for_the_language_beats_one_for_all():
    own = {"overdue.md.j2": "for all", "ja/overdue.md.j2": "日本語"}

    assert engine.render("overdue.md.j2", view("ja"), own=own) == "日本語\n"
    assert engine.render("overdue.md.j2", VIEW, own=own) == "for all\n"


def test_others_of_the_users_own_leave_a_built_in_alone():
    plain = engine.render("overdue.md.j2", VIEW)

    assert engine.render("overdue.md.j2", VIEW, own={"x.j2": "{{ nix }}"}) == plain


def test_a_report_that_is_nowhere_is_told():
    with pytest.raises(TemplateBroken, match="there is no template"):
        engine.render("report.md.j2", VIEW, own={})


def test_a_block_of_the_built_in_can_be_replaced():
    text = (
        '{% extends "builtin/weekly_review.md.j2" %}'
        "{% block look_back %}\n## My question\n{% endblock %}"
    )
    plain = engine.render(names.REVIEW, VIEW)
    changed = run(names.REVIEW, VIEW, {names.REVIEW: text})

    assert "## My question\n" in changed
    assert "Looking back" not in changed
    assert changed.split("## My")[0] == plain.split("## Looking")[0]


def test_the_child_renders_what_this_process_would():
    text = names.built_in(names.REVIEW)
    assert text is not None
    there = engine.render_untrusted(names.REVIEW, view("ja"), own={names.REVIEW: text})

    assert there == engine.render_trusted(names.REVIEW, view("ja"))


def test_what_is_wrong_in_the_child_is_told_as_here():
    with pytest.raises(TemplateBroken) as caught:
        engine.render_untrusted("x.j2", VIEW, own={"x.j2": "\n{{ week.lable }}"})

    assert str(caught.value) == str(broken("\n{{ week.lable }}"))


def test_a_template_that_does_not_end_is_ended():
    forever = "{% for a in range(99999) %}" * 2 + "{% endfor %}" * 2
    with pytest.raises(TemplateBroken, match="takes longer than"):
        engine.render_untrusted("x.j2", VIEW, own={"x.j2": forever}, seconds=1)


def test_a_template_that_eats_memory_is_ended():
    eats = "{{ '" + "x" * 9000 + "'|replace('x', '" + "x" * 90_000 + "')|length }}"
    with pytest.raises(TemplateBroken, match="memory"):
        engine.render_untrusted("x.j2", VIEW, own={"x.j2": eats})


def test_the_child_can_be_started_by_name_too():
    order = {"name": "x.j2", "view": {"lang": "en"}, "own": {"x.j2": "{{ lang }}"}}
    done = subprocess.run(
        [sys.executable, "-m", "nettrack_md.render.child"],
        input=json.dumps(order).encode(),
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout) == {"text": "en\n"}


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("\n\na  \n\n\n\nb\n\n\n", "a\n\nb\n"),
        ("```\na\n\n\nb\n```\n\n\nc", "```\na\n\n\nb\n```\n\nc\n"),
        ("a\r\nb\x00\x1b", "a\nb\n"),
        ("", "\n"),
    ],
)
def test_what_a_template_leaves_out_leaves_no_hole(text, tidied):
    assert tidy(text) == tidied


def test_a_byte_order_mark_before_a_template_is_no_text():
    assert made("\ufeff---\na") == "---\na\n"
