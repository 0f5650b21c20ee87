"""Who knows what the pages show. Importing this package registers every source."""

from home.sources import cases, figures, people, programmes

__all__ = ["cases", "figures", "people", "programmes"]
