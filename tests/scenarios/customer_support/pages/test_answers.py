"""What customers were answered is rated by experts on the desk."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from minigiants.settings import Settings
from minigiants.store import OPEN, Store
from tests.store.conftest import whole_answer

DESK = """
from pathlib import Path
from scenarios.customer_support import pages
from tests.ui import fakes

pages.desk_page(fakes.engine(Path({home!r})))
"""


def test_an_expert_rates_what_a_customer_was_answered_apart_from_the_customer(home: Path) -> None:
    store = Store(Settings().database_url, through=OPEN)
    asked = {"messages": [{"role": "user", "content": "What is the rent?"}]}
    store.save_answer(whole_answer("a1"), scenario="customer_support", request=asked)
    desk = AppTest.from_string(DESK.format(home=str(home)), default_timeout=60).run()
    desk.segmented_control[0].set_value("answers").run()

    desk.feedback(key="thumb-a1").set_value(1).run()
    ratings = [(r.rater, r.criterion, r.value) for r in store.ratings("a1")]
    store.close()

    assert not desk.exception
    assert any("Customer\\: What is the rent?" in text.value for text in desk.markdown)
    assert ratings == [(Settings().user, "overall", 1)]
