"""Which words say nothing of what a text is about? The most common of English, German and French, written for Broadsheet."""

STOP = frozenset(
    """the of and to in that is was for with on as are by from at has have had be will he his they said who which been their it its she her him them this
    these those there here not but or if than then so such also just very much more most many some any all both each few other another into over under about after
    before between during through while where when what why how can could would should may might must shall did does doing done being were our out off down only own same
    too because until against again once further per via among within without upon still yet even since like says say saying told tell according added mr mrs ms year
    years day days week weeks month months time new one two three four five first last next made make get got take took way well back now today yesterday tomorrow monday
    tuesday wednesday thursday friday saturday sunday percent per cent we you your i my me us know think see come came going went people
    der die das und den von mit ist im für auf dem des ein eine einer eines einem einen nicht sich auch werden wird wurde wurden worden bei nach wie über zum zur hat haben hatte
    hatten sein seine seiner seinen seinem ihr ihre ihrer ihren ihrem aus als an am in zu um vor durch noch nur schon mehr sie er es wir ich du man war waren sei sind kann können konnte
    soll sollen will wollen muss müssen dass wenn weil oder aber doch denn so dann hier dort diese dieser dieses diesem diesen alle allem jede jeder sagte sagt jahr jahre jahren tag
    tage uhr montag dienstag mittwoch donnerstag freitag samstag sonntag gegen unter zwischen seit bis ohne laut etwa rund
    le la les des et du une un dans pour que qui est par sur au pas plus avec aux ont été sont cette ces ses son sa selon leur leurs mais ou où donc car ne se ce il elle ils elles on
    nous vous je tu était étaient être avoir avait avaient fait faire comme tout tous toute toutes même aussi entre après avant depuis sans sous vers chez dont deux trois an ans année
    années jour jours mois lundi mardi mercredi jeudi vendredi samedi dimanche indiqué déclaré peut encore très bien""".split()
)
