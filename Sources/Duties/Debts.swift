public import Terms

/// What is still owed about one object, each thing with the moment at which it is due (Dutch: wat er nog moet gebeuren).
///
/// Several things can be owed at once: to judge a report, and to answer its reporter. Each keeps its own due time until it
/// is settled; the soonest is the next step.
public struct Debts<Step: Coded>: Sendable, Hashable {
    private var dueTimes: [Step: Instant]

    /// Debts with their due times.
    public init(_ dueTimes: [Step: Instant]) { self.dueTimes = dueTimes }

    /// The due time of a step; nil when it is not owed.
    public subscript(step: Step) -> Instant? { dueTimes[step] }

    /// The steps that are owed, soonest first; of those due at the same moment, in the order of the coded list.
    public var inOrder: [(step: Step, due: Instant)] {
        Step.allCases.compactMap { step in dueTimes[step].map { (step, $0) } }
            .enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element)
    }

    /// The step that is due first; nil when nothing is owed.
    public var next: (step: Step, due: Instant)? { inOrder.first }

    /// The earliest due time among some steps; nil when none of them is owed.
    public func soonest(of steps: [Step]) -> Instant? { steps.compactMap { dueTimes[$0] }.min() }

    /// Owes a step at a moment, whatever its due time was.
    public mutating func owe(_ step: Step, due: Instant) { dueTimes[step] = due }

    /// Owes a step at a moment, or sooner when it was due sooner.
    public mutating func oweBy(_ step: Step, due: Instant) { dueTimes[step] = min(due, dueTimes[step] ?? due) }

    /// Brings the due times of some steps forward to a moment; what is not owed stays so, what is due sooner stays sooner.
    public mutating func bringForward(_ steps: [Step], to due: Instant) {
        for step in steps { dueTimes[step] = dueTimes[step].map { min($0, due) } }
    }

    /// Settles steps: they are owed no more.
    public mutating func settle(_ steps: Step...) {
        for step in steps { dueTimes[step] = nil }
    }
}
