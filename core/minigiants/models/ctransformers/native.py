"""Run a converted model by ctransformers, one request at a time."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from minigiants.models.catalog.gguf import read_gguf
from minigiants.models.ctransformers.sampling import Sampler, Scores, told
from minigiants.models.ctransformers.template import apply
from minigiants.models.ctransformers.text import Text
from minigiants.models.ctransformers.tokens import TOKENS, ByteVocabulary
from minigiants.models.llama.native import EngineError
from minigiants.models.llama.reader import Receive

PIECE = 32
"""Tokens read before somebody may give up."""
_LISTS = (TOKENS, "tokenizer.ggml.token_type", "tokenizer.ggml.merges")


class CTransformers:
    """A model in ctransformers' hands; only the thread that serves the line may call `complete`."""

    def __init__(self, path: Path, *, context: int, threads: int, parallel: int = 1, speculate: bool = True) -> None:
        """Load a converted file; raises EngineError. There is no speculation, and no more than one at a time."""
        metadata = read_gguf(path, lists=_LISTS)
        self._vocabulary = ByteVocabulary(metadata)
        self._template = str(metadata.get("tokenizer.chat_template", ""))
        if not self._template:
            raise EngineError(f"{path.name!r} carries no chat template")
        library = _ctransformers()
        config = library.Config(context_length=context, threads=threads, batch_size=PIECE)
        try:
            self._llm = library.LLM(str(path), config=config)
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"{path.name!r} could not be loaded by ctransformers: it needs more memory than is free, or the file "
                "was not made by `minigiants models convert`"
            ) from error

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Return the tokens of `text`; `special` reads control tokens and adds the leading one."""
        return self._vocabulary.tokenize(text, special=special)

    def template(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Apply the model's chat template."""
        known = self._vocabulary
        return apply(self._template, messages, bos=known.name(known.bos), eos=known.name(known.eos))

    def complete(self, body: Mapping[str, Any], receive: Receive) -> None:
        """Run one completion request until it ends or `receive` returns True."""
        if "json_schema" in body or "grammar" in body:
            raise EngineError("ctransformers takes no grammars: use the engine 'llama.cpp', which does")
        for event in self._events(body):
            if receive(event):
                return

    def close(self) -> None:
        """Free the model's memory."""
        del self._llm

    def _events(self, body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        prompt = list(body["prompt"])
        fresh = list(self._llm.prepare_inputs_for_generation(prompt, reset=True))
        cached = len(prompt) - len(fresh)
        for start in range(0, len(fresh), PIECE):
            self._llm.eval(fresh[start : start + PIECE])
            position = min(cached + start + PIECE, len(prompt))
            yield {"prompt_progress": {"total": len(prompt), "cache": cached, "processed": position}}
        text, count, reason = Text(body.get("stop") or ()), 0, "length"
        for token, choice in self._written(body, prompt):
            count += 1
            if token in self._vocabulary.ends:
                reason = "stop"
                break
            yield {"choices": [{"text": text.add(self._vocabulary.bytes_of(token)), "finish_reason": None, **choice}]}
            if text.stopped:
                reason = "stop"
                break
        yield {"choices": [{"text": text.rest(), "finish_reason": reason}]}
        usage = {"prompt_tokens": len(prompt), "completion_tokens": count}
        yield {"choices": [], "usage": usage, "timings": {"cache_n": cached}}

    def _written(self, body: Mapping[str, Any], prompt: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the tokens of the answer, each with what is told of its probability."""
        sampler, many, tokens = Sampler(body), int(body.get("logprobs") or 0), prompt[-128:]
        for _ in range(int(body["max_tokens"])):
            scores = sampler.scores(self._logits(), tokens[-128:])
            token = sampler.draw(scores)
            drawn = bool(body.get("post_sampling_probs"))
            yield (
                token,
                {"logprobs": told(scores, token, many, self._vocabulary.text_of, sampled=drawn)} if many else {},
            )
            tokens.append(token)
            self._llm.eval([token])

    def _logits(self) -> Scores:
        size = int(self._llm.ctransformers_llm_logits_size())
        return np.ctypeslib.as_array(self._llm.ctransformers_llm_logits_data(), shape=(size,))


def _ctransformers() -> Any:
    try:
        import ctransformers  # pyright: ignore[reportMissingImports]
        import ctransformers.llm  # pyright: ignore[reportMissingImports]
    except ImportError as error:
        raise EngineError(
            "the engine 'ctransformers' is not installed: pip install 'minigiants[ctransformers]'"
        ) from error
    except OSError as error:
        raise EngineError(
            "ctransformers has no library for this kind of processor: use the engine 'llama.cpp'"
        ) from error
    return ctransformers.llm
