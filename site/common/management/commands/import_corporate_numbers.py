"""`manage.py import_corporate_numbers FILE`."""

from common.registers import CORPORATE_NUMBERS
from common.registers.command import ImportCommand


class Command(ImportCommand):
    """Replaces the table; every look-up reads the old one until the new one is complete."""

    help = "Import the National Tax Agency's corporate numbers (all records, CSV, zipped or not)."
    layout = CORPORATE_NUMBERS
