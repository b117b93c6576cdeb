package import Organisations
package import Reporting
package import Storage
package import Support
package import Terms
package import Vault

/// An organisation of the tests, and how its people log in.
package struct Crew: Sendable {
    package let id: OrganisationID
    package let recoveryCode: Receipt
    package let intake: Worker
    package let coordinator: Worker
}

/// Somebody who works at an organisation of the tests.
package struct Worker: Sendable {
    package let id: MemberID
    package let logIn: String
    package let password: String
    package let secret: [UInt8]

    package init(id: MemberID, logIn: String, password: String, secret: [UInt8]) {
        self.id = id
        self.logIn = logIn
        self.password = password
        self.secret = secret
    }
}

/// An installation with a clock that the test moves.
package struct World: Sendable {
    package let ground: Ground
    package let clock: TestClock
    package let submission: Submission
    package let dialogue: Dialogue
    package let intake: Intake
    package let handOvers: HandOvers
    package let inbox: Inbox

    package init(_ database: Database, seed: UInt64 = 1) throws {
        clock = TestClock()
        ground = Ground(
            database: database, secret: try ServerSecret([UInt8](repeating: 7, count: ServerSecret.byteCount)),
            desk: PasswordDesk(), cost: Password.Cost(passes: 1, memoryBytes: 8_192), time: clock.source,
            chance: .seeded(seed))
        submission = Submission(ground)
        dialogue = Dialogue(ground)
        intake = Intake(ground)
        handOvers = HandOvers(ground)
        inbox = Inbox(ground)
    }

    /// An organisation that is open to reports: two members who can read them, a recovery code typed back.
    package func open(_ name: String, isFallback: Bool = false) async throws -> Crew {
        let (founding, keys) = try await ground.database.write { tx in try ground.membership.found(name, in: tx) }
        let intake = try await enrol(name + " intake", .intake, at: founding.organisation, keys)
        let coordinator = try await enrol(name + " coordinator", .coordinator, at: founding.organisation, keys)
        try await ground.database.write { tx in
            try ground.membership.confirmRecovery(founding.recoveryCode, of: founding.organisation, in: tx)
            try ReceptionDesk(ground).set(
                Reception(organisation: founding.organisation, place: isFallback ? 200 : 100, isFallback: isFallback),
                in: tx)
        }
        return Crew(
            id: founding.organisation, recoveryCode: founding.recoveryCode, intake: intake, coordinator: coordinator)
    }

    package func enrol(
        _ name: String, _ role: Role, at organisation: OrganisationID, _ keys: FoundingKeys? = nil
    ) async throws -> Worker {
        let invitation = try await ground.database.write { tx in
            try ground.membership.invite(name, as: role, to: organisation, carrying: keys, in: tx)
        }
        return try await follow(invitation, as: name.filter { $0 != " " })
    }

    /// Follows an invitation: chooses this log-in name, a password and a one-time code.
    package func follow(_ invitation: NewInvitation, as name: String) async throws -> Worker {
        let worker = Worker(
            id: invitation.member, logIn: name, password: "correct horse battery",
            secret: TOTP.newSecret(ground.chance))
        guard let logIn = LogInName(worker.logIn) else { throw MembershipRefusal.logInTaken }
        let credentials = try await ground.membership.credentials(
            for: worker.id, logIn: logIn, password: try NewPassword(worker.password), secondFactor: worker.secret,
            oneTimeCode: code(worker))
        _ = try await ground.database.write { tx in
            try ground.membership.enrol(invitation.token, with: credentials, in: tx)
        }
        return worker
    }

    /// Logs in, half a minute later: a one-time code serves once.
    package func session(_ worker: Worker) async throws -> Session {
        clock.advance(by: .seconds(31))
        let proven = try await ground.membership.prove(
            LogInAttempt(name: worker.logIn, password: worker.password, oneTimeCode: code(worker), device: nil),
            in: ground.database)
        let session = try await ground.database.write { tx in
            let begun = try ground.membership.begin(proven, in: tx)
            return try ground.membership.session(begun.token, in: tx)
        }
        guard let session else { throw MembershipRefusal.logInFailed }
        return session
    }

    /// Shows password and one-time code once more, half a minute later.
    package func prove(_ worker: Worker, in session: Session) async throws -> ProvenLogIn {
        clock.advance(by: .seconds(31))
        return try await ground.membership.prove(
            session, password: worker.password, oneTimeCode: code(worker), in: ground.database)
    }

    package func code(_ worker: Worker) -> String { TOTP.code(worker.secret, step: TOTP.step(at: clock.now)) }

    /// A report with these words, sent with this receipt.
    @discardableResult
    package func send(
        _ words: String, with receipt: Receipt, danger: Bool = false, age: AgeGroup = .unknown, clues: [Clue] = [],
        contact: ContactDetails? = nil
    ) async throws -> SubmittedReport {
        try await submission.submit(
            try NewReport(
                subject: .victim, role: .bystander, directDanger: danger, age: age, forms: [.sexual],
                municipality: nil, contents: ReportContents(words: words, clues: clues), contact: contact),
            receipt: receipt, place: nil)
    }
}

/// Lends an installation on a fresh database of an engine.
///
/// - Parameter migrations: what other wings add.
package func withWorld(
    on engine: Engine, seed: UInt64 = 1, adding migrations: [Migration] = [], _ body: (World) async throws -> Void
) async throws {
    try await withDatabase(on: engine, migrations: Ground.migrations + migrations) { database in
        try await body(try World(database, seed: seed))
    }
}
