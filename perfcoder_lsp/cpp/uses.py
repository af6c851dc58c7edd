"""How a variable is used: every mention, what happens to it there, and whether it gets out of sight.

The answers err on one side: where the text doesn't show that a use only reads, its effect is ESCAPE. For a pointer
the effect speaks of the pointer until it is dereferenced, and then of what it points to.
"""

from bisect import bisect_left
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call
from perfcoder_lsp.cpp.declarations import Declaration, Scope
from perfcoder_lsp.cpp.effects import Effect, Outcome, UseKind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.includes import macro_words, macros
from perfcoder_lsp.cpp.mentions import mentions_of
from perfcoder_lsp.cpp.nodes import nodes_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import candidates, is_certain, scope_of
from perfcoder_lsp.cpp.source import Source, node_range, per_source
from perfcoder_lsp.cpp.trace import trace
from perfcoder_lsp.text import ByteRange

__all__ = ["Effect", "Use", "UseKind", "use_at", "uses", "uses_in"]


@dataclass(frozen=True)
class Use:
    """One mention of a variable.

    `kind` is the first step, `effect` what the whole expression does to the variable or to anything in it:
    `v[i] += 2` is a SUBSCRIPT with effect UPDATE, `v.push_back(x)` a MEMBER_CALL (`method`, `call`) with effect WRITE,
    `f(v)` an ARGUMENT (`call`, `position`), `f(v[i])` a SUBSCRIPT that also has `call` and `position` of f.
    `index` is the node between the brackets of a SUBSCRIPT; `member` the name after the dot of a MEMBER; `expression`
    the whole access: `v[i].first` in `x = v[i].first`. `in_lambda`: inside a lambda that the variable is declared
    outside of, so when it runs is open.
    """

    node: Node
    kind: UseKind
    effect: Effect
    expression: Node
    method: str = ""
    member: str = ""
    index: Node | None = None
    call: Call | None = None
    position: int | None = None
    in_lambda: bool = False

    @property
    def range(self) -> ByteRange:
        return node_range(self.node)

    @property
    def writes(self) -> bool:
        """Whether the variable, or anything in it, may be changed here or later through what is handed out here."""
        return self.effect in (Effect.WRITE, Effect.UPDATE, Effect.ESCAPE)

    @property
    def escapes(self) -> bool:
        """Whether something may refer to the variable after this expression, or do with it what the text can't tell."""
        return self.effect in (Effect.ESCAPE, Effect.ALIAS)


def uses(source: Source, declaration: Declaration) -> tuple[Use, ...]:
    """Every use of a variable after its declaration (initialisers are not uses), in text order.

    Where a mention might mean another declaration as well, and where a macro's body or a piece of
    assembler has the name, the effect is ESCAPE.
    """
    known = _known(source)
    if id(declaration) not in known:
        known[id(declaration)] = _find(source, declaration)
    return known[id(declaration)]


@per_source
def _known(_: Source) -> dict[int, tuple[Use, ...]]:
    """The uses that were asked for already, by the declaration's identity."""
    return {}


def _find(source: Source, declaration: Declaration) -> tuple[Use, ...]:
    found = [_read(source, declaration, node) for node in mentions_of(source, declaration)]
    for each in macros(source) if declaration.name in macro_words(source) else ():
        if declaration.name in each.words and each.name != declaration.name:
            found.append(Use(each.node, UseKind.UNKNOWN, Effect.ESCAPE, each.node))
    for node in nodes_of_type(source, "gnu_asm_expression"):  # an assembler finds a global by its name
        if any(declaration.name in text_of(each) for each in nodes_inside(source, node, "string_content")):
            found.append(Use(node, UseKind.UNKNOWN, Effect.ESCAPE, node))
    return tuple(sorted(found, key=lambda use: use.node.start_byte))


def use_at(source: Source, mention: Node) -> Use | None:
    """The use that a mention of a variable makes; None where the name is no variable of this file."""
    known = _uses_by_mention(source)
    if mention.id not in known:
        known[mention.id] = None
        for each in candidates(source, mention):
            known |= {use.node.id: use for use in uses(source, each)} if each.is_variable else {}
    return known[mention.id]


@per_source
def _uses_by_mention(_: Source) -> dict[int, Use | None]:
    """The uses that were asked for already, by their mentions' node ids."""
    return {}


def uses_in(source: Source, declaration: Declaration, where: Node) -> tuple[Use, ...]:
    """The uses that lie inside a node (macros that may use the variable always count as inside)."""
    found = uses(source, declaration)
    first, last = (bisect_left(found, each, key=_start) for each in (where.start_byte, where.end_byte))
    if declaration.name not in macro_words(source):
        return found[first:last]
    return tuple(
        each for place, each in enumerate(found) if first <= place < last or each.node.type.startswith("preproc")
    )


def _start(use: Use) -> int:
    return use.node.start_byte


def _read(source: Source, declaration: Declaration, node: Node) -> Use:
    outcome: Outcome = trace(source, node, variable_type(source, declaration))
    effect = outcome.effect if is_certain(source, node) else Effect.ESCAPE
    return Use(
        node=node,
        kind=outcome.kind,
        effect=effect,
        expression=outcome.expression,
        method=outcome.method,
        member=outcome.member,
        index=outcome.index,
        call=outcome.call,
        position=outcome.position,
        in_lambda=_crosses_lambda(declaration, scope_of(source, node)),
    )


def _crosses_lambda(declaration: Declaration, scope: Scope) -> bool:
    """Whether a lambda lies between a mention and the declaration."""
    for each in scope.outward():
        if each.kind in ("function", "class") or each.node == declaration.function:
            return False
        if each.kind == "lambda":
            return True
    return False
