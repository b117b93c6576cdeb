import Duties
import Reporting
import Terms
import Words

/// Something that a reporter may wait for, by when: what is owed about their report, as far as they are to notice it. When
/// the work itself is planned is not told: whoever got hold of the code would know when something happens.
struct ReporterWait {
    let step: Step
    let promise: Promise
    let isLate: Bool

    /// Soonest first; nothing when the report is closed, or nothing is to come.
    static func all(of view: DialogueView, at now: Instant) -> [ReporterWait] {
        view.debts.inOrder.compactMap { step, due in
            guard step != .act, step != .awaitAcceptance else { return nil }
            // In a month one says a day, however urgent it is.
            let promise = Promise(due, urgency: step == .inDossier ? .normal : view.envelope.urgency)
            return ReporterWait(step: step, promise: promise, isLate: promise.until < now)
        }
    }

    /// What is told of it; absent where the page tells it elsewhere: see `DialoguePage`.
    var sentence: Key? {
        switch step {
        case .firstLook: "dialogue.state.received.text"
        case .judge: "dialogue.owed.judge"
        case .answer: "dialogue.owed.answer"
        case .inDossier: "dialogue.owed.news"
        case .contact, .act, .awaitAcceptance: nil
        }
    }
}
