"""Benchmark suites of real programs: one file per suite, and what runs and scores them."""
