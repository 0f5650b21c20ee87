"""Template tags of the product: components (`ui`), dates, private files, words."""
