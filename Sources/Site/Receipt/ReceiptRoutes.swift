import HTML
import HTTPTypes
import Reporting
import Terms
import Vault
import Web
import Words

/// The page with the receipt code, which makes sure that it was kept.
struct ReceiptRoutes: Sendable {
    /// What the page carries: never in an address, and readable for the server only.
    struct State: Codable, Sendable {
        let entropy: [UInt8]
        let ownerName: String
        let due: Instant
        let isDanger: Bool
        let isProfessional: Bool
        let wasAlreadySent: Bool
    }

    let desk: Desk
    private var sealedForm: SealedForm<State> {
        SealedForm(secret: desk.ground.secret, purpose: "receipt", life: SealedForm<State>.lifeOfReceipt)
    }

    var all: [SiteRoute] {
        [.reporter(.post, "/{language}/receipt", "receipt.keep") { visit in try await keep(visit) }]
    }

    func page(
        _ receipt: Receipt, _ sent: SubmittedReport, _ answers: Answers, _ language: Language, _ now: Instant
    ) throws -> Reply {
        let urgency = Urgency.first(
            directDanger: answers.danger ?? false, age: answers.age ?? .unknown, role: answers.role ?? .bystander)
        let state = State(
            entropy: receipt.entropy, ownerName: sent.ownerName,
            due: sent.receivedAt + desk.settings.intakeTerms.term(urgency), isDanger: answers.danger ?? false,
            isProfessional: answers.role == .professional, wasAlreadySent: sent.wasAlreadySent)
        return try show(state, .of(language), now)
    }

    private func keep(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        guard let sealed = fields["state"] else { throw ErrorPage.malformed }
        let state = try sealedForm.open(sealed, at: visit.now)
        let words = Words.of(fields["language"].flatMap(Language.init) ?? visit.language)
        let receipt = Receipt(entropy: state.entropy)
        // The Enter key names no button: it is the answer to the question, as long as it does not change the language.
        switch fields["go"] ?? (fields["language"] == nil ? "keep" : nil) {
        case "proof": return try await ConversationRoutes(desk: desk).proof(receipt, words, visit.now)
        case "cannotKeep":
            return .page(
                ending(
                    words, words("receipt.cannotKeep.title"),
                    [words("receipt.cannotKeep.text"), words("receipt.cannotKeep.again")], state
                ).render())
        case "keep":
            let typed = (fields["group"] ?? "").filter { !$0.isWhitespace }
            guard !typed.isEmpty else {
                return try show(state, words, visit.now, problem: words("receipt.confirm.error.required"))
            }
            guard receipt.hasLastGroup(typed) else {
                return try show(state, words, visit.now, problem: words("receipt.confirm.error"))
            }
            return .page(
                ending(words, words("receipt.kept.title"), [words("receipt.kept.text")], state).render())
        default: return try show(state, words, visit.now)
        }
    }

    private func show(_ state: State, _ words: Words, _ now: Instant, problem: String? = nil) throws -> Reply {
        var problems = Problems()
        if let problem { problems.add("group", problem) }
        let receipt = Receipt(entropy: state.entropy)
        let sealed = try sealedForm.seal(state, at: now)
        let document = publicPage(
            words, title: words("receipt.title"), home: PublicAddress.home(words.language),
            languages: .buttons(form: "keep", name: "language"), problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words(state.wasAlreadySent ? "receipt.already.title" : "receipt.title") }
            lead(words(state.wasAlreadySent ? "receipt.already.text" : "receipt.thanks"))
            h2 { words("receipt.code.label") }
            receiptCode(words, receipt.groups)
            p { words("receipt.keep") }
            p { words("receipt.keep.secret") }
            p { words("receipt.keep.write") }
            printButton(words)
            form(to: PublicAddress.receipt(words.language), .id("keep")) {
                hidden("state", sealed)
                textField(
                    Field(
                        "group", words("receipt.confirm.label"), hint: words("receipt.confirm.hint"),
                        error: problems["group"]), maxLength: 8, width: .narrow)
                buttons {
                    button(words("receipt.confirm.button"), value: ("go", "keep"))
                    button(words("receipt.cannotKeep"), .secondary, value: ("go", "cannotKeep"))
                    button(words("receipt.proof"), .quiet, value: ("go", "proof"))
                }
            }
            traces(words)
            next(words, state)
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    /// For whoever lives with somebody who looks at their phone; on paper it would only tell that there was something.
    private func traces(_ words: Words) -> HTML {
        section(.class("no-print")) {
            h2 { words("receipt.traces.title") }
            p { words("receipt.traces.history") }
            p { words("receipt.traces.picture") }
            p { words("receipt.traces.shared") }
        }
    }

    private func next(_ words: Words, _ state: State) -> HTML {
        notice(.neutral, words("receipt.next.title")) {
            p { words("receipt.next.due", ["organisation": state.ownerName, "due": words.dateTime(state.due)]) }
            p { words("receipt.next.judge") }
            p { words("receipt.next.answer") }
            if state.isProfessional { p { words("receipt.next.meldcode") } }
            p { words("receipt.next.danger") }
        }
    }

    private func ending(_ words: Words, _ title: String, _ told: [String], _ state: State) -> Document {
        publicPage(words, title: title, home: PublicAddress.home(words.language)) {
            h1 { title }
            lead(told[0])
            for sentence in told.dropFirst() { p { sentence } }
            traces(words)
            next(words, state)
            buttons { linkButton(words("receipt.home"), to: PublicAddress.home(words.language), .secondary) }
        }
    }
}

extension Receipt {
    /// Whether this is the last group of the code, look-alikes and all.
    func hasLastGroup(_ typed: String) -> Bool {
        typed.map(Crockford.value(of:)) == lastGroup.map(Crockford.value(of:))
    }
}
