"""Turn an exception into an exit code and a sentence."""

import dis

OURS = ("minigiants", "scenarios")

FAILED, NOT_READY = 1, 3
"""Exit codes: the work failed; something that it needs is missing (a model, a file, a scenario of that name)."""


def explain(error: Exception) -> tuple[int, str]:
    """Return the exit code and the sentence for an error.

    >>> explain(KeyError("no scenario 'x'; there are: letters"))
    (3, "no scenario 'x'; there are: letters")
    >>> explain(FileNotFoundError(2, "No such file or directory", "in.jsonl"))
    (3, "'in.jsonl': No such file or directory")
    >>> explain(RuntimeError("the disk is full"))
    (1, 'the disk is full')
    """
    code = NOT_READY if isinstance(error, LookupError | FileNotFoundError) else FAILED
    if isinstance(error, OSError) and error.strerror:
        sentence = f"{str(error.filename)!r}: {error.strerror}" if error.filename else error.strerror
    else:
        sentence = str(error.args[0]) if error.args and _is_ours(error) else ""
    sentence = " ".join(sentence.split())
    if " " not in sentence:
        # No sentence was written for this one, so it is a fault of ours; its own words may quote anything.
        sentence = f"{type(error).__name__} (run `minigiants --traceback ...` to see where)"
        code = FAILED
    return code, sentence


def _is_ours(error: Exception) -> bool:
    """Say whether our code wrote the error's words: a type of ours, or a `raise` statement in a module of ours."""
    trace = error.__traceback__
    if trace is None or type(error).__module__.partition(".")[0] in OURS:
        return True
    while trace.tb_next:
        trace = trace.tb_next
    package = str(trace.tb_frame.f_globals.get("__name__")).partition(".")[0]
    return package in OURS and trace.tb_frame.f_code.co_code[trace.tb_lasti] == dis.opmap["RAISE_VARARGS"]
