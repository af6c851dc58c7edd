"""Rules of "Input/Output Throughput Optimization": a file for each, or for what shares its proof."""
