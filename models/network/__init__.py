"""The planner's network, which `sft` and `grpo` train and `export` writes.

`shape.py` says how large it is (without PyTorch), `transformer.py` is the network, `decode.py` draws plans from it,
`checkpoint.py` keeps it.
"""
