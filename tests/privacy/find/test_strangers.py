"""Personal data in the ways that strangers write it: what must go wholly, and what must stay, kind by kind."""

import pytest

from minigiants.privacy import Entity, Scrubber, load_policy, open_finder

GONE: dict[str, list[tuple[str, str]]] = {
    "capitals": [
        ("CALLED MR OSWIN TREBLE ABOUT THE BROKEN LAMP AGAIN", "OSWIN TREBLE"),
        ("THE PARCEL FOR MRS ADAEZE NWOSU WAS LEFT OUTSIDE", "ADAEZE NWOSU"),
        ("PLEASE RING DR HELENA BRANDT BEFORE THE NEXT VISIT", "HELENA BRANDT"),
        ("HER DAUGHTER SOPHIE WILL COLLECT THE KEYS TOMORROW", "SOPHIE"),
        ("HIS BROTHER TREVOR PAID FOR THE WHOLE ORDER", "TREVOR"),
        ("DELIVER TO 48 HARBOUR ROAD AND RING TWICE PLEASE", "48 HARBOUR ROAD"),
        ("ORDER WAS PLACED BY NATALIE GRIFFITHS LAST WEEK", "NATALIE GRIFFITHS"),
        ("THE CAR BELONGS TO MS PRIYA RAMASWAMY AND IS BLUE", "PRIYA RAMASWAMY"),
    ],
    "joined names": [
        ("see scans/Okafor_Emily_CT_2023-11-02.pdf", "Okafor_Emily"),
        ("C:\\Users\\daniel.oyelaran\\report.docx", "daniel.oyelaran"),
        ("file Margaret_Thistlewood_invoice.xlsx attached", "Margaret_Thistlewood"),
        ("/home/patrick.lindgren/notes.txt is missing", "patrick.lindgren"),
        ("upload: brandt_helen_labs.csv", "brandt_helen"),
        ("\\\\nas\\share\\kevin.mbeki\\scan.png", "kevin.mbeki"),
        ("Xray_Gregory_Halloran_left.jpg", "Gregory_Halloran"),
        ("samantha_kowal-final.docx", "samantha_kowal"),
        ("C:\\Users\\rosalind.mbeki\\scan_Mbeki_Rosalind.pdf", "Mbeki_Rosalind"),
        ("C:\\Users\\rosalind.mbeki\\cv.docx", "rosalind.mbeki"),
    ],
    "account numbers": [
        ("pay es9121000418450200051332 today", "es9121000418450200051332"),
        ("Konto de02 1203 0000 0000 2020 51, danke", "de02 1203 0000 0000 2020 51"),
        ("nl91-abna-0417-1643-00 is mine", "nl91-abna-0417-1643-00"),
        ("PL61109010140000071219812874", "PL61109010140000071219812874"),
        ("to it60x0542811101000000123456, thanks", "it60x0542811101000000123456"),
        ("be68 5390 0754 7034", "be68 5390 0754 7034"),
        ("BIC INGDDEFFXXX", "INGDDEFFXXX"),
    ],
    "signs that don't show": [
        ("Mar\u200bkus Lind\u00adgren called", "Mar\u200bkus Lind\u00adgren"),
        ("tel 020\u20117946\u20110123", "020\u20117946\u20110123"),
        ("write to eva\uff20post.example", "eva\uff20post.example"),
        ("on \uff12\uff10\uff12\uff14-\uff10\uff13-\uff10\uff19", "\uff12\uff10\uff12\uff14-\uff10\uff13-\uff10\uff19"),
        ("ssn 219\u201309\u20139999", "219\u201309\u20139999"),
        ("call 617\u00a0555\u00a00147", "617\u00a0555\u00a00147"),
        ("Ms. Zo\u0065\u0308 Hartmann", "Hartmann"),
    ],
    "families": [
        ("We met the Okonjos at the fair.", "Okonjos"),
        ("The Adeyemis' lease ends in May.", "Adeyemis"),
        ("Dinner with the Kowalskis was late.", "Kowalskis"),
        ("The Fitzgeralds are moving out.", "Fitzgeralds"),
        ("I called the Nakamuras, and they agreed.", "Nakamuras"),
        ("She babysits for the Hendersons.", "Hendersons"),
    ],
    "spoken digits": [
        ("it is five five five five, four four four four, three three three three, two two two one", "two two one"),
        ("call oh two oh, seven nine four six, oh one two three", "one two three"),
        ("number is nine one nine five five five oh one seven eight", "seven eight"),
    ],
    "towns": [
        ("Send it to 27b Wharf Lane, Bristol BS1 5TR please.", "Bristol"),
        ("My address is 9 Mill Street, Leeds, LS1 4AP.", "Leeds"),
        ("She moved to Stoke-on-Trent ST4 2DE last year.", "Stoke-on-Trent"),
        ("I live in Duluth, MN 55802.", "Duluth"),
        ("Ship it to Moose Jaw, SK S6H 4P1 by train.", "Moose Jaw"),
        ("He has a flat in Geelong VIC 3220 now.", "Geelong"),
        ("HE LIVES AT 12 MILL ROAD, NORWICH NR1 3QZ", "NORWICH"),
    ],
    "hyphens": [
        ("Hye-jin Kealoha was seen today.", "Hye-jin Kealoha"),
        ("Ji-woo Tamahori signed.", "Ji-woo Tamahori"),
        ("We spoke to Min-seo Aguinaldo.", "Min-seo Aguinaldo"),
        ("Patient: Soo-ah Lindqvist.", "Soo-ah Lindqvist"),
        ("Anne-marie Dubois came.", "Anne-marie Dubois"),
        ("Dr. Tae-hyung Oyelowo agreed.", "Tae-hyung Oyelowo"),
    ],
    "initials": [
        ("signed j. okafor", "j. okafor"),
        ("seen by m.k. henderson", "m.k. henderson"),
        ("Dr. p. lindqvist will call", "p. lindqvist"),
        ("from r. j. whitfield", "r. j. whitfield"),
        ("reviewed by t. fitzgerald", "t. fitzgerald"),
    ],
    "institutions": [
        ("She was moved to the Hôpital Saint-Luc.", "Hôpital Saint-Luc"),
        ("treated at the Clínica San Rafael last year", "Clínica San Rafael"),
        ("im Universitätsklinikum Heidelberg operiert", "Universitätsklinikum Heidelberg"),
        ("born in the Ospedale San Raffaele", "Ospedale San Raffaele"),
        ("transferred from Krankenhaus Nordwest", "Krankenhaus Nordwest"),
        ("Szpital Bielański sent the scans", "Szpital Bielański"),
        ("the Clinique des Lilas called", "Clinique des Lilas"),
        ("at the Sint-Elisabethziekenhuis", "Elisabethziekenhuis"),
    ],
    "relatives": [
        ("His wife April came along.", "April"),
        ("Her son Bo has a cough.", "Bo"),
        ("my daughter Joy is six", "Joy"),
        ("Their sons Ty and Mo are well.", "Ty"),
        ("His husband Chase drove.", "Chase"),
        ("Her sister Dawn is a carrier.", "Dawn"),
        ("my niece Hope, who is ten", "Hope"),
        ("His partner, Rose, agreed.", "Rose"),
        ("Her mother June died young.", "June"),
        ("The patient's brother Al called.", "Al"),
        ("My son Will broke his arm.", "Will"),
        ("hello, my wife efua is ill and stays at home", "efua"),
        ("hey its tomasz nowak here, the parcel is late", "tomasz nowak"),
    ],
    "addresses": [
        ("Flat 9, 14c Mill Street, Leeds LS1 4AP", "14c Mill Street"),
        ("Lindenweg 4b, 50667 Köln", "Lindenweg 4b, 50667 Köln"),
        ("Am Alten Markt 3 in Köln", "Am Alten Markt 3"),
        ("12 bis, rue de la Paix, 75002 Paris", "12 bis, rue de la Paix, 75002 Paris"),
        ("7 place Bellecour, 69002 Lyon", "7 place Bellecour, 69002 Lyon"),
        ("Calle Mayor 14, 3º B, 28013 Madrid", "Calle Mayor 14, 3º B, 28013 Madrid"),
        ("Avda. de la Constitución, 7", "Avda. de la Constitución, 7"),
        ("Via Garibaldi 12, 20121 Milano", "Via Garibaldi 12, 20121 Milano"),
        ("Piazza del Duomo, 3", "Piazza del Duomo, 3"),
        ("Keizersgracht 123, 1015 CJ Amsterdam", "Keizersgracht 123, 1015 CJ Amsterdam"),
        ("ul. Marszałkowska 12/4, 00-590 Warszawa", "ul. Marszałkowska 12/4, 00-590 Warszawa"),
        ("os. Piastów 7", "os. Piastów 7"),
        ("Flat 12B, 4th Cross, Indiranagar, Bengaluru 560038", "Indiranagar, Bengaluru 560038"),
        ("H.No. 4-5/6, Banjara Hills, Hyderabad - 500034", "H.No. 4-5/6, Banjara Hills"),
        ("She lives on Juniper Crescent with her aunt.", "Juniper Crescent"),
    ],
    "objects of programs": [
        ('He pasted {"name":"Tariq Aziz Noor","email":"t.noor@mail.example","plan":"basic"} here', "Tariq Aziz Noor"),
        ('{"phone": "+47 22 85 50 50", "name": "Ingvild Aas Bø"}', "Ingvild Aas Bø"),
        ('"last_name": "Karaca", "topic": "refund"', "Karaca"),
    ],
    "numbers of Europe": [
        ("Frau Brandt ruft unter 0221 4710 88 zurück", "0221 4710 88"),
        ("national insurance AB 12 34 56 C", "AB 12 34 56 C"),
    ],
    "plates": [
        ("a grey van, B-MW 4471, was parked outside", "B-MW 4471"),
        ("plate AB-123-CD", "AB-123-CD"),
        ("the car 4821 KLM was towed", "4821 KLM"),
        ("his Fiat, targa AB 123 CD", "AB 123 CD"),
        ("kenteken 12-ABC-3", "12-ABC-3"),
        ("the taxi WA 12345 left", "WA 12345"),
        ("scooter MH 12 AB 1234", "MH 12 AB 1234"),
        ("KA05MH4321 is hers", "KA05MH4321"),
        ("samochód, rejestracja KR 4827X", "KR 4827X"),
    ],
}  # fmt: skip
"""By kind: a text, and what of it must be covered to the last letter."""

