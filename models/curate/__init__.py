"""What is trained on and what is held out.

`near_duplicates.py` leaves out what differs in little, `splits.py` holds out whole families, `endpoints.py` makes
pairs of what people wrote one after the other, `humans.py` finds inputs for people's programs.
"""
