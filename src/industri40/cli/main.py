"""The program as typer sees it: its commands, each imported only when it is asked for."""

from collections.abc import Iterator
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from industri40.cli.streams import INTERRUPTED, OK, USAGE, Streams
from industri40.findings.said import SaidError
from industri40.languages import read_beside


class Help(NamedTuple):
    """What help says of a command: a line in the list, then at length, and last examples."""

    summary: str
    text: str
    examples: str


def _help() -> Iterator[tuple[str, Help]]:
    """What the file beside this module says; ``python -OO`` leaves docstrings out."""
    for part in read_beside(__name__, "help.txt").split("\n[")[1:]:
        head, _, body = part.strip().partition("\n")
        name, _, summary = head.partition("]")
        paragraphs = [f"\b\n{one}" if "\n  " in one else one for one in body.split("\n\n")]
        end = next(n for n, one in enumerate(paragraphs) if one.startswith("\b"))
        text, examples = ("\n\n".join(some) for some in (paragraphs[:end], paragraphs[end:]))
        yield name, Help(summary.strip(), text, examples)


COMMANDS = dict(_help())  # by name, which its module and the function in that have too
_PROGRAM = COMMANDS.pop("industri40")
_Version = Annotated[bool, typer.Option("--version", help="Print the version.")]
"""Only named in the help: it is answered before anything of this is imported."""


class _AsTyped:
    """Makes nothing of what was typed: a text is one already, and so is a switch.

    Newer releases of typer ask pydantic to make a text of it, and build what does that for every
    option of a command, four hundredths of a short run.
    """

    @staticmethod
    def coerce(value: Any, **_more: Any) -> Any:
        return value


class _Typed:
    """A command, or a group of them, whose options are taken as typed, but for numbers."""

    def parse_args(self: Any, ctx: Any, args: list[str]) -> Any:
        """Read the command line."""
        for param in self.get_params(ctx):
            kind = getattr(param, "type_descriptor", None)
            if getattr(kind, "annotation", None) in (bool, str, list[str]):
                param.get_runtime_param = _AsTyped
        return super().parse_args(ctx, args)  # type: ignore[misc]  # of what it stands before


class PlainCommand(_Typed, TyperCommand):
    """A command whose help names its arguments as a person does, without Python's types."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """What stands after the command's name on the usage line."""
        return ["[OPTIONS]", *(name for name, _ in self._arguments())]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The two sections of the help: arguments and options."""
        if arguments := self._arguments():
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        options = [p.get_help_record(ctx) for p in self.get_params(ctx) if _is_option(p)]
        with formatter.section("Options"):
            formatter.write_dl([record for record in options if record])

    def _arguments(self) -> list[tuple[str, str]]:
        found: list[Any] = [param for param in self.params if not _is_option(param)]
        return [(param.metavar or param.name, param.help or "") for param in found]


def _is_option(param: Any) -> bool:
    return bool(param.param_type_name == "option")


class Commands(_Typed, TyperGroup):
    """The group of all commands, which knows their names without importing them.

    A context is ``Any`` here since its class has moved between the releases of typer.
    """

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import one command; an unknown one ends the run with the nearest known one named."""
        said = COMMANDS.get(cmd_name)
        if said is None:
            if not ctx.resilient_parsing and not cmd_name.startswith("-"):
                from industri40.nearest import did_you_mean

                ctx.fail(f"No such command '{cmd_name}'.{did_you_mean(cmd_name, COMMANDS)}")
            return None
        module = import_module(f"industri40.cli.{cmd_name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        text = f"{said.summary}\n\n{said.text}"
        run = getattr(module, cmd_name)
        app.command(cmd_name, cls=PlainCommand, help=text, epilog=said.examples)(run)
        return typer.main.get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said.summary) for name, said in COMMANDS.items()])

    def invoke(self, ctx: Any) -> Any:
        """Run a command. Ctrl-C has one exit code, whatever release of typer this is."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


def _options(*, version: _Version = False) -> None:
    """What can be asked without a command."""


def run(arguments: list[str], streams: Streams) -> int:
    """Run what the arguments ask for; the exit code.

    A command finds ``streams`` as its context's ``obj``, and leaves by ``typer.Exit``, or by an
    error that says what could not be read or written.
    """
    said: Any = {"help": _PROGRAM.text, "epilog": _PROGRAM.examples, "no_args_is_help": True}
    plain: Any = {"rich_markup_mode": None, "pretty_exceptions_enable": False}
    app = typer.Typer(cls=Commands, **said, **plain)
    app.callback()(_options)
    try:
        typer.main.get_command(app).main(arguments, prog_name="industri40", obj=streams)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else OK
    except SaidError as error:
        streams.complain(error.said(streams.language))
        return USAGE
    return OK
