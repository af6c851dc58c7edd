"""Rules of "Numerical Computation Optimization": a file for each, or for what shares its proof."""
