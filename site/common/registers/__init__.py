"""Registers that an operator imports from files, and look-ups in them; nothing is bundled, nothing leaves the network.

Postcodes: Japan Post's KEN_ALL. Corporate numbers: the National Tax Agency's file of all records.
"""

from common.registers.files import RefusedFile
from common.registers.importing import Report, import_register
from common.registers.layouts import CORPORATE_NUMBERS, POSTCODES, Layout
from common.registers.looking_up import Company, Place, company_of, place_of, registers_there

__all__ = [
    "CORPORATE_NUMBERS",
    "POSTCODES",
    "Company",
    "Layout",
    "Place",
    "RefusedFile",
    "Report",
    "company_of",
    "import_register",
    "place_of",
    "registers_there",
]
