import Duties
import Terms

/// What a dossier owes after each thing that happens to it: pure, so that a page of code tells what a dossier can become.
///
/// An open dossier always owes its *work*, and may owe another look at safety, and the answer of an organisation that was
/// asked to coordinate it, at the same time. Nothing that is owed moves to a later moment by itself.
extension Debts where Step == DossierStep {
    /// What is to be done with the dossier as a whole; one of these is always owed.
    static let work: [DossierStep] = [.begin, .act, .lookAgain]

    static func opened(beginBy due: Instant) -> Debts { Debts([.begin: due]) }

    /// What is done next is planned for a moment. A dossier that is watched stays so: somebody looks again then.
    mutating func planned(for due: Instant, isWatched: Bool) {
        settle(.begin, .act, .lookAgain)
        owe(isWatched ? .lookAgain : .act, due: due)
    }

    /// Safety was judged, and is looked at again.
    ///
    /// - Parameter due: when danger grew, or is there now, the moment by which something is done; nil otherwise.
    mutating func judged(reviewBy review: Instant, actBy due: Instant?) {
        owe(.review, due: review)
        if let due { bringForward(Self.work, to: due) }
    }

    /// A report came along whose work was due.
    mutating func tookOver(workDueBy due: Instant) { bringForward(Self.work, to: due) }

    mutating func offered(acceptBy due: Instant) { owe(.awaitAcceptance, due: due) }

    /// Refused or withdrawn: what was owed before is owed still.
    mutating func offerEnded() { settle(.awaitAcceptance) }

    /// Another organisation coordinates from now. Safety is looked at when it was to be; work that is not late yet is due no
    /// later than it was in the next term.
    mutating func accepted(beginBy due: Instant, at now: Instant) {
        let was = soonest(of: Self.work) ?? due
        settle(.act, .lookAgain, .awaitAcceptance)
        owe(.begin, due: was > now ? min(was, due) : due)
    }

    /// A closed dossier goes on.
    ///
    /// - Parameter review: when safety was to be looked at; nil when nobody judged it.
    static func reopened(actBy due: Instant, reviewBy review: Instant?) -> Debts {
        var debts = Debts([.act: due])
        if let review { debts.owe(.review, due: review) }
        return debts
    }
}