STAYS: dict[str, list[str]] = {
    "doses": [
        "The pharmacy gave the patient 60 acetaminophen 500 mg tablets.",
        "Hand out 30 cephalexin 250 mg capsules.",
        "Dispense 90 metformin 850 mg tablets and 30 lisinopril 10 mg tablets.",
        "Give 12 ondansetron 4 mg tablets.",
        "28 prednisone 5 mg tablets, no refills",
        "Vitamin B12 1000 mcg IM weekly for 4 weeks.",
        "Sliding scale: 2 units for 151-200, 4 units for 201-250.",
        "Apply hydrocortisone 1% cream thinly twice a day for 7 days, then stop.",
    ],
    "weekdays of a regimen": [
        "Take 15 mg once a week, on Fridays.",
        "Take it every Monday and every Thursday.",
        "Dialysis on Tuesdays, Thursdays and Saturdays.",
        "Physical therapy on Mondays and Wednesdays for six weeks.",
        "Rest on Sundays.",
    ],
    "hours of each week": [
        "The shop is open from Monday to Friday, 9:00 to 17:30.",
        "Apply twice daily from Monday to Friday.",
        "Insulin: 10 units Monday, Wednesday and Friday only.",
    ],
    "what somebody is": [
        "I am angry, nobody answers me.",
        "I'm Hungry for an answer!",
        "I am so sorry, I am late.",
        "I am Tired of waiting",
    ],
    "amounts and counts": [
        "The ratio is 3:1 at 25 degrees Celsius.",
        "Tyre size 700x28C, torque 5 Nm, 42 links.",
        '{"name": "Widget", "qty": 3, "price": 12}',
    ],
    "us": [
        "It is in part exchange when you buy a new one from us.",
        "Write to us when the parcel is late.",
        "An abdominal US showed gallstones.",
        "US shipping takes five to seven business days.",
    ],
    "eponyms": [
        "Riluzole in Lou Gehrig's disease.",
        "A Mini-Mental State Examination score of 21.",
        "The Montreal Cognitive Assessment was normal.",
        "Beck Depression Inventory 9, Geriatric Depression Scale 3.",
        "Glasgow Coma Scale 14, Babinski negative.",
        "Kawasaki disease and Churg-Strauss syndrome were excluded.",
        "Boston Naming Test 52.",
        "He follows the Atkins diet.",
    ],
    "ordinary words": [
        "Apply thinly and restart the pump.",
        "complaint",
        "Open the settings page under Network.",
        "Close the ticket: reason changed mind, action refund, section returns.",
        "Include a warm compress; Compare both knees.",
        "DO NOT OPEN THE VALVE BEFORE THE PRESSURE HAS FALLEN",
        "A NEW KETTLE IS POSTED TO ALL CUSTOMERS FREE OF CHARGE",
        "My wife and I think that her mother will come.",
        "the Windows release, the Alps",
        "An anti-inflammatory drug, a follow-up Visit, a Pre-op Check",
        "e.g. something, i.e. another, c. difficile, e. coli",
        "config_final.txt and test_report_new.docx",
        "Version 10.4.2.1, ISBN 978-3-16-148410-0, part number 555-0142-A",
    ],
}


