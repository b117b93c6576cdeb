import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// Asking another organisation a question: about a dossier, or about a case of which there is none yet.
struct ConsultationRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/consultations/new", "consultation.new") { visit, session in
                try await show(session, visit, try visit.queryFields())
            },
            .member(Role.caseWork, .post, "/{language}/consultations/new", "consultation.ask") { visit, session in
                let fields = try await visit.form()
                let words = Words.of(visit.language)
                do {
                    let id = try await ask(fields, session)
                    return .see(DossierAddress.taskDone(ConsultationForm.deed, id, visit.language))
                } catch let refusal as DossierRefusal {
                    let refused = RefusedForm(ConsultationForm.deed, refusal, at: field(refusal), fields, words)
                    return try await show(session, visit, fields, refused: refused)
                } catch let unclear as DossierDeed.Unclear {
                    let refused = RefusedForm(ConsultationForm.deed, unclear, fields, words)
                    return try await show(session, visit, fields, refused: refused)
                }
            },
        ]
    }

    private func ask(_ fields: FormFields, _ session: Session) async throws -> TaskID {
        let draft = try CaseFiles(desk: desk).draft(fields)
        var form = FormReading(fields)
        let organisation: OrganisationID? = try form.id("receiver")
        let question = form.text("consult.question")
        let urgency: Urgency? = form.code("urgency")
        let due = form.moment()
        let grounds = try form.grounds(among: LegalBasis.allCases)
        guard let organisation, let urgency, let due, form.isClear else { throw form.unclear }
        return try await desk.tasks.consult(
            ConsultationText(question: question, grounds: grounds), of: organisation, about: try dossier(fields),
            urgency: urgency, due: due, from: draft, by: session)
    }

    /// The dossier that it is about; who is asked does not see it.
    private func dossier(_ fields: FormFields) throws -> DossierID? {
        try fields["dossier"].flatMap { $0.isEmpty ? nil : $0 }.map { try DossierID($0) }
    }

    private func field(_ refusal: DossierRefusal) -> String {
        switch refusal.reason {
        case .dueInThePast, .dueTooLate: "due"
        case .receiverCannotReceive: "receiver"
        default: GroundsForm.field(refusal) ?? "consult.question"
        }
    }

    private func show(
        _ session: Session, _ visit: Visit, _ fields: FormFields, refused: RefusedForm? = nil
    ) async throws -> Reply {
        let dossier = try dossier(fields)
        if let dossier { try await desk.dossiers.check(dossier, by: session) }
        let page = ConsultationForm(
            words: .of(visit.language), session: session, now: visit.now,
            partners: try await desk.days.partners(of: session), dossier: dossier,
            basis: fields["basis"].flatMap(LegalBasis.init), choosesBasis: fields["ground"] == "other",
            missesBasis: fields["basis"] != nil, refused: refused,
            draft: try CaseFiles(desk: desk).sealed(Draft(desk.ground.chance), at: visit.now))
        return .page(page.document().render(), status: refused?.status ?? .ok)
    }
}

/// The form of a new question. It is anonymous unless another ground is chosen.
struct ConsultationForm: DeedTools {
    static let deed = "consult"
    let words: Words
    let session: Session
    let now: Instant
    let partners: [Organisation]
    let dossier: DossierID?
    let basis: LegalBasis?
    /// Whether another ground is being chosen.
    let choosesBasis: Bool
    /// Whether somebody went on without choosing one.
    let missesBasis: Bool
    let refused: RefusedForm?
    /// What is being written, sealed.
    let draft: String

    private var isAnonymous: Bool { (basis ?? .anonymousConsultation) == .anonymousConsultation }

    func address(_ deed: String) -> String { DossierAddress.consult(words.language) }

    @HTML.Builder var place: HTML {
        hidden("draft", draft)
        if let dossier { hidden("dossier", dossier.text) }
    }

    private var carried: String { dossier.map { "dossier=" + $0.text } ?? "" }
    private var others: String {
        DossierAddress.consult(words.language) + "?ground=other" + (dossier == nil ? "" : "&" + carried)
    }
    private var anonymous: String { DossierAddress.consult(words.language) + (dossier == nil ? "" : "?" + carried) }

    func document() -> Document {
        memberPage(
            words, session, title: words("consultation.new"), current: .dossiers,
            address: refused == nil && dossier == nil ? { DossierAddress.consult($0) } : nil, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            if let refused { overtaken(words, refused) }
            back
            h1 { words("consultation.new") }
            if let dossier {
                p { words("consultation.about", ["reference": DossierEnvelope.reference(of: dossier)]) }
            }
            if partners.isEmpty {
                p { words("sharing.begin.nobody") }
            } else if choosesBasis, basis == nil {
                chooseBasis
            } else {
                questions
            }
        }
    }

    @HTML.Builder private var back: HTML {
        if let dossier {
            backLink(
                words("task.toDossier", ["reference": DossierEnvelope.reference(of: dossier)]),
                to: DossierAddress.tab(.tasks, dossier, words.language))
        } else {
            backLink(words("day.title"), to: DossierAddress.day(words.language))
        }
    }

    @HTML.Builder private var chooseBasis: HTML {
        if let refused { givenBack(words, refused) }
        p { words("consultation.other.text") }
        p { a(to: anonymous) { words("consultation.anonymous.instead") } }
        BasisChoice(
            words: words, address: DossierAddress.consult(words.language), bases: MeetingForm.bases,
            problem: missesBasis ? Choosing.sentence(at: "basis", words) : nil,
            carried: [("ground", "other")] + (dossier.map { [("dossier", $0.text)] } ?? [])
        ).html()
    }

    @HTML.Builder private var questions: HTML {
        if isAnonymous {
            notice(.neutral, words("consultation.anonymous")) {
                p { words("consultation.anonymous.text") }
                ul { for line in hints { li { words(line) } } }
                p { a(to: others) { words("consultation.other") } }
            }
        } else {
            p { a(to: anonymous) { words("consultation.anonymous.instead") } }
        }
        form(to: address(Self.deed)) {
            place
            list(
                Self.deed, "receiver", "consultation.receiver", partners.map { Choice($0.id.text, $0.name) },
                empty: "staff.choose")
            text(
                Self.deed, "consult.question", "consultation.question",
                hint: isAnonymous ? "consultation.question.anonymous" : "consultation.question.hint", rows: 6)
            radios(
                Field("urgency", words("consultation.urgency"), error: problem(Self.deed, "urgency")),
                Urgency.allCases.map { Choice($0.rawValue, words($0)) },
                chosen: typed(Self.deed, "urgency") ?? Urgency.normal.rawValue)
            dayAndTime(Self.deed, "consultation.due", value: now + .days(7))
            GroundsForm(tools: self, deed: Self.deed, basis: basis ?? .anonymousConsultation, others: others).html
            buttons { button(words("consultation.send"), .primary) }
        }
    }

    private var hints: [Key] {
        [
            "consultation.anonymous.names", "consultation.anonymous.places", "consultation.anonymous.rare",
            "consultation.anonymous.reference",
        ]
    }
}
