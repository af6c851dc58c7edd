"""Are before and after the same? Inputs, given or invented from the program's own reads, and the comparison on them.

`prepare_inputs` finds inputs for the original and what it does on them, `verify` compares a candidate with that.
"""

from perfcoder_lsp.verify.candidate import Candidate
from perfcoder_lsp.verify.cases import Case, InputSet
from perfcoder_lsp.verify.compare import verify
from perfcoder_lsp.verify.extents import shrunk_arrays
from perfcoder_lsp.verify.prepare import Prepared, Reference, prepare_inputs
from perfcoder_lsp.verify.tests_folder import read_tests

__all__ = [
    "Candidate",
    "Case",
    "InputSet",
    "Prepared",
    "Reference",
    "prepare_inputs",
    "read_tests",
    "shrunk_arrays",
    "verify",
]
