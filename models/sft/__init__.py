"""Supervised training (arXiv 2512.14018, equation 2).

`training.py` goes step by step, over batches (`batches.py`) and their loss (`loss.py`); `scores.py` says how well a
network plans while it is trained.
"""
