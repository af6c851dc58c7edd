"""What is said between this program and the process that holds a model: one JSON object per line, each way."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from perfcoder_lsp.text import Frozen


class Text(Frozen):
    """A piece of a prompt. Only in text of our own are control tokens read as such; code and comments may hold what
    looks like one."""

    text: str
    trusted: bool = False


class Turn(Frozen):
    """What somebody says in a conversation, to be written by the model's own chat template."""

    role: Literal["system", "user", "assistant"]
    text: str


class Rounds(Frozen):
    """The answers that are allowed: each of `questions` word by word, one of `choices` behind it, and at last the
    `end`."""

    questions: tuple[tuple[int, ...], ...]
    choices: tuple[int, ...]
    end: int


class Load(Frozen):
    """Open a model file with room for `context` tokens."""

    kind: Literal["load"] = "load"
    path: Path
    context: int
    threads: int


class Generate(Frozen):
    """Continue a prompt, given as token numbers or pieces of text, or what was said in a conversation.

    Generation ends at `end_tokens` (which are not part of the answer), after `most` tokens, or where the text holds one
    of `end_texts`. Without `temperature`, the likeliest token is taken.
    """

    kind: Literal["generate"] = "generate"
    number: int
    prompt: tuple[int | Text | Turn, ...]
    rounds: Rounds | None = None
    end_tokens: tuple[int, ...] = ()
    end_texts: tuple[str, ...] = ()
    most: int
    temperature: float = 0.0
    seed: int = 0


class Cancel(Frozen):
    """Stop generating the answer of that number, if it still is."""

    kind: Literal["cancel"] = "cancel"
    number: int


class Loaded(Frozen):
    """The model is there; `vocabulary` counts its tokens."""

    kind: Literal["loaded"] = "loaded"
    vocabulary: int
    context: int
    load_s: float


class Piece(Frozen):
    """The next token of an answer: its text (complete characters only, so it may come later) and log-probability
    among what was allowed. The last one of a round tells the probability of each choice, as `chances`."""

    kind: Literal["piece"] = "piece"
    number: int
    token: int
    text: str
    log_probability: float
    chances: tuple[float, ...] = ()


class Working(Frozen):
    """The answer of that number is still being made: a long prompt takes minutes on a slow machine, without a word."""

    kind: Literal["working"] = "working"
    number: int


class Generated(Frozen):
    """The end of an answer. Of the prompt's tokens, `reused` were still known from the one before."""

    kind: Literal["generated"] = "generated"
    number: int
    end: Literal["end", "most", "cancelled"]
    prompt_tokens: int
    reused: int


class Failed(Frozen):
    """The one line why a request was not done; the prompt's `tokens` where these were too many."""

    kind: Literal["failed"] = "failed"
    message: str
    tokens: int | None = None


Ask = Annotated[Load | Generate | Cancel, Field(discriminator="kind")]
Tell = Annotated[Loaded | Piece | Working | Generated | Failed, Field(discriminator="kind")]
ASK: TypeAdapter[Load | Generate | Cancel] = TypeAdapter(Ask)
TELL: TypeAdapter[Loaded | Piece | Working | Generated | Failed] = TypeAdapter(Tell)
