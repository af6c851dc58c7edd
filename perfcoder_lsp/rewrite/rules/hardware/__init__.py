"""Rules of "Hardware-Aware System Optimization": a file for each, or for what shares its proof."""
