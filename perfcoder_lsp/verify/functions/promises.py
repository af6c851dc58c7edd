"""The small language of annotations: `1 <= n <= 1e6, len(a) == n, a[i] in [0, n), sorted(a)`.

item     := chain | operand "in" interval | word "(" name ("," name)* ")" | template_parameter "=" type
chain    := operand (comparison operand)+
operand  := number | name | name "[" anything "]" | "len" "(" name ")" | name ".size()"
interval := ("[" | "(") operand "," operand ("]" | ")")
number   := sums, products and powers of numerals: 1e6, 10^5, 2^31 - 1
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from perfcoder_lsp.verify.functions.roles import Flag, Role
from perfcoder_lsp.verify.functions.words import WORDS, ParameterKind, Promise

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d']*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<operator><=|>=|==|!=|[<>=])|(?P<other>\S))"
)
_MIRRORED = {">": "<", ">=": "<="}
_LARGEST = 1e300
_MOST_EXACT = 2**64


class PromiseError(Exception):
    """An item that can't be followed; `start` and `end` are offsets in the annotation's text."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.start, self.end = message, start, end


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Operand:
    """A number, or a parameter's value, elements or length."""

    kind: Literal["number", "value", "elements", "length"]
    name: str
    number: float
    start: int
    end: int


def read_promises(
    text: str, parameters: Mapping[str, ParameterKind], templates: Sequence[str] = ()
) -> tuple[tuple[Promise, ...], tuple[PromiseError, ...]]:
    """The promises that an annotation's text makes on parameters and on template parameters, and one error for each
    item that makes none."""
    promises: list[Promise] = []
    errors: list[PromiseError] = []
    for item in _items(text):
        try:
            if is_choice(item) and item[0].text not in parameters:
                promises.append(_choice(item, text, templates))
            else:
                promises += _Reader(item, parameters).item()
        except PromiseError as error:
            errors.append(error)
    return tuple(promises), tuple(errors)


def _items(text: str) -> Iterator[list[_Token]]:
    """The tokens between commas outside of brackets. An interval may begin with one bracket and end with the other."""
    item: list[_Token] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        token = _Token(match.lastgroup or "other", match[0].strip(), match.end() - len(match[0].strip()), match.end())
        opening, closing = ("([<", ")]>") if is_choice(item) else ("([", ")]")
        depth = max(0, depth + (token.text in opening) - (token.text in closing))
        if token.text == "," and depth == 0:
            yield item or [token]
            item = []
        else:
            item.append(token)
    if item:
        yield item


def is_choice(item: list[_Token]) -> bool:
    """Whether it says what a template parameter stands for: `T = …`."""
    return len(item) > 1 and item[0].kind == "name" and item[1].text == "="


def _choice(item: list[_Token], text: str, templates: Sequence[str]) -> Promise:
    name, sign = item[0], item[1]
    if name.text not in templates:
        there = f"there is {', '.join(templates)}" if templates else "this function has none"
        raise PromiseError(f"no template parameter {name.text}; {there}", name.start, name.end)
    if len(item) == 2:
        raise PromiseError(f"write what it stands for: {name.text} = double", name.start, sign.end)
    wrong = next((each for each in item[2:] if each.text in _NO_TYPE), None)
    if wrong is not None:
        raise PromiseError(f"{wrong.text!r} is no part of a type or number", wrong.start, wrong.end)
    return Promise(name.text, stands_for=text[item[2].start : item[-1].end])


_NO_TYPE = frozenset(';{}#"\\=')


