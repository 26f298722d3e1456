"""A Word file that we write has footnotes that Word's own form knows and that we read again."""

import io
import zipfile

import docx

from minigiants.documents import NotedBlock, NotedText, read, write_noted_docx


def paragraph(*texts: NotedText) -> NotedBlock:
    return NotedBlock(kind="paragraph", texts=texts)


def test_notes_are_read_again_where_they_stand_and_in_their_order() -> None:
    rent = NotedText(text="The rent is 900 euros.", notes=("lease.pdf, page 3: “900 euros & more”",))
    due = NotedText(text=" It is due on the first.", notes=("lease.pdf, page 4", "letter <new>.pdf, page 1"))

    data = write_noted_docx([NotedBlock(kind="title", texts=(NotedText(text="Rent"),)), paragraph(rent, due)])

    [page] = read(data, "talk.docx").pages
    assert "The rent is 900 euros [note 1]. It is due on the first [note 2] [note 3]." in page.text
    assert page.text.index("900 euros & more") < page.text.index("page 4") < page.text.index("letter <new>.pdf")


def test_the_notes_are_a_part_of_their_own_that_settings_and_content_types_name() -> None:
    data = write_noted_docx([paragraph(NotedText(text="So.", notes=("There.",)))])

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        notes, settings = file.read("word/footnotes.xml").decode(), file.read("word/settings.xml").decode()
        types, links = file.read("[Content_Types].xml").decode(), file.read("word/_rels/document.xml.rels").decode()
    assert 'w:type="separator" w:id="-1"' in notes
    assert '<w:footnote w:id="1">' in notes
    assert settings.index("<w:footnotePr>") < settings.index("<w:compat>")
    assert "footnotes+xml" in types
    assert "footnotes.xml" in links


def test_a_text_without_notes_has_no_such_part_and_what_no_xml_holds_is_left_out() -> None:
    data = write_noted_docx([paragraph(NotedText(text="Plain\x01 text."))])

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert "word/footnotes.xml" not in file.namelist()
    assert [p.text for p in docx.Document(io.BytesIO(data)).paragraphs] == ["Plain text."]
