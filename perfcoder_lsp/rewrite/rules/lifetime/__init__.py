"""Rules of "Resource Lifetime and Scope Management": a file for each, or for what shares its proof."""
