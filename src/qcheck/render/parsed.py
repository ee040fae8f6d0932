"""Parsed: what a template asks for, gives and shows, as Jinja has parsed it."""

from collections.abc import Collection

from jinja2 import nodes


def asked(tree: nodes.Template) -> list[tuple[int, str]]:
    """The templates that one asks for by name, with the lines; not those that may be missing."""
    asking = (*tree.find_all((nodes.Extends, nodes.Include)), *tree.find_all((nodes.Import, nodes.FromImport)))
    needed = [node for node in asking if not getattr(node, "ignore_missing", False)]
    return sorted((node.lineno, name) for node in needed for name in named(getattr(node, "template", None)))


def named(expression: nodes.Node | None) -> list[str]:
    return [str(expression.value)] if isinstance(expression, nodes.Const) else []


def assigned(tree: nodes.Template) -> set[str]:
    """All names that a template gives anything."""
    stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    whole = {node.target for node in tree.find_all(nodes.Import)}
    parts = {each[1] if isinstance(each, tuple) else each for n in tree.find_all(nodes.FromImport) for each in n.names}
    return stored | macros | whole | parts


def free(tree: nodes.Template, known: Collection[str]) -> list[tuple[int, str]]:
    """The names that are asked for and that nothing gives, each where it comes first; not those that may be missing."""
    asked: dict[str, int] = {}
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in known:
            asked.setdefault(node.name, node.lineno)
    tested = [n.node for n in tree.find_all(nodes.Test) if n.name in {"defined", "undefined"}]
    tested += [n.node for n in tree.find_all(nodes.Filter) if n.name in {"default", "d"} and n.node]
    spared = {node.name for node in tested if isinstance(node, nodes.Name)}
    return [(line, name) for name, line in asked.items() if name not in spared]


def text(output: nodes.Output) -> int:
    """The line of the first text or value that is to be shown; 0 where there is none."""
    for node in output.nodes:
        if not isinstance(node, nodes.TemplateData):
            return node.lineno
        if node.data.strip():
            return node.lineno + node.data[: len(node.data) - len(node.data.lstrip())].count("\n")
    return 0
