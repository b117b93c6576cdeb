import Duties
import Terms

/// What a report owes after each thing that happens to it: pure, so that a page of code tells what a report can become.
///
/// An open report always owes its *work* (``work``), and may owe its reporter an answer, and the answer of another
/// organisation, at the same time. Nothing that is owed moves to a later moment by itself: it is settled, or somebody says
/// when and why.
extension Debts where Step == Reporting.Step {
    /// What is to be done with the report itself; one of these is always owed.
    static let work: [Step] = [.firstLook, .judge, .act, .inDossier]
    /// What the reporter waits for: it is settled by writing to them, or closed over with a reason that they read.
    static let toReporter: [Step] = [.answer]
    /// All that they wait for. A moment that was agreed on is kept as it is: to call sooner may not be safe.
    static let awaited: [Step] = toReporter + [.contact]

    /// Contact that was asked for from a moment on is due so long after it.
    static var patience: Term { .hours(1) }

    static func received(lookBy due: Instant, contactFrom moment: Instant?) -> Debts {
        var debts = Debts([.firstLook: due])
        if let moment { debts.owe(.contact, due: moment + patience) }
        return debts
    }

    /// Somebody promised the reporter a moment.
    mutating func appointed(at moment: Instant) {
        owe(.contact, due: moment)
        settle(.answer)
    }

    /// They were spoken with, or want no contact any more.
    mutating func contacted() { settle(.contact) }

    /// Somebody who reads it looked for the first time. In direct danger that gives no more time: to look is not to act.
    mutating func looked(judgeBy due: Instant, isDanger: Bool) {
        guard let look = self[.firstLook] else { return }
        settle(.firstLook)
        owe(.judge, due: isDanger ? min(look, due) : due)
    }

    /// It was judged; whatever is owed is due no later than that urgency asks for.
    mutating func judged(actBy due: Instant) {
        settle(.firstLook, .judge)
        owe(.act, due: due)
        bringForward(Self.toReporter, to: due)
    }

    mutating func reporterWrote(answerBy due: Instant) { oweBy(.answer, due: due) }

    mutating func answered() { settle(.answer) }

    /// The work is planned for a moment. What the reporter waits for is not put off by it.
    mutating func planned(for due: Instant) {
        guard let step = inOrder.first(where: { Self.work.contains($0.step) })?.step else { return }
        owe(step, due: due)
    }

    mutating func offered(acceptBy due: Instant) { owe(.awaitAcceptance, due: due) }

    /// Refused or withdrawn: what was owed before is owed still.
    mutating func offerEnded() { settle(.awaitAcceptance) }

    /// Another organisation owns it, and judges it anew: in its own term, or sooner when the work was due sooner and is not
    /// late yet. What its reporter waits for stays due when it was.
    mutating func accepted(judgeBy due: Instant, at now: Instant) {
        let was = soonest(of: [.firstLook, .judge, .act]) ?? due
        settle(.firstLook, .act, .awaitAcceptance, .inDossier)
        owe(.judge, due: was > now ? min(was, due) : due)
    }

    /// A dossier goes on with it: what was to be done is done there. A report that nobody judged is to be judged still.
    mutating func enteredDossier(newsBy due: Instant) {
        if let look = self[.firstLook] { owe(.judge, due: look) }
        settle(.firstLook, .act)
        owe(.inDossier, due: due)
    }

    /// The dossier that went on with it was closed: what its reporter is to hear is finished here. A report that nobody
    /// judged is to be judged still.
    mutating func leftDossier(finishBy due: Instant) {
        guard let news = self[.inDossier] else { return }
        settle(.inDossier)
        if self[.judge] == nil { owe(.act, due: min(news, due)) }
    }

    /// A closed report opens again; one that nobody judged is to be judged.
    static func reopened(by due: Instant, isJudged: Bool) -> Debts { Debts([isJudged ? .act : .judge: due]) }

    /// It does so because its reporter wrote.
    static func reopenedByReporter(by due: Instant, isJudged: Bool) -> Debts {
        Debts([isJudged ? .act : .judge: due, .answer: due])
    }
}
