"""Find the tables of a PDF page, with rulings and without, and keep where each character came from."""
