"""The table of commands, each imported only when it is called, and the program made of them."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from msgspec import Struct
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from qcheck import __version__
from qcheck.cli import out
from qcheck.cli.place import Options, caller, options
from qcheck.errors import QcheckError


class Command(Struct, frozen=True):
    """A command: the heading it is listed under, where its function is, and its help in a line."""

    heading: str
    where: str
    help: str


COMMANDS: dict[str, Command] = {
    "open": Command("On the job", "qcheck.cli.open:open_job", "Open a job with a checklist."),
    "status": Command("On the job", "qcheck.cli.status:status", "Ready or not, why, and what is next."),
    "walk": Command("On the job", "qcheck.cli.walk:walk", "Go through a job on a full screen."),
    "next": Command("On the job", "qcheck.cli.next:next_", "Show the next item to check, and how to answer it."),
    "tick": Command("On the job", "qcheck.cli.answer:tick", "Say that items are right."),
    "fail": Command("On the job", "qcheck.cli.answer:fail", "Say that items are not right."),
    "na": Command("On the job", "qcheck.cli.answer:na", "Say that items do not apply, and why."),
    "note": Command("On the job", "qcheck.cli.answer:note", "Add a remark to items or to the job."),
    "undo": Command("On the job", "qcheck.cli.answer:undo", "Take back your last command."),
    "found": Command("On the job", "qcheck.cli.site:found", "Say how something was before you came."),
    "attach": Command("On the job", "qcheck.cli.site:attach", "Add photos or files to an answer."),
    "release": Command("On the job", "qcheck.cli.site:release", "Let work go on past a hold point or a gate."),
    "witness": Command("On the job", "qcheck.cli.site:witness", "Invite to a witness point; say who came."),
    "punch": Command("On the job", "", "What is to be put right, by whom, by when."),
    "complain": Command("On the job", "qcheck.cli.client:complain", "Record what a client complains of."),
    "contact": Command("On the job", "qcheck.cli.client:contact", "Record that the client was spoken or written to."),
    "handover": Command("On the job", "qcheck.cli.handover:handover", "Hand over to the client, who signs."),
    "jobs": Command("In the office", "qcheck.cli.status:jobs", "List the jobs, those that need someone first."),
    "due": Command("In the office", "qcheck.cli.due:due", "What anyone must do, by day and person."),
    "plan": Command("In the office", "qcheck.cli.plan:plan", "Show or change who, when and what was promised."),
    "agree": Command("In the office", "qcheck.cli.site:agree", "Record what the client agreed to change."),
    "upgrade": Command("In the office", "qcheck.cli.upgrade:upgrade", "Go on with newer versions of a job's lists."),
    "waive": Command("In the office", "qcheck.cli.waive:waive", "Permit an exception, with reason and end date."),
    "report": Command("In the office", "qcheck.cli.report:report", "Make the handover report."),
    "sheet": Command(
        "In the office", "qcheck.cli.sheet:sheet", "Make a sheet for paper: missed items, job card, blank."
    ),
    "rate": Command("In the office", "qcheck.cli.rate:rate", "Record what the client says of the job."),
    "archive": Command("In the office", "qcheck.cli.archive:archive", "Pack a job into one file for anyone to read."),
    "restore": Command("In the office", "qcheck.cli.archive:restore", "Put the job of an archive back."),
    "forget": Command("In the office", "qcheck.cli.forget:forget", "Remove a client's data, on request."),
    "log": Command("In the office", "qcheck.cli.status:log", "Show the record: who said what, when."),
    "diff": Command("In the office", "qcheck.cli.diff:diff", "Show what moved since a signature or a day."),
    "learn": Command("In the office", "qcheck.cli.learn:learn", "Propose what the jobs say checklists lack."),
    "stats": Command("In the office", "qcheck.cli.stats:stats", "Promises kept, causes, costs, what came back."),
    "check": Command("At the gate", "qcheck.cli.check:check", "Exit 1 while anything stands in the way (for CI)."),
    "audit": Command("At the gate", "qcheck.cli.audit:audit", "See whether anything was changed afterwards."),
    "run": Command("At the gate", "qcheck.cli.run:run", "Run the commands that answer items."),
    "explain": Command("At the gate", "qcheck.cli.rules:explain", "Explain a rule and how to make it go away."),
    "rules": Command("At the gate", "qcheck.cli.rules:rules", "List the rules with their severities."),
    "sync": Command("With other devices", "qcheck.cli.sync:sync", "Exchange what was recorded, through git."),
    "clone": Command("With other devices", "qcheck.cli.sync:clone", "Begin on this device with a shared workspace."),
    "resolve": Command("With other devices", "qcheck.cli.resolve:resolve", "Settle what devices said differently."),
    "init": Command("Setting up", "qcheck.cli.init:init", "Make a workspace."),
    "lists": Command("Setting up", "qcheck.cli.lists:lists", "List the checklists, or copy one to change it."),
    "show": Command("Setting up", "qcheck.cli.lists:show", "Show a checklist."),
    "lint": Command("Setting up", "qcheck.cli.lists:lint", "Find what is wrong with checklists and templates."),
    "trust": Command("Setting up", "qcheck.cli.trust:trust", "Let commands run on this machine, once you read them."),
    "templates": Command("Setting up", "", "The templates of reports, to look at and to change."),
    "demo": Command("Setting up", "qcheck.cli.demo:demo", "Play a whole job in a temporary workspace."),
}


PUNCH: dict[str, Command] = {
    "list": Command("Looking", "qcheck.cli.punch:list_", "List them by who has to act."),
    "show": Command("Looking", "qcheck.cli.punch:show", "Show what was said of some."),
    "add": Command("On the job", "qcheck.cli.punch:add", "Raise one."),
    "load": Command("On the job", "qcheck.cli.load:load", "Raise what is new in punch lists: YAML, CSV, XLSX."),
    "done": Command("On the job", "qcheck.cli.moves:done", "Say that some are done."),
    "verify": Command("On the job", "qcheck.cli.moves:verify", "Confirm that some are done; never one's own."),
    "reject": Command("On the job", "qcheck.cli.moves:reject", "Send some back, with the reason."),
    "assign": Command("On the job", "qcheck.cli.owing:assign", "Give some to someone."),
    "promise": Command("On the job", "qcheck.cli.owing:promise", "Promise a date."),
    "wait": Command("On the job", "qcheck.cli.owing:wait", "Say what some wait for."),
    "dispute": Command("On the job", "qcheck.cli.moves:dispute", "Say that some are not yours, or none."),
    "void": Command("On the job", "qcheck.cli.moves:void", "Say that some are none, with the reason."),
    "reopen": Command("On the job", "qcheck.cli.moves:reopen", "Open again what came back."),
    "diagnose": Command("In the office", "qcheck.cli.owing:diagnose", "Say why, and what it cost."),
    "hand-out": Command(
        "With subcontractors", "qcheck.cli.subcontract:hand_out", "Give someone's to them: page, file or message."
    ),
    "take-in": Command("With subcontractors", "qcheck.cli.subcontract:take_in", "Record what they answered."),
    "print": Command("In the office", "qcheck.cli.report:punch_list", "Make the list for print, with photos."),
}


TEMPLATES: dict[str, Command] = {
    "list": Command("Looking", "qcheck.cli.templates:list_", "List them, and those that are your own."),
    "show": Command("Looking", "qcheck.cli.templates:show", "Print one as it comes with qcheck."),
    "copy": Command("Changing", "qcheck.cli.templates:copy", "Copy one into the workspace to change it."),
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and help, and imports one when it is called."""

    table = COMMANDS

    def list_commands(self, _: Any) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 (the parent names it)
        command = self.table.get(cmd_name)
        if command is None:
            return None
        if not command.where:
            return _group(cmd_name, GROUPS[cmd_name], command.help)
        module, _, name = command.where.partition(":")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name)(getattr(import_module(module), name))
        return get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (the parent names it)
        """Lists commands under their headings, without importing any."""
        for heading in dict.fromkeys(command.heading for command in self.table.values()):
            with formatter.section(heading):
                formatter.write_dl([(name, c.help) for name, c in self.table.items() if c.heading == heading])


