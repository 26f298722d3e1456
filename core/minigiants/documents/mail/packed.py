"""Unpack the rich text of an Outlook mail (MS-OXRTFCP)."""

import struct

_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_RING = 4096
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
MOST = 50_000_000


def unpacked(data: bytes) -> bytes:
    """Return the rich text; what is cut gives as much as there is. Raises ValueError for anything else.

    >>> unpacked(struct.pack("<IIII", 16, 4, 0x414C454D, 0) + b"text")
    b'text'
    """
    if len(data) < 16:
        raise ValueError("no head")
    _size, length, kind, _check = struct.unpack("<IIII", data[:16])
    if kind == _PLAIN:
        return data[16 : 16 + length]
    if kind != _PACKED:
        raise ValueError("unknown packing")
    ring = bytearray(_START.ljust(_RING, b" "))
    place, at = len(_START), 16
    out = bytearray()
    while at < len(data) and len(out) < min(length, MOST):
        flags = data[at]
        at += 1
        for bit in range(8):
            if flags >> bit & 1:
                if at + 1 >= len(data):
                    return bytes(out)
                token = data[at] << 8 | data[at + 1]
                at += 2
                offset, count = token >> 4, (token & 15) + 2
                if offset == place:
                    return bytes(out)
                for i in range(count):
                    byte = ring[(offset + i) % _RING]
                    out.append(byte)
                    ring[place] = byte
                    place = (place + 1) % _RING
            elif at < len(data):
                out.append(data[at])
                ring[place] = data[at]
                place = (place + 1) % _RING
                at += 1
    return bytes(out)
