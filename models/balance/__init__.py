"""What is trained on, chosen so that what seldom pays is seen as well: `rarity.py` ranks programs."""
