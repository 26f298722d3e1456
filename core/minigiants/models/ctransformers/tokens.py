"""Cut texts into the tokens of a converted model, and put tokens together again, as its own vocabulary does."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from minigiants.models.llama.native import EngineError

TOKENS = "minigiants.tokens"
"""Key of the model's own vocabulary, beside the one that ctransformers reads."""
PRE = ("smollm", "gpt-2")
"""Ways of splitting a text into words that are known here."""
CONTROL, USER_DEFINED = 3, 4
ENDS = ("<|im_end|>", "<|endoftext|>", "<|end_of_text|>", "<|eot_id|>", "</s>")


class ByteVocabulary:
    """A byte-level vocabulary with its merges; gives the same tokens as llama.cpp."""

    def __init__(self, metadata: Mapping[str, Any]) -> None:
        """Read the vocabulary that the conversion kept; raises EngineError for a file that wasn't converted."""
        if TOKENS not in metadata:
            raise EngineError(
                "the file was not made for ctransformers: run `minigiants models convert NAME --for ctransformers`"
            )
        tokens: list[str] = metadata[TOKENS]
        kinds: list[int] = metadata["tokenizer.ggml.token_type"]
        merges: list[str] = metadata["tokenizer.ggml.merges"]
        control = {text: n for n, (text, kind) in enumerate(zip(tokens, kinds, strict=True)) if kind == CONTROL}
        self._plain, self._special = _tokenizers(tokens, merges, list(control), str(metadata["minigiants.pre"]))
        self._bytes = [b"" if text in control else byte_text(text) for text in tokens]
        self._texts = tokens
        self.bos, self.eos = (int(metadata.get(f"tokenizer.ggml.{end}_token_id", -1)) for end in ("bos", "eos"))
        self._leads = bool(metadata.get("tokenizer.ggml.add_bos_token", False))
        self.ends = frozenset({self.eos} | {control[end] for end in ENDS if end in control})

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Return the tokens of `text`; `special` reads control tokens and adds the leading one."""
        chosen = self._special if special else self._plain
        found = list(chosen.encode(text, add_special_tokens=False).ids)
        return [self.bos, *found] if special and self._leads and found[:1] != [self.bos] else found

    def bytes_of(self, token: int) -> bytes:
        """Return what a token writes; nothing for a control token."""
        return self._bytes[token]

    def text_of(self, token: int) -> str:
        """Return a token as a text, broken characters marked; a control token by its name."""
        return self._bytes[token].decode("utf-8", "replace") or self._texts[token]

    def name(self, token: int) -> str:
        """Return the name of a control token, or nothing for none."""
        return self._texts[token] if token >= 0 else ""


def _tokenizers(tokens: Sequence[str], merges: Sequence[str], control: Sequence[str], pre: str) -> tuple[Any, Any]:
    try:
        from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers
    except ImportError as error:  # pragma: no cover - it comes with the extra
        raise EngineError(
            "the engine 'ctransformers' is not installed whole: install minigiants[ctransformers]"
        ) from error
    words: list[Any] = [pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    if pre == "smollm":
        words.insert(0, pre_tokenizers.Digits(individual_digits=True))
    pairs = [(left, right) for left, _, right in (merge.partition(" ") for merge in merges)]
    vocabulary = {text: number for number, text in enumerate(tokens)}
    both = []
    for added in ([], control):
        made = Tokenizer(models.BPE(vocab=vocabulary, merges=pairs))
        made.pre_tokenizer = pre_tokenizers.Sequence(words)
        made.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in added])
        both.append(made)
    return both[0], both[1]


def byte_text(text: str) -> bytes:
    """Return the bytes that a byte-level token stands for.

    >>> byte_text("ĠcafÃ©").decode()
    ' café'
    """
    table = _bytes()
    return b"".join(table.get(char) or char.encode() for char in text)


@cache
def _bytes() -> dict[str, bytes]:
    """Return GPT-2's alphabet: each byte has a character that can be seen."""
    seen = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    table = {chr(byte): bytes([byte]) for byte in seen}
    hidden = (byte for byte in range(256) if byte not in seen)
    return table | {chr(256 + place): bytes([byte]) for place, byte in enumerate(hidden)}
