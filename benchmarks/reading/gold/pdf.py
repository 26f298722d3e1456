"""Write the PDF files of the gold set."""

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from benchmarks.reading.gold.writer import Gold, Rows, Writer

_STYLES = getSampleStyleSheet()
_BODY, _HEAD = _STYLES["BodyText"], _STYLES["Heading2"]
_JUSTIFIED = ParagraphStyle("Justified", parent=_BODY, alignment=4)
_GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 9)])
_BARE = TableStyle([("FONTSIZE", (0, 0), (-1, -1), 9), ("TOPPADDING", (0, 0), (-1, -1), 1)])
_RULED_HEAD = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
        ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
        ("FONTSIZE", (0, 0), (-1, -1), 9),
    ]
)
_STRIPED = TableStyle(
    [("ROWBACKGROUNDS", (0, 0), (-1, -1), (colors.whitesmoke, colors.white)), ("FONTSIZE", (0, 0), (-1, -1), 9)]
)


def files() -> Iterator[Gold]:
    """Yield them."""
    yield from (_prose(seed, _BODY if seed % 2 else _JUSTIFIED) for seed in (1, 2))
    yield from (_columns(seed, count) for seed, count in ((3, 2), (4, 2), (5, 3)))
    yield from (_table(seed, _GRID, 12, 4 + seed % 3, ruled=True) for seed in (6, 7, 8))
    yield _table(9, _GRID, 90, 5, ruled=True)
    yield _spanning(10)
    yield from (
        _table(seed, style, 14, 4 + seed % 3, ruled=False)
        for seed, style in ((11, _BARE), (12, _RULED_HEAD), (13, _STRIPED))
    )
    yield from (_table(seed, _BARE, 80, 4, ruled=False) for seed in (14,))
    yield _by_columns(15)
    yield from (_notes(seed) for seed in (16, 17))
    yield from (_form(seed) for seed in (18, 19))
    yield _last_first(20)
    yield _headed(21)
    yield _struck(22)
    yield _invoice(23)
    yield _landscape(24)


def _built(flow: Sequence[Any], **more: Any) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1, **more).build(list(flow))
    return out.getvalue()


def _drawn(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _prose(seed: int, style: ParagraphStyle) -> Gold:
    w = Writer(seed)
    parts = [(w.heading(), [w.paragraph(4) for _ in range(3)]) for _ in range(4)]
    flow: list[Any] = []
    for head, paragraphs in parts:
        flow += [Paragraph(head, _HEAD), *(Paragraph(text, style) for text in paragraphs)]
    return Gold(name=f"prose{seed}.pdf", data=_built(flow), lines=[t for h, ps in parts for t in (h, *ps)], pages=2)


def _columns(seed: int, count: int) -> Gold:
    w = Writer(seed)
    title, paragraphs = w.heading(), [w.paragraph(3) for _ in range(5 * count)]
    out = io.BytesIO()
    width = (A4[0] - 100 - 16 * (count - 1)) / count
    frames = [Frame(50 + i * (width + 16), 60, width, 660, leftPadding=0, rightPadding=0) for i in range(count)]

    def head(canvas: Canvas, _document: Any) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(50, 760, title)

    document = BaseDocTemplate(out, pagesize=A4, invariant=1)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=head)])
    document.build([Paragraph(text, _JUSTIFIED) for text in paragraphs])
    return Gold(name=f"columns{seed}.pdf", data=out.getvalue(), lines=[title, *paragraphs])


def _table(seed: int, style: TableStyle, rows: int, columns: int, *, ruled: bool) -> Gold:
    w = Writer(seed)
    before, after = w.paragraph(), w.paragraph()
    table = w.table(rows, columns, empty=0.1)
    flow = [
        Paragraph(before, _BODY),
        Spacer(1, 8),
        Table(table, style=style, repeatRows=1),
        Spacer(1, 8),
        Paragraph(after, _BODY),
    ]
    kind = "ruled" if ruled else "bare"
    return Gold(
        name=f"{kind}{seed}.pdf",
        data=_built(flow),
        lines=[before, after],
        tables=[table],
        ruled=ruled,
        pages=1 + rows // 40,
    )


def _spanning(seed: int) -> Gold:
    w = Writer(seed)
    body = [[n, *(str(w.random.randint(10, 999)) for _ in range(4))] for n in ("Alder", "Birch", "Cedar")]
    top = ["House", "2025", "", "2026", ""]
    second = ["", "guests", "beds", "guests", "beds"]
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            *(("SPAN", *s) for s in (((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0)))),
        ]
    )
    text = w.paragraph()
    flow = [Paragraph(text, _BODY), Spacer(1, 8), Table([top, second, *body], style=style)]
    heads = ["House", "2025, guests", "2025, beds", "2026, guests", "2026, beds"]
    return Gold(name=f"spans{seed}.pdf", data=_built(flow), lines=[text], tables=[[heads, *body]])


def _by_columns(seed: int) -> Gold:
    """Draw the cells column after column, and the title last, as drawing programs do."""
    w = Writer(seed)
    title, table = w.heading(), w.table(9, 4)

    def draw(canvas: Canvas) -> None:
        for c in range(4):
            for r, row in enumerate(table):
                canvas.drawString(60 + 120 * c, 680 - 15 * r, row[c])
        canvas.drawString(60, 720, title)

    return Gold(name=f"drawn{seed}.pdf", data=_drawn(draw), lines=[title], tables=[table], ruled=False)


