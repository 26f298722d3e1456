"""A LangChain chain whose model never sees who it is about: the place of `PresidioReversibleAnonymizer`."""

from typing import Any

from langchain_core.prompts import PromptTemplate
from langchain_core.runnables import RunnableLambda

from minigiants.privacy import ReversibleAnonymizer, load_policy, open_finder

TEXT = "Write to Maria Lopez at maria@mail.example, and tell Maria Lopez that it is ready."


def test_a_chain_sends_labels_and_returns_names() -> None:
    anonymizer = ReversibleAnonymizer(open_finder("en"), load_policy("find-all"))
    sent: list[str] = []

    def model(prompt: Any) -> str:
        sent.append(prompt.to_string())
        return "Dear <PERSON_1>, it is ready. We write to <EMAIL_ADDRESS_1>."

    chain = (
        RunnableLambda[str, Any](anonymizer.anonymize)
        | PromptTemplate.from_template("Do as it says: {text}")
        | RunnableLambda(model)
        | RunnableLambda(anonymizer.deanonymize)
    )

    assert chain.invoke(TEXT) == "Dear Maria Lopez, it is ready. We write to maria@mail.example."
    [prompt] = sent
    assert "Maria" not in prompt
    assert prompt.count("<PERSON_1>") == 2


def test_a_later_text_has_the_same_labels_until_it_is_reset() -> None:
    anonymizer = ReversibleAnonymizer(open_finder("en"), load_policy("find-all"))
    first, second = (anonymizer.anonymize(f"Tell Maria Lopez {what}.") for what in ("now", "later"))

    anonymizer.reset()

    assert (first, second) == ("Tell <PERSON_1> now.", "Tell <PERSON_1> later.")
    assert anonymizer.deanonymize("<PERSON_1>") == "<PERSON_1>"
