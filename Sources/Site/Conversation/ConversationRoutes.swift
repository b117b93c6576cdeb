import HTML
import HTTPTypes
import Journal
import Reporting
import Storage
import Terms
import Vault
import Web
import Words

/// Coming back with the code: the state, the messages, an answer, contact details taken back, the proof.
struct ConversationRoutes: Sendable {
    /// The code on its way from page to page, with the answer that is being written: sealed, and never in an address.
    struct State: Codable, Sendable {
        let entropy: [UInt8]
        var draft: Draft
        var receipt: Receipt { Receipt(entropy: entropy) }

        init(_ receipt: Receipt, _ draft: Draft) {
            entropy = receipt.entropy
            self.draft = draft
        }
    }

    /// What a page says besides what stands in the conversation.
    struct Said {
        var good: String?
        /// What is wrong, by field.
        var problems = Problems()
        /// What was typed and not sent.
        var typed = ""
        /// The answer that is still being written; nil begins another.
        var draft: Draft?
    }

    let desk: Desk
    private var sealedForm: SealedForm<State> {
        SealedForm(secret: desk.ground.secret, purpose: "conversation", life: SealedForm<State>.lifeOfReceipt)
    }

    var all: [SiteRoute] {
        [
            .anyone(.get, "/{language}/conversation", "conversation.enter") { visit in
                .page(EnterPage(words: .of(visit.language)).document().render())
            },
            .reporter(.post, "/{language}/conversation", "conversation.open") { visit in try await open(visit) },
            .reporter(.post, "/{language}/conversation/message", "conversation.write") { visit in
                try await write(visit)
            },
            .reporter(.post, "/{language}/conversation/file", "conversation.file") { visit in try await file(visit) },
            .reporter(.post, "/{language}/conversation/contact", "conversation.contact") { visit in
                try await withdraw(visit)
            },
            .reporter(.post, "/{language}/conversation/proof", "conversation.proof") { visit in
                let fields = try await visit.form()
                return try await proof(
                    try state(fields, visit).receipt,
                    Words.of(fields["language"].flatMap(Language.init) ?? visit.language),
                    visit.now)
            },
        ]
    }

    private func state(_ fields: FormFields, _ visit: Visit) throws -> State {
        guard let sealed = fields["state"] else { throw ErrorPage.malformed }
        return try sealedForm.open(sealed, at: visit.now)
    }

    private func open(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(fields["language"].flatMap(Language.init) ?? visit.language)
        if fields["state"] != nil { return try await show(try state(fields, visit).receipt, words, visit.now) }
        let typed = (fields["code"] ?? "").trimmed
        guard !typed.isEmpty else { return refused(words, "dialogue.enter.error.required") }
        guard typed.count <= 200, let receipt = try? Receipt(typed: typed) else {
            return refused(words, "dialogue.enter.error.unreadable", typed: typed)
        }
        do { return try await show(receipt, words, visit.now) } catch ReportRefusal.noSuchReceipt {
            return refused(words, "dialogue.enter.error.notFound", typed: typed)
        }
    }

    private func refused(_ words: Words, _ key: Key, typed: String = "") -> Reply {
        let page = EnterPage(words: words, problem: words(key), typed: String(typed.prefix(200)))
        return .page(page.document().render(), status: .unprocessableContent)
    }

    private func show(_ receipt: Receipt, _ words: Words, _ now: Instant, _ said: Said = Said()) async throws -> Reply {
        let view = try await desk.dialogue.open(receipt)
        let draft = said.draft ?? Draft(desk.ground.chance)
        let page = DialoguePage(
            words: words, view: view, sealed: try sealedForm.seal(State(receipt, draft), at: now), now: now, said: said)
        return .page(page.document().render(), status: said.problems.isEmpty ? .ok : .unprocessableContent)
    }

