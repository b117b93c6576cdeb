import HTML
import HTTPTypes
import Reporting
import Signpost
import Terms
import Vault
import Web
import Words

/// The page with the receipt code, which makes sure that it was kept. Until then every page from here leads back to it.
struct ReceiptRoutes: Sendable {
    /// What the pages carry: never in an address, and readable for the server only.
    struct State: Codable, Sendable {
        let entropy: [UInt8]
        let ownerName: String
        let due: Instant
        let isDanger: Bool
        let wasAlreadySent: Bool
        /// None in the state of a page that an earlier version of the program made, as all that follow.
        var urgency: Urgency?
        /// From when the reporter asked to be called or mailed.
        var contactFrom: Instant?
        /// What holds for a professional; nil for everybody else.
        var meldcode: Meldcode?
        /// The form that was sent, and the number of its page with the code.
        var form: String?
        var page: Int?

        var receipt: Receipt { Receipt(entropy: entropy) }
        var promise: Promise { Promise(due, urgency: isDanger ? .danger : urgency ?? .urgent) }
    }

    /// The pages between sending and knowing that the code was kept. Their codes stand in addresses.
    enum View: String {
        case code, proof
        /// For whoever cannot keep the code.
        case without
    }

    let desk: Desk
    var sealedForm: SealedForm<State> {
        SealedForm(secret: desk.ground.secret, purpose: "receipt", life: SealedForm<State>.lifeOfReceipt)
    }

    var all: [SiteRoute] {
        [.reporter(.post, "/{language}/report/receipt", "receipt.keep") { visit in try await keep(visit) }]
    }

    /// The report was sent: nothing of the form is remembered but its code.
    func begin(_ sent: SubmittedReport, _ walk: WalkState, _ visit: Visit) async throws -> Reply {
        let answers = walk.answers
        let urgency = answers.urgency
        let state = State(
            entropy: walk.entropy, ownerName: sent.ownerName,
            due: sent.receivedAt + desk.settings.intakeTerms.term(urgency), isDanger: answers.danger ?? false,
            wasAlreadySent: sent.wasAlreadySent, urgency: urgency, contactFrom: answers.contactFrom,
            meldcode: Meldcode(answers, receivedAs: try await point(of: sent)),
            form: walk.course?.form, page: walk.course.map { $0.page + 1 })
        return try await show(.code, state, visit)
    }

    /// As which point it was received. The page with the code does not wait for a database that is away.
    private func point(of sent: SubmittedReport) async throws -> PointID? {
        do { return try await desk.reception.point(of: sent.owner) } catch
            where ErrorMapping().page(for: error)?.isPassing == true
        { return nil }
    }

    /// The page with the code, for whoever comes from an old page of a form that was sent.
    func again(_ state: State, _ visit: Visit) -> Reply { .see(address(of: .code, state, visit.language) ?? "/") }

    /// A page of a form that was sent, by its address: whichever it was, it leads to the code.
    func page(_ state: State, named name: String, _ news: FormNews, _ visit: Visit) async throws -> Reply {
        try await render(View(rawValue: name) ?? .code, state, visit, visit.language, news)
    }

    private func keep(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        guard let sealed = fields["state"] else { throw ErrorPage.malformed }
        let state = try sealedForm.open(sealed, at: visit.now)
        let language = fields["language"].flatMap(Language.init)
        let words = Words.of(language ?? visit.language)
        let view = fields["view"].flatMap(View.init) ?? .code
        if language != nil { return try await show(view, state, visit, in: language) }
        // The Enter key names no button: on the page with the code it is the answer to the question.
        switch fields["go"] ?? (view == .code ? "keep" : "stay") {
        case "proof": return try await show(.proof, state, visit)
        case "cannotKeep": return try await show(.without, state, visit)
        case "leave":
            return try await FormMemory(desk: desk, visit: visit)
                .forgetting(state.form, .see(PublicAddress.home(visit.language)))
        case "keep":
            let typed = (fields["group"] ?? "").filter { !$0.isWhitespace }
            guard state.receipt.hasLastGroup(typed) else {
                var problems = Problems()
                problems.add(
                    "group", words(typed.isEmpty ? "receipt.confirm.error.required" : "receipt.confirm.error"))
                return try await show(.code, state, visit, FormNews(of: problems))
            }
            let page = ReceiptPages(words: words, state: state, sealed: sealed, now: visit.now).kept
            return try await FormMemory(desk: desk, visit: visit).forgetting(state.form, .page(page.render()))
        default: return try await show(.code, state, visit)
        }
    }

    /// Goes on to one of the pages, or answers with it at once where the browser keeps no cookie.
    private func show(
        _ view: View, _ state: State, _ visit: Visit, in language: Language? = nil, _ news: FormNews = FormNews()
    ) async throws -> Reply {
        let language = language ?? visit.language
        if let form = state.form, let address = address(of: view, state, language),
            try await FormMemory(desk: desk, visit: visit).keep(OpenForm(receipt: state, news: news), as: form)
        {
            return .see(address)
        }
        return try await render(view, state, visit, language, news)
    }

    private func address(of view: View, _ state: State, _ language: Language) -> String? {
        guard let form = state.form, let page = state.page else { return nil }
        return PublicAddress.formPage(form, view == .code ? String(page) : view.rawValue, language)
    }

    private func render(
        _ view: View, _ state: State, _ visit: Visit, _ language: Language, _ news: FormNews
    ) async throws -> Reply {
        let pages = ReceiptPages(
            words: .of(language), state: state, sealed: try sealedForm.seal(state, at: visit.now), now: visit.now)
        switch view {
        case .code: return .page(pages.code(news).render(), status: news.status)
        case .without: return .page(pages.without.render())
        case .proof:
            do {
                return .page(try pages.proof(try await desk.dialogue.proof(state.receipt)).render())
            } catch  where ErrorMapping().page(for: error)?.isPassing == true {
                // The code is not lost because the proof cannot be had for the moment.
                let news = FormNews(trouble: pages.words("receipt.proof.later"), status: .serviceUnavailable)
                var reply = Reply.page(pages.code(news).render(), status: news.status)
                reply.fields[.retryAfter] = "15"
                return reply
            }
        }
    }
}

extension Receipt {
    /// Whether this is the last group of the code, look-alikes and all.
    func hasLastGroup(_ typed: String) -> Bool {
        typed.map(Crockford.value(of:)) == lastGroup.map(Crockford.value(of:))
    }
}
