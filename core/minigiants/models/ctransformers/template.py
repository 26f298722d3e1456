"""Apply a model's chat template, which its file carries as Jinja."""

from collections.abc import Mapping, Sequence
from typing import Any

from minigiants.models.llama.native import EngineError


def apply(template: str, messages: Sequence[Mapping[str, str]], *, bos: str, eos: str) -> str:
    r"""Return the prompt that `template` makes of `messages`, up to where the assistant speaks.

    >>> apply("{% for m in messages %}[{{ m.role }}] {{ m.content }}\n{% endfor %}", [
    ...     {"role": "user", "content": "Hi"}], bos="", eos="")
    '[user] Hi\n'
    """
    try:
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError as error:  # pragma: no cover - it comes with the extra
        raise EngineError(
            "the engine 'ctransformers' is not installed whole: install minigiants[ctransformers]"
        ) from error
    rules = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, autoescape=False)
    rules.globals["raise_exception"] = _refuse
    words: dict[str, Any] = {"add_generation_prompt": True, "bos_token": bos, "eos_token": eos}
    try:
        return rules.from_string(template).render(messages=list(messages), **words)
    except TemplateError as error:
        raise EngineError("the model's chat template takes no such messages") from error


def _refuse(why: str) -> None:
    raise EngineError("the model's chat template takes no such messages")
