"""Rules of "Loop Efficiency Techniques": a file for each, or for what shares its proof."""
