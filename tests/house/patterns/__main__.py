"""List what grows faster than its text among all expressions of the product: `python -m tests.house.patterns`."""

from tests.house.patterns.sites import expressions
from tests.house.patterns.test_linear import grows

listed = expressions()
for expression, where in listed.items():
    if text := grows(expression):
        print(where, repr(expression.text[:100]), text, sep="\n  ", flush=True)
print(len(listed), "expressions")
