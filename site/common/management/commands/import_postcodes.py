"""`manage.py import_postcodes FILE`."""

from common.registers import POSTCODES
from common.registers.command import ImportCommand


class Command(ImportCommand):
    """Replaces the table; every look-up reads the old one until the new one is complete."""

    help = "Import Japan Post's postcodes (KEN_ALL.CSV or utf_ken_all.csv, zipped or not)."
    layout = POSTCODES
