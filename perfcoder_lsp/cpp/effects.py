"""What can happen to a variable at one mention of it, and the state of the climb that finds out (`trace`)."""

from dataclasses import dataclass, field
from enum import StrEnum

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call
from perfcoder_lsp.cpp.constructors import may_bind
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import Type


class UseKind(StrEnum):
    """The first thing that happens at a mention."""

    READ = "read"
    WRITE = "write"
    UPDATE = "update"
    ADDRESS = "address"
    DEREFERENCE = "dereference"
    SUBSCRIPT = "subscript"
    MEMBER = "member"
    MEMBER_CALL = "member call"
    RANGE_FOR = "range-for"
    ARGUMENT = "argument"
    BOUND = "bound"
    RETURN = "return"
    CAPTURE = "capture"
    STREAM_READ = "stream read"
    CALLED = "called"
    UNEVALUATED = "unevaluated"
    UNKNOWN = "unknown"


class Effect(StrEnum):
    """What happens to a variable.

    UPDATE: changed in part, or depending on its value. ALIAS: something keeps a reference through which it can't be
    changed. ESCAPE: anything at all may happen to it, now or later.
    """

    NONE = "none"
    READ = "read"
    WRITE = "write"
    UPDATE = "update"
    ALIAS = "alias"
    ESCAPE = "escape"


@dataclass(frozen=True)
class Outcome:
    """Where the climb ended; the fields mean what those of `uses.Use` mean."""

    kind: UseKind
    effect: Effect
    expression: Node
    method: str = ""
    member: str = ""
    index: Node | None = None
    call: Call | None = None
    position: int | None = None


@dataclass
class Climb:
    """The state on the way up from a name: the access so far (`node`), its type as far as known, the first step's kind.

    `iterator`: the access is an iterator or pointer into the variable, not a part of it. `read_only`: nothing can be
    written through it. `at_least`: what happened already on the way.
    """

    source: Source
    node: Node
    type: Type
    kind: UseKind | None = None
    iterator: bool = False
    read_only: bool = False
    at_least: Effect = Effect.NONE
    method: str = ""
    member: str = ""
    index: Node | None = None
    call: Call | None = None
    position: int | None = None
    steps: list[UseKind] = field(default_factory=list[UseKind])

    def step(self, kind: UseKind, node: Node, of: Type) -> None:
        """Go up to a node that is a part of the variable, or an iterator into it."""
        self.kind = self.kind or kind
        self.steps.append(kind)
        self.node, self.type = node, of

    def end(self, kind: UseKind, effect: Effect) -> Outcome:
        if self.read_only and effect is Effect.ESCAPE:
            effect = Effect.ALIAS
        if self.at_least is not Effect.NONE and effect in (Effect.NONE, Effect.READ, Effect.ALIAS):
            effect = self.at_least
        first = self.kind or kind
        return Outcome(first, effect, self.node, self.method, self.member, self.index, self.call, self.position)

    def read(self, kind: UseKind = UseKind.READ) -> Outcome:
        return self.end(kind, Effect.READ)

    def escape(self, kind: UseKind = UseKind.UNKNOWN) -> Outcome:
        return self.end(kind, Effect.ESCAPE)

    def copied(self, kind: UseKind, target: Type | None) -> Outcome:
        """The access is the initial or new value of something of the target type (None: not known)."""
        if self.iterator or self.type.extents or self.type.is_view or (target is not None and target.is_view):
            return self.escape(kind)
        if target is not None and may_bind(self.source, target, self.type):
            return self.escape(kind)
        if target is not None and target.reference:
            if not (target.const and not target.pointers):
                return self.escape(kind)
            converted = self.type.is_arithmetic and target.is_arithmetic and self.type.name != target.name
            return self.end(kind, Effect.READ if converted else Effect.ALIAS)
        if self.type.is_scalar or (target is not None and (target.is_auto or target.is_value)):
            return self.read(kind)
        same = target is not None and bool(target.name) and target.decayed == self.type.decayed
        return self.read(kind) if same else self.escape(kind)
