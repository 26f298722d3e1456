"""The command line as a whole: fast to start, one sentence for an error, exit codes that mean something."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from minigiants import __version__
from minigiants.cli import COMMANDS, main
from minigiants.cli._errors import explain

Run = Callable[..., tuple[int, str, str]]
HEAVY = {"chromadb", "huggingface_hub", "langchain_core", "sentence_transformers", "streamlit", "torch", "xllamacpp"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: exit code, standard output, standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(words)
        output = capsys.readouterr()
        return int(left.value.code or 0), output.out, output.err

    return run


def test_help_names_every_command_and_imports_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom minigiants.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: print('MODULES', *sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    text, _, modules = output.partition("MODULES")

    assert [name for name in COMMANDS if name not in text] == []
    assert {name.partition(".")[0] for name in modules.split()} & HEAVY == set()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")

    assert code == 0
    assert "Usage:" in out


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version") == (0, f"minigiants {__version__}\n", "")


@pytest.mark.parametrize(
    "words", [("nothing",), ("models", "nothing"), ("models", "list", "--nothing"), ("--nothing",)]
)
def test_wrong_usage_is_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


def test_an_error_is_one_sentence_without_a_traceback(run: Run) -> None:
    code, out, err = run("models", "add", "/no/such/file.gguf")

    assert (code, out) == (3, "")
    assert err == "minigiants: no file '/no/such/file.gguf'\n"


def test_a_traceback_comes_when_it_is_asked_for(run: Run) -> None:
    code, _, err = run("--traceback", "models", "add", "/no/such/file.gguf")

    assert code == 3
    assert "minigiants/cli/models/command.py:" in err
    assert "FileNotFoundError\nminigiants: no file" in err


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyError("no scenario 'x'; there are: y"), 3, "no scenario 'x'; there are: y"),
        (FileNotFoundError(2, "No such file", "in.jsonl"), 3, "'in.jsonl': No such file"),
        (PermissionError(13, "Permission denied", "/x"), 1, "'/x': Permission denied"),
        (ValueError("two\n  lines"), 1, "two lines"),
        (KeyError("x"), 1, "KeyError (run `minigiants --traceback ...` to see where)"),
        (AssertionError(), 1, "AssertionError (run `minigiants --traceback ...` to see where)"),
    ],
)
def test_errors_become_exit_codes_and_sentences(error: Exception, code: int, sentence: str) -> None:
    assert explain(error) == (code, sentence)
