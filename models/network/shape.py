"""How large the planner's network is; apart from the network, which needs torch."""

from typing import Self

from pydantic import Field, model_validator

from perfcoder_lsp.plan.reading.prompt import VOCABULARY
from perfcoder_lsp.text import Frozen


class Shape(Frozen):
    """Counts, of one token's vector where they are widths; `context` is the longest sequence, in tokens.

    K-quants want `width` and `feed_forward` in multiples of 256.
    """

    width: int = Field(default=256, ge=8)
    layers: int = Field(default=4, ge=1)
    heads: int = Field(default=4, ge=1)
    feed_forward: int = Field(default=768, ge=8)
    context: int = Field(default=768, ge=16)
    vocabulary: int = Field(default=len(VOCABULARY), ge=1)

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        if self.width % (2 * self.heads):
            raise ValueError(f"{self.heads} heads of an even width don't make {self.width}")
        return self
