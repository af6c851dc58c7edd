"""Rules of "Branching Efficiency": a file for each, or for what shares its proof."""
