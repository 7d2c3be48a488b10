"""Every small fault that could be in a module: its mutants, as texts.

The operators are those of mutmut, and three of our own: a question asked the other
way round, a call or a `raise` left out, nothing given back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.metadata import ByteSpanPositionProvider, CodeSpan, MetadataWrapper
from mutmut.mutation.mutators import mutation_operators

#: What does not run, or runs for the type checker only.
_PASSED_OVER = m.Annotation() | m.Decorator() | m.Import() | m.ImportFrom()
_FOR_TYPES = m.If(test=m.Name("TYPE_CHECKING"))
#: mutmut's rule: these never take another argument.
_FIXED_CALLS = m.Call(func=m.Name("len") | m.Name("isinstance") | m.Name("NamedTuple"))
_EXPORTS = m.Assign(targets=[m.AssignTarget(target=m.Name("__all__"))])
_DOCSTRING = m.SimpleStatementLine(body=[m.Expr(m.SimpleString())])


class Mutant(NamedTuple):
    """A module with one fault.

    name: path, function, and what stands there before and after; it is the same as
        long as those lines are
    lines: the first and the last line of what was changed, 1-based, in the original
    scope: the function, or the class and its method; empty for the module's own
    code: the whole module
    """

    name: str
    lines: tuple[int, int]
    scope: str
    code: str


class _Finder(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.scopes: list[str] = []
        self.found: list[tuple[str, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if m.matches(node, _PASSED_OVER | _FOR_TYPES | _EXPORTS | _DOCSTRING):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self.scopes.append(node.name.value)
        if not m.matches(node, _FIXED_CALLS):
            scope = ".".join(self.scopes)
            self.found += [(scope, node, one) for one in _mutated(node)]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self.scopes.pop()


def _mutated(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from operator(node)
    match node:
        case cst.If(test=test) | cst.While(test=test) | cst.IfExp(test=test):
            yield node.with_changes(test=_negated(test))
        case cst.Expr(value=cst.Call()) | cst.Raise():
            yield cst.Pass()
        case cst.Return(value=value) if value and not m.matches(value, m.Name("None")):
            yield node.with_changes(value=None)
        case _:
            pass


def _negated(test: cst.BaseExpression) -> cst.BaseExpression:
    inner = test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return cst.UnaryOperation(cst.Not(), inner)


def find_mutants(path: str, source: str) -> Iterator[Mutant]:
    """All mutants of a module, in order, none of them twice."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    finder = _Finder()
    wrapper.visit(finder)
    module, spans = wrapper.module, wrapper.resolve(ByteSpanPositionProvider)
    lines, seen, names = source.splitlines(), {source}, Counter[str]()
    for scope, node, mutated in finder.found:
        code = _spliced(module, source.encode(), spans.get(node), node, mutated)
        if code in seen:
            continue
        seen.add(code)
        first, last, before, after = _difference(lines, code.splitlines())
        name = f"{path}:{scope or 'module'}: {before} -> {after}"
        names[name] += 1
        if names[name] > 1:
            name += f" ({names[name]})"
        yield Mutant(name, (first, last), scope, code)


def _spliced(
    module: cst.Module,
    source: bytes,
    span: CodeSpan | None,
    node: cst.CSTNode,
    mutated: cst.CSTNode,
) -> str:
    """The module with one node replaced; quickly, where its bytes are known."""
    if span is not None:
        start, end = span.start, span.start + span.length
        if source[start:end] == module.code_for_node(node).encode():
            new = module.code_for_node(mutated).encode()
            return (source[:start] + new + source[end:]).decode()
    changed = module.deep_replace(node, mutated)
    return cst.ensure_type(changed, cst.Module).code


def _difference(old: list[str], new: list[str]) -> tuple[int, int, str, str]:
    """The lines that differ: first and last of the old ones, and both texts."""
    start, least = 0, min(len(old), len(new))
    while start < least and old[start] == new[start]:
        start += 1
    behind = 0
    while behind < least - start and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    gone, come = old[start : len(old) - behind], new[start : len(new) - behind]
    return start + 1, start + max(len(gone), 1), _one_line(gone), _one_line(come)


def _one_line(lines: Iterable[str]) -> str:
    return " ".join(line.strip() for line in lines) or "nothing"
