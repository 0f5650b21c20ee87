"""Search that finds Japanese words of two characters, on SQLite and on PostgreSQL, without a dictionary."""
