"""Make up personal data of every type, in the many forms in which people write it."""

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from faker import Faker
from stdnum import iban as checked_iban

from benchmarks.privacy import numbers

LOCALES = ["en_US", "en_US", "en_US", "en_GB", "en_IN", "es_MX", "pl_PL", "vi_VN", "de_DE", "fr_FR", "it_IT", "pt_BR"]
LOCALES += ["nl_NL", "sv_SE", "yo_NG", "tr_TR", "id_ID", "fi_FI", "da_DK", "hu_HU", "cs_CZ", "hr_HR", "no_NO", "de_AT"]
LOCALES += ["es_ES", "ro_RO", "en_AU", "fr_CA", "sl_SI"]
TOWNS = ["en_GB", "en_IN", "es_MX", "pl_PL", "vi_VN", "de_DE", "nl_NL", "sv_SE", "id_ID"]
"""Locales with real towns, in the same order in every process, which Faker's Italian ones are not."""
WORDS: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text("utf-8")
)
PLAIN, PERSONAL, FORMS = WORDS["plain"], WORDS["personal"], WORDS["forms"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """Something personal, and what stands around it without being part of it."""

    type: str
    text: str
    before: str = ""
    after: str = ""


class Values:
    """A seeded source of values: after the same seed, the same calls give the same values."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._fakers: dict[str, Any] = {}
        for locale in LOCALES:
            self._fakers[locale] = Faker(locale)
            self._fakers[locale].seed_instance(self._chance.random())
        self._us = self._fakers["en_US"]
        self._makers: Mapping[str, Callable[[], str]] = {
            "DATE": self._date,
            "AGE": lambda: str(self._chance.randint(18, 97)),
            "YEAR": lambda: str(self._chance.randint(1962, 2025)),
            "FACILITY": self._facility,
            "ORGANIZATION": self._organization,
            "LOCATION": self._location,
            "ADDRESS": self._address,
            "ZIP_CODE": lambda: self._one(self._form("ZIP_CODE"), self._any().postcode()),
            "PHONE_NUMBER": self._phone,
            "FAX_NUMBER": self._phone,
            "EMAIL_ADDRESS": self._email,
            "URL": self._url,
            "IP_ADDRESS": self._ip,
            "USERNAME": lambda: self._one("@", "@", "") + self._us.user_name() + self._one("", "", "_x", "77"),
            "SSN": self._ssn,
            "LICENSE_NUMBER": lambda: self._checked("LICENSE_NUMBER", numbers.npi, numbers.dea),
            "VEHICLE_ID": lambda: self._one(self._checked("VEHICLE_ID", numbers.vin), self._any().license_plate()),
            "DEVICE_ID": lambda: self._checked("DEVICE_ID", numbers.imei),
            "MEDICAL_RECORD_NUMBER": lambda: self._one("", "", "", "#") + self._form("MEDICAL_RECORD_NUMBER"),
            "CREDIT_CARD": self._card,
            "IBAN_CODE": self._iban,
            "NRP": lambda: self._chance.choice(PERSONAL["nrp"]),
            "TITLE": self._profession,
        }

    def plain(self, name: str) -> str:
        """Return a word that is no personal data, such as one of the "drug"s."""
        return self._chance.choice(PLAIN[name])

    def __call__(self, slot: str) -> Value:
        """Return a value for a carrier's slot: a type, or a way of being one such as DOCTOR."""
        if slot in ("PATIENT", "DOCTOR", "RELATIVE"):
            return self._person(slot)
        if slot == "DATETIME":
            return Value(type="DATE", text=f"{self._day():%Y-%m-%d %H:%M}{self._one('', ':07')}")
        if slot == "HOME":
            return Value(type="ADDRESS", text=self._home())
        if slot == "OLD":
            return Value(type="AGE", text=self._one(str(self._chance.randint(90, 104)), "ninety-two", "ninety-five"))
        return Value(type=slot, text=self._makers.get(slot, lambda: self._form(slot))())

    def _one(self, *choices: str) -> str:
        return self._chance.choice(choices)

    def _any(self) -> Any:
        return self._fakers[self._chance.choice(LOCALES)]

    def _form(self, type_: str) -> str:
        return numbers.written(self._chance.choice(FORMS[type_.lower()]), self._chance)

    def _checked(self, type_: str, *makers: Callable[[random.Random], str]) -> str:
        return self._one(self._form(type_), *(make(self._chance) for make in makers))

    def _names(self) -> tuple[str, str]:
        """Return a first and a last name; a fifth of them our own, which Faker lacks or which are words too."""
        faker = self._any()
        if self._chance.random() < 0.2:
            return self._chance.choice(PERSONAL["first"]), self._chance.choice(PERSONAL["last"])
        return faker.first_name(), faker.last_name()

    def _person(self, slot: str) -> Value:
        first, last = self._names()
        if slot == "RELATIVE":
            return Value(type="PERSON", text=self._one(first, first, last, f"{first} {last}"))
        form = self._chance.choice(FORMS["person"])
        if slot == "DOCTOR" or self._chance.random() < 0.2:
            form = self._chance.choice(FORMS["doctor" if slot == "DOCTOR" else "titled"])
        before, text, after = [*form.split(";"), ""][:3] if ";" in form else ("", form, "")
        parts = {
            "first": first,
            "last": last,
            "f": first[0],
            "l": last[0],
            "i": self._one(*"ABCDEJKMRT"),
            "nick": first[:3],
        }
        parts |= {"FIRST": first.upper(), "LAST": last.upper(), "lower": f"{first} {last}".lower()}
        return Value(type="PERSON", text=text.format_map(parts), before=before, after=after)

    def _day(self) -> datetime:
        """Return a moment: mostly of the last years, now and then that of a birth."""
        days = self._chance.choice([900, 3000, 33_000])
        return datetime(2026, 1, 1) - timedelta(minutes=self._chance.randrange(days * 1440))

    def _date(self) -> str:
        day = self._day()
        th = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        month = self._one(f"{day:%B}", f"{day:%B}", f"{day:%B}", f"{day:%B}".lower())
        parts = {"d": day.day, "dd": f"{day:%d}", "m": day.month, "mm": f"{day:%m}", "y": day.year, "yy": f"{day:%y}"}
        parts |= {"th": th, "month": month, "brief": f"{day:%b}", "day": f"{day:%A}"}
        return self._chance.choice(FORMS["date"]).format_map(parts)

    def _address(self) -> str:
        street = self._one("Maple", "Elm", "N. 5th", "Bleecker", "Mission", "High", "Old Mill", "W Oak", "Sunrise")
        kind = self._one("St", "Street", "Ave", "Avenue", "Rd", "Road", "Lane", "Blvd", "Drive", "Ct")
        flat = self._one("", "", ", Apt 4B", " #12", ", Suite 300", " Unit 7")
        own = f"{self._chance.randint(2, 9800)} {street} {kind}{flat}"
        return self._one(
            own, self._any().street_address().replace("\n", ", "), f"P.O. Box {self._chance.randint(9, 9999)}"
        )

    def _home(self) -> str:
        """Return a whole address, town and country and all, in one line or several, in the ways of many countries."""
        faker = self._any()
        street = self._one(
            faker.street_address().replace("\n", " "), f"{faker.street_name()} {faker.building_number()}"
        )
        flat = self._one("", "", "", f"Apt. {self._chance.randint(1, 990)}", f"Suite {self._chance.randint(1, 990)}")
        town = self._recased(self._one(faker.city(), self._location()))
        end = self._one("", self._us.country(), self._us.country(), faker.postcode(), self._one(*PERSONAL["state"]))
        after = self._one("", "", faker.postcode())
        joint = self._one(", ", ", ", "\n", "\n ", " ")
        number = self._one("", "", f"{self._chance.randint(1, 9900)} ")
        whole = joint.join(part for part in (number + street, flat, town, " ".join((end, after)).strip()) if part)
        return whole.lower() if self._chance.random() < 0.15 else whole

    def _recased(self, text: str) -> str:
        other = self._one(text, text, text, text.upper(), text.lower())
        return other if len(other) == len(text) else text

    def _location(self) -> str:
        city = self._one(*PERSONAL["city"])
        state = f"{city}, {self._one(*PERSONAL['state'])}"
        return self._one(
            city, city, city, state, self._fakers[self._one(*TOWNS)].city(), self._one(*PERSONAL["country"])
        )

    def _facility(self) -> str:
        place = self._one(self._one(*PERSONAL["place"]), self._one(*PERSONAL["city"]), self._us.last_name())
        site, known = self._one(*PERSONAL["site"]), self._one(*PERSONAL["facility"])
        place = place.removeprefix("the ")
        return self._one(
            *[f"{place} {site}"] * 6, f"{place} {site.lower()}", f"St. {self._us.first_name()}'s", known, known
        )

    def _organization(self) -> str:
        coined = self._one(*PERSONAL["coined"]) + self._one(*PERSONAL["coined"])
        coined = self._one(coined.capitalize(), coined.capitalize(), coined, coined.title())
        tail = self._one(
            "", "", "", "", " Inc", " Inc.", " Ltd", " LLC", " Group", " Labs", " Technologies", " Systems"
        )
        known = self._one(*PERSONAL["insurer"], *PERSONAL["firm"])
        return self._one(self._any().company(), self._us.company(), coined + tail, coined + tail, known)

    def _profession(self) -> str:
        job: str = self._us.job()
        trade = f"{self._one(*PERSONAL['trade'])} {self._one(*PERSONAL['role'])}"
        return self._one(job, job.partition(",")[0].lower(), trade, trade.lower(), trade.rpartition(" ")[2])

    def _phone(self) -> str:
        return self._one(self._form("PHONE_NUMBER"), self._form("PHONE_NUMBER"), self._any().phone_number())

    def _email(self) -> str:
        first, last = (
            "".join(c for c in name.lower() if c.isascii() and c.isalpha()) or "ann" for name in self._names()
        )
        name = self._one(
            f"{first}.{last}", f"{first[0]}{last}{self._chance.randint(1, 99)}", f"{last}_{first[0]}", first
        )
        domain = self._one(
            "gmail.com", "example.org", "mail.co.uk", "clinic-north.net", "uni.edu", "wp.pl", "correo.mx"
        )
        return self._one(f"{name}@{domain}", f"{name}@{domain}".title(), self._any().ascii_safe_email())

    def _url(self) -> str:
        host, page = self._us.domain_name(), self._chance.randint(10, 9999)
        return self._one(f"https://{host}/p/{page}", f"www.{host}", f"http://www.{host}/", f"{host}/{page}")

    def _ip(self) -> str:
        mac = self._us.mac_address()
        return self._one(self._us.ipv4(), self._us.ipv4(), self._us.ipv6(), mac, mac.upper().replace(":", "-"))

    def _ssn(self) -> str:
        national = (self._fakers["en_IN"].aadhaar_id(), self._fakers["en_GB"].ssn(), self._fakers["pl_PL"].pesel())
        return self._one(*(self._form("SSN") for _ in range(8)), *national)

    def _card(self) -> str:
        number = self._us.credit_card_number(self._one("visa16", "mastercard", "amex", "discover"))
        sizes = [4, 6] if len(number) == 15 else [4, 4, 4]
        return self._one(number, numbers.grouped(number, sizes, " "), numbers.grouped(number, sizes, "-"))

    def _iban(self) -> str:
        # Faker has no valid ones for some countries.
        iban = next(filter(checked_iban.is_valid, iter(lambda: self._any().iban(), "")))
        return self._one(iban, numbers.grouped(iban, [4] * (len(iban) // 4), " "))
