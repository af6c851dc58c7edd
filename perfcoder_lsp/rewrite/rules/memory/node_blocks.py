"""MEM5: many small objects that are never released, each allocated on its own."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.edits import indentation, line_of, starts_line
from perfcoder_lsp.cpp.facts.heap_objects import addresses_matter, allocation_operators, nothing_is_released
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of, has_main
from perfcoder_lsp.cpp.includes import has_directive, macro_names, macro_words
from perfcoder_lsp.cpp.loops import runs_often
from perfcoder_lsp.cpp.members import Class, classes
from perfcoder_lsp.cpp.nodes import has_error, nodes_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declarations, declarations_named
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import headers_come_before, included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, sorted_edits

_ALIGNED = (b"alignas", b"aligned", b"__m128", b"__m256", b"__m512", b"simd", b"vector_size", b"hardware_destructive")
_NAMES = frozenset({"size", "block", "left", "object", "size_t", "nullptr", "static", "char"})
_ALLOCATION = """\
static void* operator new({size_t} size) {{
    static char* block = nullptr;
    static {size_t} left = 0;
    if (left < size) {{
        left = size + 65536;
        block = static_cast<char*>(::operator new(left));
    }}
    void* object = block;
    block += size;
    left -= size;
    return object;
}}
static void operator delete(void*) {{}}"""


@rule(id="MEM5", category=Category.MEMORY, summary="Take nodes that are never freed from large blocks", gain=1.15)
def nodes_from_blocks(source: Source) -> Iterator[Finding]:
    """
    What it does: gives a class whose objects are made by `new` again and again, and never deleted, an `operator new`
    that hands out parts of large blocks, and an `operator delete` that does nothing.

    Why: each `new` searches the heap for a free piece and writes its bookkeeping beside it; the next part of a block is
    one addition, and small nodes lie twice as dense.

    When not: the file has a `delete` or a smart pointer, or is no whole program; the class has bases or is one, is a
    template, a local class or over-aligned, or has an `operator new`; objects are made in arrays or at given places;
    pointers to them are ordered, hashed or printed; threads; a macro takes part.

    Source: catalogue MEM5, measured 1.17x; 1.4x here (a list of 4,000,000 nodes). Competitive-programming folklore.
    """
    made = nodes_of_type(source, "new_expression")
    if not made or source.language == "c" or not has_main(source) or not nothing_is_released(source):
        return
    if any(each.child_by_field_name("placement") is not None for each in made) or threads_of(source):
        return
    if source.root.has_error or any(each in source.text for each in _ALIGNED):
        return
    for each in classes(source):
        news = [new for new in made if _made_class(new) == each.name]
        late = not headers_come_before(source, each.node.start_byte)
        if news and not late and any(runs_often(source, new) for new in news) and _is_simple(source, each, news):
            yield _from_blocks(source, each, news)


def _made_class(new: Node) -> str:
    """The name of the class of which a new-expression makes an object."""
    kind = new.child_by_field_name("type")
    named = kind.child_by_field_name("name") if kind is not None else None
    return text_of(named if named is not None else kind).rpartition("::")[2] if kind is not None else ""


def _is_simple(source: Source, found: Class, news: list[Node]) -> bool:
    """Whether a class stands for itself, all of it is shown, and its objects are made one at a time."""
    node, name = found.node, found.name
    if found.is_union or found.is_nameless or found.bases or found.heads or function_of(source, node) is not None:
        return False
    if sum(each.name == name for each in classes(source)) != 1 or not declarations_named(source, name):
        return False
    if any(name in base for each in classes(source) for base in each.bases) or _in_template(node):
        return False
    aliased = any(each.kind is Kind.ALIAS and each.type.name == name for each in declarations(source))
    if aliased and any(each.bases for each in classes(source)):
        return False
    if nodes_inside(source, node, "throw_statement"):  # what a constructor leaves by would be released
        return False
    if (
        _NAMES & macro_names(source)
        or {name, "new"} & (macro_words(source) | macro_names(source))
        or has_error(node)
        or has_directive(source, node)
    ):
        return False
    if any(each.child_by_field_name("declarator") is not None for each in news) or allocation_operators(source, node):
        return False
    return _ends_public(node, found.body) and not addresses_matter(source, name)


def _in_template(node: Node) -> bool:
    around = node.parent
    while around is not None and around.type != "template_declaration":
        around = around.parent
    return around is not None


def _ends_public(node: Node, body: Node) -> bool:
    """Whether what is added at the end of a class is public."""
    access = [text_of(each) for each in body.children if each.type == "access_specifier"]
    return access[-1] == "public" if access else node.type == "struct_specifier"


def _from_blocks(source: Source, found: Class, news: list[Node]) -> Finding:
    lines = ", ".join(dict.fromkeys(str(line_of(source, each.start_byte)) for each in news))
    where = f"line{'s' * (',' in lines)} {lines}"
    return Finding(
        title=f"Take the objects of {found.name} from large blocks",
        explanation=(
            f"Each `new {found.name}` in {where} is an allocation of its own, with bookkeeping beside it, and none is "
            "ever released; parts of blocks of 64 KiB cost an addition each and lie densely."
        ),
        edits=sorted_edits((_allocation(source, found), *included(source, "<cstddef>"))),
        range=node_range(found.node),
        notes=("Objects of this class that are deleted later on would not give their memory back.",),
    )


def _allocation(source: Source, found: Class) -> TextEdit:
    """The two functions, at the end of the class."""
    closing = found.body.end_byte - 1
    outer = indentation(source, found.node.start_byte)
    first = found.body.named_children[0] if found.body.named_children else None
    inner = indentation(source, first.start_byte) if first is not None and starts_line(source, first.start_byte) else ""
    step = inner.removeprefix(outer) if inner.startswith(outer) and inner != outer else "    "
    text = _ALLOCATION.format(size_t=standard(source, "size_t"))
    lines = [outer + step + each.replace("    ", step) for each in text.split("\n")]
    block = source.newline.join(lines)
    if starts_line(source, closing):
        at = closing - len(indentation(source, closing).encode())
        return TextEdit.insert(at, block + source.newline)
    return TextEdit.insert(closing, f"{source.newline}{block}{source.newline}{outer}")
