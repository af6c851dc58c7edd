"""The recipe of the embedded planner. Each step is a folder and a command, `python -m models.STEP`; in their order:

- `generate` makes programs, `label` measures what each strategy gains on them; `written` are programs by hand;
  the labels of 1,124 programs are `prepared`
- `curate` splits them without near-duplicates, `balance` evens out the categories
- `encode` tells labels as tokens
- `sft` trains a network (`network`) on them, `grpo` reinforces it by what its plans gain
- `export` writes files for llama.cpp, `evaluate` judges them, `card` tells all of it

Apart from these, `extract` names the strategies that people carried out.

What steps hand on is in `records.py`, their settings in `settings.py` and `config`, what they say of what they wrote in
`manifest.py`; how a step reads its arguments and ends is in `step.py`.
"""

import os

# Threads of torch that wait by spinning take the processor from what they wait for: on a busy machine a CPU second then
# does a fifth of the work. Read when torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
