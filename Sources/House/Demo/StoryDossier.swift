import Collaboration
import Organisations
import Records
import Reporting
import Terms

/// One thing that an organisation does with the dossier of the story.
enum StoryDeed: Sendable {
    /// Of the report to which the beat belongs.
    case opened
    case planned(String, in: Term)
    case person(Person)
    /// So long ago, or from then until so long ago.
    case fact(Compartment, from: StoryDate, until: StoryDate? = nil, String, FactSource, Certainty)
    case judged(SafetyJudgement.Story)
    case shared(Compartment, with: String, what: String, Grounds)
    case wrote(String)
    case asked(String, of: String, in: Term)
    /// The oldest open task of the organisation.
    case finished(String)
    case consulted(String, of: String, Grounds)
    case answered(String)
    case met(agenda: String, with: [String], in: Term, Grounds)
}

/// A date of a fact, as exactly as the story knows it.
enum StoryDate: Sendable {
    case day(Term)
    case month(Term)

    func date(before now: Instant) -> PartialDate? {
        switch self {
        case .day(let ago):
            let day = Day(now - ago)
            return PartialDate(year: day.year, month: day.month, day: day.day)
        case .month(let ago):
            let day = Day(now - ago)
            return PartialDate(year: day.year, month: day.month)
        }
    }
}

extension SafetyJudgement {
    /// A judgement of the story, looked at again so long after now.
    struct Story: Sendable {
        let danger: Urgency
        let toWhom: String
        let fromWhom: String
        let reason: String
        let measures: [Measure]
        let emergency: String
        let reviewIn: Term
    }
}

extension StoryStage {
    func play(_ deed: StoryDeed, by name: String, on report: ReportID) async throws {
        guard let worker = colleague(at: name) else { return }
        let dossiers = Dossiers(ground)
        let tasks = Tasks(dossiers)
        let draft = Reporting.Draft(ground.chance)
        if case .opened = deed {
            dossier = try await dossiers.open(from: [report], by: worker)
            return
        }
        if case .answered(let text) = deed {
            guard let task = consultation else { return }
            return try await tasks.finish(task, as: .done, text, by: worker)
        }
        guard let id = dossier else { return }
        let view = try await dossiers.open(id, by: worker)
        switch deed {
        case .opened, .answered: break
        case .planned(let text, let term):
            try await dossiers.plan(id, NextStep(text), due: now + term, version: view.envelope.version, by: worker)
        case .person(let person): try await dossiers.keep(person, in: .general, of: id, from: draft, by: worker)
        case .fact(let part, let from, let until, let text, let source, let certainty):
            try await dossiers.keep(
                Fact(
                    from: from.date(before: now), until: until?.date(before: now), text: text, source: source,
                    certainty: certainty),
                in: part, of: id, from: draft, by: worker)
        case .judged(let story):
            try await dossiers.judgeSafety(
                SafetyJudgement(
                    danger: story.danger, toWhom: story.toWhom, fromWhom: story.fromWhom, reason: story.reason,
                    measures: story.measures, emergency: story.emergency, reviewBy: now + story.reviewIn),
                of: id, version: view.envelope.version, by: worker)
        case .shared(let part, let other, let what, let grounds):
            guard let receiver = colleague(at: other)?.organisation.id else { return }
            try await Sharing(dossiers).share(
                SharingDecision(
                    compartment: part, receiver: receiver, what: what, grounds: grounds, until: now + .days(90),
                    includesEarlier: true),
                of: id, from: draft, by: worker)
        case .wrote(let text):
            try await dossiers.keep(DossierMessage(text), in: .general, of: id, from: draft, by: worker)
        case .asked(let text, let other, let term):
            guard let receiver = colleague(at: other)?.organisation.id else { return }
            try await tasks.ask(text, of: receiver, in: .general, of: id, due: now + term, from: draft, by: worker)
        case .finished(let text):
            let own = view.tasks.first { $0.task.state == .open && $0.task.responsible == worker.organisation.id }
            guard let task = own?.task.id else { return }
            try await tasks.finish(task, as: .done, text, by: worker)
        case .consulted(let question, let other, let grounds):
            guard let receiver = colleague(at: other)?.organisation.id else { return }
            consultation = try await tasks.consult(
                ConsultationText(question: question, grounds: grounds), of: receiver, about: id, urgency: .normal,
                due: now + .days(1), from: draft, by: worker)
        case .met(let agenda, let others, let term, let grounds):
            try await tasks.call(
                MeetingPlan(place: "Vergaderkamer op de kade", agenda: agenda, grounds: grounds),
                with: Set(others.compactMap { colleague(at: $0)?.organisation.id }), about: id, at: now + term,
                from: draft, by: worker)
        }
    }
}

extension StoryBeat {
    private static func together(_ ago: Term, _ name: String, _ deed: StoryDeed) -> StoryBeat {
        StoryBeat(ago, 12, .together(name, deed))
    }

    private static let us = "Jeugdhulp De Steiger"
    private static let detectives = "Recherche De Boei"
    private static let prosecutor = "Officier De Waag"
    private static let hospital = "Ziekenhuis De Kade"
    private static let municipality = "Gemeente Havenrede"

