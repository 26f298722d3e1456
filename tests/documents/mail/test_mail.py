"""A mail is its head, its words and what is attached."""

from email.message import EmailMessage

from minigiants.documents import read


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
