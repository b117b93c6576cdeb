import Collaboration
import HTML
import Organisations
import Terms
import Web
import Words

/// Calling a meeting about a dossier: on what ground, then with whom, when and what about.
struct MeetingForm {
    static let deed = "call"
    private let tools: DossierTools
    private let basis: LegalBasis?
    private var words: Words { tools.words }

    /// Present when somebody began with it.
    init?(_ tools: DossierTools) {
        let fields = tools.refused.flatMap { $0.deed == Self.deed && $0.sentence == nil ? $0.fields : nil }
        guard tools.canAct, fields != nil || tools.refused == nil && tools.query["form"] == Self.deed else { return nil }
        self.tools = tools
        basis = (fields ?? tools.query)["basis"].flatMap(LegalBasis.init).flatMap { Self.bases.contains($0) ? $0 : nil }
    }

    static let bases = LegalBasis.allCases.filter { $0 != .anonymousConsultation }

    private var address: String { tools.tab(.tasks) + "?form=" + Self.deed }

    @HTML.Builder var html: HTML {
        backLink(words("tasks.back"), to: tools.tab(.tasks))
        h2 { words("tasks.call") }
        p { words("meeting.form.text") }
        if let basis {
            questions(on: basis)
        } else {
            if let refused = tools.refused { givenBack(words, refused) }
            BasisChoice(
                words: words, address: tools.tab(.tasks), bases: Self.bases,
                problem: tools.query["basis"].map { _ in Choosing.sentence(at: "basis", words) }, carried: [("form", Self.deed)]
            ).html()
        }
    }

    private func questions(on basis: LegalBasis) -> HTML {
        form(to: tools.address(Self.deed)) {
            tools.place
            checkboxes(
                Field(
                    "party", words("meeting.parties"), hint: words("meeting.parties.hint"),
                    error: tools.problem(Self.deed, "party")),
                tools.partners.map { Choice($0.id.text, $0.name, hint: reads($0.id)) },
                chosen: Set(tools.refused?.fields.all("party") ?? []))
            p(.class("hint")) { words("meeting.readBy", ["organisation": tools.session.organisation.name]) }
            tools.dayAndTime(Self.deed, "meeting.when", value: nil)
            tools.line(Self.deed, "meeting.place", "meeting.place", hint: "meeting.place.hint")
            tools.text(Self.deed, "meeting.agenda", "meeting.agenda", hint: "meeting.agenda.hint")
            GroundsForm(tools: tools, deed: Self.deed, basis: basis, others: address).html
            buttons { button(words("meeting.call"), .primary) }
        }
    }

    /// Who reads something of the dossier already.
    private func reads(_ id: OrganisationID) -> String? {
        let parts = tools.view.readers.filter { part in part.readers.contains { $0.organisation == id } }
        guard !parts.isEmpty else { return nil }
        return words("meeting.reads", ["parts": parts.map { words($0.compartment) }.joined(separator: ", ")])
    }
}

extension DossierDeed {
    static func calling(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed(MeetingForm.deed, on: .tasks, field: callField) { id, fields, session in
                var form = FormReading(fields)
                let parties = try fields.all("party").map { try OrganisationID($0) }
                if parties.isEmpty { form.refuse("party", DossierRefusal(.participantsMissing).sentence) }
                let held = form.moment()
                let agenda = form.text("meeting.agenda")
                let grounds = try form.grounds(among: MeetingForm.bases)
                guard let held, form.isClear else { throw form.unclear }
                let plan = MeetingPlan(place: text("meeting.place", fields), agenda: agenda, grounds: grounds)
                try await desk.tasks.call(
                    plan, with: Set(parties), about: id, at: held, from: CaseFiles(desk: desk).draft(fields), by: session)
            }
        ]
    }

    private static func callField(_ refusal: DossierRefusal) -> String {
        switch refusal.reason {
        case .dueInThePast, .dueTooLate: "due"
        case .participantsMissing, .receiverCannotReceive: "party"
        default: GroundsForm.field(refusal) ?? "meeting.agenda"
        }
    }
}