    /// A girl of sixteen, and five organisations around her.
    static let dossier: [StoryBeat] = [
        .init(
            .days(13), 12,
            .sent(
                Draft(
                    subject: .both, role: .professional, age: .minor, forms: [.sexual],
                    municipality: MunicipalityCode("GM0599"),
                    signs: ["young.older-friend", "young.several-phones", "young.absent-from-school"],
                    words: "Een leerling van 16 komt doodmoe op school. Een oudere vriend brengt en haalt haar.",
                    clues: [Clue(kind: .name, value: "Rico (bijnaam)", involvement: .perpetrator)]))),
        .init(.days(13) - .hours(4), 12, .judged(.urgent, "Minderjarig, meerdere aanwijzingen.")),
        together(.days(12), us, .opened),
        together(
            .days(12) - .hours(1), us,
            .person(
                Person(
                    part: .victim, name: "Jade (verzonnen)", born: PartialDate(year: 2010),
                    relation: "Leerling van 16, woont bij haar moeder"))),
        together(
            .days(12) - .hours(1), us,
            .fact(.general, from: .month(.days(100)), until: .day(.days(20)), "Steeds vaker niet op school.", .professional, .certain)),
        together(
            .days(12) - .hours(2), us,
            .fact(.general, from: .day(.days(30)), "Een tweede telefoon, van hem gekregen.", .victim, .likely)),
        together(
            .days(12) - .hours(3), us,
            .judged(
                SafetyJudgement.Story(
                    danger: .urgent, toWhom: "Jade", fromWhom: "Rico en een vriend van hem",
                    reason: "Zij wordt 's nachts opgehaald. Hij weet waar zij woont.",
                    measures: [
                        .init(text: "Haar moeder belt de groep als zij niet thuiskomt.", who: us),
                        .init(text: "De school laat weten wanneer zij er niet is.", who: us),
                    ],
                    emergency: "Bel 112. Daarna de bereikbare dienst van De Steiger.", reviewIn: .days(2)))),
        together(.days(12) - .hours(4), us, .planned("Met Jade praten over wat zij zelf wil.", in: .days(1))),
        together(
            .days(11), us,
            .consulted(
                "Een meisje van 16 klaagt over buikpijn en wil niet naar de huisarts. Kan zij bij jullie terecht?",
                of: hospital,
                grounds("Weten welke zorg er is", .anonymousConsultation, [.leftOut: "Naam, school en woonplaats."]))),
        together(.days(10), hospital, .answered("Ja. Zij mag zonder verwijzing komen, en iemand meenemen.")),
        together(
            .days(9), us,
            .shared(
                .general, with: detectives, what: "Wie hij is en wat er tot nu toe is gezien",
                grounds(
                    "Zij loopt gevaar zolang niemand weet wie hij is", .vitalInterest,
                    [.dangerAverted: "Dat zij weer wordt opgehaald.", .whyNoConsent: "Zij twijfelt nog."],
                    .asked, "Zij wil nadenken; wachten is te gevaarlijk."))),
        together(
            .days(9), us,
            .shared(
                .safety, with: detectives, what: "Het veiligheidsplan",
                grounds(
                    "Weten wat te doen als zij belt", .vitalInterest,
                    [.dangerAverted: "Dat niemand komt als zij belt.", .whyNoConsent: "Zij twijfelt nog."],
                    .asked, "Zij wil nadenken; wachten is te gevaarlijk."))),
        together(.days(9), us, .asked("Kijken of de bijnaam en de auto bekend zijn.", of: detectives, in: .days(1))),
        together(
            .days(7), detectives,
            .fact(.police, from: .day(.days(8)), "De auto stond vaker bij een hotel langs de snelweg.", .observed, .certain)),
        together(.days(7), detectives, .finished("Bekend uit een eerder onderzoek. Wij praten graag met haar, zonder aangifte.")),
        together(
            .days(6), detectives,
            .shared(
                .police, with: prosecutor, what: "Wat de recherche zag",
                grounds(
                    "Beslissen over een onderzoek", .policeAct,
                    [
                        .article: "Wpg art. 16: het OM heeft het gezag over de opsporing.",
                        .covenant: "Niet nodig binnen de opsporing.", .authorisedBy: "De teamleider mensenhandel.",
                    ],
                    .notAsked, "Vragen zou het onderzoek verraden."))),
        together(
            .days(5), us,
            .shared(
                .general, with: municipality, what: "Wat school en gezin nodig hebben",
                grounds(
                    "Rust op school en thuis", .consent,
                    [
                        .consentBy: "Jade en haar moeder.", .consentFor: "Hulp van de gemeente.",
                        .consentHow: "Besproken op de groep.",
                    ]))),
        together(.days(5) - .hours(2), us, .asked("Met school een plek zoeken waar zij zich veilig voelt.", of: municipality, in: .days(2))),
        together(.days(3), municipality, .wrote("School werkt mee. Een vaste mentor wacht haar 's ochtends op.")),
        together(
            .days(2), us,
            .met(
                agenda: "Is zij nu veilig? Wie praat met haar over aangifte? Wat heeft haar moeder nodig?",
                with: [detectives, municipality], in: .days(3),
                grounds(
                    "Samen afspreken wie wat doet", .consent,
                    [
                        .consentBy: "Jade en haar moeder.", .consentFor: "Dit overleg.",
                        .consentHow: "Besproken op de groep.",
                    ]))),
        together(.hours(5), us, .planned("Jade ophalen voor het gesprek met de recherche.", in: .days(1))),
    ]

    private static func grounds(
        _ purpose: String, _ basis: LegalBasis, _ answers: [BasisQuestion: String], _ view: PersonView = .agreed,
        _ reason: String = ""
    ) -> Grounds {
        Grounds(
            purpose: purpose, basis: basis, answers: answers, view: view, viewReason: reason,
            proportionality: "Alleen wat voor deze stap nodig is.", subsidiarity: "Anders kan niemand deze stap zetten.")
    }
}