class _Reader:
    """Reads one item, from left to right."""

    def __init__(self, tokens: list[_Token], parameters: Mapping[str, ParameterKind]) -> None:
        self._tokens, self._parameters = tokens, parameters
        self._at = 0

    def item(self) -> list[Promise]:
        first = self._peek()
        if first.text == ",":
            raise self._error("nothing stands before this comma", first)
        if first.kind == "name" and self._peek(1).text == "(" and first.text != "len":
            return [self._word()]
        left = self._operand()
        if self._peek().text == "in":
            return self._membership(left)
        comparisons: list[tuple[_Operand, _Token, _Operand]] = []
        while self._at < len(self._tokens):
            sign = self._next()
            if sign.kind != "operator" or sign.text in ("=", "!="):
                raise self._error(f"expected one of < <= == >= > or `in`, not {sign.text!r}", sign)
            right = self._operand()
            comparisons.append((left, sign, right))
            left = right
        if not comparisons:
            raise self._error("nothing is said here; write 1 <= n <= 100 or sorted(a)", first)
        return self._checked([promise for each in comparisons for promise in self._comparison(*each)])

    # ------------------------------------------------------------------------------------------------------- words

    def _word(self) -> Promise:
        token = self._next()
        word = WORDS.get(token.text)
        if word is None:
            near = difflib.get_close_matches(token.text, [*WORDS, "len"], n=1, cutoff=0.4)
            hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(sorted(WORDS))}"
            raise self._error(f"unknown word {token.text}; {hint}", token)
        self._expect("(")
        names = [self._name(word.kinds[0], token.text)]
        while self._peek().text == ",":
            self._next()
            names.append(self._name(word.kinds[min(len(names), len(word.kinds) - 1)], token.text))
        self._expect(")")
        self._end()
        if len(names) != len(word.kinds):
            counted = "one name" if len(word.kinds) == 1 else f"{len(word.kinds)} names"
            raise self._error(f"{token.text} takes {counted}: {word.example}", token)
        other = names[1] if len(names) > 1 else ""
        return Promise(names[0], word.role, other, high=word.high, flags=word.flags)

    def _name(self, kind: ParameterKind, word: str) -> str:
        token = self._next()
        if token.kind != "name":
            raise self._error(f"expected a parameter's name, not {token.text!r}", token)
        known = self._known(token)
        if "other" not in (kind, known) and known != kind and (kind, known) != ("sequence", "reals"):
            wanted = "a sequence" if kind == "sequence" else "an integer"
            raise self._error(f"{word} needs {wanted}, which {token.text} is not", token)
        return token.text

    def _known(self, token: _Token) -> ParameterKind:
        if token.text not in self._parameters:
            listed = ", ".join(self._parameters) or "none with a name"
            raise self._error(f"no parameter {token.text}; there is {listed}", token)
        return self._parameters[token.text]

    # ------------------------------------------------------------------------------------------------- comparisons

    def _membership(self, left: _Operand) -> list[Promise]:
        self._next()
        opening = self._next()
        if opening.text not in ("[", "("):
            raise self._error("expected an interval such as [1, 20] or [0, n)", opening)
        low = self._operand()
        self._expect(",")
        high = self._operand()
        closing = self._next()
        if closing.text not in ("]", ")"):
            raise self._error("the interval has no end; write [1, 20] or [0, n)", closing)
        self._end()
        lower = _Token("operator", "<=" if opening.text == "[" else "<", opening.start, opening.end)
        upper = _Token("operator", "<=" if closing.text == "]" else "<", closing.start, closing.end)
        return self._checked([*self._comparison(low, lower, left), *self._comparison(left, upper, high)])

    def _comparison(self, left: _Operand, sign: _Token, right: _Operand) -> list[Promise]:
        if sign.text in _MIRRORED:
            left, right, symbol = right, left, _MIRRORED[sign.text]
        else:
            symbol = sign.text
        kinds = (left.kind, right.kind)
        if symbol == "==":
            return self._equal(left, right, sign)
        if kinds[0] == "number" and kinds[1] in ("value", "elements"):
            return [Promise(right.name, low=left.number + self._beyond(symbol, right))]
        if kinds[1] == "number" and kinds[0] in ("value", "elements"):
            return [Promise(left.name, high=right.number - self._beyond(symbol, left))]
        if kinds == ("number", "length") and left.number + (symbol == "<") in (0, 1):
            return [Promise(right.name, flags=Flag.NOT_EMPTY)] if left.number + (symbol == "<") else []
        if kinds == ("value", "length"):
            return [Promise(left.name, Role.INDEX_INTO, right.name)]
        if kinds == ("value", "value"):
            return [Promise(left.name, below=right.name)]
        if kinds in (("elements", "value"), ("elements", "length")):
            return [Promise(left.name, flags=Flag.INDICES)]
        raise PromiseError(_UNSUPPORTED, min(left.start, right.start), max(left.end, right.end))

    def _beyond(self, symbol: str, variable: _Operand) -> int:
        """How far the nearest value is from a bound: one whole number, where the bound itself is out."""
        return int(symbol == "<" and self._parameters[variable.name] not in ("real", "reals"))

    def _equal(self, left: _Operand, right: _Operand, sign: _Token) -> list[Promise]:
        if left.kind == "value" and right.kind == "number":
            return [Promise(left.name, low=right.number, high=right.number)]
        if left.kind == "number" and right.kind == "value":
            return [Promise(right.name, low=left.number, high=left.number)]
        if {left.kind, right.kind} == {"length", "value"}:
            length, value = (left, right) if left.kind == "length" else (right, left)
            return [Promise(value.name, Role.LENGTH_OF, length.name)]
        if left.kind == right.kind == "length":
            order = list(self._parameters)
            first, second = sorted((left.name, right.name), key=order.index)
            return [Promise(second, Role.SAME_LENGTH, first)]
        raise self._error("only lengths, and a parameter and a number or a length, can be equal: len(a) == n", sign)

    def _checked(self, promises: list[Promise]) -> list[Promise]:
        """The promises, where some value keeps them all."""
        lows = {each.name: each.low for each in promises if each.low is not None}
        for each in promises:
            low = lows.get(each.name)
            if each.high is not None and low is not None and low > each.high:
                message = f"no value of {each.name} is both at least {low:g} and at most {each.high:g}"
                raise PromiseError(message, self._tokens[0].start, self._tokens[-1].end)
        return promises

    # ---------------------------------------------------------------------------------------------------- operands

    def _operand(self) -> _Operand:
        token = self._peek()
        if token.kind == "name" and token.text != "len":
            return self._variable()
        if token.text == "len":
            self._next()
            self._expect("(")
            name = self._name("sequence", "len")
            return _Operand("length", name, 0, token.start, self._expect(")").end)
        number = self._sum()
        return _Operand("number", "", number, token.start, self._tokens[self._at - 1].end)

    def _variable(self) -> _Operand:
        token = self._next()
        kind = self._known(token)
        if self._peek().text == ".":
            for wanted in (".", ("size", "length"), "(", ")"):
                end = self._expect(wanted).end
            return _Operand("length", token.text, 0, token.start, end)
        if self._peek().text != "[":
            if kind in ("sequence", "reals"):
                example = f"{token.text}[i] for its elements, len({token.text}) for its length"
                raise self._error(f"{token.text} is a sequence: write {example}", token)
            return _Operand("value", token.text, 0, token.start, token.end)
        end = token.end
        while self._peek().text == "[":
            while self._next().text != "]":
                pass
            end = self._tokens[self._at - 1].end
        return _Operand("elements", token.text, 0, token.start, end)

    def _sum(self) -> float:
        value = self._product()
        while self._peek().text in ("+", "-"):
            sign = self._next().text
            value += self._product() if sign == "+" else -self._product()
        return value

    def _product(self) -> float:
        value = self._power()
        while self._peek().text == "*":
            self._next()
            value *= self._power()
        return value

    def _power(self) -> float:
        minus = 1
        while self._peek().text == "-":
            self._next()
            minus = -minus
        token = self._next()
        if token.kind != "number":
            raise self._error(f"expected a number or a parameter, not {token.text!r}", token)
        value = _value(token.text)
        if self._peek().text == "^":
            self._next()
            value = self._raised(value, self._power(), token)
        return minus * value

    def _raised(self, base: float, exponent: float, token: _Token) -> float:
        try:
            power = float(base) ** exponent
        except (OverflowError, ZeroDivisionError):
            power = _LARGEST * 10
        if isinstance(power, complex) or abs(power) > _LARGEST:
            raise self._error("this number is too large", token)
        is_exact = isinstance(base, int) and isinstance(exponent, int) and exponent >= 0 and abs(power) < _MOST_EXACT
        return base ** int(exponent) if is_exact else power

    # ------------------------------------------------------------------------------------------------------ tokens

    def _peek(self, ahead: int = 0) -> _Token:
        at = self._at + ahead
        end = self._tokens[-1].end
        return self._tokens[at] if at < len(self._tokens) else _Token("end", "", end, end)

    def _next(self) -> _Token:
        token = self._peek()
        if token.kind == "end":
            raise self._error("something is missing at the end", self._tokens[-1])
        self._at += 1
        return token

    def _expect(self, wanted: str | tuple[str, ...]) -> _Token:
        token = self._peek()
        options = (wanted,) if isinstance(wanted, str) else wanted
        if token.text not in options:
            found = repr(token.text) if token.text else "the end"
            raise self._error(f"expected {' or '.join(options)!r}, not {found}", token)
        return self._next()

    def _end(self) -> None:
        if self._at < len(self._tokens):
            raise self._error(f"expected a comma before {self._peek().text!r}", self._peek())

    def _error(self, message: str, token: _Token) -> PromiseError:
        return PromiseError(message, token.start, token.end)


_UNSUPPORTED = (
    "this can't be promised; what can: numbers as bounds, i < len(a), a[i] < len(a), len(a) >= 1, len(a) == n"
)


def _value(text: str) -> float:
    plain = text.replace("'", "")
    if plain.isdigit():
        return int(plain) if len(plain) < 20 else float(plain)
    value = float(plain)
    return int(value) if value == value and abs(value) < 2**53 and value == int(value) else value
