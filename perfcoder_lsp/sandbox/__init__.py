"""Isolation: programs and compilers run here or not at all. Knows nothing of C++ nor of what is run."""

from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.result import RunResult, output_hash
from perfcoder_lsp.sandbox.sandbox import Sandbox, open_sandbox
from perfcoder_lsp.sandbox.tier import Session, Tier
from perfcoder_lsp.sandbox.tiers import all_tiers

__all__ = ["Limits", "RunResult", "Sandbox", "Session", "Tier", "all_tiers", "open_sandbox", "output_hash"]
