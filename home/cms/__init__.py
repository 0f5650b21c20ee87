"""How the content management deals with people."""
