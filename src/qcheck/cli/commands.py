"""The table of commands, each imported only when it is called, and the program made of them."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from qcheck import __version__
from qcheck.cli.place import Options


class Command(Struct, frozen=True):
    """A command: the heading it is listed under, where its function is, and its help in a line."""

    heading: str
    where: str
    help: str


COMMANDS: dict[str, Command] = {
    "open": Command("On the job", "qcheck.cli.open:open_job", "Open a job with a checklist."),
    "status": Command("On the job", "qcheck.cli.status:status", "Ready or not, why, and what is next."),
    "tick": Command("On the job", "qcheck.cli.answer:tick", "Say that items are right."),
    "fail": Command("On the job", "qcheck.cli.answer:fail", "Say that items are not right."),
    "na": Command("On the job", "qcheck.cli.answer:na", "Say that items do not apply, and why."),
    "note": Command("On the job", "qcheck.cli.answer:note", "Add a remark to items or to the job."),
    "undo": Command("On the job", "qcheck.cli.answer:undo", "Take back your last command."),
    "found": Command("On the job", "qcheck.cli.site:found", "Say how something was before you came."),
    "attach": Command("On the job", "qcheck.cli.site:attach", "Add photos or files to an answer."),
    "release": Command("On the job", "qcheck.cli.site:release", "Let work go on past a hold point or a gate."),
    "witness": Command("On the job", "qcheck.cli.site:witness", "Invite to a witness point; say who came."),
    "punch": Command("On the job", "qcheck.cli.punch:punch", "What is to be put right: list, done, verify."),
    "handover": Command("On the job", "qcheck.cli.handover:handover", "Hand over to the client, who signs."),
    "jobs": Command("In the office", "qcheck.cli.status:jobs", "List the jobs, those that need someone first."),
    "plan": Command("In the office", "qcheck.cli.plan:plan", "Show or change who, when and what was promised."),
    "agree": Command("In the office", "qcheck.cli.site:agree", "Record what the client agreed to change."),
    "upgrade": Command("In the office", "qcheck.cli.upgrade:upgrade", "Go on with newer versions of a job's lists."),
    "waive": Command("In the office", "qcheck.cli.waive:waive", "Permit an exception, with reason and end date."),
    "report": Command("In the office", "qcheck.cli.report:report", "Make the handover report."),
    "log": Command("In the office", "qcheck.cli.status:log", "Show the record: who said what, when."),
    "check": Command("At the gate", "qcheck.cli.check:check", "Exit 1 while anything stands in the way (for CI)."),
    "run": Command("At the gate", "qcheck.cli.run:run", "Run the commands that answer items."),
    "explain": Command("At the gate", "qcheck.cli.rules:explain", "Explain a rule and how to make it go away."),
    "rules": Command("At the gate", "qcheck.cli.rules:rules", "List the rules with their severities."),
    "init": Command("Setting up", "qcheck.cli.init:init", "Make a workspace."),
    "lists": Command("Setting up", "qcheck.cli.lists:lists", "List the checklists, or copy one to change it."),
    "show": Command("Setting up", "qcheck.cli.lists:show", "Show a checklist."),
    "lint": Command("Setting up", "qcheck.cli.lists:lint", "Find what is wrong with checklists."),
    "trust": Command("Setting up", "qcheck.cli.trust:trust", "Let commands run on this machine, once you read them."),
    "templates": Command(
        "Setting up", "qcheck.cli.report:templates", "List the report templates, or copy one to change it."
    ),
    "demo": Command("Setting up", "qcheck.cli.demo:demo", "Play a whole job in a temporary workspace."),
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and help, and imports one when it is called."""

    def list_commands(self, _: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 (the parent names it)
        command = COMMANDS.get(cmd_name)
        if command is None:
            return None
        module, _, name = command.where.partition(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            return _group(found, cmd_name)
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name)(found)
        return get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (the parent names it)
        """Lists commands under their headings, without importing any."""
        for heading in dict.fromkeys(command.heading for command in COMMANDS.values()):
            with formatter.section(heading):
                formatter.write_dl([(name, c.help) for name, c in COMMANDS.items() if c.heading == heading])


def _group(app: typer.Typer, name: str) -> Any:
    """A command that has commands of its own."""
    app.info.name, app.rich_markup_mode = name, None
    return get_group(app)


def main(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("-C", metavar="DIR", help="Work in this folder.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Linear text, one statement a line.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing when all went well.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> int:
    """Quality process for service delivery: checklists, a record nobody can rewrite, a gate before handover.

    Without a command: the status of the job in hand. Every command explains itself: qcheck tick --help

    Example: qcheck tick 3 5-8
    """
    context.obj = Options(folder=folder, plain=plain, quiet=quiet)
    if version:
        typer.echo(f"qcheck {__version__}")
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        from qcheck.cli.status import status  # 60 ms for Rich, only where a screen is shown

        return status(context)
    return 0


def _exit(code: int, **_: object) -> None:
    """A command's number is the program's exit code."""
    raise typer.Exit(code)


def program() -> Any:
    """The whole program, ready to be called."""
    app = typer.Typer(
        cls=LazyGroup,
        add_completion=True,
        rich_markup_mode=None,
        invoke_without_command=True,
        result_callback=_exit,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(main)
    group = get_group(app)
    group.commands = {name: TyperCommand(name, help=c.help) for name, c in COMMANDS.items()}
    return group
