import Synchronization

/// What was read of a form so far, for as long as its request lasts: a body comes once, and an answer that says no or sorry
/// gives back what somebody typed.
final class FormReading: Sendable {
    private let state = Mutex((hasBegun: false, fields: FormFields()))

    var hasBegun: Bool { state.withLock { $0.hasBegun } }
    var fields: FormFields { state.withLock { $0.fields } }

    func begin() { state.withLock { $0.hasBegun = true } }
    func note(_ fields: FormFields) { state.withLock { $0.fields = fields } }
}
