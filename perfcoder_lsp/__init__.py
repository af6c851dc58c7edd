"""PerfCoder LSP: explained, verified and measured optimizations of C and C++ programs.

The flow is the layout (docs/design.md)::

    source -> plan -> rewrite -> build -> verify -> measure -> suggestion
"""

__version__ = "0.1.0"
