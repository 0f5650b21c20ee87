"""`make faults`: import every module of this folder, so that its figures register, then run them."""

import importlib
import pkgutil
import sys

import tests.faults
from tests.bench import figures

for module in pkgutil.iter_modules(tests.faults.__path__):
    if module.name != "__main__" and not module.name.startswith("test_"):
        importlib.import_module(f"tests.faults.{module.name}")
sys.exit(figures.main())
