import Organisations
import Reporting
import Terms

/// Makes findable what came in while nobody was at work: reports that no member opened yet are indexed in the
/// background of a log-in, since the key of the index is at hand only then.
actor CatchUp {
    /// The most rounds of one log-in; whatever is left waits for the next.
    static let mostRounds = 500

    private let intake: Intake
    private var busy: Set<OrganisationID> = []

    init(_ intake: Intake) { self.intake = intake }

    /// Begins for the organisation of a session, unless it is being done already.
    func begin(for session: Session) {
        guard session.member.role.opensContents, session.member.isAdmitted,
            busy.insert(session.organisation.id).inserted
        else { return }
        Task { await run(session) }
    }

    /// A fault ends it: nothing is lost by it, and the next log-in goes on where this one stopped.
    private func run(_ session: Session) async {
        var rounds = 0
        while rounds < Self.mostRounds, let done = try? await intake.catchUp(for: session), done > 0 { rounds += 1 }
        busy.remove(session.organisation.id)
    }
}
