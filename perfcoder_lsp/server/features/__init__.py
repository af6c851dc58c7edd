"""One module for each thing the server shows or does; `setup.py` registers them."""
