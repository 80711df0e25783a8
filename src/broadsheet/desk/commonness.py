"""How common a word is in news before any was read: general lists of ours that seed the archive's own document counts.

The lists are written by hand: function words of English, German, French and Spanish, and the trade's everyday vocabulary.
"""

from __future__ import annotations

STOP = frozenset(
    """
    a about above across after again against ago all almost along already also although always am among an and another any
    anyone anything are around as at away b back be became because become been before behind being below between both but by
    c came can cannot com come could d did didn do does doesn doing don done down due during e each either else enough etc
    even ever every everyone everything f far few for from further g get gets getting give given go goes going gone got h
    had hadn has hasn have haven having he her here hers herself him himself his how however i if in indeed inside instead
    into is isn it its itself j just k keep kept know l last least less let like likely ll m made make makes making many may
    maybe me might more most much must my myself n near need neither never next no nobody none nor not nothing now o of off
    often oh ok on once one only onto or other others our ours ourselves out outside over own p per perhaps put q quite r
    rather re really s said same saw say saying says see seem seen several shall she should since so some someone something
    sometimes soon still such t take taken tell than that the their theirs them themselves then there these they thing
    things this those though through throughout thus till to today together told tomorrow too took toward towards u under
    unless until up upon us use used using v ve very via w was wasn way we well went were weren what whatever when where
    whether which while who whole whom whose why will with within without won would wouldn www x y yes yesterday yet you
    your yours yourself z monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr january february march april
    june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec der die das und
    ist nicht ein eine einer eines einem einen mit von zu zum zur auf fur für im den dem des sich auch an als am aus bei bis
    dass er es hat haben ich ihr ihre ihrer in kann mehr nach noch nur oder sein seine seiner sie sind so um uber über unter
    vor war waren wegen weil wenn werden wie wird wir wurde wurden gegen durch ohne aber doch schon sehr dann man beim le la
    les un une et est dans de du des en que qui pour par sur pas plus ce cette ces son sa ses leur leurs il elle ils elles
    nous vous on mais ou où au aux avec ne se sont ete été etre être avait ont apres après selon entre sans comme aussi tout
    tous deux fait dont lui contre depuis el los las una unos unas y es que del al por para con su sus se lo como mas más
    pero fue han este esta estos esa ese desde muy sin sobre tambien también hasta entre cuando donde segun según
    """.split()  # noqa: SIM905  (a list of two hundred quoted words is no better read)
)

EVERYDAY = frozenset(
    """
    year day time week month people man woman new first two three four five six seven eight nine ten million billion thousand
    percent per cent state country nation government official president minister company group report news world city police
    plan call work part public leader member home house case number end move show make week long high big old good
    statement spokesman spokesperson spokeswoman according comment interview press conference authority service support
    say tell ask want think look expect include add help start set run turn bring hold come lead face follow change continue
    issue question problem matter point place area side line order decision deal meeting talk effort result action step
    right law rule court power force party vote campaign election office department federal national local international
    american british european us uk eu america britain europe washington london york united states
    family child life death school health student job business market money price cost pay share fund tax rate bank
    morning night evening hour minute moment early late recent current former late major top best general senior chief head
    team player game war attack security military foreign political social economic
    read story article report medium video photo image watch update live breaking latest exclusive
    """.split()  # noqa: SIM905
)

PRIOR = 400  # the weight of these lists, in articles read: an archive of 400 counts as much as they do
EVERYDAY_IN_PRIOR = 40  # an everyday word stands in about one article of ten
RARE_IN_PRIOR = 1  # a word on no list starts as one article in 400: rare, yet no proof by itself
