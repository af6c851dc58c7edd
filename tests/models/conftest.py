"""Tests of the recipe use one thread: the networks are tiny, and threads that wait for each other take longer."""

import importlib.util

if importlib.util.find_spec("torch") is not None:
    import torch

    torch.set_num_threads(1)
