"""The model card: `card.md.jinja` is its text, `curves.py` draws how the trainings went."""
