"""A mail is its head, its words and what is attached."""

from email.message import EmailMessage

import pytest

from minigiants.documents import Unreadable, kind, read
from tests.documents.mail.making import ole, outlook


def mail(*, html: str = "", attachments: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ida Berg <ida@berg.example>", "desk@shop.example", "Größe 44"
    message.set_content("The parcel comes on 9 June – before noon.", cte="base64")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_mail_is_decoded_and_read_once() -> None:
    document = read(mail(html="<p>The parcel comes on 9 June – before noon.</p>"), "a.eml")

    assert document.media_type == "message/rfc822"
    assert [page.text for page in document.pages] == [
        "Größe 44\n\nFrom: Ida Berg <ida@berg.example>\nTo: desk@shop.example\n\n"
        "The parcel comes on 9 June – before noon."
    ]


def test_what_is_attached_is_read_after_it_and_what_cannot_be_is_told() -> None:
    document = read(
        mail(attachments=(("list.csv", b"Part,Count\nNut,9\n"), ("a.png", b"\x89PNG" + bytes(90)))), "a.eml"
    )

    assert document.pages[1].text == "list.csv\n\nPart: Nut; Count: 9"
    assert document.tables[0].page == 2
    assert document.pages[1].text[slice(*document.tables[0].spans[0])] == "Part: Nut; Count: 9"
    assert len(document.notes) == 1
    assert "a picture" in document.notes[0]


def test_a_mail_within_a_mail_within_too_many_is_told() -> None:
    data = mail()
    for _ in range(5):
        data = mail(attachments=(("inner.eml", data),))

    document = read(data, "a.eml")

    assert len(document.pages) == 4
    assert "packed too often" in document.notes[0]


def test_a_mail_of_outlook_is_read_with_what_is_attached() -> None:
    data = outlook(
        p0037="Gate for Dock 3",
        p0c1a="Per Ek",
        p5d01="per@ek.example",
        p0e04="office@pier.example",
        p1000="The gate for dock 3 comes on 7 May.\r\nIt is paid for.",
        sent=134_170_560_000_000_000,
        attached={"sizes.csv": b"Gate,Width\nNorth,3.20\n"},
    )

    document = read(data, "gate.msg")

    assert kind(document.media_type) == "mail"
    assert document.pages[0].text == (
        "Gate for Dock 3\n\nFrom: Per Ek <per@ek.example>\nTo: office@pier.example\n"
        "Date: Wed, 04 Mar 2026 00:00 UTC\n\nThe gate for dock 3 comes on 7 May.\nIt is paid for."
    )
    assert document.pages[1].text == "sizes.csv\n\nGate: North; Width: 3.20"


def test_what_old_programs_packed_the_same_way_is_refused_by_its_name() -> None:
    for part, word in (("WordDocument", "old Word"), ("Workbook", "old Excel"), ("PowerPoint Document", "PowerPoint")):
        with pytest.raises(Unreadable, match=word):
            read(ole({part: b"x"}), "gate.msg")


def test_a_table_in_the_html_of_a_mail_is_not_lost_to_its_plain_words() -> None:
    html = "<p>Our offer:</p><table><tr><th>Item<th>Price<tr><td>Gate<td>3,900<tr><td>Lock<td>410</table>"

    document = read(mail(html=html), "a.eml")

    assert "Item: Gate; Price: 3,900\nItem: Lock; Price: 410" in document.pages[0].text


def test_a_mail_without_a_code_page_is_decoded_by_its_letters() -> None:
    data = "From: a@x.example\nSubject: Hut\nMIME-Version: 1.0\n\nDer Schlüssel hängt im Café.".encode()

    assert read(data, "a.eml").pages[0].text.endswith("Der Schlüssel hängt im Café.")


def test_a_mailbox_gives_each_mail_a_page() -> None:
    mails = (b"Roof", b"The roof leaks.\n>From May on we paint."), (b"Re: Roof", b"He comes on 12 March.")
    box = b"".join(b"From a@x Mon\nFrom: a@x.example\nSubject: %s\n\n%s\n\n" % parts for parts in mails)

    document = read(box, "team.mbox")

    assert kind(document.media_type) == "mailbox"
    assert ["The roof leaks.\nFrom May on we paint." in page.text for page in document.pages] == [True, False]
    assert document.pages[1].headings[0] == (0, "Re: Roof.eml")
    assert "He comes on 12 March." in document.pages[1].text


def test_a_page_that_a_browser_saved_is_its_words() -> None:
    parts = (
        ("text/html", "<html><head><meta charset=3D'utf-8'></head><p>The caf=C3=A9 opens at 9."),
        ("text/css", "p {}"),
    )
    body = "".join(
        f"--M\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}\r\n"
        for kind, text in parts
    )
    head = (
        'From: <Saved by Blink>\r\nSubject: Hours\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="M"'
    )

    document = read(f"{head}\r\n\r\n{body}--M--\r\n".encode(), "page.mht")

    assert [page.text for page in document.pages] == ["Hours\n\nThe café opens at 9."]
