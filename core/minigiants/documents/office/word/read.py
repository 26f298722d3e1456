"""Read a Word file as one page: its body, its notes at their place, its running headers and footers once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from minigiants.documents.blocks import Block, page
from minigiants.documents.office.names import qn
from minigiants.documents.office.package import Package
from minigiants.documents.office.word.body import blocks
from minigiants.documents.office.word.notes import Notes
from minigiants.documents.office.word.numbering import Numbering
from minigiants.documents.office.word.styles import WordStyles, is_on, value
from minigiants.documents.office.word.words import Story
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page

_NO_WORDS = re.compile(r"(?:page|seite|p\.)?\W*(?:of|von|de)?\W*", re.IGNORECASE)


def read(package: Package, tally: Tally) -> Page:
    """Make one page of the Word file; raises what its damage leads to."""
    part = package.main()
    root = package.xml(part)
    styles = WordStyles(next((root for _, root in package.related(part, "styles")), None))
    numbering = Numbering(next((root for _, root in package.related(part, "numbering")), None), styles)
    story = Story(
        package=package,
        part=part,
        styles=styles,
        numbering=numbering,
        notes=Notes(package, part),
        tally=tally,
    )
    body = root.find(qn("w:body"))
    return page([*blocks(body, story), *_running(body, story)])


def _running(body: Any, story: Story) -> Iterator[Block]:
    """Yield what the headers and footers of all sections say, each once."""
    targets = {relation.id: relation.target for relation in story.package.relations(story.part)}
    texts: set[str] = set()
    for section in body.iter(qn("w:sectPr")):
        for kind in ("header", "footer"):
            for reference in section.iterchildren(qn(f"w:{kind}Reference")):
                if value(reference, "w:type") == "first" and not is_on(section.find(qn("w:titlePg"))):
                    continue
                text = _text(targets.get(str(reference.get(qn("r:id"))), ""), story)
                if text and text not in texts:
                    texts.add(text)
                    yield Block(text=f"Page {kind}: {text}", kind="row")


def _text(part: str, story: Story) -> str:
    root = story.package.xml(part)
    if root is None:
        return ""
    inside = replace(story, part=part)
    lines = (" ".join(block.text.split()) for block in header_blocks(root, inside))
    return " ".join(line for line in lines if not _NO_WORDS.fullmatch(line))


def header_blocks(root: Any, story: Story) -> Iterator[Block]:
    """Yield the blocks of a header or footer, a table's rows as lines."""
    for block in blocks(root, story):
        if block.table is None:
            yield block
        else:
            yield from (Block(text=" ".join(dict.fromkeys(filter(None, row)))) for row in block.table.rows)
