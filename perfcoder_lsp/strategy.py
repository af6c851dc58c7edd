"""The vocabulary of plans: PerfCoder's fifteen strategy categories, Strategy and Plan (arXiv 2512.14018, section 2)."""

from enum import StrEnum

from perfcoder_lsp.text import ByteRange, Frozen


class Category(StrEnum):
    """The fifteen categories; the value is the name that the paper prints and that plans are written with."""

    INPUT_OUTPUT = "Input/Output Throughput Optimization"
    DATA_STRUCTURE = "Data Structure Selection"
    MEMORY = "Memory Usage and Allocation"
    LIFETIME = "Resource Lifetime and Scope Management"
    FUNCTION_CALL = "Function Call Overhead Reduction"
    NUMERICAL = "Numerical Computation Optimization"
    LOOP = "Loop Efficiency Techniques"
    LOCALITY = "Data Locality and Cache Awareness"
    ALGORITHM = "Algorithm Design Optimization"
    BRANCHING = "Branching Efficiency"
    INSTRUCTION_LEVEL = "Instruction-Level Execution Optimization"
    LIBRARY = "Efficient Library and API Utilization"
    COMPILER = "Compiler Configuration and Tuning"
    HARDWARE = "Hardware-Aware System Optimization"
    CONCURRENCY = "Multithreading and Concurrency"

    @property
    def definition(self) -> str:
        """One sentence that says what belongs into the category."""
        return _DEFINITIONS[self]


_DEFINITIONS: dict[Category, str] = {
    Category.INPUT_OUTPUT: "Read and write more bytes per call: buffering, fewer flushes, unsynchronised or "
    "hand-written parsing and formatting.",
    Category.DATA_STRUCTURE: "Replace a container by one whose operations cost less for the way it is used here.",
    Category.MEMORY: "Allocate less often and move fewer bytes: reserve, reuse, append in place, avoid temporaries.",
    Category.LIFETIME: "Construct and destroy objects where that happens least often; bind instead of copying.",
    Category.FUNCTION_CALL: "Make calls cheaper: pass by reference, avoid indirection, let the compiler inline.",
    Category.NUMERICAL: "Compute the same numbers with cheaper operations: integers for floating point, "
    "strength reduction, fewer divisions.",
    Category.LOOP: "Do less work per iteration, or fewer iterations, without changing what is computed.",
    Category.LOCALITY: "Touch memory in the order in which it lies, and keep what is used together together.",
    Category.ALGORITHM: "Replace an algorithm by one of lower complexity, or drop work whose result is not used.",
    Category.BRANCHING: "Make branches predictable, cheaper or unnecessary.",
    Category.INSTRUCTION_LEVEL: "Expose independent operations and better instructions to the processor.",
    Category.LIBRARY: "Use the library function or overload that does exactly what is needed.",
    Category.COMPILER: "Choose flags, pragmas or attributes under which the compiler produces faster code.",
    Category.HARDWARE: "Use what this processor offers: vector units, bit instructions, prefetching, pages.",
    Category.CONCURRENCY: "Spread independent work over cores, or share less between threads.",
}


_DOUBT = 0.25
"""Of what is less likely to pay, little does. At even odds, a fifth of what could be gained was doubted."""

_SUREST = 0.99
"""No prediction is told to be more certain."""


class Strategy(Frozen):
    """A category and the reason it applies to this code.

    `name` is a short label (a rule's id for the static planner), `range` the code that it speaks of,
    `confidence` the planner's own estimate in 0..1 that carrying it out pays, and `expected_gain` how many times faster
    it expects the program to be then.
    """

    category: Category
    name: str
    explanation: str
    range: ByteRange | None = None
    confidence: float | None = None
    expected_gain: float | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether the planner hardly expects that it pays."""
        return self.confidence is not None and self.confidence < _DOUBT


def prediction(confidence: float | None, expected_gain: float | None) -> str:
    """What a planner expects of a strategy, as a sentence for a person; empty where it said nothing."""
    if confidence is None:
        return ""
    then = f", then about {expected_gain:.2g}x faster" if expected_gain is not None and expected_gain > 1 else ""
    return f"Predicted, not measured: {min(confidence, _SUREST):.0%} likely to pay{then}."


class Plan(Frozen):
    """Strategies for one source, most promising first, and who proposed them; `note` is one line for the user."""

    planner: str
    strategies: tuple[Strategy, ...] = ()
    note: str = ""
