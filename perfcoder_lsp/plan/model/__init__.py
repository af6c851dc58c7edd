"""A language model through llama.cpp, in a process of its own: what its file says, whether it fits, what it answers."""
