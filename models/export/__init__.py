"""A trained network as files for llama.cpp.

`gguf_file.py` writes one, `quantize.py` makes it smaller, `agreement.py` asks whether it answers as the network does;
`files.py` does all of it.
"""
