import HTML
import HTTPTypes
import Reporting
import Signpost
import Terms
import Vault
import Web
import Words

/// Stopping before anything was sent.
extension ReportRoutes {
    func abandoning(_ step: WalkStep, _ state: WalkState, _ language: Language, _ now: Instant) throws -> Reply {
        let words = Words.of(language)
        let sealed = try sealedForm.seal(state, at: now)
        let document = publicPage(
            words, title: words("form.abandon.title"), home: PublicAddress.home(language),
            leaving: PublicAddress.leave(language)
        ) {
            h1 { words("form.abandon.title") }
            lead(words("form.abandon.text"))
            form(to: PublicAddress.report(language)) {
                hidden("state", sealed)
                hidden("step", step.rawValue)
                buttons {
                    button(words("form.abandon.yes"), .danger, value: ("go", "erase"))
                    button(words("form.abandon.no"), .secondary, value: ("go", "stay"))
                }
            }
        }
        return .page(document.render())
    }

    /// Erases what the form brought here, and has the browser forget its pages. A form that was sent before is a
    /// report, which is not undone by erasing an old page of it: the receipt is shown again instead.
    func erase(_ state: WalkState, _ visit: Visit) async throws -> Reply {
        let receipt = Receipt(entropy: state.entropy)
        if let sent = try await desk.submission.sent(with: receipt) {
            return try await ReceiptRoutes(desk: desk).begin(sent, state, visit)
        }
        try await desk.files.staging.discard(state.answers.files)
        let words = Words.of(visit.language)
        let document = publicPage(
            words, title: words("form.abandoned.title"), home: PublicAddress.home(words.language)
        ) {
            h1 { words("form.abandoned.title") }
            p(.class("lead"), .data("erased", PublicAddress.home(words.language))) { words("form.abandoned.text") }
            buttons { linkButton(words("form.abandoned.home"), to: PublicAddress.home(words.language), .secondary) }
        }
        var reply = Reply.page(document.render())
        reply.fields[.clearSiteData] = "\"cache\", \"storage\""
        return try await FormMemory(desk: desk, visit: visit).forgetting(state.course?.form, reply)
    }
}
