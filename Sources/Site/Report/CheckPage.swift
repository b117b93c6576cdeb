import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// Everything that was answered, who receives it, and the button that sends it.
struct CheckPage {
    let words: Words
    let answers: Answers
    let state: String
    let receiver: Receiver?
    /// By when that one will have looked at it.
    let promise: Promise
    let now: Instant
    /// Why it was not sent just now; everything is still there.
    var trouble: String?
    let guide: Guide
    /// Sending failed for the moment: who would receive it could not be asked, and it may be tried again.
    var mayRetry = false

    func document() -> Document {
        publicPage(
            words, title: words("step.check.title"), home: PublicAddress.home(words.language),
            leaving: PublicAddress.leave(words.language), languages: .buttons(form: "walk", name: "language")
        ) {
            if let trouble { notice(.warning) { p(.role("alert")) { trouble } } }
            h1 { words("step.check.title") }
            if answers.danger == true { callNotice(words, words("step.danger.call.now")) }
            lead(words("step.check.lead"))
            form(to: PublicAddress.report(words.language), .id("walk")) {
                hidden("state", state)
                hidden("step", WalkStep.check.rawValue)
                factList(facts)
                receiverBlock
                notice(.neutral, words("step.check.after.title")) {
                    p { words("step.check.after.text") }
                    if receiver != nil, let meldcode = Meldcode(answers, receivedAs: receiver?.reception.point) {
                        p { meldcode.sentence(words) }
                    }
                }
                buttons {
                    if receiver != nil || mayRetry { button(words("step.check.send"), value: ("go", "send")) }
                    if receiver == nil, !mayRetry {
                        button(words("step.check.advice"), value: ("go", "change-advice"))
                    }
                    button(words("form.back"), .secondary, value: ("go", "back"))
                    if receiver != nil { button(words("step.check.advice"), .quiet, value: ("go", "change-advice")) }
                }
                abandonButton(words)
            }
            p(.class("hint")) { words("form.kept") }
        }
    }

    @HTML.Builder private var receiverBlock: HTML {
        if let receiver {
            notice(.good, words("step.check.receiver.title")) {
                if let choice = choice(receiver) { p { choice } }
                p { words("step.check.receiver.text", ["organisation": receiver.organisation.name]) }
                p { words("receipt.next.due", ["organisation": receiver.organisation.name, "due": due]) }
                if let moment = answers.contactFrom {
                    p { words("step.check.receiver.contact", ["moment": words.promise(from: moment, at: now)]) }
                    if moment < promise.until { p { words("dialogue.contact.certain", ["due": due]) } }
                }
                if let about = receiver.reception.about[words.language], !about.isEmpty { p { about } }
                p { words("step.check.receiver.share") }
            }
        } else if !mayRetry {
            notice(.danger) { p { words("step.check.error.noReceiver") } }
        }
    }

    private var due: String { words.promise(promise, at: now) }

    /// Why somebody else's name stands here than that of the point that was chosen.
    private func choice(_ receiver: Receiver) -> String? {
        guard let chosen = answers.point else { return nil }
        let branch = answers.municipality.flatMap { guide.branch(of: chosen, in: $0)?.point }
        guard let name = (branch ?? guide[point: chosen])?.name[words.language], name != receiver.organisation.name
        else { return nil }
        return words(
            receiver.reception.point == chosen ? "step.check.receiver.point" : "step.check.receiver.instead",
            ["point": name, "organisation": receiver.organisation.name])
    }

    private var facts: [Fact] {
        let told = AnswerFacts(words: words, answers: answers, guide: guide)
        return (told.situation + told.story + told.reach).map { $0.fact(words) }
    }
}
