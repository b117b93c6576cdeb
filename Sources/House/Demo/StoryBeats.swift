import Collaboration
import Organisations
import Reporting
import Terms

/// One thing that happens in the story: so long ago, to which of its reports.
struct StoryBeat: Sendable {
    enum Happening: Sendable {
        case sent(Draft)
        case judged(Urgency, String)
        case wrote(String)
        case reporterWrote(String)
        case noted(String)
        /// The next step is due so long from now.
        case planned(Term)
        /// To the organisation of this name.
        case offered(String, String)
        case accepted(String)
        case closed(ClosingReason, String)
        /// What the organisation of this name does with the dossier of the report.
        case together(String, StoryDeed)
    }

    /// A report as somebody in the story sends it. Whatever it says, it says first that it is invented.
    struct Draft: Sendable {
        let subject: Subject
        var role = ReporterRole.bystander
        var danger = false
        let age: AgeGroup
        let forms: Set<ExploitationForm>
        var municipality: MunicipalityCode?
        var signs: [String] = []
        let words: String
        var clues: [Clue] = []
        var contact: ContactDetails?

        func report() throws -> NewReport {
            try NewReport(
                subject: subject, role: role, directDanger: danger, age: age, forms: forms,
                municipality: municipality,
                contents: ReportContents(signs: signs, words: "(Verzonnen voorbeeld.) " + words, clues: clues),
                contact: contact)
        }
    }

    let ago: Term
    let report: Int
    let happening: Happening

    init(_ ago: Term, _ report: Int, _ happening: Happening) {
        self.ago = ago
        self.report = report
        self.happening = happening
    }

    /// The whole story in the order in which it happens.
    static let all: [StoryBeat] = (closed + handedOver + underWay + dossier + new).sorted { $0.ago > $1.ago }

    private static let closed: [StoryBeat] = [
        .init(
            .days(41), 1,
            .sent(
                Draft(
                    subject: .victim, role: .professional, age: .minor, forms: [.sexual],
                    municipality: MunicipalityCode("GM0363"),
                    signs: ["young.older-friend", "young.expensive-things", "young.absent-from-school"],
                    words: "Een leerling van 16 heeft ineens dure spullen en een oudere vriend met een auto.",
                    clues: [Clue(kind: .name, value: "Danny (bijnaam)", involvement: .perpetrator)]))),
        .init(.days(41) - .hours(3), 1, .judged(.urgent, "Minderjarig, meerdere aanwijzingen.")),
        .init(.days(40), 1, .wrote("Dank je voor je melding. Wij nemen contact op met de school.")),
        .init(.days(38), 1, .closed(.helped, "De leerling heeft een vaste begeleider gekregen.")),
        .init(
            .days(37), 2,
            .sent(
                Draft(
                    subject: .perpetrator, age: .adult, forms: [.sexual], municipality: MunicipalityCode("GM0599"),
                    words: "Steeds andere vrouwen in een woning, en dezelfde man die ze brengt.",
                    clues: [Clue(kind: .plate, value: "XX-00-YY", involvement: .perpetrator)]))),
        .init(.days(36), 2, .judged(.normal, "Past bij wat de buurt eerder zag.")),
        .init(.days(33), 2, .closed(.alreadyKnown, "Al bekend in een lopend onderzoek.")),
        .init(
            .days(29), 3,
            .sent(
                Draft(
                    subject: .question, role: .professional, age: .unknown, forms: [.unknown],
                    words: "Wanneer moet ik als huisarts melden, en wat als mijn patiënt dat niet wil?"))),
        .init(.days(28), 3, .wrote("Je hoeft geen naam te noemen. Bel ons, dan denken wij met je mee.")),
        .init(.days(27), 3, .closed(.helped, "Advies gegeven over de Meldcode.")),
        .init(
            .days(24), 4,
            .sent(
                Draft(
                    subject: .victim, age: .minor, forms: [.begging], municipality: MunicipalityCode("GM0344"),
                    words: "Een kind bedelt elke dag bij de supermarkt en geeft het geld af."))),
        .init(.days(17), 4, .judged(.urgent, "Minderjarig.")),
        .init(.days(16), 4, .closed(.noSignsFound, "Het kind hoort bij een gezin dat hulp krijgt.")),
    ]

