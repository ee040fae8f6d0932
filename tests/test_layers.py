"""The house: which layer may import which, and what the pure layers never touch."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qcheck

PACKAGE = Path(qcheck.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "model": {"model"},
    "core": {"model", "core"},
    "store": {"model", "core", "store"},
    "render": {"model", "core", "render"},
    "intake": {"model", "core", "intake"},
    "app": {"model", "core", "store", "render", "intake", "app"},
    "cli": {"model", "app", "cli"},
    "tui": {"model", "app", "tui"},
}
EVERYONE_MAY_IMPORT = {"errors"}
ERRORS_ARE_VALUES_IN = {"model", "core"}

# What no pure layer imports: everything by which a program learns of, or changes, the world around it.
IMPURE = {
    *("asyncio", "ctypes", "fcntl", "glob", "http", "io", "locale", "logging", "msvcrt", "multiprocessing", "os"),
    *("pathlib", "platform", "random", "rich", "secrets", "select", "shutil", "signal", "socket", "sqlite3", "ssl"),
    *("subprocess", "sys", "tempfile", "threading", "time", "typer", "urllib", "uuid", "webbrowser", "zoneinfo"),
}
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "now", "today", "utcnow", "getenv"}


def _layer(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of a module with its line, those inside functions and behind TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides its layer"
            assert node.module is not None
            yield node.lineno, node.module
            if node.module in {"qcheck", *(f"qcheck.{layer}" for layer in MAY_IMPORT)}:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _own(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "qcheck" and len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    """Data flows one way: no import goes against the table of the house."""
    layer = _layer(path)
    if not layer:
        return
    allowed = MAY_IMPORT[layer] | (
        EVERYONE_MAY_IMPORT - (EVERYONE_MAY_IMPORT if layer in ERRORS_ARE_VALUES_IN else set())
    )
    wrong = [f"line {line}: {name}" for line, name in _imports(path) if _own(name) not in {*allowed, "", "__version__"}]
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if _layer(p) in {"model", "core"}],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_the_pure_layers_touch_no_clock_environment_disk_network_or_terminal(path: Path) -> None:
    """Model and core import no module and call no function that could."""
    imported = [f"line {line}: {name}" for line, name in _imports(path) if name.split(".")[0] in IMPURE]
    called = [
        f"line {node.lineno}: {name}()"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := _called(node)) in IMPURE_CALLS
    ]
    assert imported + called == []


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if _layer(p) not in {"store", "cli"}],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_only_the_store_opens_files_and_only_the_command_line_prints(path: Path) -> None:
    """Reading and writing paths is the store's; printing is the command line's."""
    file_calls = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "unlink", "mkdir"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = [
        f"line {n.lineno}: {_called(n)}()"
        for n in ast.walk(tree)
        if isinstance(n, ast.Call)
        and (_called(n) in file_calls or (isinstance(n.func, ast.Name) and n.func.id == "print"))
    ]
    assert called == []


def test_every_folder_of_the_package_is_a_layer_of_the_table() -> None:
    """A new folder has to take its place in the house."""
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - {"checklists", "locale", "templates"} == set(MAY_IMPORT)


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
