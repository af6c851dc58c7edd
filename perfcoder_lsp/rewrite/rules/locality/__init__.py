"""Rules of "Data Locality and Cache Awareness": a file for each, or for what shares its proof."""
