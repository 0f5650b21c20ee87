"""`manage.py demo remove`: everything the demonstration made goes, and what hangs on it. See hiroba/demo/README.md."""

from hiroba.demo.removal.carry_out import remove, was_removed
from hiroba.demo.removal.plan import Plan, Unsure, make_plan

__all__ = ["Plan", "Unsure", "make_plan", "remove", "was_removed"]
