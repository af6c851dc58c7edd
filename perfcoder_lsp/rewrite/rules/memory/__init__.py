"""Rules of "Memory Usage and Allocation": a file for each, or for what shares its proof."""
