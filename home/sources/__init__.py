"""Who knows what the pages show. Importing this package registers every source."""

from home.sources import cases, figures, news, pairs, people, places, polls, programmes

__all__ = ["cases", "figures", "news", "pairs", "people", "places", "polls", "programmes"]
