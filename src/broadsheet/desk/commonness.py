"""How common a word is in news before any was read: general lists that seed the archive's own document counts.

Two are written by hand: function words of English, German, French and Spanish, which carry nothing, and the trade's everyday
vocabulary. The third, data/commonness.txt, ranks ten thousand English words.
"""

from __future__ import annotations

from broadsheet.desk.wordlists import lines

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
    able accept access according account act action activity actually add address administration adult advice affect
    afternoon age agency agree agreement air alle alles allow alone america american amount analysis andere anderen annee
    annees announce announcement annual ans answer appeal appear apply approach approval approve area argue arrive article
    ask assembly assess attack attempt attend attention authority autumn available average avoid baby bank base basis beat
    begin beiden belief believe benefit bereits bericht best big bill billion bit black block blue board body book border
    born bottom box boy brand break breaking brief bring britain british brother budget build building bundes business buy
    call campaign candidate capital car care career carry case catch cause cela celle celui cent center central centre
    century certain ceux chair chairman chairwoman chance change chaque charge check chez chief child choice choose church
    cinq citizen city claim class clear clearly close coast collect college comfort comment commission commit committee
    common community company compare complete concern condition conference confirm congress consider contact contain
    continue contract control cool cost council country couple course court cover create crisis critic critical criticism
    cross crowd culture current customer cut dabei dafur damage damit danger daran darauf dark darum data date daughter
    davon day dead deal death decision deep defence defend defense deliver demand democracy deny department depend describe
    deshalb design despite detail deutsche deutschen deutschland develop development dienstag diese dieser dieses difference
    different difficult dimanche dire direct director discuss discussion dit doctor document doit donc donnerstag door dort
    double doubt draw dream drei drive driver drop early earn earth east eastern easy economic economy edge editor education
    effect effort eigentlich eight election employee employer encore end energy enfants engine engineer enjoy enter entire
    environment equal erst erste ersten especially establish estimate etaient etait etat etwa eu euro europe european euros
    evening evidence exactly example exclusive executive exist expand expect experience expert explain express extra eye
    face facility factor fail failure fair faire faith fall family fan farm fast father fear feature federal feel feeling
    fell femme field fight figure fill film final finally finance financial find finger finish fire firm first fit five fix
    floor focus fois follow font food foot force foreign forget form formal former forward foundation four francais
    francaise france frau free freitag friend front fuel full fund funding funf future gain game ganz gap garden gather
    geben gegenuber geht general generally generation gibt girl glass global goal gold good gouvernement government grand
    grande grant great green ground group grow growth groß große guard guess guide gun gut guy habe half hall hand handle
    happen happy hard hatte hatten head health hear heart heat heavy height help heure heures heute hier high hill history
    hit hold holiday home homme hope hospital host hot hotel hour house huge human hundred husband ice ici idea identify ihm
    ihn image immediately immer impact important improve improvement incident include income increase independent indicate
    individual industry influence inform information injure injury inquiry ins insist inspector instance institute
    institution intend interest international interview introduce invest investigate investigation investment investor
    invite involve island issue jahr jahre jahren jamais jedoch jetzt jeudi job join joint jour jours judge jury jusqu kein
    keine keinen key kid kill kind kinder king kitchen knock kommen kommt konnen konnte la-bas labour land language large
    lassen late later latest laugh launch laut law lawmaker lawyer layer lead leader leadership leading learn leave legal
    leiter length lesson letter level lie life light limit line link list listen live loan local london long look lors lose
    loss lot love low lundi machen machine main maintain maintenant major majority mal male manage management manager mann
    mardi mark market marriage mass match material matter mean measure medium meet meeting member meme memory menschen
    mention mercredi message method middle mieux mile military milliarden milliards million millionen millions mind minister
    ministre minor minority minute miss mission mistake mittwoch model modern moins mois moment monat monde money montag
    month morning mother motor mountain mouth move movement movie music muss mussen name nation national natural nature
    neighbour network neue neuen neuer new news nice night nine noise nombre non north northern note notice notre nouveau
    nouvelle number object observe obvious occur ocean offer office official old operate operation operator opinion
    opportunity opposition option order organisation organization original oui outre owned owner page pain pair paper parce
    parent park parliament parole part partie partner party pass passenger past patient pattern pay payment pays peace
    pendant people percent perform performance period permit person personal personnes peu peut peuvent phone photo physical
    pick picture piece place plan planet plant plate play player pleasure plusieurs pocket point police political polizei
    poll pool poor popular population porte position positive possible post pound pourcent power practice premier premiere
    prepare pres presence present president press pressure prevent previous previously price primary prime print prison
    private prize probably problem process produce product production professional professor profit program programme
    progress project promise property proposal propose protect protection protest prove provide prozent public publish puis
    pull purchase purpose push quality quand quarter quatre queen quel quelle quelques question quick quickly quiet quit
    race radio rail rain raise range rapid rate reach react reaction read ready real realise reality realize reason receive
    recent recognise recommend recovery red reduce refer reflect refuse regard regierung region regional regulation
    regulator reject relate relation relationship release remain remark remember remove rent repeat replace reply report
    represent representative request require rescue research researcher resident resign resource respond response
    responsibility responsible rest restaurant result resume return reveal revenue review rich ride rien right ring rise
    risk river road rock role roll room round route row rule run rund rural rush safe safety sagt sagte sagten sale samedi
    samstag save scale scene schedule school science scientist score screen sea search season seat second secret secretary
    section sector secure security seek sei seien seinen seit selbst sell semaine senate send senior sense separate sera
    series serious seront serve service session set settle seul seven shape share sharp ship shock shoot shop shot shoulder
    show shut side sign signal significant silence similar simple simply single sister sit site situation six size skill
    sleep slow small smile social society soit soldier soll sollen sollte solution song sonntag sort sound source sous south
    southern sowie space speak speaker special speech speed spend spokesman spokesperson spokeswoman spot spread sprecher
    sprecherin spring stadt staff stage stand standard star start state statement states station stay stehen steht step
    stock stone stop store storm story straight strategy street strength strike strong structure student study stuff style
    subject success successful sudden suffer suggest suit suite summer sun supply support supporter sure surface surprise
    survey survive suspect suspend system table tag tage talk tandis tant target task tax teach teacher team technology teil
    television temperature ten term test thank theory thick thin think thousand threat threaten three throw ticket tie tight
    time title tonight tool top total touch tough toujours tour tourist toute toutes tower town track trade tradition
    traffic train training transfer transport travel treat treatment tres trial trip trois trop trouble truck true trust
    truth try turn two type uhr uk understand union unit united university uns update user usual usually value van vehicle
    vendredi vers version veut victim victory video vie viel viele vier view village ville vingt violence visit visitor
    voice voila voir volume vom vote voter votre wage wahrend wait walk wall want warm warn warning washington waste watch
    water wave weak weapon wear weather week weekend weight weiter weitere welcome wenig weniger west western wheel white
    wide wieder wife wild win wind window winner winter wish witness wo woche wollen woman wonder wood word work worker
    world worry worth wound write writer wrong yard year yellow york young youth zeit zero zone zunachst zuvor zwei zwischen
    """.split()  # noqa: SIM905
)


def ranked() -> list[str]:
    """English words, the commonest first."""
    return [word for line in lines("commonness.txt") for word in line.split()]
