"""Rules of "Efficient Library and API Utilization": a file for each, or for what shares its proof."""
