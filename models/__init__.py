"""The recipe of the embedded planner: programs, labels by measurement, training, reinforcement, export, evaluation.

Each step is a command, `python -m models.STEP`, with what it reads and writes in `models/records.py`.
"""
