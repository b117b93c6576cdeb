import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Vault
import Web
import Words

/// The code of a report that was recorded for somebody: read aloud or printed, and read back.
struct RecordReceiptRoutes: Sendable {
    /// What the page carries: never in an address, and readable for the server only.
    struct State: Codable, Sendable {
        let entropy: [UInt8]
        let report: ReportID
        let wasAlreadySent: Bool
    }

    let desk: Desk
    private var sealedForm: SealedForm<State> {
        SealedForm(secret: desk.ground.secret, purpose: "recorded receipt", life: SealedForm<State>.lifeOfReceipt)
    }

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .post, "/{language}/record/receipt", "record.receipt") { visit, session in
                let fields = try await visit.form()
                guard let sealed = fields["state"] else { throw ErrorPage.malformed }
                return try handOver(fields, try sealedForm.open(sealed, at: visit.now), session, visit)
            }
        ]
    }

    func page(_ receipt: Receipt, _ sent: SubmittedReport, _ session: Session, _ visit: Visit) throws -> Reply {
        try show(
            State(entropy: receipt.entropy, report: sent.id, wasAlreadySent: sent.wasAlreadySent), session, visit)
    }

    private func handOver(_ fields: FormFields, _ state: State, _ session: Session, _ visit: Visit) throws -> Reply {
        let words = Words.of(visit.language)
        if fields["go"] == "cannotKeep" {
            let sealed = try sealedForm.seal(state, at: visit.now)
            return ending(
                words("staff.record.cannotKeep.title"), words("staff.record.cannotKeep.text"), state, session, words,
                back: sealed)
        }
        if fields["go"] == "stay" { return try show(state, session, visit) }
        let typed = (fields["group"] ?? "").filter { !$0.isWhitespace }
        guard !typed.isEmpty else {
            return try show(state, session, visit, problem: words("staff.record.confirm.error.required"))
        }
        guard Receipt(entropy: state.entropy).hasLastGroup(typed) else {
            return try show(state, session, visit, problem: words("staff.record.confirm.error"))
        }
        return ending(words("staff.record.kept.title"), words("staff.record.kept.text"), state, session, words)
    }

    private func show(_ state: State, _ session: Session, _ visit: Visit, problem: String? = nil) throws -> Reply {
        let words = Words.of(visit.language)
        var problems = Problems()
        if let problem { problems.add("group", problem) }
        let sealed = try sealedForm.seal(state, at: visit.now)
        let title = words(state.wasAlreadySent ? "staff.record.already.title" : "staff.record.stored.title")
        let document = memberPage(words, session, title: title, current: .record, problems: problems) {
            errorSummary(words("form.error.title"), problems)
            h1 { title }
            lead(words(state.wasAlreadySent ? "staff.record.already.text" : "staff.record.stored.text"))
            h2 { words("staff.record.code") }
            receiptCode(words, Receipt(entropy: state.entropy).groups)
            ol {
                li { words("staff.record.code.read") }
                li { words("staff.record.code.write") }
                li { words("staff.record.code.back") }
            }
            p { words("staff.record.code.secret") }
            printButton(words)
            form(to: StaffAddress.recordReceipt(words.language)) {
                hidden("state", sealed)
                textField(
                    Field(
                        "group", words("staff.record.confirm"), hint: words("staff.record.confirm.hint"),
                        error: problems["group"]), maxLength: 8, width: .narrow)
                buttons {
                    button(words("staff.record.confirm.button"), value: ("go", "keep"))
                    button(words("staff.record.cannotKeep.button"), .secondary, value: ("go", "cannotKeep"))
                }
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    /// - Parameter back: the sealed state, where the code may still be wanted.
    private func ending(
        _ title: String, _ text: String, _ state: State, _ session: Session, _ words: Words, back: String? = nil
    ) -> Reply {
        .page(
            memberPage(words, session, title: title, current: .record) {
                h1 { title }
                lead(text)
                if let back {
                    form(to: StaffAddress.recordReceipt(words.language)) {
                        hidden("state", back)
                        button(words("staff.record.back"), .secondary, value: ("go", "stay"))
                    }
                }
                buttons {
                    linkButton(
                        words("staff.record.open", ["reference": Envelope.reference(of: state.report)]),
                        to: StaffAddress.report(state.report, words.language))
                    linkButton(words("staff.record.another"), to: StaffAddress.record(words.language), .secondary)
                }
            }.render())
    }
}
