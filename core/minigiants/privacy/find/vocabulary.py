"""The vocabularies of finding and taking out: plain data."""

import tomllib
from pathlib import Path


def listed(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


WORDS = {
    name: tuple(text.split())
    for name, text in tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8")).items()
}
"""The lists of `words.toml`, by their names there."""

ELSEWHERE = listed("""
addison alexander alzheimer angel april art august autumn bailey baker banks barrett barton beck bell best bishop
black bond booth bowen bowman brady branch brandy brock brooks brown burch burns bush butler carey case casey
chambers chance chandler charity christian church city clay cole coleman coma cook cooper craig crystal crohn crosby
cross cushing daisy dale dawn day dean destiny diamond down downs drake duke duncan early earl eden english faith
farmer field fields finger fisher fletcher ford forest fowler fox france francis frank frederick freeman frey frost
gaines garden garner genesis gilbert glass glover good graham grant graves gray green grimes guy hall hand hanna
hardin hardy harmony harper hart haven hayden heather heath hicks high hill ho hodges hodgkin holland hood hope
house houston huff hunt hunter huntington ivy jack jade jewel jones joy juan june justice kent kerr key king knight
lamb lance lane law lee levy lily little long love lowe lynch mack madison major mallory marie mark marks marsh
marshall mason massey max may mays mccall meadow melody mercer mercy miles mills miller miranda misty moon moore
morgan moses nash neal noble norman norris olive page paget paige park parker parks parkinson parrish patience pearl
peck penny perry person phoenix pierce pittman pitts pope porter potter potts powers price pruitt quick raynaud ray
reed reese reynolds rice rich riddle river rivers robin rocky rose roth rowe roy ruby russell ruth sage sandy savage
sawyer self sexton shannon sharp shaw shelton shepherd short sierra singleton skinner sky sloan small smart snow
sparks spears spencer stanley stark steele stone stout strong stuart summer summers swan sydney tanner temple thomas
tourette trinity troy tucker turner underwood vance vaughn victor victoria violet virginia wade wagner walker wall
waller walls walsh walter ward ware waters watts weaver webb webster weeks wells west wheeler white whitehead will
williams wilson winters wise wolf wolfe wood woods workman wright york young zachary
""")
"""Names that are words or diseases too, and so no good substitutes."""

PLACE_WORDS = listed("""
street st avenue ave road rd drive dr lane ln court ct boulevard blvd way place pl square sq parkway pkwy highway
hwy apartment apt suite ste unit floor fl room rm building bldg box po p o north south east west n s e w ne nw se sw
hospital hospitals clinic clinics center centre medical health healthcare memorial general university community
regional county children childrens institute practice pediatrics surgery surgical cancer heart eye dental rehab
rehabilitation nursing home hospice care emergency department pharmacy group associates inc llc ltd plc corp
corporation company co bank school college church police fire and of the for at in &
""")
"""Words of addresses and firms that may stay."""

RESTRICTED = listed("""
036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893
""")
"""Three-digit areas of at most 20,000 people by the census of 2000 or that of 2010, and those of offices, where nobody
lives (Safe Harbor, 45 CFR 164.514(b)(2)(i)(B)): an area that grew stays in, which errs on the safe side."""

NUMBERS = listed("""
PHONE_NUMBER FAX_NUMBER SSN MEDICAL_RECORD_NUMBER HEALTH_PLAN_NUMBER ACCOUNT_NUMBER LICENSE_NUMBER VEHICLE_ID
DEVICE_ID CREDIT_CARD IBAN_CODE ID ZIP_CODE
""")
"""Types whose values are the same whatever stands between their digits."""

MADE_IN_SHAPE = NUMBERS - {"PHONE_NUMBER", "FAX_NUMBER", "SSN"}
"""Types whose substitutes only need digits for digits and letters for letters."""