def covered(text: str, value: str, entities: list[Entity]) -> bool:
    start = text.index(value)
    signs = {at for at in range(start, start + len(value)) if text[at].isalnum()}
    return not signs.difference(*(range(e.start, e.end) for e in entities))


@pytest.mark.parametrize(("text", "value"), [pytest.param(*row, id=row[1]) for rows in GONE.values() for row in rows])
def test_a_value_is_found_to_its_last_letter(text: str, value: str) -> None:
    (entities,) = open_finder()([text])

    assert covered(text, value, entities), [text[e.start : e.end] for e in entities]


@pytest.mark.parametrize("text", [pytest.param(text, id=text[:40]) for texts in STAYS.values() for text in texts])
def test_what_is_nobodys_stays(text: str) -> None:
    assert Scrubber(open_finder(), load_policy("hipaa")).scrub(text).text == text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Petra Osei - petraosei@mailbox.example", ["Petra Osei", "petraosei@mailbox.example"]),
        ("Tom Varga-tomvarga@mailbox.example wrote", ["Tom Varga", "tomvarga@mailbox.example"]),
        ("Ines Duarte ines@post.example", ["Ines Duarte", "ines@post.example"]),
        (
            "call 617-555-0134 617-555-0135 (617) 555-0136",
            ["617-555-0134", "617-555-0135", "(617) 555-0136"],
        ),
        ("a@x.example b@x.example", ["a@x.example", "b@x.example"]),
    ],
)
def test_neighbours_are_each_an_entity_of_their_own(text: str, values: list[str]) -> None:
    (entities,) = open_finder()([text])

    assert [text[e.start : e.end] for e in entities] == values
