"""Rules of "Function Call Overhead Reduction": a file for each, or for what shares its proof."""
