"""A conversation as the model's own chat template writes it. The template comes with the file and is as little to be
trusted as the file: it runs in jinja2's sandbox, in the model process, and never sees what is said."""

import secrets
from collections.abc import Sequence
from typing import Any, NoReturn

from jinja2 import BaseLoader, TemplateError
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.model.messages import Text, Turn

_LONGEST = 1 << 20


class _RefusedError(Exception):
    """The template can't write this conversation (many know no system message)."""


def pieces(template: str, turns: Sequence[Turn], begin: str, end: str) -> tuple[Text, ...]:
    """The prompt that asks for the next answer. What is said stands in pieces of its own, so that no text in it is
    taken for a control token. `begin` and `end` are how the model writes the tokens of that name.

    Raises UsageError where the template is of no use.
    """
    try:
        return _rendered(template, turns, begin, end)
    except _RefusedError:
        joined = "\n\n".join(each.text for each in turns)
        try:
            return _rendered(template, (Turn(role="user", text=joined),), begin, end)
        except _RefusedError as error:
            raise UsageError(f"its chat template refuses: {error}") from None


def _rendered(template: str, turns: Sequence[Turn], begin: str, end: str) -> tuple[Text, ...]:
    environment = ImmutableSandboxedEnvironment(
        loader=BaseLoader(),
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # tokens, not HTML
        extensions=[loopcontrols],
    )
    marks = {f"perfcoder{secrets.token_hex(16)}": each.text for each in turns}
    messages = [{"role": each.role, "content": mark} for each, mark in zip(turns, marks, strict=True)]
    values: dict[str, Any] = {"bos_token": begin, "eos_token": end, "add_generation_prompt": True}
    values["raise_exception"] = _refuse
    try:
        text = environment.from_string(template).render(messages=messages, **values)
    except _RefusedError:
        raise
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UsageError(f"its chat template fails: {error}") from None
    if len(text) > _LONGEST or any(text.count(mark) != 1 for mark in marks):
        raise UsageError("its chat template does not write each message once")
    return tuple(_split(text, marks))


def _split(text: str, marks: dict[str, str]) -> list[Text]:
    found: list[Text] = []
    for mark, said in sorted(marks.items(), key=lambda each: text.index(each[0])):
        before, _, text = text.partition(mark)
        found += [Text(text=before, trusted=True), Text(text=said)]
    return [each for each in (*found, Text(text=text, trusted=True)) if each.text]


def _refuse(message: str) -> NoReturn:
    raise _RefusedError(message)
