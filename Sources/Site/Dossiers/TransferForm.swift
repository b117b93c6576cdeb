import Collaboration
import HTML
import Organisations
import Terms
import Web
import Words

/// Asking another organisation to take the coordination over: on what ground, then whom, why, and until when the old
/// coordinator goes on helping.
struct TransferForm {
    static let deed = "offer"
    private let tools: DossierTools
    private let basis: LegalBasis?
    private var words: Words { tools.words }

    /// Present when somebody began with it.
    init?(_ tools: DossierTools) {
        let fields = tools.refused.flatMap { $0.deed == Self.deed && $0.sentence == nil ? $0.fields : nil }
        guard Self.isPossible(tools), fields != nil || tools.refused == nil && tools.query["form"] == Self.deed else {
            return nil
        }
        self.tools = tools
        let bases = Self.bases(tools)
        basis = (fields ?? tools.query)["basis"].flatMap(LegalBasis.init).flatMap { bases.contains($0) ? $0 : nil }
    }

    /// The grounds that the law of every part allows that goes along.
    private static func bases(_ tools: DossierTools) -> [LegalBasis] {
        let parts = tools.view.readers.filter(\.isOurs).map(\.compartment)
        return MeetingForm.bases.filter { basis in parts.allSatisfy { $0.bases.contains(basis) } }
    }

    static func isPossible(_ tools: DossierTools) -> Bool {
        tools.canAct && tools.view.isCoordinator && tools.view.transfer == nil && !tools.partners.isEmpty
    }

    @HTML.Builder var html: HTML {
        backLink(words("tasks.back"), to: tools.tab(.tasks))
        h2 { words("tasks.transfer") }
        p { words("transfer.text") }
        p { words("transfer.text.reads") }
        if let basis {
            questions(on: basis)
        } else {
            if let refused = tools.refused { givenBack(words, refused) }
            BasisChoice(
                words: words, address: tools.tab(.tasks), bases: Self.bases(tools),
                problem: tools.query["basis"].map { _ in Choosing.sentence(at: "basis", words) }, carried: [("form", Self.deed)]
            ).html()
        }
    }

    private func questions(on basis: LegalBasis) -> HTML {
        form(to: tools.address(Self.deed)) {
            tools.place
            tools.list(
                Self.deed, "receiver", "transfer.receiver", tools.partners.map { Choice($0.id.text, $0.name) },
                empty: "staff.choose")
            tools.text(Self.deed, "offer.reason", "transfer.reason", hint: "transfer.reason.hint", rows: 3)
            tools.readBy(.general)
            radios(
                Field(
                    "warm", words("transfer.warm"), hint: words("transfer.warm.hint"),
                    error: tools.problem(Self.deed, "warm")),
                [Choice("until", words("transfer.warm.until")), Choice("not", words("transfer.warm.not"))],
                chosen: tools.typed(Self.deed, "warm"))
            tools.day(Self.deed, "due", "transfer.warm.date", hint: "transfer.warm.date.hint", value: tools.now + .days(31))
            GroundsForm(
                tools: tools, deed: Self.deed, basis: basis, others: tools.tab(.tasks) + "?form=" + Self.deed
            ).html
            buttons { button(words("transfer.offer"), .primary) }
        }
    }
}

/// An offer to take the coordination over that waits for an answer: for whoever was asked, and for whoever asked.
struct TransferAnswer {
    let tools: DossierTools
    private var words: Words { tools.words }

    @HTML.Builder var html: HTML {
        if let offer = tools.view.transfer {
            if tools.view.isOffered {
                notice(.warning, words("transfer.asked", ["organisation": offer.askerName])) {
                    if let reason = offer.text { ownWords(reason) }
                    p { words("transfer.asked.text") }
                    warmth(offer.task)
                    due(offer)
                    grounds(of: offer)
                }
                if tools.canAnswer {
                    form(to: tools.address("accept-offer")) {
                        tools.place
                        hidden("offer", offer.id.text)
                        buttons { button(words("transfer.accept"), .primary) }
                    }
                    tools.folded("refuse-offer", "transfer.refuse") {
                        tools.text("refuse-offer", "refuse.reason", "transfer.refuse.reason", rows: 3)
                        tools.readBy(.general)
                    }
                }
            } else {
                notice(.warning, words("transfer.waiting", ["organisation": offer.responsibleName])) {
                    p { words("transfer.waiting.text") }
                    due(offer)
                    grounds(of: offer)
                    if tools.canAct, tools.view.isCoordinator {
                        form(to: tools.address("withdraw-offer")) {
                            tools.place
                            button(words("transfer.withdraw"), .secondary)
                        }
                    }
                }
            }
        }
    }

    @HTML.Builder private func warmth(_ task: DossierTask) -> HTML {
        p {
            if let warm = task.warmUntil {
                words("transfer.asked.warm", ["date": words.date(warm)])
            } else {
                words("transfer.asked.notWarm")
            }
        }
    }

    @HTML.Builder private func due(_ offer: TaskLine) -> HTML {
        if let due = offer.due {
            p {
                words("transfer.due") + " "
                dueTime(words, due, tools.now)
            }
        }
    }

    @HTML.Builder private func grounds(of offer: TaskLine) -> HTML {
        if let text = (try? tools.view.contents.all(TransferText.self))?.last(where: { $0.body.task == offer.id }) {
            details(.class("more")) {
                summary { words("sharing.grounds") }
                factList(GroundsForm.facts(text.body.grounds, words))
            }
        }
    }
}

extension DossierDeed {
    static func transferring(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed(TransferForm.deed, on: .tasks, field: offerField) { id, fields, session in
                var form = FormReading(fields)
                let receiver: OrganisationID? = try form.id("receiver")
                let reason = form.text("offer.reason", missing: .reasonMissing)
                if !["until", "not"].contains(fields["warm"]) { form.refuse("warm", Choosing.key) }
                let warm = fields["warm"] == "until" ? form.endOfDay("due") : nil
                let grounds = try form.grounds(among: MeetingForm.bases)
                guard let receiver, form.isClear else { throw form.unclear }
                try await desk.tasks.offer(
                    id, to: receiver, reason, grounds, warmUntil: warm, version: version(fields), by: session)
            },
            DossierDeed("accept-offer", on: .tasks, field: "refuse.reason") { id, fields, session in
                try await desk.tasks.accept(id, as: fields["offer"].map { try TaskID($0) }, by: session)
            },
            DossierDeed("refuse-offer", on: .tasks, field: "refuse.reason") { id, fields, session in
                try await desk.tasks.refuse(id, because: text("refuse.reason", fields), by: session)
            },
            DossierDeed("withdraw-offer", on: .tasks, field: "refuse.reason") { id, _, session in
                try await desk.tasks.withdrawOffer(id, by: session)
            },
        ]
    }

    private static func offerField(_ refusal: DossierRefusal) -> String {
        switch refusal.reason {
        case .endInThePast, .endTooLate: "due"
        case .receiverCannotReceive: "receiver"
        default: GroundsForm.field(refusal) ?? "offer.reason"
        }
    }
}
