"""Which strategies somebody carried out.

`features.py` says what a program consists of, `signs.py` which categories a change of it tells of.
"""
