"""Every fault of `make faults` can be begun: its module imports, asks for SEED, N and DB, and names a twin that exists.

Nothing is broken here; each fault is stopped where it would start its first process.
"""

import ast
import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

import pytest

import tests.faults
from tests.bench import figures
from tests.bench.targets import TARGETS
from tests.faults import conversation, harness, services
from tests.faults.unprotected import WITHOUT

NAMES = [
    name for _, name, _ in pkgutil.iter_modules(tests.faults.__path__) if name != "__main__" and name[:5] != "test_"
]
MODULES = {name: importlib.import_module(f"tests.faults.{name}") for name in NAMES}
GROUPS = [group for group in figures.GROUPS if group.measure.__module__.startswith("tests.faults.")]
BEGINNINGS = ("fresh_server", "own_redis", "own_postgres")


class Begun(Exception):
    """The fault would start its first process now."""


def module_of(group: figures.Group) -> ModuleType:
    return MODULES[group.measure.__module__.removeprefix("tests.faults.")]


def label(group: figures.Group) -> str:
    return group.figures[0]


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Begin a fault; answers the arguments with which it would have started, and what it asked `plan` for."""
    asked: list[tuple[int, int]] = []
    plan = harness.plan

    def stop(*arguments: Any, **_more: Any) -> None:
        raise Begun(*arguments)

    def note(*, default: int) -> tuple[int, int]:
        asked.append(plan(default=default))
        return asked[-1]

    def go(group: figures.Group, database: str) -> tuple[tuple[Any, ...], list[tuple[int, int]]]:
        module = module_of(group)
        for name in BEGINNINGS:
            if hasattr(module, name):
                monkeypatch.setattr(module, name, stop)
        monkeypatch.setattr(module, "plan", note)
        with pytest.raises(Begun) as begun:
            next(group.measure(database))
        return begun.value.args, asked

    return go


def test_every_figure_of_a_fault_with_a_target_is_measured_once():
    measured = [name for group in GROUPS for name in group.figures]
    assert sorted(measured) == sorted(name for name in TARGETS if name.startswith("fault."))


@pytest.mark.parametrize("group", GROUPS, ids=label)
def test_a_fault_takes_seed_and_size_from_the_command_line(group, begin, monkeypatch):
    monkeypatch.setenv("SEED", "7")
    monkeypatch.setenv("N", "3")
    assert begin(group, group.databases[0])[1] == [(7, 3)]


@pytest.mark.parametrize(
    ("group", "database"),
    [
        pytest.param(group, database, id=f"{label(group)}-{database}")
        for group in GROUPS
        for database in group.databases
    ],
)
def test_a_fault_runs_on_the_database_it_is_given(group, database, begin):
    arguments, _asked = begin(group, database)
    # A fault of a service begins with the service; the database is then that of its conversation.
    assert arguments == (database,) or {"own_redis", "own_postgres"} & set(vars(module_of(group)))


@pytest.mark.parametrize("group", GROUPS, ids=label)
def test_a_fault_says_whether_its_twin_fails(group):
    """Its line carries `twin`, from itself or from the conversation it holds; a line whose twin passes is not ok."""
    assert {"twin"} <= words_of(module_of(group)) | (words_of(conversation) if conversed(group) else set())
    line = figures.Measured(group.figures[0], [0], extra={"twin": "passes"})
    assert figures.line_of(line, "sqlite")["ok"] is False


def test_every_twin_that_is_named_exists_and_every_one_that_exists_is_used():
    named = {word for name, module in MODULES.items() if name != "unprotected" for word in protections_in(module)}
    assert named == set(WITHOUT)


def test_the_services_of_their_own_exist():
    assert all(callable(getattr(services, name)) for name in ("own_redis", "own_postgres"))


def conversed(group: figures.Group) -> bool:
    return hasattr(module_of(group), "Conversation")


def tree_of(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def words_of(module: ModuleType) -> set[str]:
    """Keys of the lines it builds: strings of dictionaries and names of arguments."""
    keys = [key for node in ast.walk(tree_of(module)) if isinstance(node, ast.Dict) for key in node.keys]
    words = {key.value for key in keys if isinstance(key, ast.Constant)}
    calls = [node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)]
    return words | {str(keyword.arg) for call in calls for keyword in call.keywords}


def protections_in(module: ModuleType) -> set[str]:
    """What it takes out: `without="…"`, or the word behind `unprotected.PROGRAM`."""
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.keyword) and node.arg == "without" and isinstance(node.value, ast.Constant):
            found.add(str(node.value.value))
        if isinstance(node, ast.Tuple) and "unprotected.PROGRAM" in ast.unparse(node):
            found |= {str(part.value) for part in node.elts if isinstance(part, ast.Constant)}
    return found
