"""The pass over a file that records every declaration, and every mention of a name with its scope.

Names are looked up afterwards (`scopes`), since members can be used before they are declared. The stack is explicit:
code nests deeper than Python's own.
"""

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import (
    Declaration,
    Initializer,
    Kind,
    Names,
    Scope,
    read_initializer,
    type_text,
)
from perfcoder_lsp.cpp.declarators import (
    Declarator,
    declarators_of,
    qualifiers,
    read_declarator,
    specifiers_of,
    unqualified,
)
from perfcoder_lsp.cpp.functions import is_macro_block
from perfcoder_lsp.cpp.includes import macro_names, macros
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, FUNCTION_TYPES, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.told_types import told_type
from perfcoder_lsp.cpp.type_parser import TypeNames, parse_type
from perfcoder_lsp.cpp.types import UNKNOWN, Type

_NAMES = frozenset({"identifier", "type_identifier", "field_identifier"})
_STATEMENT_SCOPES = frozenset(
    {"for_statement", "for_range_loop", "if_statement", "while_statement", "switch_statement", "catch_clause"}
)
_PARAMETERS = frozenset({"parameter_declaration", "optional_parameter_declaration", "variadic_parameter_declaration"})
_DIRECTIVES = frozenset({"preproc_def", "preproc_function_def", "preproc_include", "preproc_call", "comment"})
_CONDITIONALS = frozenset({"preproc_ifdef", "preproc_if", "preproc_elif", "preproc_elifdef"})
_INSIDE_FUNCTION = frozenset({"function", "lambda", "block", "statement"})
_ENTERED = (
    (_STATEMENT_SCOPES | _DIRECTIVES | _CONDITIONALS | FUNCTION_TYPES | CLASS_TYPES)
    | {"namespace_definition", "enum_specifier", "template_declaration", "compound_statement", "enumerator"}
    | {"declaration", "field_declaration", "type_definition", "alias_declaration", "using_declaration"}
)
_UNNAMED = Type("<unnamed>", user_defined=True)


def bind(source: Source) -> Names:
    """All names of a file."""
    return _Binder(source).bind()


