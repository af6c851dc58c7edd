"""Rules of "Compiler Configuration and Tuning": a file for each, or for what shares its proof."""
