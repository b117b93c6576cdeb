import Collaboration
import Journal
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// A deed as it is specified, by hand: what it leaves in the journal, and who is told.
struct Trace: Sendable {
    /// The front door's function, with its labels.
    let name: String
    /// In which circumstances.
    let when: String
    let acts: [String]
    let told: [String]
    /// What was told before and is taken away.
    let forgotten: [String]
    /// What was told before and is seen now.
    let seen: [String]
    /// Whether it is done in an installation of its own: the house's own deeds reach everything there is.
    let isAlone: Bool
    /// Makes ready, and gives the deed itself.
    let arrange: @Sendable (Stage) async throws -> @Sendable () async throws -> Void

    init(
        _ name: String, _ when: String = "", acts: [String] = [], told: [String] = [], forgotten: [String] = [],
        seen: [String] = [], isAlone: Bool = false,
        _ arrange: @escaping @Sendable (Stage) async throws -> @Sendable () async throws -> Void
    ) {
        self.name = name
        self.when = when
        self.acts = acts
        self.told = told
        self.forgotten = forgotten
        self.seen = seen
        self.isAlone = isAlone
        self.arrange = arrange
    }
}

/// An installation with four organisations, in each of which somebody waits to be let in and somebody only sees the
/// journal; one of them was removed. Shelter's intake worker does what is done, unless said otherwise.
struct Stage: Sendable {
    let test: Case
    let shelter: Team
    let police: Team
    let city: Team
    /// Takes what nobody else takes.
    let national: Team
    /// Shelter's coordinator.
    let colleague: Session
    private let names: [String: String]

