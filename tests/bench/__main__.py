"""`make bench`: import every module of this folder, so that its figures register, then run them."""

import importlib
import pkgutil
import sys

import tests.bench
from tests.bench import figures

for module in pkgutil.iter_modules(tests.bench.__path__):
    if module.name != "__main__" and not module.name.startswith("test_"):
        importlib.import_module(f"tests.bench.{module.name}")
sys.exit(figures.main())
