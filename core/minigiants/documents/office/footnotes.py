"""Write a Word document whose text has true footnotes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

from minigiants.documents.office.write import printable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Word looks for the line above the notes under these two numbers, here and in the settings; its own notes begin at 1.
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedText:
    """Some words of a paragraph and the footnotes that stand after them."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedBlock:
    """A title, a heading or a paragraph."""

    kind: Literal["title", "heading", "paragraph"]
    texts: tuple[NotedText, ...]


def write_noted_docx(blocks: Sequence[NotedBlock]) -> bytes:
    """Return a DOCX file of `blocks`; their footnotes are numbered from 1 in the order in which they come.

    >>> write_noted_docx([NotedBlock(kind="paragraph", texts=(NotedText(text="900 euros.", notes=("Lease",)),))])[:2]
    b'PK'
    """
    import docx  # it takes long to import, and most readers of files write none

    document = docx.Document()
    notes: list[str] = []
    for block in blocks:
        level = {"title": 0, "heading": 1}.get(block.kind)
        paragraph = document.add_paragraph() if level is None else document.add_heading(level=level)
        for text in block.texts:
            paragraph.add_run(printable(text.text))
            for note in text.notes:
                notes.append(printable(note))
                _refer(paragraph, len(notes))
    if notes:
        _add_notes(document, notes)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _refer(paragraph: "Paragraph", number: int) -> None:
    """Put the raised number of a footnote at the end of what the paragraph has so far."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _add_notes(document: "WordDocument", notes: Sequence[str]) -> None:
    """Add the part of the file that holds the footnotes, which the library has no word for."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    blob = _xml(notes).encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    separators = "".join(f'<w:footnote w:id="{number}"/>' for _, number in _SEPARATORS)
    settings = document.settings.element
    # The schema wants it before what tells of compatibility.
    before = settings.find(f"{{{_MAIN}}}compat")
    properties = parse_xml(f'<w:footnotePr xmlns:w="{_MAIN}">{separators}</w:footnotePr>')
    settings.append(properties) if before is None else before.addprevious(properties)


def _xml(notes: Iterable[str]) -> str:
    lines = [
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in _SEPARATORS
    ]
    raised, small = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', '<w:rPr><w:sz w:val="18"/></w:rPr>'
    lines += [
        f'<w:footnote w:id="{number}"><w:p><w:r>{raised}<w:footnoteRef/></w:r>'
        f'<w:r>{small}<w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, start=1)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:footnotes xmlns:w="{_MAIN}">{"".join(lines)}</w:footnotes>'
