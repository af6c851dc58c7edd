"""Positions in the parameters of our own commands and requests, which pydantic judges."""

from lsprotocol import types
from pydantic import BaseModel, Field


class Position(BaseModel):
    """As in LSP: line and column from 0, the column in units of the session's position encoding."""

    line: int = Field(ge=0)
    character: int = Field(ge=0)

    @property
    def lsp(self) -> types.Position:
        return types.Position(self.line, self.character)
