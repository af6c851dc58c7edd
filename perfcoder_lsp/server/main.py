"""`perfcoder-lsp`: the language server on standard input and output."""

import argparse
import logging
import os
import sys
from typing import NoReturn

from perfcoder_lsp import __version__


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, exit status 2."""
        sys.stderr.write(f"{self.prog}: {message}; see {self.prog} --help\n")
        sys.exit(2)


def main() -> None:
    """Entry point. Ends with 0 after an orderly shutdown, and with 1 where the client went without one."""
    parser = _Parser(
        prog="perfcoder-lsp",
        description="Language server that makes C and C++ programs faster, and proves it. Editors start it; "
        "it speaks LSP on standard input and output.",
        allow_abbrev=False,
    )
    parser.add_argument("--stdio", action="store_true", help="use standard input and output (the default)")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.parse_args()
    sys.exit(_serve())


def _serve() -> int:
    from perfcoder_lsp.server.setup import create_server  # after the arguments: it takes most of the start-up time

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it logs a traceback for every error that a client is told
    protocol_out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints to standard output by mistake must not break the protocol
    server = create_server()
    server.start_io(stdout=protocol_out)
    return 0 if server.was_shut_down else 1


if __name__ == "__main__":
    main()
