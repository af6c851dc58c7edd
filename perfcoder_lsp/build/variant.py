"""The ways in which a source is built: as the user builds it, to find undefined behaviour, to be loaded and timed."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType


class Variant(StrEnum):
    """`TIMING`: the user's flags plus alignment, since code layout alone moves times by some percent.
    `SANITIZED`: with AddressSanitizer, UndefinedBehaviorSanitizer and the library's own assertions.
    `SHARED`: like TIMING, as a shared object, two of which can be in one process without sharing anything."""

    TIMING = "timing"
    SANITIZED = "sanitized"
    SHARED = "shared"


# Programs built with sanitizers run with these variables; the leak check needs ptrace, which the sandbox forbids.
SANITIZER_ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        "ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=1:allocator_may_return_null=1:"
        "max_malloc_fill_size=16777216:color=never",  # uninitialised heap must not look like zeros
        "UBSAN_OPTIONS": "print_stacktrace=0:color=never",
    }
)

_ALIGNED = ("-falign-functions=64", "-falign-loops=32")
_SHARE = (
    *("-shared", "-fPIC"),
    # Hidden helpers are inlined as in a program; a version calls its own functions, never the other's of the same name.
    *("-fvisibility=hidden", "-fno-semantic-interposition"),
    "-fno-gnu-unique",  # else variables of inline functions and templates are one for both, in spite of RTLD_LOCAL
)
_PROGRAMS_ONLY = {
    *("-static", "-static-pie", "-pie", "-no-pie", "-fPIE", "-fpie", "-fno-PIE", "-fno-pie", "-fno-PIC", "-fno-pic"),
    *("-fwhole-program", "-pg"),
}
_SANITIZE = (
    *("-O1", "-g1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"),
    *("-D_GLIBCXX_ASSERTIONS", "-U_FORTIFY_SOURCE"),
    "-ftrivial-auto-var-init=pattern",  # so that what depends on uninitialised values prints something else
)
_UNSANITARY = ("-O", "-g", "-flto", "-fsanitize", "-fno-sanitize", "-D_FORTIFY_SOURCE")
_UNSANITARY_WORDS = {"-static", "-s", "-pg", "-fomit-frame-pointer", "-D_GLIBCXX_ASSERTIONS"}


def variant_flags(variant: Variant, flags: Sequence[str]) -> tuple[str, ...]:
    """The flags of a variant, from the user's."""
    if variant is Variant.TIMING:
        return (*flags, *_ALIGNED)
    if variant is Variant.SHARED:
        return (*(flag for flag in flags if flag not in _PROGRAMS_ONLY), *_ALIGNED, *_SHARE)
    kept = [flag for flag in flags if not flag.startswith(_UNSANITARY) and flag not in _UNSANITARY_WORDS]
    return (*kept, *_SANITIZE)