class _Binder:
    def __init__(self, source: Source) -> None:
        self._source = source
        bodies = {each.name: each.body for each in macros(source) if each.parameters is None}
        self._names = Names(macro_names(source), bodies)
        self._root = Scope(source.root, "file", None)
        self._consumed: set[int] = set()

    def bind(self) -> Names:
        stack: list[tuple[Node, Scope, Node | None]] = [(self._source.root, self._root, None)]
        self._names.scopes[self._source.root.id] = self._root
        while stack:
            node, scope, function = stack.pop()
            kind = node.type
            if kind in _NAMES:
                if node.id not in self._consumed:
                    self._names.mentions.append((node, scope))
                continue
            if kind not in _ENTERED:
                if node.named_child_count:
                    stack += [(child, scope, function) for child in reversed(node.named_children)]
                continue
            children, inner, function = self._enter(node, scope, function)
            if inner is not scope:
                self._names.scopes[node.id] = inner
            stack.extend((child, inner, function) for child in reversed(children))
        return self._names

    def _enter(self, node: Node, scope: Scope, function: Node | None) -> tuple[list[Node], Scope, Node | None]:
        """Record what the node declares; the children to visit, and the scope and function that they stand in."""
        kind = node.type
        if kind in _DIRECTIVES:
            return [], scope, function
        children = node.named_children
        if kind in _CONDITIONALS:
            skip = (node.child_by_field_name("name"), node.child_by_field_name("condition"))
            return [c for c in children if c not in skip], scope, function
        if kind in FUNCTION_TYPES:
            return children, self._enter_function(node, scope, function), node
        if kind == "namespace_definition":
            return children, self._enter_namespace(node, scope), function
        if kind in CLASS_TYPES:
            return children, self._enter_class(node, scope, function), function
        if kind == "enum_specifier":
            return children, self._enter_enum(node, scope, function), function
        if kind == "template_declaration":
            scope = Scope(node, "template", scope)
            self._declare_template_parameters(node, scope, function)
        elif kind in _STATEMENT_SCOPES:
            scope = Scope(node, "statement", scope)
        elif kind == "compound_statement" and not self._is_function_body(node):
            scope = Scope(node, "block", scope)
        self._declare(node, scope, function)
        return children, scope, function

    def _is_function_body(self, node: Node) -> bool:
        parent = parent_of(self._source, node)
        return parent is not None and parent.type in FUNCTION_TYPES and not is_macro_block(self._source, parent)

    def _declare(self, node: Node, scope: Scope, function: Node | None) -> None:
        kind = node.type
        if kind in ("declaration", "field_declaration"):
            for declarator in declarators_of(node):
                self._declare_declarator(node, declarator, scope, function)
        elif kind == "for_range_loop":
            declarator, body = node.child_by_field_name("declarator"), node.child_by_field_name("body")
            if declarator is not None:
                start = body.start_byte if body is not None else node.end_byte
                self._add_variable(Kind.RANGE_FOR, node, declarator, scope, function, visible_from=start)
        elif kind == "catch_clause":
            self._declare_parameters(node.child_by_field_name("parameters"), Kind.CATCH, scope, function)
        elif kind in ("type_definition", "alias_declaration"):
            self._declare_alias(node, scope, function)
        elif kind == "using_declaration":
            self._declare_using(node, scope, function)
        elif kind == "enumerator" and (name := node.child_by_field_name("name")) is not None:
            self._add(Kind.ENUMERATOR, node, node, name, Type("int"), scope, function)

    def _enter_function(self, node: Node, scope: Scope, function: Node | None) -> Scope:
        if node.type == "lambda_expression":
            return self._enter_lambda(node, scope)
        declarator = read_declarator(node.child_by_field_name("declarator"))
        if is_macro_block(self._source, node) or not declarator.names:
            return Scope(node, "block", scope)
        inner = Scope(node, "function", scope)
        name = declarator.names[0]
        if name.type == "qualified_identifier":
            scopes = [each for each in qualifiers(name) if each]
            if scopes:
                inner.also = self._names.classes.get(scopes[-1]) or self._names.namespaces.get(scopes[-1])
                inner.opaque = inner.also is None
            self._consumed.add(unqualified(name).id)
        else:
            kind = self._type(node, declarator, scope)
            self._add(Kind.FUNCTION, node, node, unqualified(name), kind, scope, function)
        if declarator.function is not None:
            self._declare_parameters(declarator.function.child_by_field_name("parameters"), Kind.PARAMETER, inner, node)
        return inner

    def _enter_lambda(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(node, "lambda", scope)
        captures, declarator = node.child_by_field_name("captures"), node.child_by_field_name("declarator")
        for capture in captures.named_children if captures is not None else ():
            left = capture.child_by_field_name("left")
            if left is not None:
                reference = "&" if any(c.type == "&" for c in capture.children) else ""
                kind = Type("auto", reference=reference)
                # the value in `[t = t]` is that of another t, further out
                self._add(Kind.CAPTURE, capture, capture, left, kind, inner, node, visible_from=capture.end_byte)
        if declarator is not None:
            self._declare_parameters(declarator.child_by_field_name("parameters"), Kind.PARAMETER, inner, node)
        return inner

    def _enter_namespace(self, node: Node, scope: Scope) -> Scope:
        name = node.child_by_field_name("name")
        if name is None or any(c.type == "inline" for c in node.children):
            return scope
        known = self._names.namespaces.get(text_of(name))
        if known is None:
            known = Scope(node, "namespace", scope, name=text_of(name))
            self._names.namespaces[text_of(name)] = known
        return known

    def _enter_class(self, node: Node, scope: Scope, function: Node | None) -> Scope:
        name = node.child_by_field_name("name")
        if node.child_by_field_name("body") is None:
            return scope
        plain = name.child_by_field_name("name") if name is not None and name.type == "template_type" else name
        inner = Scope(node, "class", scope, any_order=True, name=text_of(plain) if plain is not None else "")
        clause = next((c for c in node.children if c.type == "base_class_clause"), None)
        if clause is not None:
            listed = [c for c in clause.named_children if c.type not in ("access_specifier", "virtual", "comment")]
            known = [self._names.classes.get(text_of(each)) for each in listed]
            inner.bases = tuple(each for each in known if each is not None)
            inner.opaque = len(inner.bases) < len(listed)
        if plain is not None:
            self._add(Kind.TYPE, node, node, plain, Type(inner.name, user_defined=True), scope, function)
            self._names.classes.setdefault(inner.name, inner)
        return inner

    def _enter_enum(self, node: Node, scope: Scope, function: Node | None) -> Scope:
        name = node.child_by_field_name("name")
        if name is not None and node.child_by_field_name("body") is not None:
            self._add(Kind.TYPE, node, node, name, Type(text_of(name), user_defined=True), scope, function)
        scoped = any(c.type in ("class", "struct") for c in node.children)
        return Scope(node, "enum", scope, any_order=True) if scoped else scope

    def _declare_template_parameters(self, node: Node, scope: Scope, function: Node | None) -> None:
        listed = node.child_by_field_name("parameters")
        for each in listed.named_children if listed is not None else ():
            if each.type in _PARAMETERS:
                names = read_declarator(each.child_by_field_name("declarator")).names
            else:
                names = tuple(c for c in each.named_children if c.type == "type_identifier")[:1]
            for name in names:
                kind = Type(text_of(name), user_defined=True)
                self._add(Kind.TEMPLATE_PARAMETER, each, each, name, kind, scope, function, in_template=True)

    def _declare_parameters(self, listed: Node | None, kind: Kind, scope: Scope, function: Node | None) -> None:
        for each in listed.named_children if listed is not None else ():
            declarator = each.child_by_field_name("declarator")
            if each.type in _PARAMETERS and declarator is not None:
                self._add_variable(kind, each, declarator, scope, function)

    def _declare_declarator(self, node: Node, declarator: Node, scope: Scope, function: Node | None) -> None:
        shape = read_declarator(declarator)
        if not shape.names:
            return
        arguments = None
        if shape.function is not None:
            arguments = None if shape.indirect else self._misparsed_arguments(node, shape, scope)
            if arguments is None:
                self._consume_parameters(shape.function)
            if arguments is None and not shape.indirect:
                name = unqualified(shape.names[0])
                self._consumed.add(name.id)
                if shape.names[0].type != "qualified_identifier":
                    self._add(Kind.FUNCTION, node, declarator, name, self._type(node, shape, scope), scope, function)
                return
        self._add_variable(
            _variable_kind(self._source, node, scope, function), node, declarator, scope, function, arguments
        )

    def _misparsed_arguments(self, node: Node, shape: Declarator, scope: Scope) -> Initializer | None:
        """The arguments of `vector<int> v(n);`, which reads like a function declaration; None where it is one."""
        listed = shape.function.child_by_field_name("parameters") if shape.function is not None else None
        if listed is None or node.type != "declaration" or shape.names[0].type != "identifier":
            return None
        inside_function = any(each.kind in _INSIDE_FUNCTION for each in scope.outward())
        parameters = tuple(c for c in listed.named_children if c.type != "comment")
        for each in parameters:
            kind = each.child_by_field_name("type")
            if each.type not in _PARAMETERS:
                return Initializer("paren", listed, parameters, misparsed=True)
            if kind is None or kind.type != "type_identifier" or specifiers_of(each):
                continue
            found = self._names.lookup(scope, text_of(kind), kind.start_byte)
            is_value = found and all(d.is_variable or d.kind in (Kind.ENUMERATOR, Kind.FUNCTION) for d in found)
            if is_value or (not found and inside_function):
                return Initializer("paren", listed, parameters, misparsed=True)
        return None

    def _consume_parameters(self, function: Node) -> None:
        """Parameter names of a function without a body mean nothing outside of it."""
        for each in walk(function):
            if each.type in _PARAMETERS:
                names = read_declarator(each.child_by_field_name("declarator")).names
                self._consumed.update(name.id for name in names)

    def _declare_alias(self, node: Node, scope: Scope, function: Node | None) -> None:
        if node.type == "alias_declaration":
            name, described = node.child_by_field_name("name"), node.child_by_field_name("type")
            if name is not None and described is not None:
                kind = parse_type(text_of(described), self._names.type_names(scope, node.start_byte))
                if scope.kind == "template":
                    kind = Type(text_of(name), user_defined=True)
                self._add(Kind.ALIAS, node, node, name, kind, scope, function)
            return
        for declarator in declarators_of(node):
            shape = read_declarator(declarator)
            for name in shape.names:
                kind = UNKNOWN if shape.function is not None else self._type(node, shape, scope)
                if kind.name != text_of(name):  # typedef struct node node;
                    self._add(Kind.ALIAS, node, declarator, name, kind, scope, function)
            if shape.function is not None:
                self._consume_parameters(shape.function)

    def _declare_using(self, node: Node, scope: Scope, function: Node | None) -> None:
        named = node.named_children
        for each in walk(node):
            self._consumed.add(each.id)
        if not named:
            return
        if any(c.type == "namespace" for c in node.children):
            opened = self._names.namespaces.get(text_of(named[0]))
            if opened is not None:
                self._names.opened.append(opened)
        elif qualifiers(named[0]) not in (("std",), ("", "std")):
            self._add(Kind.USING, node, node, unqualified(named[0]), UNKNOWN, scope, function)

    def _add_variable(
        self,
        kind: Kind,
        node: Node,
        declarator: Node,
        scope: Scope,
        function: Node | None,
        initializer: Initializer | None = None,
        visible_from: int | None = None,
    ) -> None:
        shape = read_declarator(declarator)
        if len(shape.names) != 1 or _is_structured(declarator):
            kind = Kind.BINDING
        for name in shape.names:
            if name.type not in _NAMES:
                continue
            of = Type("auto", reference=shape.reference) if kind is Kind.BINDING else self._type(node, shape, scope)
            if not of.is_auto:  # what `auto` stands for is another question: see `variable_type`
                of = told_type(self._source, name, of) or of
            initial = initializer or read_initializer(node, declarator)
            self._add(kind, node, declarator, name, of, scope, function, initial, visible_from)

    def _add(
        self,
        kind: Kind,
        node: Node,
        declarator: Node,
        name: Node,
        of: Type,
        scope: Scope,
        function: Node | None,
        initializer: Initializer | None = None,
        visible_from: int | None = None,
        *,
        in_template: bool = False,
    ) -> None:
        while scope.kind == "template" and scope.parent is not None and not in_template:
            scope = scope.parent
        text = text_of(name)
        declaration = Declaration(
            name=text,
            kind=kind,
            node=node,
            declarator=declarator,
            name_node=name,
            type=of,
            specifiers=frozenset(specifiers_of(node)),
            initializer=initializer,
            scope=scope,
            function=function,
            visible_from=name.end_byte if visible_from is None else visible_from,
            macro_altered=of.macro_altered or text in self._names.macros,
        )
        self._consumed.add(name.id)
        scope.names.setdefault(text, []).append(declaration)
        self._names.declarations.append(declaration)
        self._names.by_name_node[name.id] = declaration

    def _type(self, node: Node, shape: Declarator, scope: Scope) -> Type:
        text = type_text(node)
        if text is None:
            text = "<unnamed>"
        if shape.indirect:
            return UNKNOWN
        qualifier = " ".join(each for each in specifiers_of(node) if each in ("const", "volatile", "constexpr"))
        qualifier = qualifier.replace("constexpr", "const")
        if text == "<unnamed>":
            return parse_type(f"{qualifier} unnamed{shape.suffix}", TypeNames(alias=lambda _: _UNNAMED))
        names = self._names.type_names(scope, node.start_byte)
        return parse_type(f"{qualifier} {text} {shape.suffix}", names)


def _is_structured(declarator: Node) -> bool:
    return any(
        each.type == "structured_binding_declarator" for each in walk(declarator, lambda n: "declarator" in n.type)
    )


def _variable_kind(source: Source, node: Node, scope: Scope, function: Node | None) -> Kind:
    if node.type == "field_declaration":
        return Kind.MEMBER
    specifiers = specifiers_of(node)
    if function is None or "extern" in specifiers:
        return Kind.MEMBER if scope.kind == "class" else Kind.GLOBAL
    if "static" in specifiers or "thread_local" in specifiers:
        return Kind.STATIC_LOCAL
    parent = parent_of(source, node)
    if parent is not None and parent.type in ("condition_clause", "init_statement"):
        return Kind.CONDITION
    return Kind.FOR_INIT if parent is not None and parent.type == "for_statement" else Kind.LOCAL
