"""Turn an exception into an exit code and a sentence."""

FAILED, NOT_READY = 1, 3
"""Exit codes: the work failed; something that it needs is missing (a model, a file, a scenario of that name)."""


def explain(error: Exception) -> tuple[int, str]:
    """Return the exit code and the sentence for an error.

    >>> explain(KeyError("no scenario 'x'; there are: document_qa"))
    (3, "no scenario 'x'; there are: document_qa")
    >>> explain(FileNotFoundError(2, "No such file or directory", "in.jsonl"))
    (3, "'in.jsonl': No such file or directory")
    >>> explain(RuntimeError("the disk is full"))
    (1, 'the disk is full')
    """
    code = NOT_READY if isinstance(error, LookupError | FileNotFoundError) else FAILED
    if isinstance(error, OSError) and error.strerror:
        sentence = f"{str(error.filename)!r}: {error.strerror}" if error.filename else error.strerror
    else:
        sentence = str(error.args[0]) if error.args else ""
    sentence = " ".join(sentence.split())
    if " " not in sentence:
        # No sentence was written for this one, so it is a fault of ours.
        sentence = f"{type(error).__name__} {sentence}".strip() + " (run `minigiants --traceback ...` to see where)"
        code = FAILED
    return code, sentence
