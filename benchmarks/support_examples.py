"""Messages that we wrote ourselves: who wants a person, who complains, and who does neither though it sounds near."""

PERSONS = """can i talk to a real person
I want to speak with a human being please
get me a human
stop, I don't want to chat with a machine
is there anybody real I can talk to?
Let me speak to your manager
could someone from your team call me back
please have somebody phone me
connect me with a colleague of yours
this bot is useless, give me an agent
I'd rather discuss this with a member of staff
are there any people working there? I need one
put me through to somebody who can actually help
transfer me to a representative
can a person take over from here
I need a human to look at this
I would like someone to contact me about this
who can I talk to in person about my problem
live chat with an employee please
hand me over to support staff
no more automated answers, a real human please
give me a phone number where a person answers
I want to be called by one of your advisors
may I speak to the shop owner
operator
real person now
human please
I am not talking to a robot
can you get a technician on the line for me
I'd prefer to talk to someone about it
please escalate this to a person
could I have a word with one of your mechanics
is a nurse there I could speak to
let me talk to the doctor's assistant
I need to talk to someone today
somebody has to talk to me about this
who do I call to speak with an actual human
I still don't get it, can someone explain it to me on the phone
pass me on to your supervisor
I want a person, not a computer""".splitlines()

COMPLAINTS = """I want to make a complaint
this is the third time I write and nobody answers, I am furious
your service is terrible and I want that on record
I'm very unhappy with how I was treated in your shop
the repair was done badly and I paid full price, that's outrageous
your driver was rude to my mother
I have been waiting six weeks and all I get is excuses
what a rip-off, I expect compensation
worst experience ever, never again
I am disappointed with the quality, it broke on the second day
how do I file a formal complaint against your company
I'd like to complain about one of your employees
nobody kept the promise that was made to me
this is unacceptable, the product fell apart after a week
I am going to write to the consumer association about you
you charged me twice and ignored my letters
I demand an apology
the staff laughed at me when I brought it back
I'm fed up with your delays
you people lied to me about the delivery date
it arrived scratched and dirty, I am really angry
you have wasted my whole afternoon
the workshop returned my bike in a worse state than before
I have never been treated so badly by a shop
your technician damaged my floor and left without a word
where can I lodge a grievance
my lawyer will hear about this
I want to report bad service
I'm dissatisfied with the way my case was handled
this company is a disgrace
second faulty item in a row, what are you going to do about it
I was kept on hold for an hour and then cut off
please register my complaint about the noise of your lorries
the food made us ill and your manager did not care
I am sick of getting the same useless reply
absolutely shocking how you deal with customers
it is a scandal what you call a guarantee
I feel cheated by your offer
you sent the wrong one again, this is a joke
I protest against this invoice""".splitlines()

NEITHER = """how many people work in your shop
is the tour suitable for one person
what is the price per person
do you sell gifts for a person who likes cycling
which agent removes chain grease
is there a cleaning agent that does not harm carbon
does a person need a licence to ride an e-bike at 45 km/h
how tall must a person be for this frame
can two people ride on the cargo bike
who is the manufacturer of the battery
what does your manager app cost
can I contact the manufacturer about the warranty
what is the phone number of the workshop
when is your office open
is the bike complaint with EU rules
what happens when a part fails under warranty
my brake squeaks, what can I do
how do I return an item that does not fit
what is your policy for faulty items
my battery does not charge any more
the lamp stopped working after a month, is that covered
how do I get a refund for a damaged parcel
what compensation is there when a delivery is late
do you repair bikes that were bought elsewhere
how long does a repair take
who pays the postage when I send something back
can somebody else pick up my order
can my wife collect the parcel for me
is there someone at the shop on Sundays
do you have human size mannequins
what does the human resources office do
can I bring a person with a wheelchair
what is a service representative
does your chat bot store what I write
are you a bot
how does the helpdesk software work
I'd like to leave a good review
your shop is great, where can I write that
how do I change my password
how can I cancel my order""".splitlines()
