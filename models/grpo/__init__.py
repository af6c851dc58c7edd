"""Reinforcement by what plans gain (arXiv 2512.14018, equations 8, 11 and 12).

`reward.py` says what a plan is worth, `objective.py` what is made small, `training.py` goes step by step.
"""
