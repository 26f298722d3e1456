"""Damage sound files in the ways that disks, networks and fuzzers do."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

Damage = Callable[[bytes, random.Random], bytes]
NUMBERS = (0, -1, 2**31 - 1, 2**31, 2**63, 99_999_999_999)


def flipped(data: bytes, chance: random.Random, share: float = 0.01) -> bytes:
    """Return `data` with a bit of that share of its bytes turned over, one byte at least."""
    changed = bytearray(data)
    for _ in range(max(1, int(share * len(changed)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def renumbered(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with a fifth of its numbers out of all bounds."""

    def another(match: re.Match[bytes]) -> bytes:
        return str(chance.choice(NUMBERS)).encode() if chance.random() < 0.2 else match[0]

    return re.sub(rb"\d+", another, data)


def spliced(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with a piece of it written three times more."""
    start, end = sorted(chance.sample(range(len(data)), 2))
    return data[:end] + data[start:end] * 3 + data[end:]


def gapped(data: bytes, chance: random.Random) -> bytes:
    """Return `data` without a piece of it."""
    start, end = sorted(chance.sample(range(len(data)), 2))
    return data[:start] + data[end:]


DAMAGES: dict[str, Damage] = {
    "one bit": lambda data, chance: flipped(data, chance, 0),
    "bits": flipped,
    "many bits": lambda data, chance: flipped(data, chance, 0.05),
    "cut early": lambda data, chance: data[: len(data) // 50],
    "cut": lambda data, chance: data[: chance.randrange(1, len(data))],
    "headless": lambda data, chance: data[len(data) // 10 :],
    "noise inside": lambda data, chance: data[: len(data) // 2] + chance.randbytes(3000) + data[len(data) // 2 :],
    "nulls": lambda data, chance: b"\0".join(bytes([byte]) for byte in data[:20_000]),
    "spliced": spliced,
    "gapped": gapped,
    "backwards": lambda data, chance: data[::-1],
    "twice": lambda data, chance: data + data,
    "noise": lambda data, chance: chance.randbytes(len(data)),
    "numbers": renumbered,
    "UTF-16": lambda data, chance: data.decode("latin-1").encode("utf-16"),
    "UTF-32": lambda data, chance: data.decode("latin-1").encode("utf-32"),
}


def damaged(name: str, data: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each damage to a file, and to each part of one that is a ZIP of parts."""
    stem, _, suffix = name.rpartition(".")
    for words, damage in DAMAGES.items():
        yield f"{stem} {words}.{suffix}", damage(data, chance)
    if not data.startswith(b"PK"):
        return
    parts = [p for p in zipfile.ZipFile(io.BytesIO(data)).namelist() if p.endswith((".xml", ".rels"))]
    for part in chance.sample(parts, min(4, len(parts))):
        for words in ("bits", "cut", "spliced", "numbers"):
            yield f"{stem} {part.rpartition('/')[2]} {words}.{suffix}", _repacked(data, part, DAMAGES[words], chance)


def _repacked(data: bytes, part: str, damage: Damage, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            content = given.read(name)
            written.writestr(name, damage(content, chance) if name == part and content else content)
    return out.getvalue()
