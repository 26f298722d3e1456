"""Name the control words of rich text."""

SKIPPED_NAMES = """
aftncn aftnsep aftnsepc annotation atnauthor atnicn atnid atnref bkmkend bkmkstart colorschememapping colortbl
datafield datastore do fldinst fonttbl footerf footerl footerr ftncn ftnsep ftnsepc generator headerf headerl headerr
info latentstyles listoverridetable listtable mmathPr nonshppict objdata pict pntxta pntxtb private revtbl rsidtbl
stylesheet themedata xmlnstbl
"""
SKIPPED = frozenset(name.encode() for name in SKIPPED_NAMES.split())
"""Destinations that no reader sees."""
SIGNS = {
    b"-": "",
    b"_": "-",
    b"bullet": "•",
    b"emdash": "—",
    b"emspace": " ",
    b"endash": "–",
    b"enspace": " ",
    b"ldblquote": "“",
    b"line": "\n",
    b"lquote": "‘",
    b"rdblquote": "”",
    b"rquote": "’",
    b"tab": " ",
    b"~": "\xa0",
}
FILE_PAGES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_BY_CHARSET = "77 mac_roman 128 cp932 129 cp949 134 gbk 136 big5 161 cp1253 162 cp1254 163 cp1258 177 cp1255 178 cp1256"
_PARTS = f"{_BY_CHARSET} 186 cp1257 204 cp1251 222 cp874 238 cp1250".split()
FONT_PAGES = {int(number): page for number, page in zip(_PARTS[::2], _PARTS[1::2], strict=True)}
"""The code page of a font's character set."""


def decoded(data: bytes, page: str) -> str:
    """Return text in a code page that may be unknown."""
    try:
        return data.decode(page, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
