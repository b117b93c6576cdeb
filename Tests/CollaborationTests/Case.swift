import Collaboration
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// An installation in which organisations work together, and what they do as short as it can be said.
struct Case: Sendable {
    let world: World
    let dossiers: Dossiers
    let sharing: Sharing
    let tasks: Tasks
    let days: DayDesk
    let log: DossierLog
    let retention: Retention

    init(_ world: World) {
        self.world = world
        dossiers = Dossiers(world.ground)
        sharing = Sharing(dossiers)
        tasks = Tasks(dossiers)
        days = DayDesk(world.ground)
        log = DossierLog(dossiers)
        retention = Retention(dossiers)
    }

    var now: Instant { world.clock.now }
    var draft: Draft { Draft(world.ground.chance) }

    /// An organisation and somebody of it at work.
    func team(_ name: String) async throws -> Team {
        let crew = try await world.open(name)
        return Team(crew: crew, session: try await world.session(crew.intake))
    }

    /// A dossier without a report.
    func begin(_ words: String = "A girl of sixteen", by team: Team, urgency: Urgency = .normal) async throws -> DossierID {
        try await dossiers.open(
            try NewDossier(urgency: urgency, age: .minor, forms: [.sexual], municipality: nil, words: words),
            by: team.session)
    }

    func write(
        _ text: String, in part: Compartment = .general, of id: DossierID, by team: Team,
        replacing replaced: RecordID? = nil
    ) async throws {
        try await dossiers.keep(.example(text), in: part, of: id, replacing: replaced, by: team.session)
    }

    func share(
        _ part: Compartment = .general, of id: DossierID, from team: Team, with other: Team, earlier: Bool = true,
        until: Instant? = nil, grounds: Grounds? = nil
    ) async throws {
        try await sharing.share(
            SharingDecision(
                compartment: part, receiver: other.id, what: "What is needed for help",
                grounds: grounds ?? .example(part.bases.first { $0.fits(from: nil, to: nil) } ?? .consent), until: until ?? now + .days(90), includesEarlier: earlier),
            of: id, from: draft, by: team.session)
    }

    /// The texts of the facts that a team reads, sorted.
    func facts(of id: DossierID, for team: Team) async throws -> [String] {
        try await dossiers.open(id, by: team.session).contents.all(Fact.self).map(\.body.text).sorted()
    }

    /// The share that was decided on first.
    func firstShare(of id: DossierID, for team: Team) async throws -> ShareID {
        let decisions = try await dossiers.open(id, by: team.session).contents.all(SharingDecision.self)
        return try #require(decisions.first?.body.share)
    }

    func version(_ id: DossierID, for team: Team) async throws -> Int64 {
        try await dossiers.open(id, by: team.session).envelope.version
    }
}

/// An organisation of a case, and somebody of it at work.
struct Team: Sendable {
    let crew: Crew
    var session: Session
    var id: OrganisationID { crew.id }
}

extension Fact {
    static func example(_ text: String) -> Fact {
        Fact(from: nil, text: text, source: .professional, certainty: .likely)
    }
}

extension DossierRecord where Self == Fact {
    static func example(_ text: String) -> Fact { Fact.example(text) }
}

extension Grounds {
    /// Fully answered, on this ground; who agrees has no need of vital interest.
    static func example(_ basis: LegalBasis = .consent) -> Grounds {
        Grounds(
            purpose: "Safe shelter", basis: basis,
            answers: Dictionary(uniqueKeysWithValues: basis.questions.map { ($0, "Answered") }),
            view: basis == .vitalInterest ? .notAsked : .agreed,
            viewReason: basis == .vitalInterest ? "She is not awake" : "",
            proportionality: "Only what shelter needs", subsidiarity: "She cannot arrange it herself")
    }
}

/// Lends an installation with the wing on a fresh database of an engine.
func withCase(on engine: Engine, seed: UInt64 = 1, _ body: (Case) async throws -> Void) async throws {
    try await withWorld(on: engine, seed: seed, adding: Collaboration.migrations) { world in
        try await body(Case(world))
    }
}

/// Expects a refusal for this reason.
func expectRefusal(
    _ reason: DossierRefusal.Reason, _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async {
    await #expect(throws: DossierRefusal(reason), sourceLocation: location) { try await body() }
}
