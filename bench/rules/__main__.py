"""What the rewrite rules are, and whether they do what they say.

python -m bench.rules pages [--into DIR]                 write the pages about the rules (docs/rules)
"""

import argparse
from pathlib import Path

from bench.rules.pages import write_pages
from bench.rules.tables import REPOSITORY


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    pages = commands.add_parser("pages")
    pages.add_argument("--into", type=Path, default=REPOSITORY / "docs" / "rules")
    pages.set_defaults(run=_pages)
    arguments = parser.parse_args()
    return arguments.run(arguments)


def _pages(arguments: argparse.Namespace) -> int:
    print(f"{write_pages(arguments.into)} files changed in {arguments.into}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
