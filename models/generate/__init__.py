"""Programs as people write them, with inputs: fragments (small realistic pieces of work) put together by chance.

`fragments/AREA/NAME.cpp.jinja` is a function, or in `fragments/whole` a program of its own. What is slow in it stands
beside the fast way to write the same, by `pick`; where it runs (once, in a loop, on a few elements) is decided by
`compose`. So the same text is worth changing in one program and not in another, which only a measurement tells.
"""

from models.generate.catalog import Fragment, all_fragments
from models.generate.compose import fragments, program

__all__ = ["Fragment", "all_fragments", "fragments", "program"]
