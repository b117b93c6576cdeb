import HTML
import Journal
import Terms
import Vault
import Words

/// The pages from sending a report until it is known that the code was kept. None of them has a link away but the exit and
/// the telephone.
struct ReceiptPages {
    let words: Words
    let state: ReceiptRoutes.State
    /// The sealed state for the hidden field.
    let sealed: String
    let now: Instant

    func code(_ news: FormNews) -> Document {
        let problems = news.problems
        return page(words("receipt.title"), switching: "keep", problems) {
            errorSummary(words("form.error.title"), problems)
            if let trouble = news.trouble { notice(.warning) { p(.role("alert")) { trouble } } }
            h1 { words(state.wasAlreadySent ? "receipt.already.title" : "receipt.title") }
            danger
            lead(words(state.wasAlreadySent ? "receipt.already.text" : "receipt.thanks"))
            h2 { words("receipt.code.label") }
            receiptCode(words, state.receipt.groups)
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
            traces(hasCode: true)
            next(hasCode: true)
        }
    }

    /// For whoever cannot keep the code; they may think again.
    var without: Document {
        page(words("receipt.cannotKeep.title"), switching: "back") {
            h1 { words("receipt.cannotKeep.title") }
            danger
            lead(words("receipt.cannotKeep.text"))
            p { words("receipt.cannotKeep.again") }
            back(.without) {
                buttons {
                    button(words("receipt.back"), value: ("go", "stay"))
                    button(words("receipt.home"), .secondary, value: ("go", "leave"))
                }
            }
            traces(hasCode: false)
            next(hasCode: false)
        }
    }

    /// The code was kept: the form is over.
    var kept: Document {
        publicPage(words, title: words("receipt.kept.title"), home: PublicAddress.home(words.language)) {
            h1 { words("receipt.kept.title") }
            danger
            lead(words("receipt.kept.text"))
            traces(hasCode: true)
            next(hasCode: true)
            buttons { linkButton(words("receipt.home"), to: PublicAddress.home(words.language), .secondary) }
        }
    }

    func proof(_ proof: InclusionProof) throws -> Document {
        let shown = try proofOfReceipt(words, proof)
        return page(words("proof.title"), switching: "back") {
            shown
            back(.proof) { button(words("receipt.back"), .secondary, value: ("go", "stay")) }
        }
    }

    /// Whoever said that there is danger now reads first that we do not come.
    @HTML.Builder private var danger: HTML {
        if state.isDanger { callNotice(words, words("step.danger.call.now")) }
    }

    private func page(
        _ title: String, switching form: String, _ problems: Problems = Problems(), @HTML.Builder content: () -> HTML
    ) -> Document {
        publicPage(
            words, title: title, home: nil, leaving: PublicAddress.leave(words.language),
            languages: .buttons(form: form, name: "language"), problems: problems, content: content)
    }

    /// The way back to the code, which stays on its page when the language changes.
    private func back(_ view: ReceiptRoutes.View, @HTML.Builder buttons: () -> HTML) -> HTML {
        let buttons = buttons()
        return form(to: PublicAddress.receipt(words.language), .id("back")) {
            hidden("state", sealed)
            hidden("view", view.rawValue)
            buttons
        }
    }

    /// For whoever lives with somebody who looks at their phone; on paper it would only tell that there was something.
    private func traces(hasCode: Bool) -> HTML {
        section(.class("no-print")) {
            h2 { words("receipt.traces.title") }
            p { words("receipt.traces.history") }
            if hasCode { p { words("receipt.traces.picture") } }
            p { words("receipt.traces.shared") }
        }
    }

    private func next(hasCode: Bool) -> HTML {
        notice(.neutral, words("receipt.next.title")) {
            p {
                words(
                    "receipt.next.due",
                    ["organisation": state.ownerName, "due": words.promise(state.promise, at: now)])
            }
            if let moment = state.contactFrom {
                let key: Key = hasCode ? "receipt.next.contact" : "receipt.next.contactWithout"
                p { words(key, ["moment": words.promise(from: moment, at: now)]) }
                if moment < state.promise.until {
                    p { words("dialogue.contact.certain", ["due": words.promise(state.promise, at: now)]) }
                }
            }
            p { words("receipt.next.judge") }
            if hasCode { p { words("receipt.next.answer") } }
            if let meldcode = state.meldcode { p { meldcode.sentence(words) } }
            if !state.isDanger { p { words("receipt.next.danger") } }
        }
    }
}
