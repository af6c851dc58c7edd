"""The programs written by hand, as records: python -m models.written OUT.jsonl"""

from pathlib import Path

from models import step
from models.records import append
from models.written import programs


def main() -> int:
    parser = step.parser("written", __doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.unlink(missing_ok=True)
    return step.run(lambda: append(out, programs()))


if __name__ == "__main__":
    raise SystemExit(main())
