"""Where the program starts: ``industri40`` and ``python -m industri40``.

Most of a short run is spent on importing, so ``--version`` is answered before anything is
imported, and the garbage collector rests while the program starts. A fault of the program ends
in one line and exit code 70, never in a traceback; ``INDUSTRI40_TRACEBACK=1`` shows it.
"""

import gc
import os
import sys

from industri40 import __version__
from industri40.cli.streams import FAULT, INTERRUPTED, USAGE, OutputError, Streams

__all__ = ["main"]


def main() -> None:
    """Run the program on ``sys.argv`` and leave with its exit code."""
    gc.disable()
    streams = Streams()
    try:
        code = _run(sys.argv[1:], streams)
        streams.finish()
    except OutputError as error:
        code = USAGE
        streams.complain(str(error))
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line of defence
        code = FAULT
        _report_fault(error, streams)
    streams.abandon()
    # what is left is not worth a last collection, which would take a fifth of a short run
    gc.freeze()
    sys.exit(code)


def _run(arguments: list[str], streams: Streams) -> int:
    if arguments[:1] == ["--version"]:
        streams.write(f"industri40 {__version__}\n")
        return 0
    # pydantic looks for plug-ins in every installed package, of which none can matter to a plan
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from industri40.cli.main import run

    return run(arguments, streams)


def _report_fault(error: Exception, streams: Streams) -> None:
    if os.environ.get("INDUSTRI40_TRACEBACK"):
        import traceback

        streams.complain("".join(traceback.format_exception(error)).rstrip())
    said = " ".join(str(error).split())
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    streams.complain(
        f"a fault of the program itself, not of the plan ({what}); "
        "set INDUSTRI40_TRACEBACK=1 to see where"
    )


if __name__ == "__main__":
    main()
