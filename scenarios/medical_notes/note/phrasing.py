"""Write a statement as a line of a note by rules alone: nothing is added, nobody is quoted as another."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..facts import dangers, findings
from ..talk import Statement, denying, of_themselves, polarity
from .plainly import agreeing, as_plan, conjugated, lowered, plainly
from .questions import leans_on_danger, names_a_thing, of_a_thing, topic, with_drug, with_question

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "phrasing.toml").read_text("utf-8"))
_PLAN_LEADS = sorted(TABLE["plan_leads"].items(), key=lambda pair: -len(pair[0]))
_EXAM_LEADS = sorted(TABLE["exam_leads"], key=len, reverse=True)
_THIRD: dict[str, str] = TABLE["third_person"]
_YOU = re.compile(r"^(do|did|are|were|have|had|can|could|will|would) you(?: guys)? (?!any\b)(.+)$", re.IGNORECASE)
_IT = re.compile(r"^(does|did|is|was|has|can) (it|that|this|there|they|s?he|your \w+|the \w+(?: \w+)?) (.+)$", re.I)
_OWN, _SELF = "§own", "§self"
"""Stand for the patient's pronouns until it is known how to speak of the patient."""
_PRONOUNS = {
    "": ("they", "their", "themselves"),
    "female": ("she", "her", "herself"),
    "male": ("he", "his", "himself"),
}
_JOINING = "and|but|that|because|when|if|while|since|as|so|where|what"
_YOU_ACT = re.compile(
    r"(^|(?:\b(?:that|if|when|and|but|because|as|since|while|where|which|what|so|know|think|or"
    r"|how|whether|once|until|unless|after|before|though)|,) )you (\w+(?:'t)?)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"(?:i|i'm|i've|it|it's|my|he|she|they)\b", re.IGNORECASE)
"""Begins a reply that is a sentence by itself."""
_WHEN = re.compile(
    r"^(?P<when>(?:when|if) .+?),? (?P<does>does|is|did) (?:that|it|this) (?P<what>\w+(?: \w+)?)$", re.IGNORECASE
)
"""Asked while examining: "when I press here, does that hurt"."""
_OWN_DEED = re.compile(r"^(should|can|could|may|do|did|will|am|was|have) i (.+)$", re.IGNORECASE)
"""What a patient asks of what they do."""


def line(statement: Statement, section: str, gender: str = "") -> str:
    """Return `statement` as a sentence of the section called `section`; `gender` is female, male or unknown.

    >>> s = Statement(turns=(1, 2), speaker="patient", text="do you have any chest pain", answer="no",
    ...               question="do you have any chest pain")
    >>> line(s, "subjective")
    'The patient denies chest pain.'
    >>> line(Statement(turns=(1,), speaker="patient", text="i have a cough"), "subjective")
    'The patient has a cough.'
    >>> line(Statement(turns=(1,), speaker="doctor", text="i want to start you on lasix 20 mg a day"), "plan")
    'Start lasix 20 mg a day.'
    """
    statement = with_drug(statement)
    if statement.who and not statement.answer:
        said = _third(statement.text, addressed=False)
        statement = replace(statement, text=of_themselves(said, statement.text, statement.who, _OWN))
    if statement.answer:
        text = _answered(statement)
    elif leans_on_danger(statement):
        text = with_question(statement, _third(statement.text, addressed=False))
    elif statement.question and len(statement.text.split()) < 6:
        text = _replied(statement)
        text = _third(text, addressed=False) if statement.speaker != "doctor" else _addressed(text)
    elif statement.speaker == "doctor":
        text = _of_doctor(statement.text, section)
    else:
        text = _third(statement.text, addressed=not statement.who)
    return sentence(_with_pronouns(agreeing(text), _PRONOUNS.get(gender, _PRONOUNS[""])))


def _replied(statement: Statement) -> str:
    """Write a short reply with what was asked, unless it says that itself.

    >>> asked = "how long has this been going on for"
    >>> _replied(Statement(turns=(1, 2), speaker="patient", text="about four days", question=asked))
    'duration: about four days'
    >>> asked = "chest pain, or cough"
    >>> _replied(Statement(turns=(1, 2), speaker="patient", text="just a cough", question=asked))
    'the patient reports just a cough'
    """
    reply, question = statement.text, statement.question
    if polarity(reply) == "no":
        return reply
    named = {name for name, denied in findings(reply) if not denied}
    if statement.speaker != "doctor" and named and named <= {name for name, _ in findings(question)}:
        return f"the patient reports {lowered(reply)}"
    if any(re.match(rf"{form}\b", question, re.IGNORECASE) for form in TABLE["asks_only"]) and _SAYS.match(reply):
        return reply
    for label, forms in TABLE["wh"].items():
        if any(re.search(rf"\b{form}\b", question, re.IGNORECASE) for form in forms):
            return f"{label}: {lowered(reply)}"
    subject = topic(question)
    return f"{subject}: {lowered(reply)}" if subject else reply


def _with_pronouns(text: str, pronouns: tuple[str, str, str]) -> str:
    """Say she, he or they of the patient who was named before."""
    who, own, self = pronouns
    head, subject, tail = text.partition("the patient")
    if not subject:
        head, subject, tail = text.partition("The patient")
    if who != "they":
        tail = re.sub(rf"\b({_JOINING}) the patient (?=[a-z])", rf"\1 {who} ", tail)
    return (head + subject + tail).replace(_OWN, own).replace(_SELF, self)


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop.

    >>> sentence("denies pain ,")
    'Denies pain.'
    """
    text = " ".join(text.split()).strip(" ,.;:")
    text = re.sub(r"\bi\b(?=\s|')", "I", text)
    return text[:1].upper() + text[1:] + "." if text else ""


def _answered(statement: Statement) -> str:
    """Write a question and its yes or no as one statement."""
    question = statement.text.strip(" ?.,")
    if statement.answer == "no" and (agreed := denying(question)):
        return _addressed(agreed) if statement.speaker != "doctor" else _third(agreed, addressed=False)
    if statement.speaker != "doctor" and not of_a_thing(question) and (words := _turned(question, statement.answer)):
        return words
    if statement.speaker == "doctor":
        return _answered_by_doctor(question, statement.answer)
    if dangers(question) and not names_a_thing(question):
        return with_question(statement, "")
    subject = topic(statement.text)
    verb = "denies" if statement.answer == "no" else "reports"
    words = _addressed(lowered(subject), subject=False)
    if words.lower().startswith("the patient "):
        return words if statement.answer == "yes" else f"The patient denies that {words}"
    words = words.replace("the patient's", _OWN, 1)
    if statement.answer == "no":
        words = re.sub(r"^(?:any|no)\s+", "", words)
        words = re.sub(r"\b(?:,\s*)?(?:or )?(?:anything (?:like that|else)|any(?:thing)? other symptoms)\b", "", words)
        words = re.sub(r"(,\s*(?:or )?)(?:any|no)\s+", r"\1", words)
    else:
        words = re.sub(r"^any\s+", "", words)
    return f"The patient {verb} {words}"


def _answered_by_doctor(question: str, reply: str) -> str:
    """Write what a patient asked and the doctor's yes or no as one statement."""
    if match := _OWN_DEED.match(question):
        verb = {"do": "does", "am": "is", "have": "has"}.get(match[1].lower(), match[1].lower())
        return f"The patient {verb} {'not ' if reply == 'no' else ''}{_third(match[2], addressed=False)}"
    if _IT.match(question) and "your" not in question.lower():
        return _third(_turned(question, reply), addressed=False)
    return f"The answer to the patient's question is {reply}: {_third(topic(question), addressed=False)}"


def _turned(question: str, reply: str) -> str:
    """Turn a question after a deed or a state into a statement, empty when it is none such.

    >>> _turned("did you fall", "no"), _turned("are you allergic to anything", "no"), _turned("does it hurt", "yes")
    ('The patient did not fall', 'The patient is not allergic to anything', 'It does hurt')
    """
    forms = {"do": "does", "are": "is", "were": "was", "have": "has"}
    if match := _WHEN.match(question):
        who, verb, rest = "It", match["does"].lower(), f"{match['what']} {lowered(match['when'])}"
    elif match := _YOU.match(question):
        verb = match[1].lower()
        who, verb, rest = "The patient", forms.get(verb, verb), match[2]
        rest = rest if reply == "no" else rest.removeprefix("ever ")
        if reply == "yes" and verb == "does":
            head, _, tail = rest.partition(" ")
            return f"{who} {conjugated(head)} {_addressed(tail, subject=False)}".strip()
    elif match := _IT.match(question):
        who, verb, rest = match[2], match[1].lower(), match[3]
        who = re.sub(r"^your", "the patient's", who, flags=re.IGNORECASE)
    else:
        return ""
    return f"{who[:1].upper()}{who[1:]} {verb} {'not ' if reply == 'no' else ''}{_addressed(rest, subject=False)}"


def _third(text: str, *, addressed: bool = True) -> str:
    """Turn the patient's first person into the third."""
    text = re.sub(r"^(?:because|and|but|so|well)\s+", "", text.strip(), flags=re.IGNORECASE)
    for first, third in _THIRD.items():
        text = re.sub(rf"\b{first}(?!\w)", third, text, flags=re.IGNORECASE)
    text = re.sub(
        r"\bi ((?:also|still|just|usually|always|never|only|really|sometimes|often|probably|now) )?(\w+(?:'t)?)\b",
        lambda m: f"the patient {m[1] or ''}{conjugated(m[2])}",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\bmy\b", _OWN, text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:me|i)\b", "the patient", text, flags=re.IGNORECASE)
    text = re.sub(r"\bmyself\b", _SELF, text, flags=re.IGNORECASE)
    text = _once(text)
    starts = re.match(r"(?:the patient|he|she|it|they|there|this|that|no|denies)\b|§", text, re.IGNORECASE)
    return text if starts or not addressed or len(text.split()) < 3 else f"The patient reports {lowered(text)}"


def _once(text: str) -> str:
    """Name the patient once in a sentence, then say "they"."""
    first = re.search(r"\bthe patient\b", text, re.IGNORECASE)
    if first is None:
        return text.replace(_OWN, "the patient's", 1)
    head, tail = text[: first.end()].replace(_OWN, "the patient's", 1), text[first.end() :]
    tail = re.sub(r"\b(?:and|but) the patient\b", lambda m: m[0].split()[0], tail)
    return head + tail


def _of_doctor(text: str, section: str) -> str:
    """Turn what the doctor says to the patient into a note's words."""
    text = plainly(text)
    low = text.lower()
    if section == "plan":
        for lead, new in _PLAN_LEADS:
            if low.startswith(lead + " "):
                text = f"{new} {text[len(lead) :].strip()}".strip()
                break
        return _addressed(as_plan(text))
    if section in ("exam", "results"):
        lead = next((x for x in _EXAM_LEADS if low.startswith(x + " ")), "")
        return _addressed(text[len(lead) :].strip(" ,"), of_exam=True)
    return _addressed(text)


def _addressed(text: str, *, subject: bool = True, of_exam: bool = False) -> str:
    """Turn "you" into the patient."""
    for first, third in TABLE["addressed"].items():
        text = re.sub(rf"\b{first}(?!\w)", third, text, flags=re.IGNORECASE)
    text = re.sub(r"\byour\b", "the" if of_exam else _OWN, text, flags=re.IGNORECASE)
    text = re.sub(r"\byourself\b", _SELF, text, flags=re.IGNORECASE)
    text = _YOU_ACT.sub(
        lambda m: f"{m[1]}{'the patient ' if subject else ''}{conjugated(m[2])}" if m[2] else m[0], text
    )
    return _once(re.sub(r"\byou\b", "the patient", text, flags=re.IGNORECASE))
