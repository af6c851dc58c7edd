"""Rules of "Multithreading and Concurrency": a file for each, or for what shares its proof."""