    private static let handedOver: [StoryBeat] = [
        .init(
            .days(22), 5,
            .sent(
                Draft(
                    subject: .victim, age: .adult, forms: [.labour], municipality: MunicipalityCode("GM1783"),
                    words: "Collega's slapen in de kas en krijgen hun paspoort niet terug."))),
        .init(.days(21), 5, .judged(.urgent, "Paspoorten ingenomen.")),
        .init(.days(20), 5, .offered("Meldpunt Vuurtoren", "Gaat over een hele groep, niet over opvang alleen.")),
        .init(.days(19), 5, .accepted("Meldpunt Vuurtoren")),
        .init(.days(12), 5, .closed(.passedOn, "Opgepakt door de Arbeidsinspectie.")),
        .init(
            .hours(30), 6,
            .sent(
                Draft(
                    subject: .perpetrator, age: .adult, forms: [.labour], municipality: MunicipalityCode("GM0772"),
                    words: "Een uitzendbureau houdt loon in en dreigt met ontslag.",
                    clues: [Clue(kind: .employer, value: "Uitzendbureau Nergens", involvement: .perpetrator)]))),
        .init(.hours(26), 6, .judged(.normal, "Vooral arbeidsuitbuiting.")),
        .init(.hours(25), 6, .offered("Meldpunt Vuurtoren", "Wij doen alleen opsporing. Kunnen jullie dit oppakken?")),
    ]

    private static let underWay: [StoryBeat] = [
        .init(
            .days(9), 7,
            .sent(
                Draft(
                    subject: .both, age: .minor, forms: [.criminal], municipality: MunicipalityCode("GM0518"),
                    words: "Mijn neefje van 15 moet pakketjes wegbrengen voor oudere jongens.",
                    contact: ContactDetails(way: .telephone, address: "06 00 00 00 00", safely: "Na vijf uur")))),
        .init(.days(9) - .hours(5), 7, .judged(.urgent, "Minderjarig en onder druk.")),
        .init(.days(8), 7, .noted("Wijkteam gebeld. Terugbellen na het weekend.")),
        .init(.days(8) - .hours(1), 7, .planned(.days(2))),
        .init(
            .days(5), 8,
            .sent(
                Draft(
                    subject: .victim, role: .victim, age: .adult, forms: [.domestic],
                    municipality: MunicipalityCode("GM0363"),
                    words: "Ik werk in een huis en mag niet naar buiten. Ik durf niet te bellen."))),
        .init(.days(5) - .hours(2), 8, .judged(.urgent, "Opgesloten, maar nu geen direct gevaar.")),
        .init(.days(5) - .hours(3), 8, .wrote("Wij geloven je. Op welk moment kun je veilig antwoorden?")),
        .init(.hours(7), 8, .reporterWrote("Overdag tussen tien en twaalf, dan is er niemand.")),
    ]

    private static let new: [StoryBeat] = [
        .init(
            .hours(20), 9,
            .sent(
                Draft(
                    subject: .victim, age: .minor, forms: [.sexual], municipality: MunicipalityCode("GM0599"),
                    signs: ["young.several-phones"],
                    words: "Een meisje uit mijn straat heeft twee telefoons en wordt 's nachts opgehaald."))),
        .init(.hours(18), 9, .noted("Gelezen. Vraag een collega om mee te kijken.")),
        .init(
            .hours(3), 10,
            .sent(
                Draft(
                    subject: .question, age: .adult, forms: [.unknown], municipality: MunicipalityCode("GM0014"),
                    words: "Mijn buurvrouw mag nooit alleen naar buiten. Is dat iets om te melden?"))),
        .init(
            .minutes(15), 11,
            .sent(
                Draft(
                    subject: .victim, danger: true, age: .adult, forms: [.sexual],
                    municipality: MunicipalityCode("GM0344"),
                    words:
                        "In het hotel waar ik werk zit een vrouw op een kamer die steeds huilt. Er staat een man voor de deur."
                ))),
    ]
}

func - (one: Term, other: Term) -> Term { Term(milliseconds: one.milliseconds - other.milliseconds) }
