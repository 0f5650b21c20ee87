"""The typed components every page is built from; use them through `{% load ui %}` in templates."""
