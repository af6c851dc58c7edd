"""How good plans are, against what was measured, on programs that no training saw.

`ratings.py` says what a planner says of a program's sites; `orders.py`, `boosted.py` and `model.py` are the planners,
`measures.py` and `bootstrap.py` the figures and how sure they are; `comparison.py` puts planners side by side.
`restyle.py` and `style.py` tell whether mere style changes a plan, `live.py` what plans are worth in real searches.
"""
