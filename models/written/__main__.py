"""`python -m models.written OUT.jsonl`: the programs written by hand, as records."""

import sys
from pathlib import Path

from models.records import append
from models.written import programs

out = Path(sys.argv[1])
out.unlink(missing_ok=True)
append(out, programs())
