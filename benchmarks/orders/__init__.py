"""Documents with orders to a program in them, and what becomes of these on the way to an answer."""
