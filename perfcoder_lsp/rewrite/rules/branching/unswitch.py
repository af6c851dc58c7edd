"""Rules of "Branching Efficiency": LP10."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import indentation, line_of, starts_line
from perfcoder_lsp.cpp.facts.nests import is_fixed, is_plainly_counted, statements
from perfcoder_lsp.cpp.facts.ranges import cannot_overflow
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, nodes_inside, text_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.layout import in_place_of, indent_step
from perfcoder_lsp.rewrite.loop_order import is_short
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_MAX_LINES = 16
_MAY_TRAP = frozenset({"/", "%", "<<", ">>"})


@dataclass(frozen=True)
class _Switch:
    """A loop, and an `if` in its body whose condition has the same value in all passes."""

    loop: Loop
    node: Node
    condition: Node
    consequence: Node
    alternative: Node | None


@rule(id="LP10", category=Category.BRANCHING, summary="Decide once before a loop instead of in every pass", gain=1.6)
def unswitch_loop(source: Source) -> Iterator[Finding]:
    """
    What it does: takes an `if` whose condition stays the same out of a loop: `for (...) if (c) A else B` becomes
    `if (c) for (...) A else for (...) B`.

    Why: without the branch a pass is shorter, and the compiler can vectorise each loop; gcc does so itself at -O3 only.

    When not: the loop, or what the condition reads, may change it; evaluating it before a loop that does not run could
    fail (a division, a shift, a sum that overflows); the body contains anything but arithmetic on numbers and array
    elements, or is long; another loop stands in it; the file starts threads.

    Source: catalogue LP10, measured 1.7x. Codee PWR022.
    """
    switches = (found for loop in loops(source) if (found := _read(source, loop)) is not None)
    for found in unless_threads(source, switches):
        lines = _lines(source, found)
        if lines is not None:
            yield _finding(source, found, lines)


def _read(source: Source, loop: Loop) -> _Switch | None:
    inside = statements(loop.body)
    decided = [each for each in inside if each.type == "if_statement"]
    if loop.kind != "for" or not decided or nodes_inside(source, loop.body, *LOOP_TYPES):
        return None
    if not is_plainly_counted(source, loop) or is_short(source, loop):
        return None
    for node in decided:
        clause, consequence = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        condition = clause.child_by_field_name("value") if clause is not None else None
        otherwise = node.child_by_field_name("alternative")
        branch = statements(otherwise)[0].named_children if otherwise is not None else []
        if condition is None or consequence is None or not _is_decided(source, condition, loop):
            continue
        return _Switch(loop, node, condition, consequence, branch[0] if branch else None)
    return None


def _is_decided(source: Source, condition: Node, loop: Loop) -> bool:
    symbols = {text_of(each) for part in nodes_inside(source, condition, "binary_expression") for each in part.children}
    names = nodes_inside(source, condition, "identifier")
    defined = not symbols & _MAY_TRAP and cannot_overflow(source, condition)
    return bool(names) and defined and is_fixed(source, condition, loop.node)


def _lines(source: Source, found: _Switch) -> tuple[str, ...] | None:
    """The new lines, relative to the loop's indentation; None where they can't be made of the old ones."""
    node, sole = found.loop.node, len(statements(found.loop.body)) == 1
    rows = node.end_point.row - node.start_point.row
    if rows > _MAX_LINES or not starts_line(source, node.start_byte) or nodes_inside(source, node, "comment"):
        return None
    yes = _variant(source, found, found.consequence)
    no = _variant(source, found, found.alternative)
    if yes is None or no is None:
        return None
    head = f"if ({text_of(found.condition)}) {{"
    if sole and found.alternative is None:  # the other loop would do nothing
        return (head, *yes, "}")
    return (head, *yes, "} else {", *no, "}")


def _variant(source: Source, found: _Switch, branch: Node | None) -> tuple[str, ...] | None:
    """The loop's lines, one step in, with the `if` replaced by one of its branches."""
    loop, node = found.loop.node, found.node
    text, start = source.slice(loop), loop.start_byte
    raw = text.encode()
    before, after = raw[: node.start_byte - start].decode(), raw[node.end_byte - start :].decode()
    margin = indentation(source, start)
    in_block = found.loop.body.type == "compound_statement"
    chosen = _chosen(source, found, branch, in_block=in_block)
    if chosen is None:
        return None
    if not chosen or (not in_block and chosen.startswith("{")):
        step = indentation(source, node.start_byte).removeprefix(margin)
        before, chosen = before.rstrip() + (" " if chosen else ""), chosen.replace(f"\n{margin}{step}", f"\n{margin}")
    lines = (before + chosen + after).splitlines()
    if not all(each.startswith(margin) or not each.strip() for each in lines[1:]):
        return None
    return tuple(
        f"\t{each.removeprefix(margin) if at else each}" if each.strip() else "" for at, each in enumerate(lines)
    )


def _chosen(source: Source, found: _Switch, branch: Node | None, *, in_block: bool) -> str | None:
    """A branch as it stands in the place of the `if`: without its braces where it declares nothing."""
    if branch is None:
        return "" if in_block else ";"
    text = text_of(branch)
    own = indentation(source, found.node.start_byte)
    if branch.type != "compound_statement":
        return text if len(text.splitlines()) == 1 else None
    inside = branch.named_children
    declares = any(each.type == "declaration" for each in inside)
    if declares or not in_block or not inside or not starts_line(source, inside[0].start_byte):
        return text
    inner = source.text[inside[0].start_byte : inside[-1].end_byte].decode().splitlines()
    step = indentation(source, inside[0].start_byte).removeprefix(own) or indent_step(source)
    moved = [inner[0], *(each.removeprefix(own + step) and own + each.removeprefix(own + step) for each in inner[1:])]
    return source.newline.join(moved)


def _finding(source: Source, found: _Switch, lines: tuple[str, ...]) -> Finding:
    condition, line = " ".join(text_of(found.condition).split()), line_of(source, found.node.start_byte)
    first = line_of(source, found.loop.range.start)
    return Finding(
        title=f"Decide `{condition}` once before the loop",
        explanation=(
            f"`{condition}` in line {line} has the same value in every pass of the loop in line {first}. Decided once, "
            "it leaves a shorter loop without a branch for each case."
        ),
        edits=(in_place_of(source, found.loop.node, *lines),),
        range=node_range(found.loop.node),
        notes=("The loop stands there twice afterwards.",) if "} else {" in lines else (),
    )
