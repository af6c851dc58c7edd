"""Why no harness unit of a function compiles, and what would help."""

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.tokens import Directive, tokenized
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.verify.functions.annotations import template_names
from perfcoder_lsp.verify.functions.target import Target
from perfcoder_lsp.verify.functions.wrapper import NAME


def not_built(target: Target, message: str) -> Blocker:
    """The blocker for the compiler's message on the first unit."""
    if NAME in message:  # the wrapper beside the function is not there, so the function is not either
        condition = _condition(target)
        where = f": it stands under {condition}" if condition else ""
        remedy = "define what it asks for, in compile_commands.json or build.flags"
        return Blocker(parameter="", reason=f"this build leaves it out{where}", remedy=remedy)
    names = template_names(target.view, target.function)
    listed = ", ".join(f"{each} = …" for each in names)
    remedy = f"say above it what it is a template of: // perfcoder: {listed}" if names else ""
    return Blocker(parameter="", reason=f"its harness does not compile: {message}", remedy=remedy)


def _condition(target: Target) -> str:
    """The innermost conditional around the function: `#ifdef DEBUG (line 3)`."""
    around: list[Directive] = []
    for each in tokenized(target.source).directives:
        if each.start >= target.function.range.start:
            break
        if each.kind in ("if", "ifdef", "ifndef"):
            around.append(each)
        elif each.kind in ("elif", "else") and around:
            around[-1] = each
        elif each.kind == "endif" and around:
            around.pop()
    if not around:
        return ""
    return f"#{f'{around[-1].kind} {around[-1].text}'.strip()} (line {line_of(target.source, around[-1].start)})"