    /// An answer with files, if any. Whatever is wrong with it, the words and the files that were taken stay at hand.
    private func write(_ visit: Visit) async throws -> Reply {
        let brought = try await desk.files.receive(visit) { fields in
            CarriedFiles.kept(try self.state(fields, visit).draft.files, fields)
        }
        let fields = brought.fields
        let state = try self.state(fields, visit)
        await desk.files.forget(state.draft.files.filter { !brought.files.contains($0) })
        let words = Words.of(fields["language"].flatMap(Language.init) ?? visit.language)
        let text = (fields.text("answer") ?? "").trimmed
        var said = Said(typed: text, draft: state.draft)
        said.draft?.files = brought.files
        if let problem = brought.refused.problem(words) { said.problems.add("files", problem) }
        if !said.problems.isEmpty || fields["language"] != nil {
            return try await show(state.receipt, words, visit.now, said).passing(brought.refused)
        }
        do {
            let isNew = try await desk.gates.submission.run {
                try await desk.dialogue.write(
                    Message(text: text, files: brought.files), from: state.draft, with: state.receipt)
            }
            if !isNew { await desk.files.forget(brought.files) }
            return try await show(
                state.receipt, words, visit.now,
                Said(good: words(isNew ? "dialogue.answer.sent" : "dialogue.answer.already")))
        } catch ReportRefusal.nobodyReads {
            // The page says so, and what was typed is not lost.
            said.problems.add("answer", words("refusal.nobodyReads"))
        } catch ReportRefusal.nothingSaid {
            said.problems.add("answer", words("dialogue.answer.error.empty"))
        } catch ReportRefusal.tooLong {
            said.problems.add(
                "answer", words("form.error.tooLong", ["limit": words.number(NewReport.mostCharacters)]))
        } catch ReportRefusal.fileGone {
            let gone = try await desk.files.staging.renew(brought.files)
            said.draft?.files.removeAll(where: gone.contains)
            said.problems.add(
                "files", words("step.files.error.gone", ["names": gone.map(\.name).joined(separator: ", ")]))
        } catch  where ErrorMapping().page(for: error)?.isPassing == true {
            return try notSent(State(state.receipt, said.draft ?? state.draft), said, words, visit.now)
        }
        return try await show(state.receipt, words, visit.now, said)
    }

    private func notSent(_ state: State, _ said: Said, _ words: Words, _ now: Instant) throws -> Reply {
        let page = notSentPage(words, state: try sealedForm.seal(state, at: now), said: said)
        var reply = Reply.page(page.render(), status: .serviceUnavailable)
        reply.fields[.retryAfter] = "15"
        return reply
    }

    private func file(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        let state = try self.state(fields, visit)
        do {
            return try .download(await desk.dialogue.file(try AttachmentID(fields["file"] ?? ""), with: state.receipt))
        } catch ReportRefusal.fileGone { throw ErrorPage.notFound }
    }

    private func withdraw(_ visit: Visit) async throws -> Reply {
        let fields = try await visit.form()
        let state = try self.state(fields, visit)
        let words = Words.of(visit.language)
        if fields["go"] == "yes" {
            try await desk.dialogue.withdrawContact(state.receipt)
            return try await show(state.receipt, words, visit.now, Said(good: words("dialogue.contact.withdrawn")))
        }
        let sealed = try sealedForm.seal(state, at: visit.now)
        let document = publicPage(
            words, title: words("dialogue.contact.confirm.title"), home: PublicAddress.home(words.language)
        ) {
            h1 { words("dialogue.contact.confirm.title") }
            p { words("dialogue.contact.confirm.text") }
            p { words("dialogue.contact.confirm.seen") }
            form(to: PublicAddress.contact(words.language)) {
                hidden("state", sealed)
                buttons {
                    button(words("dialogue.contact.confirm.yes"), .danger, value: ("go", "yes"))
                    button(
                        words("dialogue.contact.confirm.no"), .secondary,
                        action: PublicAddress.conversation(words.language))
                }
            }
        }
        return .page(document.render())
    }

    /// The proof of receipt as a page to print, for whoever came back with their code.
    private func proof(_ receipt: Receipt, _ words: Words, _ now: Instant) async throws -> Reply {
        let proof = try await desk.dialogue.proof(receipt)
        let sealed = try sealedForm.seal(State(receipt, Draft(desk.ground.chance)), at: now)
        let shown = try proofOfReceipt(words, proof)
        let document = publicPage(
            words, title: words("proof.title"), home: PublicAddress.home(words.language),
            languages: .buttons(form: "proof", name: "language")
        ) {
            shown
            form(to: PublicAddress.proof(words.language), .id("proof")) {
                hidden("state", sealed)
                button(
                    words("proof.back"), .secondary, action: PublicAddress.conversation(words.language))
            }
        }
        return .page(document.render())
    }
}
