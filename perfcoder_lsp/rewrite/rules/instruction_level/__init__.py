"""Rules of "Instruction-Level Execution Optimization": a file for each, or for what shares its proof."""