class PunchGroup(LazyGroup):
    """The commands about punch items."""

    table = PUNCH


class TemplatesGroup(LazyGroup):
    """The commands about templates."""

    table = TEMPLATES


GROUPS: dict[str, type[LazyGroup]] = {"punch": PunchGroup, "templates": TemplatesGroup}


def _group(name: str, of: type[LazyGroup], help_: str) -> Any:
    """A command that has commands of its own."""
    app = typer.Typer(
        name=name,
        cls=of,
        help=f"{help_}\n\nExample: qcheck {name} list",
        add_completion=False,
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_named)
    return _stubbed(get_group(app), of.table)


def _named(context: typer.Context) -> None:
    """The commands of a group do the work; their names are their group's and their own."""
    options(context).command += f" {context.invoked_subcommand}"


def _stubbed(group: Any, table: dict[str, Command]) -> Any:
    """A group with its commands by name, so that a wrong one is told what there is."""
    group.commands = {name: TyperCommand(name, help=c.help) for name, c in table.items()}
    return group


def main(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("-C", metavar="DIR", is_eager=True, help="Work in this folder.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Linear text, one statement a line.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing when all went well.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    completion: Annotated[
        Literal["bash", "zsh", "fish", "powershell"] | None,
        typer.Option("--show-completion", help="Print the script that completes qcheck in a shell."),
    ] = None,
) -> int:
    """Quality process for service delivery: checklists, a record nobody can rewrite, a gate before handover.

    Without a command: the status of the job in hand; at a terminal, where there are several, the jobs to choose from.
    Every command explains itself: qcheck tick --help

    Example: qcheck tick 3 5-8
    """
    context.obj = Options(folder, plain, quiet, called(context))
    if version:
        typer.echo(f"qcheck {__version__}")
        raise typer.Exit(0)
    if completion:
        from qcheck.cli.shells import SCRIPTS  # 1 ms, only when completion is set up

        typer.echo(SCRIPTS[completion], nl=False)
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        from qcheck.cli import walk  # 5 ms, only without a command

        chosen = walk.start(context) if walk.full(context) else None
        if chosen is not None:
            return chosen
        from qcheck.cli.status import status  # 60 ms for Rich, only where a screen is shown

        return status(context)
    return 0


