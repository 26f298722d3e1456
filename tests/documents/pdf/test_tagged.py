"""Tables that a file's tags tell of are read by them, where they agree with what stands on the page."""

from collections.abc import Sequence

from minigiants.documents import Document, read

Cell = Sequence[tuple[float, float, str]]
"""The lines of a cell: where each begins, and its text."""

MIDDLE: Sequence[Sequence[Cell]] = (
    (((60, 700, "Item"),), ((90, 700, "Work"),), ((190, 700, "Sum"),)),
    (((60, 680, "1"),), ((90, 686, "Sweeping of the"), (90, 674, "Northern stairs")), ((190, 680, "58.00"),)),
    (((60, 650, "2"),), ((90, 650, "Locks"),), ((190, 650, "9.40"),)),
    (((190, 630, "67.40"),),),
)
"""Cells to the middle of their rows; the last row has no tags for its empty ones."""


def tagged(rows: Sequence[Sequence[Cell]], *, codes: str = "") -> bytes:
    """Return a PDF whose tags put the lines into cells, the first row as names; `codes` says what letters mean."""
    parts = ["" for _ in range(9)]
    stream = ""
    owners: list[int] = []
    row_numbers: list[int] = []
    for row in rows:
        cell_numbers = []
        for cell in row:
            first = len(owners)
            for x, y, text in cell:
                stream += f"/P <</MCID {len(owners)}>> BDC BT /F 10 Tf {x} {y} Td ({text}) Tj ET EMC\n"
                owners.append(len(parts) + 1)
            kind, content = "TD" if row_numbers else "TH", " ".join(map(str, range(first, len(owners))))
            parts.append(f"<</Type /StructElem /S /{kind} /P 9 0 R /Pg 3 0 R /K [{content}]>>")
            cell_numbers.append(len(parts))
        kids = " ".join(f"{number} 0 R" for number in cell_numbers)
        parts.append(f"<</Type /StructElem /S /TR /P 9 0 R /K [{kids}]>>")
        row_numbers.append(len(parts))
        for number in cell_numbers:
            parts[number - 1] = parts[number - 1].replace("/P 9 0 R", f"/P {len(parts)} 0 R")
    kids = " ".join(f"{number} 0 R" for number in row_numbers)
    font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica" + (" /ToUnicode 8 0 R" if codes else "")
    parts[:9] = [
        "<</Type /Catalog /Pages 2 0 R /MarkInfo <</Marked true>> /StructTreeRoot 6 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 800] /Contents 4 0 R /StructParents 0"
        " /Resources <</Font <</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}endstream",
        f"<<{font}>>",
        "<</Type /StructTreeRoot /K 9 0 R /ParentTree 7 0 R>>",
        f"<</Nums [0 [{' '.join(f'{number} 0 R' for number in owners)}]]>>",
        f"<</Length {len(codes)}>>\nstream\n{codes}\nendstream",
        f"<</Type /StructElem /S /Table /P 6 0 R /K [{kids}]>>",
    ]
    body = "".join(f"{i} 0 obj\n{part}\nendobj\n" for i, part in enumerate(parts, start=1))
    return f"%PDF-1.7\n{body}trailer <</Size {len(parts) + 1} /Root 1 0 R>>\n%%EOF\n".encode()


def rows_of(document: Document) -> list[tuple[str, ...]]:
    return [row for table in document.tables for row in (table.header, *table.rows)]


def test_cells_are_those_of_the_tags_and_untagged_ones_are_empty() -> None:
    document = read(tagged(MIDDLE), "a.pdf")

    assert rows_of(document) == [
        ("Item", "Work", "Sum"),
        ("1", "Sweeping of the Northern stairs", "58.00"),
        ("2", "Locks", "9.40"),
        ("", "", "67.40"),
    ]
    assert "Item: 1; Work: Sweeping of the Northern stairs; Sum: 58.00" in document.pages[0].text


def test_tags_that_contradict_the_page_are_not_believed() -> None:
    rows = [
        [[(x, 700 - 20 * i, text)] for x, text in zip((60, 160, 280), texts, strict=True)]
        for i, texts in enumerate((("Item", "Work", "Sum"), ("Stairs", "sweeping", "58.00"), ("Door", "lock", "9.40")))
    ]

    document = read(tagged([rows[0], rows[1][::-1], rows[2]]), "a.pdf")

    assert "Item: Stairs; Work: sweeping; Sum: 58.00" in document.pages[0].text


def test_letters_of_mathematics_are_read_as_letters() -> None:
    codes = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        "endcodespacerange 1 beginbfchar <6B> <D835DC58> endbfchar endcmap end end"
    )

    document = read(
        tagged(
            [
                [
                    [
                        (60, 700, "Rate"),
                    ],
                    [
                        (120, 700, "k"),
                    ],
                ],
                [
                    [
                        (60, 680, "1"),
                    ],
                    [
                        (120, 680, "2"),
                    ],
                ],
            ],
            codes=codes,
        ),
        "a.pdf",
    )

    assert "Rate: 1; k: 2" in document.pages[0].text
