"""The small vocabularies that the rules know: plain data, all in lower case."""


def listed(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


STOP_WORDS = listed("""
a about above after again all also although am among an and another any are aren't as at be because been before
being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during
each either else even ever every few for from further had hadn't has hasn't have haven't having he he'd he'll he's
hence her here hers herself him himself his how however i if in into is isn't it it's its itself just like made
make makes many may maybe me might more most much must my myself namely neither never no nobody none nor not nothing
now of off often on once one only onto or other others our ours ourselves out over own per perhaps quite rather same
shall she she's should shouldn't since so some such than that that's the their theirs them themselves then there
there's therefore these they they're this those though through thus to together too toward towards under until up
upon us use used uses using very via was wasn't we we're well were weren't what whatever when whenever where whereas
whether which while who whoever whole whom whose why will with within without won't would wouldn't yes yet you your
yours yourself unless except despite instead due according later earlier least additionally
finally furthermore moreover overall
typically usually generally specifically today whereby across along around near besides first second third
document documents text passage evidence source mentioned states stated says said
""")

OPENINGS = listed("""
people person someone anyone everyone something anything everything example answer question part nothing given
please note here yes okay sure sorry unfortunately according depending other others
""")
"""Capitalised words at the start of a sentence that name nothing, beside the stop words."""
TITLES = listed("mr mrs ms dr prof st sir the and of de la van von")
"""Capitalised words beside a name that name nothing."""

VERB_DENIALS = listed("""
not never cannot cant unable fail fails failed failing refuse refuses refused hardly scarcely
""")
"""They deny the next verb or adjective."""
NOUN_DENIALS = listed("""
no without neither nor none nobody nothing nowhere deny denies denied denying lack lacks lacked lacking absence
except excluding unless
""")
"""They deny the things that follow, lists included."""
HINTS = listed("""
only rarely seldom few little less fewer exclude excludes excluded exclusion prohibited prohibits forbidden banned
illegal avoid avoids prevent prevents prevented until rather instead however but although ineligible impossible
invalid different unlike absent free void exempt stop stopped ended negative unknown unclear former formerly
""")
"""They may stand behind a denial in other words."""
SCOPE_ENDS = listed("""
in on at for by with to from under over during after before as than into about through against but although because
if when while which who that until since so between among within upon where whether
""")
"""Where the reach of a denial ends."""
PASSED_OVER = listed("yet always necessarily currently usually generally ever even really fully directly")
"""Adverbs between a denial and what it denies."""

SINGLE = listed("a an one single each only sole every 1 first the this that")
"""Words before a noun that there is one of."""
UNIT_ADJECTIVES = listed("""
business working calendar consecutive full more additional further straight whole complete extra metric fluid us
nautical
""")

POLES = """
permitted permit permits allow allows allowed authorised authorized / prohibited prohibit prohibits forbidden forbid
    forbids banned disallowed barred
include includes included including inclusive / exclude excludes excluded excluding exclusive
increase increases increased increasing rise rises rose raised raise raises / decrease decreases decreased decreasing
    reduce reduces reduced reducing lowers lowered decline declined declines fell dropped
accept accepts accepted / reject rejects rejected refuse refused
grant grants granted / deny denies denied
legal lawful / illegal unlawful
valid / invalid void
eligible / ineligible
safe / unsafe
mandatory required obligatory / optional voluntary
indicated / contraindicated
benign / malignant
acute / chronic
positive / negative
present / absent
alive / dead
success succeed succeeded / failure fail failed
enable enables enabled / disable disables disabled
refundable / nonrefundable
taxable / exempt
binding / nonbinding
hypertension / hypotension
hyperglycemia / hypoglycemia
hyperthyroidism / hypothyroidism
tachycardia / bradycardia
"""
"""Scales, one a line (indented lines go on): the one end / the other, and what is not the one is the other."""
DEGREES = """
better improve improves improved improving improvement / worse worst worsen worsens worsened worsening deteriorate
    deteriorates deteriorated exacerbate exacerbates exacerbated aggravate aggravates aggravated
"""
"""Scales of the same form that have a middle: what is no better need not be worse."""
RIVALS = """
left right
upper lower
anterior posterior
proximal distal
medial lateral
dorsal ventral
northern southern eastern western
north south east west
northeast northwest southeast southwest
minimum maximum
minimal maximal
before after
above below
inside outside
hourly daily weekly fortnightly monthly quarterly yearly
morning evening
first last
highest lowest
largest smallest
oldest youngest
longest shortest
oral intravenous intramuscular subcutaneous topical rectal
orally intravenously intramuscularly subcutaneously topically rectally
male female
father mother
son daughter
brother sister
husband wife
uncle aunt
hot cold
better worse
improves worsens
improved worsened
open closed
winter summer spring autumn
all none
import export
imports exports
"""
"""Words that exclude one another when they stand beside the same word."""