def own_words(context: typer.Context) -> dict[str, str]:
    """The words that are commands in the workspace around, before the options in front of the command were taken."""
    from qcheck.app import ownwords  # 10 ms, only for a name that is not in the table, and for help

    typed = context.params.get("folder")
    context.obj = Options(Path(typed) if typed else None)
    try:
        return ownwords.commands(caller(context))
    except QcheckError:
        return {}


def called(context: typer.Context) -> str:
    """The command in hand by its name in the table; empty if there is none."""
    program_ = context.command
    return program_.called if isinstance(program_, Program) and context.invoked_subcommand else ""


class Program(LazyGroup):
    """All commands, those in the trade's own words too. A command's number is the exit code; where a person reads on,
    what comes next is said before it. `called` is the command in hand by its name in the table.
    """

    called = ""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        self.called = cmd_name if cmd_name in self.table else self._meant(ctx, cmd_name)
        return super().get_command(ctx, self.called)

    def _meant(self, ctx: Any, word: str) -> str:
        """The command that a word is which no command has for a name."""
        from qcheck.app.ownwords import spelled  # 10 ms, only for a name that is not in the table

        return own_words(ctx).get(spelled(word), "")

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        super().format_commands(ctx, formatter)
        words = own_words(ctx)
        if words:
            with formatter.section("In your words"):
                formatter.write_dl([(word, f"{name}: {self.table[name].help}") for word, name in words.items()])

    def invoke(self, ctx: Any) -> Any:
        code = super().invoke(ctx)
        if out.asking():
            from qcheck.cli.hint import hint  # 1 ms, only at a terminal

            hint(ctx, code)
        raise typer.Exit(code)


def program() -> Any:
    """The whole program, ready to be called."""
    app = typer.Typer(
        cls=Program,
        add_completion=False,
        rich_markup_mode=None,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(main)
    return _stubbed(get_group(app), COMMANDS)
