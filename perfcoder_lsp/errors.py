"""Errors that a user is meant to read: one clear line each, with the exit status the command line gives it."""


class PerfcoderError(Exception):
    """Base of all expected failures. The message is one line: what, where, what to do next."""

    exit_status = 1


class UsageError(PerfcoderError):
    """The request itself is wrong: an option, a folder without tests, an unknown rule."""

    exit_status = 2


class SourceError(PerfcoderError):
    """The input can't be read, is no C or C++ text, does not compile, or can't be run on any input."""

    exit_status = 3


class SandboxError(PerfcoderError):
    """No isolation that passes its self-test: nothing is executed."""

    exit_status = 4


class StorageError(PerfcoderError):
    """The cache can't be written: the disk is full, or the folder is not for us."""
