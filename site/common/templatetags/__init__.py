"""Template tags of the product; `ui` is the only library."""