def _wrapped(text: str, width: float, font: str = "Helvetica", size: float = 10) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if stringWidth(longer, font, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _notes(seed: int) -> Gold:
    w = Writer(seed)
    paragraphs = [w.paragraph(3) for _ in range(3)]
    notes = [w.sentence() for _ in range(3)]
    mark = '<super size="7">{}</super>'
    flow = [Paragraph(text + mark.format(i), _BODY) for i, text in enumerate(paragraphs, start=1)]
    flow += [
        Spacer(1, 120 * mm),
        *(Paragraph(mark.format(i) + " " + note, _STYLES["Italic"]) for i, note in enumerate(notes, start=1)),
    ]
    return Gold(name=f"notes{seed}.pdf", data=_built(flow), lines=paragraphs, values=notes)


def _form(seed: int) -> Gold:
    w = Writer(seed)
    fields = [
        ("Name", w.name()),
        ("Street", f"{w.random.randint(1, 90)} Quay"),
        ("Amount", f"{w.random.randint(100, 900)}.50"),
        ("Remark", w.sentence()),
    ]
    title = w.heading()

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 790, title)
        for i, (label, value) in enumerate(fields):
            canvas.drawString(60, 740 - 34 * i, f"{label}:")
            canvas.acroForm.textfield(name=f"f{i}", value=value, x=160, y=732 - 34 * i, width=380, height=20)
        for i, (label, on) in enumerate((("Member", True), ("Guest", False))):
            canvas.drawString(60, 560 - 30 * i, f"{label}:")
            canvas.acroForm.checkbox(name=f"c{i}", checked=on, x=160, y=554 - 30 * i, size=16)

    return Gold(name=f"form{seed}.pdf", data=_drawn(draw), lines=[title], values=[f"{a}: {b}" for a, b in fields])


def _last_first(seed: int) -> Gold:
    """Draw the page's parts from the foot to the head."""
    w = Writer(seed)
    paragraphs = [w.paragraph(3) for _ in range(6)]

    def draw(canvas: Canvas) -> None:
        for i in reversed(range(6)):
            for n, line in enumerate(_wrapped(paragraphs[i], 460)):
                canvas.drawString(60, 780 - 110 * i - 13 * n, line)

    return Gold(name=f"upwards{seed}.pdf", data=_drawn(draw), lines=paragraphs)


def _headed(seed: int) -> Gold:
    w = Writer(seed)
    paragraphs = [w.paragraph(3) for _ in range(12)]
    running = w.heading()

    def draw(page: int, canvas: Canvas) -> None:
        canvas.drawString(60, 815, running)
        canvas.drawString(280, 30, f"Page {page + 1} of 3")
        for i in range(4):
            for n, line in enumerate(_wrapped(paragraphs[4 * page + i], 460)):
                canvas.drawString(60, 770 - 80 * i - 13 * n, line)

    data = _drawn(*(partial(draw, page) for page in range(3)))
    return Gold(name=f"headed{seed}.pdf", data=data, lines=[running, *paragraphs], pages=3)


def _struck(seed: int) -> Gold:
    w = Writer(seed)
    flow = [
        Paragraph(f"The fee of the {t} is <strike>{a} euros</strike> {b} euros a week.", _BODY)
        for t, a, b in (("quay", 71, 84), ("slip", 19, 26))
    ]
    lines = ["The fee of the quay is 84 euros a week.", "The fee of the slip is 26 euros a week.", w.paragraph()]
    return Gold(
        name=f"struck{seed}.pdf",
        data=_built([*flow, Paragraph(lines[2], _BODY)]),
        lines=lines,
        never=["71 euros", "19 euros"],
    )


def _invoice(seed: int) -> Gold:
    w = Writer(seed)
    table: Rows = [["Item", "Count", "Each", "Total"]]
    for thing in ("Oak door", "Brass hinge", "Glass pane"):
        count, each = w.random.randint(2, 9), w.random.randint(10, 90)
        table.append([thing, str(count), f"{each}.00", f"{count * each}.00"])
    head = ["Invoice 4471", f"Customer: {w.name()}", "Date: 3 March 2027"]

    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(head):
            canvas.drawString(60, 790 - 16 * i, line)
        for r, row in enumerate(table):
            canvas.drawString(60, 690 - 18 * r, row[0])
            for c in (1, 2, 3):
                canvas.drawRightString(260 + 90 * c, 690 - 18 * r, row[c])
        canvas.drawString(60, 560, "Please pay within 14 days.")

    return Gold(
        name=f"invoice{seed}.pdf",
        data=_drawn(draw),
        lines=[*head, "Please pay within 14 days."],
        tables=[table],
        ruled=False,
    )


def _landscape(seed: int) -> Gold:
    """Draw a page that is turned by a quarter."""
    w = Writer(seed)
    title, table = w.heading(), w.table(8, 5)

    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(60, -50, title)
        drawn = Table(table, style=_GRID, colWidths=120)
        drawn.wrapOn(canvas, 700, 500)
        drawn.drawOn(canvas, 60, -260)

    return Gold(name=f"turned{seed}.pdf", data=_drawn(draw), lines=[title], tables=[table])
