"""Labels by measurement: what each strategy of the static plan gains, carried out alone, on a program's own input.

`gains.py` compares times, `bench.py` builds and runs versions of a program, `labels.py` says what a site is worth,
`farm.py` does that for many programs at a time.
"""
