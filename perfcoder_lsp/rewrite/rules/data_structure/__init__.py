"""Rules of "Data Structure Selection": a file for each, or for what shares its proof."""
