"""Write the mails, web pages, tables and texts of the gold set."""

import csv
import html
import io
from collections.abc import Iterator
from email.message import EmailMessage

from benchmarks.reading.gold.writer import Gold, Rows, Writer


def files() -> Iterator[Gold]:
    """Yield them."""
    yield from (_web(seed) for seed in (60, 61, 62))
    yield _web_spans(63)
    yield _web_layout(64)
    yield from (
        _csv(seed, delimiter, title)
        for seed, delimiter, title in ((65, ",", ""), (66, ";", "Stock in March"), (67, "\t", ""))
    )
    yield from (_mail(seed, as_html=bool(seed % 2)) for seed in (68, 69))
    yield from (_markdown(seed) for seed in (70, 71))
    yield from (_pages(seed, code) for seed, code in ((72, "cp1252"), (73, "latin-1"), (74, "utf-16"), (75, "cp850")))
    yield from (_rtf(seed) for seed in (76, 77))


def _rows(table: Rows) -> str:
    head, *body = table
    cells = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in body)
    return "<table><tr>" + "".join(f"<th>{html.escape(c)}</th>" for c in head) + f"</tr>{cells}</table>"


def _web(seed: int) -> Gold:
    w = Writer(seed)
    head, one, two, items = w.heading(), w.paragraph(), w.paragraph(), [w.sentence() for _ in range(3)]
    table = w.table(10, 5, empty=0.2)
    listed = "".join(f"<li>{item}</li>" for item in items)
    page = (
        f"<!DOCTYPE html><html><head><title>x</title><style>p{{color:red}}</style></head>"
        f"<body><nav>Home</nav><h1>{head}</h1>"
        f"<p>{one}</p><ul>{listed}</ul>{_rows(table)}<p>{two} <del>It costs 5 francs.</del></p>"
        "<p hidden>Secret.</p></body></html>"
    )
    return Gold(
        name=f"web{seed}.html",
        data=page.encode(),
        lines=[head, one, *items, two],
        tables=[table],
        never=["5 francs", "Secret"],
    )


def _web_spans(seed: int) -> Gold:
    w = Writer(seed)
    text = w.paragraph()
    page = (
        f"<html><body><p>{text}</p><table>"
        "<tr><th rowspan=2>House</th><th colspan=2>2026</th></tr><tr><th>guests</th><th>beds</th></tr>"
        "<tr><td rowspan=2>Alder</td><td>41</td><td>12</td></tr>"
        "<tr><td>43</td><td>14</td></tr><tr><td>Birch</td><td>9</td><td>3</td></tr></table></body></html>"
    )
    table = [["House", "2026, guests", "2026, beds"], ["Alder", "41", "12"], ["Alder", "43", "14"], ["Birch", "9", "3"]]
    return Gold(name=f"webspans{seed}.html", data=page.encode(), lines=[text], tables=[table])


def _web_layout(seed: int) -> Gold:
    """Write a newsletter, which is tables in tables without a table."""
    w = Writer(seed)
    parts = [w.paragraph() for _ in range(4)]
    inner = "".join(f"<tr><td><table><tr><td><p>{part}</p></td></tr></table></td></tr>" for part in parts)
    return Gold(
        name=f"letter{seed}.html", data=f"<html><body><table>{inner}</table></body></html>".encode(), lines=parts
    )


def _csv(seed: int, delimiter: str, title: str) -> Gold:
    table = Writer(seed).table(25, 6, empty=0.15)
    out = io.StringIO()
    if title:
        out.write(title + delimiter * 5 + "\r\n")
    csv.writer(out, delimiter=delimiter).writerows(table)
    return Gold(
        name=f"table{seed}.csv", data=out.getvalue().encode("cp1252"), lines=[title] if title else [], tables=[table]
    )


def _mail(seed: int, *, as_html: bool) -> Gold:
    w = Writer(seed)
    message = EmailMessage()
    subject, parts = f"Größe und Maß von {w.name()}", [w.paragraph() for _ in range(3)]
    message["From"], message["To"], message["Subject"] = "Ida Berg <ida@berg.example>", "desk@shop.example", subject
    message.set_content("\n\n".join(parts), cte="base64")
    if as_html:
        message.add_alternative("".join(f"<p>{part}</p>" for part in parts), subtype="html", cte="quoted-printable")
    note = w.sentence()
    message.add_attachment(note.encode(), maintype="text", subtype="plain", filename="note.txt")
    return Gold(name=f"mail{seed}.eml", data=message.as_bytes(), lines=[subject, *parts], values=[note])


def _markdown(seed: int) -> Gold:
    w = Writer(seed)
    head, one, two, items, table = (
        w.heading(),
        w.paragraph(),
        w.paragraph(),
        [w.sentence() for _ in range(3)],
        w.table(8, 4),
    )
    rows = "\n".join("| " + " | ".join(row) + " |" for row in [table[0], ["---"] * 4, *table[1:]])
    note = w.sentence()
    listed = "\n".join(f"* {item}" for item in items)
    text = f"# {head}\n\n{one}[^1]\n\n{listed}\n\n{rows}\n\n**{two}**\n\n[^1]: {note}\n"
    return Gold(
        name=f"mark{seed}.md", data=text.encode(), lines=[head, one, *items, two], tables=[table], values=[note]
    )


def _pages(seed: int, code: str) -> Gold:
    w = Writer(seed)
    words = {
        "cp1252": "Die Miete für Müller-Lüdenscheidt beträgt 840 € – fällig am 1. März, „pünktlich“.",
        "latin-1": "Le loyer de l'élève François est payé à Noël; la clé reste chez Mme Lefèvre.",
        "utf-16": "Señor Ibáñez pagó 12 € por la llave; João não veio.",
        "cp850": "Größe über alles: Straße, Übermaß, höchstens fünf Stück für Käthe.",
    }
    paragraphs = [
        words[code],
        w.paragraph(),
        words[code].upper().replace("SS", "ß") if code == "cp850" else w.paragraph(),
    ]
    return Gold(name=f"{code}-{seed}.txt", data="\r\n\r\n".join(paragraphs).encode(code), lines=paragraphs)


def _rtf(seed: int) -> Gold:
    w = Writer(seed)
    head, one, two, note = w.heading(), w.paragraph(), w.paragraph(), w.sentence()
    table = w.table(6, 4)
    rows = "".join(
        r"\trowd"
        + "".join(rf"\cellx{2000 * (i + 1)}" for i in range(4))
        + "".join(rf"\pard\intbl {c}\cell" for c in row)
        + r"\row"
        for row in table
    )
    text = (
        rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}\outlinelevel0 {head}\par\pard "
        rf"{one}{{\super\chftn}}{{\footnote\chftn  {note}}}\par "
        rf"\strike 70 francs\strike0 \par{rows}\pard {two} Gr\'f6\'dfe\par}}"
    )
    return Gold(
        name=f"rich{seed}.rtf",
        data=text.encode("cp1252"),
        lines=[head, one, f"{two} Größe"],
        tables=[table],
        values=[note],
        never=["70 francs"],
    )
