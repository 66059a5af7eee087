"""Where the program starts: ``industri40`` and ``python -m industri40``.

Most of a short run is spent on importing, so ``--version`` is answered before anything is
imported, and the garbage collector rests while the program starts. A fault of the program ends
in one line and exit code 70, never in a traceback; ``INDUSTRI40_TRACEBACK=1`` shows it.
"""

import gc
import os
import sys

from industri40 import __version__
from industri40.cli.streams import FAULT, INTERRUPTED, USAGE, OutputError, Streams, failure, fault

TYPE_CHECKING = False  # as typing has it, which is not worth its import for the version
if TYPE_CHECKING:
    from typing import NoReturn

_SEARCH = "pydantic.plugin._loader"


class _NoPlugIns(type(sys)):  # type: ignore[misc]  # a module
    """Stands where pydantic looks for plug-ins, of which none can matter to a plan.

    Only to ask whether there are any, pydantic imports what reads the names of all installed
    packages, a twentieth of a short run. Whatever else it may want there, it gets from its own.
    """

    @staticmethod
    def get_plugins() -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        from importlib import import_module

        sys.modules.pop(_SEARCH, None)
        return getattr(import_module(_SEARCH), name)


def main() -> "NoReturn":
    """Run the program on ``sys.argv`` and leave with its exit code."""
    gc.disable()
    streams = Streams()
    try:
        code = _run(sys.argv[1:], streams)
    except (OutputError, OSError) as error:  # a disk that fails, or typer's help on a full one
        code = USAGE
        streams.complain(failure(error, streams.language))
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line of defence
        code = FAULT
        for line in fault(error, streams.language):
            streams.complain(line)
    streams.abandon()
    _leave(code)


def _leave(code: int) -> "NoReturn":
    """Leave at once: everything is written, and taking down the interpreter takes a fifth of a run.

    Who measures or traces the run is let to finish.
    """
    if sys.gettrace() is None and sys.getprofile() is None:
        os._exit(code)
    sys.exit(code)


def _run(arguments: list[str], streams: Streams) -> int:
    if arguments[:1] == ["--version"]:
        streams.put(f"industri40 {__version__}\n", for_people=True)
        return 0
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.modules.setdefault(_SEARCH, _NoPlugIns(_SEARCH))
    from industri40.cli.main import run

    return run(arguments, streams)


if __name__ == "__main__":
    main()
