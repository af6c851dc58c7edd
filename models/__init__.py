"""The recipe of the embedded planner: programs, labels by measurement, training, reinforcement, export, evaluation.

Each step is a command, `python -m models.STEP`, with what it reads and writes in `models/records.py`.
"""

import os

# Threads of torch that wait by spinning take the processor from what they wait for: on a busy machine a CPU second then
# does a fifth of the work. Read when torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