    init(_ test: Case) async throws {
        self.test = test
        let world = test.world
        var teams: [Team] = []
        var names: [String: String] = [:]
        for name in ["Shelter", "Police", "City", "National"] {
            let crew = try await world.open(name, isFallback: name == "National")
            names[crew.id.text] = name
            names[crew.intake.id.text] = name + " intake"
            names[crew.coordinator.id.text] = name + " coordinator"
            let waiting = try await world.enrol(name + " waiting", .coordinator, at: crew.id)
            let auditor = try await world.enrol(name + " auditor", .auditor, at: crew.id)
            let gone = try await world.enrol(name + " gone", .intake, at: crew.id)
            for (worker, title) in [(waiting, "waiting"), (auditor, "auditor"), (gone, "gone")] {
                names[worker.id.text] = name + " " + title
            }
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(gone.id, of: crew.id, in: tx)
            }
            teams.append(Team(crew: crew, session: try await world.session(crew.intake)))
        }
        (shelter, police, city, national) = (teams[0], teams[1], teams[2], teams[3])
        // The first that takes a report gets it.
        try await world.ground.database.write { [id = teams[0].id] tx in
            try ReceptionDesk(world.ground).set(Reception(organisation: id, place: 1), in: tx)
        }
        colleague = try await world.session(shelter.crew.coordinator)
        self.names = names
    }

    var world: World { test.world }
    var us: Session { shelter.session }
    var soon: Instant { test.now + .days(2) }

    func receipt() -> Receipt { Receipt(world.ground.chance) }

    /// A report that came to Shelter.
    func report(with receipt: Receipt? = nil, danger: Bool = false, contact: ContactDetails? = nil) async throws -> ReportID {
        try await world.send("Help", with: receipt ?? self.receipt(), danger: danger, contact: contact).id
    }

    /// A report that Shelter offered to Police.
    func offered(danger: Bool = false) async throws -> ReportID {
        let id = try await report(danger: danger)
        try await world.handOvers.offer(
            id, to: police.id, "Yours", version: try await version(of: "report", id.text), by: us)
        return id
    }

    /// A dossier of Shelter, of which Police reads the general part.
    func shared(danger: Bool = false, until: Instant? = nil) async throws -> DossierID {
        let id = try await test.begin(by: shelter, urgency: danger ? .danger : .normal)
        try await test.share(of: id, from: shelter, with: police, until: until)
        return id
    }

    /// What Shelter asked Police to do in a shared dossier.
    func asked(danger: Bool = false) async throws -> (DossierID, TaskID) {
        let id = try await shared(danger: danger)
        try await test.tasks.ask(
            "Look", of: police.id, in: .general, of: id, due: soon, from: test.draft, by: us)
        return (id, try await task(of: id))
    }

    /// A meeting about a dossier of Shelter with Police and City.
    func called() async throws -> TaskID {
        let id = try await test.begin(by: shelter)
        return try await test.tasks.call(
            MeetingPlan(place: "Here", agenda: "Her safety", grounds: .example()), with: [police.id, city.id],
            about: id, at: soon, from: test.draft, by: us)
    }

    /// A dossier of Shelter about which it called a meeting with these.
    func called(with teams: [Team]) async throws -> DossierID {
        let id = try await test.begin(by: shelter)
        try await test.tasks.call(
            MeetingPlan(place: "Here", agenda: "Her safety", grounds: .example()), with: Set(teams.map(\.id)), about: id,
            at: soon, from: test.draft, by: us)
        return id
    }

    /// Shelter asks City to coordinate.
    func offer(_ id: DossierID) async throws {
        try await test.tasks.offer(
            id, to: city.id, "She moved", .example(), warmUntil: nil, version: try await version(id), by: us)
    }

    func consulted() async throws -> TaskID {
        try await test.tasks.consult(
            ConsultationText(question: "Is this a sign?", grounds: .example(.anonymousConsultation)), of: police.id,
            about: nil, urgency: .normal, due: soon, from: test.draft, by: us)
    }

    /// A dossier of Shelter that was offered to City.
    func transferring(warmUntil: Instant? = nil) async throws -> DossierID {
        let id = try await test.begin(by: shelter)
        try await test.tasks.offer(
            id, to: city.id, "She moved", .example(), warmUntil: warmUntil, version: try await version(of: "dossier", id.text),
            by: us)
        return id
    }

    func closed() async throws -> DossierID {
        let id = try await shared()
        try await close(id)
        return id
    }

    func close(_ id: DossierID) async throws {
        try await test.dossiers.close(
            id, DossierClosing(result: .inCare, text: "x"), version: try await version(id), by: us)
    }

    func task(of id: DossierID) async throws -> TaskID {
        try await world.ground.database.read { tx in
            try #require(
                try tx.value("SELECT id FROM dossier_task WHERE dossier = \(id) ORDER BY asked_at DESC LIMIT 1", as: TaskID.self))
        }
    }

    func version(of table: SQL, _ id: String) async throws -> Int64 {
        try await world.ground.database.read { tx in
            try tx.value("SELECT version FROM \(fragment: table) WHERE id = \(id)", as: Int64.self) ?? 0
        }
    }

    func version(_ id: ReportID) async throws -> Int64 { try await version(of: "report", id.text) }
    func version(_ id: DossierID) async throws -> Int64 { try await version(of: "dossier", id.text) }

    /// A small file, waiting to be sent.
    func staged() async throws -> FileNote {
        var file = Staging(world.ground, room: StagingRoom(.visitors)).begin()
        try await file.add([1, 2, 3], last: true)
        return file.note(name: "photo.jpg", type: "image/jpeg")
    }

    // MARK: What a deed leaves

    struct Told: Hashable {
        let member: String
        let kind: String
        let object: String
    }

    func notices() async throws -> [Told: (at: Instant, seenAt: Instant?)] {
        try await world.ground.database.read { tx in
            Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT member, kind, object, at_ms, seen_at FROM notice").map { row in
                    (
                        Told(member: try row.get("member"), kind: try row.get("kind"), object: try row.get("object")),
                        (at: try row.get("at_ms", as: Instant.self), seenAt: try row.get("seen_at", as: Instant?.self))
                    )
                })
        }
    }

    /// The acts that were journaled since a moment: what, on which kind of object, on which basis, by whom.
    func acts(since moment: Instant) async throws -> [String] {
        try await world.ground.database.read { tx in
            try tx.rows(
                "SELECT act, actor, organisation, role, object, basis FROM journal_entry WHERE at_ms >= \(moment)"
            ).map { row in
                let actor: String = try row.get("actor")
                let organisation: String? = try row.get("organisation")
                let role: String? = try row.get("role")
                let name = names[actor] ?? actor
                let basis: String? = try row.get("basis")
                var act = "\(try row.get("act", as: String.self)) \(kind(try row.get("object")))"
                if let basis { act += " (\(basis))" }
                act += " by \(name)"
                let ofWhom = organisation.map { names[$0] ?? $0 } ?? "nobody"
                if !name.hasPrefix(ofWhom) { act += " of \(ofWhom)" }
                if let role, !name.hasSuffix(role) { act += " as \(role)" }
                return act
            }.sorted()
        }
    }

    /// Each kind and object with those who were told: an organisation by its name alone means both who can open there.
    func lines(_ told: some Sequence<Told>) -> [String] {
        Dictionary(grouping: told, by: { "\($0.kind) \(kind($0.object))" }).map { what, whom in
            var people = Set(whom.map { names[$0.member] ?? $0.member })
            for place in ["Shelter", "Police", "City", "National"] {
                let able: Set = [place + " intake", place + " coordinator"]
                if able.isSubset(of: people) { people = people.subtracting(able).union([place]) }
            }
            return "\(what): \(people.sorted().joined(separator: ", "))"
        }.sorted()
    }

    private func kind(_ object: String) -> String { object.split(separator: "_").first.map(String.init) ?? object }
}
