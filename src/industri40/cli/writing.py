"""Writing results to files: whole or not at all, and never over the plan that they came from.

What is to be written stands complete beside each target, flushed to the disk, before the first
target is replaced. On any failure, Ctrl-C too, what was there before is still there.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Self

from industri40.cli.streams import PRINTED, Streams, encoded, text_options
from industri40.findings.said import SaidError, why
from industri40.render.registry import FORMATS, What, renderer


class TargetError(SaidError):
    """A file that cannot be written, or must not be; the message names it and says why."""


class Targets:
    """The files that one run writes, all or none; used as a context.

    ``inputs`` are the files that were read, which are never replaced under any of their names;
    ``-`` is standard input, which may be a file too. Methods raise TargetError.
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        self._inputs = [status for path in inputs if (status := _status(path)) is not None]
        self._staged: list[tuple[str, str]] = []  # what was written, and what it will replace
        self._undo: list[Callable[[], None]] = []  # what is left to do, from the last to the first

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for undo in reversed(self._undo):
            with contextlib.suppress(OSError):
                undo()

    def resolve(self, path: str) -> str:
        """The real file that ``path`` names, after links, if it may be written."""
        try:
            # asked of the path itself: what /dev/stdout leads to may have no path of its own
            found = os.stat(path)
        except FileNotFoundError:
            return os.path.realpath(path)
        except (OSError, ValueError) as error:
            raise TargetError("fails", what=path, why=why(error)) from error
        if stat.S_ISDIR(found.st_mode):
            raise TargetError("target_folder", path=path)
        if not stat.S_ISREG(found.st_mode):
            raise TargetError("target_odd", path=path)
        if any(os.path.samestat(found, one) for one in self._inputs):
            raise TargetError("target_plan", path=path)
        return os.path.realpath(path)

    def stage(self, path: str, data: str | bytes) -> None:
        """Write ``data`` beside ``path``, ready to take its place."""
        real = self.resolve(path)
        if any(real == target for _, target in self._staged):
            raise TargetError("target_twice", path=path)
        folder = os.path.dirname(real)
        temporary = os.path.join(folder, f".industri40-{os.getpid()}-{len(self._staged)}.tmp")
        self._undo.append(partial(os.unlink, temporary))
        try:
            _write(temporary, encoded(data), real)
        except FileExistsError as error:
            self._undo.pop()  # it is another's, and stays
            raise TargetError("target_in_the_way", path=temporary) from error
        except (OSError, ValueError) as error:
            if isinstance(error, FileNotFoundError) and not os.path.isdir(folder):
                raise TargetError("no_folder", path=path, folder=os.path.dirname(path)) from error
            raise TargetError("fails", what=path, why=why(error)) from error
        self._staged.append((temporary, real))

    def replace(self) -> None:
        """Move everything that was staged to where it belongs, or nothing of it.

        Where one of several files cannot be replaced, those before it are put back; all but on a
        file system without hard links, where the old ones are not kept until then.
        """
        last = len(self._staged) - 1
        for number, (temporary, real) in enumerate(self._staged):
            if number < last:
                self._keep(real, f"{temporary}.old")
            try:
                os.replace(temporary, real)
            except OSError as error:
                raise TargetError("fails", what=real, why=why(error)) from error
        self._undo = [partial(os.unlink, f"{temporary}.old") for temporary, _ in self._staged]

    def _keep(self, real: str, old: str) -> None:
        """Give a file that is to be replaced a second name, if it is there."""
        if os.path.exists(real):
            # the second name too, which moving it back leaves where both are still one file
            self._undo += [partial(os.unlink, old), partial(os.replace, old, real)]
            with contextlib.suppress(OSError):
                os.link(real, old)
        else:
            self._undo.append(partial(os.unlink, real))


def deliver(
    what: What,
    outputs: Iterable[tuple[str, str]],
    inputs: Sequence[str],
    shown: Mapping[str, object],
    streams: Streams,
) -> None:
    """Write all outputs; files are replaced when all of them are complete, others printed.

    Each is a format of ``what`` is written, in which its object is ``shown``, and where that goes.
    Raises TargetError and OutputError.
    """
    from industri40.render.common.results import TextOptions

    with Targets(inputs) as targets:
        for form, target in outputs:
            if target != PRINTED:
                targets.stage(target, renderer(what, form)(shown[form], TextOptions()))
        for form, target in outputs:
            if target == PRINTED:
                options, one = text_options(), FORMATS[what][form]
                written = renderer(what, form)(shown[form], options)
                if isinstance(written, bytes) and options.watched:
                    raise TargetError("not_in_a_terminal", form=form, ending=one.endings[0])
                streams.put(written, for_people=one.for_people)
        targets.replace()


def _status(path: str) -> os.stat_result | None:
    try:
        return os.fstat(0) if path == "-" else os.stat(path)
    except (OSError, ValueError):
        return None


def _write(temporary: str, data: bytes, real: str) -> None:
    with open(temporary, "xb") as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, stat.S_IMODE(os.stat(real).st_mode))
        os.fsync(file.fileno())
