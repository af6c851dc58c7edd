"""Labels as tokens.

`sites.py` says which sites models are told of, `draws.py` makes examples of a program, `examples.py` keeps many.
"""
