"""Name English abbreviations, and what follows a full stop that ends a sentence."""

_NEVER = """
adm attn brig capt cf cl cmdr dr drs e.g eds eg esp fr gov hon i.e ie incl lt maj messrs mlle mme mr mrs ms prof resp
rev sen sgt st supt v viz vs w.r.t
"""
_BEFORE_NUMBERS = """
app approx art arts ca ch cl col ed eq eqs fig figs ill max min no nos nr p par para paras pg pp pt ref sec sect ser
tab vol vols
"""
_MAYBE = """
a.d a.k.a a.m al apr assn aug ave b.c bros blvd co col corp d.c dec dept e.u est etc feb gen inc jan jr jul jun ltd
mar nov oct p.a p.m ph.d plc rd rep sep sept sr u.k u.n u.s u.s.a
"""
_FIRST_WORDS = """
A After All Although An And As At Before Both But By Each Every For From He Her His How However I If In It Its Later
No Not On Once One Our Several She Since So Some Such That The Their Then There These They This Those Though Thus To
Under Until Upon We What When Where Which While Who Why With You Your
"""

NEVER = frozenset(_NEVER.split())
"""Abbreviations after which a sentence goes on, whatever follows."""
BEFORE_NUMBERS = frozenset(_BEFORE_NUMBERS.split())
"""Abbreviations when a number follows, and common words otherwise."""
MAYBE = frozenset(_MAYBE.split())
"""Abbreviations that end a sentence only when a common first word follows."""
FIRST_WORDS = frozenset(_FIRST_WORDS.split())
