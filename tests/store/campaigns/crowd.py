"""Some raters, put to work as processes of their own, on a campaign that is checked when they are done."""

import random
from collections import Counter

from minigiants.store import OPEN, Campaigns, Item, Store
from tests.soak import sized

RATERS = [f"rater{n}" for n in range(sized(4, 10))]
ITEMS, OVERLAP = sized(40, 200), sized(12, 60)


def prepared(url: str) -> tuple[Store, str]:
    store = Store(url, through=OPEN)
    order = random.Random(0).sample(range(ITEMS), ITEMS)
    items = [
        Item(content={"text": f"text {n}"}, answer_id=f"a{n}", needed=2 if order[n] < OVERLAP else 1)
        for n in range(ITEMS)
    ]
    return store, Campaigns(store).add("c", "fake", items, scrub=False, repeats=0).id


def check(store: Store, campaign: str, saved: list[tuple[str, str]]) -> None:
    results = Campaigns(store).results(campaign)
    rated = Counter(result.item_id for result in results)
    kept = {(result.rater, str(rating.task_id)) for result in results for rating in result.ratings}
    store.close()

    assert [saying for saying in saved if saying not in kept] == []
    assert max(Counter((r.item_id, r.rater) for r in results).values()) == 1
    assert Counter(rated.values()) == {1: ITEMS - OVERLAP, 2: OVERLAP}
