"""Rules of "Algorithm Design Optimization": a file for each, or for what shares its proof."""
