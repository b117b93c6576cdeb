import Organisations
import Reporting
import Signpost
import Terms

/// An organisation of the story, with who works there. Nobody is called like this, and no organisation is this one.
struct StoryCast: Sendable {
    /// What the organisation receives from the public.
    struct Door: Sendable {
        let subjects: Set<Subject>
        let ages: Set<AgeGroup>
        var reach = Reach.national
        var regions: Set<String> = []
        var isFallback = false
        let about: [Language: String]
        /// The reporting point that this organisation plays.
        var point: PointID?

        func reception(of organisation: OrganisationID, place: Int) -> Reception {
            Reception(
                organisation: organisation, subjects: subjects, ages: ages, reach: reach, regions: regions,
                place: place, isFallback: isFallback, about: about, point: point)
        }
    }

    let name: String
    /// Absent where only other organisations come with their questions.
    var door: Door?
    let people: [Role: String]
    let profile: Profile

    static let all = [
        StoryCast(
            name: "Meldpunt Vuurtoren",
            door: Door(
                subjects: Set(Subject.allCases), ages: Set(AgeGroup.allCases), isFallback: true,
                about: [
                    .nl:
                        "Een verzonnen landelijk meldpunt. Wij lezen elke melding en zorgen dat die op de goede plek komt.",
                    .en:
                        "An invented national reporting point. We read every report and see that it reaches the right place.",
                ], point: "comensha"),
            people: [
                .administrator: "Wim Kompas", .intake: "Aya Zeewind", .coordinator: "Joris Duinpad",
                .analyst: "Meral Schelp", .auditor: "Tess Wolkenveld",
            ],
            profile: Profile(
                kind: .nationalCoordination, can: "Meedenken, opvang zoeken, weten wie er in de regio werkt.",
                cannot: "Zelf onderzoek doen.", replyTime: "Op werkdagen binnen een dag.",
                approach: "Bel bij twijfel; noem geen namen als dat niet hoeft.")),
        StoryCast(
            name: "Jeugdhulp De Steiger",
            door: Door(
                subjects: [.victim, .both, .question], ages: [.minor], reach: .province,
                regions: ["PV27", "PV28", "PV26"],
                about: [
                    .nl: "Een verzonnen jeugdhulporganisatie. Wij helpen jongeren tot 18 jaar en hun omgeving.",
                    .en: "An invented youth care organisation. We help young people up to 18 and those around them.",
                ], point: "veilig-thuis"),
            people: [
                .administrator: "Greet Roeiboot", .intake: "Samir Branding", .coordinator: "Lotte Waterlelie",
                .analyst: "Kwame Regenboog", .auditor: "Ans Ankerplaats",
            ],
            profile: Profile(
                kind: .youthCare, can: "Naast een jongere staan, ook 's avonds. Een plek op een veilige groep.",
                cannot: "Iemand tegen zijn wil vasthouden.", replyTime: "Bij gevaar binnen een uur.",
                approach: "Bel de bereikbare dienst. Mail geen namen.", needs: "Wat de jongere zelf wil.")),
        StoryCast(
            name: "Opvang Het Anker",
            door: Door(
                subjects: [.victim, .question], ages: [.adult],
                about: [
                    .nl: "Een verzonnen opvang. Wij bieden volwassenen een veilige plek en hulp.",
                    .en: "An invented shelter. We offer adults a safe place and help.",
                ]),
            people: [
                .administrator: "Bram Zilvermeeuw", .intake: "Shanti Kustlijn", .coordinator: "Hanna Morgenrood",
                .analyst: "Piotr Zandbank", .auditor: "Noor Getij",
            ],
            profile: Profile(
                kind: .shelter, can: "Een veilig bed, dezelfde dag als er plek is.",
                cannot: "Ons adres delen.", replyTime: "Dag en nacht bereikbaar.",
                approach: "Bel eerst: dan weten we of er plek is.")),
        StoryCast(
            name: "Recherche De Boei",
            door: Door(
                subjects: [.perpetrator], ages: Set(AgeGroup.allCases),
                about: [
                    .nl: "Een verzonnen rechercheteam. Wij zoeken uit wie er achter uitbuiting zit.",
                    .en: "An invented team of detectives. We find out who is behind exploitation.",
                ], point: "mensenhandelrechercheur"),
            people: [
                .administrator: "Fien Vloedlijn", .intake: "Emre Noorderlicht", .coordinator: "Rosa Stuurboord",
                .analyst: "Daan Morgenster", .auditor: "Mila Peilstok",
            ],
            profile: Profile(
                kind: .traffickingDetectives, can: "Een informatief gesprek voeren, zonder dat iemand aangifte hoeft te doen.",
                cannot: "Vertellen wat er in een onderzoek gebeurt.", replyTime: "Op werkdagen binnen een dag.",
                approach: "Bel met wat je zag, niet met wat je denkt.", needs: "Dagen, plekken, nummers, kentekens.")),
        StoryCast(
            name: "Officier De Waag",
            people: [.administrator: "Ilse Loodlijn", .intake: "Tarik Weegschaal", .coordinator: "Vera Bakboord"],
            profile: Profile(
                kind: .prosecution, can: "Beslissen over opsporing, vervolging en bescherming van een slachtoffer.",
                cannot: "Hulp regelen.", replyTime: "Binnen een week, bij spoed dezelfde dag.",
                approach: "Liefst samen met de recherche.")),
        StoryCast(
            name: "Ziekenhuis De Kade",
            people: [.administrator: "Joost Kadewal", .intake: "Fatima Zomerregen", .coordinator: "Marit Helmgras"],
            profile: Profile(
                kind: .medical, can: "Onderzoek en zorg, ook zonder aangifte. Meedenken zonder naam.",
                cannot: "Iets over een patiënt vertellen zonder goede grond.", replyTime: "Overdag binnen vier uur.",
                approach: "Vraag naar de aandachtsfunctionaris.", needs: "Weten wat de patiënt ervan vindt.")),
        StoryCast(
            name: "Gemeente Havenrede",
            people: [.administrator: "Co Slagboom", .intake: "Nadia Waterkant", .coordinator: "Sjoerd Pontveer"],
            profile: Profile(
                kind: .municipality, can: "Wonen, inkomen, school en hulp voor een gezin regelen.",
                cannot: "Lezen wat de arts of de recherche weet.", replyTime: "Op werkdagen binnen twee dagen.",
                approach: "Via de aandachtsfunctionaris mensenhandel.")),
    ]
}
