"""`perfcoder doctor`: is this machine ready, what does each finding mean, and what to do about it?

Each check is a small function from a `Host` to what it found; `command.py` lists them and runs them.
"""

from perfcoder_lsp.cli.doctor.command import doctor

__all__ = ["doctor"]
