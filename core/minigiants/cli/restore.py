"""`minigiants restore`: put personal data back that `minigiants scrub --remember` took out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from minigiants import privacy
from minigiants.cli._output import Json, say, write_json
from minigiants.cli.scrub.exact import UnchangedFile
from minigiants.cli.scrub.files import Job, UnreadableError, blocks, jobs, new_file
from minigiants.cli.scrub.lines import encoded, parsed, rebuilt, strings
from minigiants.cli.scrub.remembered import folder


@dataclass(kw_only=True, slots=True)
class Back:
    """What became of one file; no field holds anything of its text."""

    name: str
    repaired: int = 0
    """Labels that were mangled, and are certain nevertheless."""
    unknown: int = 0
    """What looks like a label and stands for nothing that is known; it was left as it is."""
    reason: str = ""
    """Why nothing was written."""


def restore(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders.", show_default=False)],
    *,
    remembered: Annotated[
        str, typer.Option(metavar="NAME", help="What `scrub --remember` was given.", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="OUT", help="File or folder to write.", show_default=False)
    ],
    json: Json = False,
) -> None:
    """Put back what labels and stand-ins stand for, also in what a model or a translator made of the texts.

    What looks like a label but stands for nothing is left as it is and counted, and then the exit code is 1.
    """
    work = jobs(paths, out, rename=False)
    try:
        names = privacy.open_vault(folder()).load(remembered)
    except KeyError:
        raise LookupError("nothing is remembered under this name, or no longer: see `scrub --remember`") from None
    attempts = [_attempt(job, names) for job in work]
    if json:
        write_json([{name: getattr(back, name) for name in Back.__slots__} for back in attempts])
    else:
        for back in attempts:
            say(_line(back))
    if any(back.reason or back.unknown for back in attempts):
        raise typer.Exit(1)


def _attempt(job: Job, names: privacy.Names) -> Back:
    back = Back(name=job.name)
    try:
        with new_file(job.target, private=True) as file:
            _write(job, names, file, back)
    except UnreadableError as error:
        back.reason = str(error)
    except OSError as error:
        back.reason = f"the result can't be written ({error.strerror or type(error).__name__})"
    return back


def _write(job: Job, names: privacy.Names, file: BinaryIO, back: Back) -> None:
    text = "".join(blocks(job.source, lambda _: None))
    unchanged = UnchangedFile.of(job.source.read_bytes(), names)
    if not job.lines:
        file.write((unchanged.original(text) if unchanged else _put_back(text, names, back)).encode("utf-8", "replace"))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if (entry := parsed(line)) is None:
            raise UnreadableError(f"line {number} is not a JSON object")
        keep = unchanged.keep if unchanged else ()
        texts = (said.text for said in strings(entry, keep))
        done = map(unchanged.original, texts) if unchanged else _each(texts, names, back)
        file.write(encoded(rebuilt(entry, done, keep)))


def _each(texts: Iterator[str], names: privacy.Names, back: Back) -> Iterator[str]:
    return (_put_back(text, names, back) for text in texts)


def _put_back(text: str, names: privacy.Names, back: Back) -> str:
    done = privacy.restore(text, names)
    back.repaired += len(done.repaired)
    back.unknown += len(done.unknown)
    return done.text


def _line(back: Back) -> str:
    """Write what became of a file as a line.

    >>> _line(Back(name="a.txt", unknown=1))
    'a.txt: restored; 1 label that stands for nothing known was left'
    >>> _line(Back(name="a.txt", reason="there is no such file: check the path"))
    'a.txt: nothing written, there is no such file: check the path'
    """
    if back.reason:
        return f"{back.name}: nothing written, {back.reason}"
    remarks = [f"{back.repaired} mangled label{'s' if back.repaired > 1 else ''} repaired"] if back.repaired else []
    if back.unknown:
        some = "1 label that stands" if back.unknown == 1 else f"{back.unknown} labels that stand"
        remarks.append(f"{some} for nothing known {'was' if back.unknown == 1 else 'were'} left")
    return "; ".join([f"{back.name}: restored", *remarks])
