import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import Site
@testable import Web

/// An organisation that is open to reports, with two of its people logged in.
struct Crew: Sendable {
    let id: OrganisationID
    /// The cookies of their sessions.
    let intake: String
    let coordinator: String
}

extension Scene {
    /// Somebody with this role, logged in at a new organisation that is not open yet; the session's cookie.
    func logIn(as role: Role, at name: String) async throws -> String {
        let (founding, keys) = try await ground.database.write { [membership = ground.membership] tx in
            try membership.found(name, in: tx)
        }
        return try await logIn("Somebody", role, at: founding.organisation, keys, name: name)
    }

    /// An organisation that is open to reports.
    func open(_ name: String, isFallback: Bool = false) async throws -> Crew {
        let (founding, keys) = try await ground.database.write { [membership = ground.membership] tx in
            try membership.found(name, in: tx)
        }
        let intake = try await logIn("Intake", .intake, at: founding.organisation, keys, name: name + "1")
        let coordinator = try await logIn(
            "Coordinator", .coordinator, at: founding.organisation, keys, name: name + "2")
        try await ground.database.write { [ground] tx in
            try ground.membership.confirmRecovery(founding.recoveryCode, of: founding.organisation, in: tx)
            try ReceptionDesk(ground).set(
                Reception(organisation: founding.organisation, place: isFallback ? 200 : 100, isFallback: isFallback),
                in: tx)
        }
        return Crew(id: founding.organisation, intake: intake, coordinator: coordinator)
    }

    /// Somebody new at an organisation; without its keys they wait until they are let in.
    func logIn(
        _ person: String, _ role: Role, at organisation: OrganisationID, _ keys: FoundingKeys? = nil, name: String
    ) async throws -> String {
        let membership = ground.membership
        let invitation = try await ground.database.write { tx in
            try membership.invite(person, as: role, to: organisation, carrying: keys, in: tx)
        }
        let secret = TOTP.newSecret(ground.chance)
        let logIn = try #require(LogInName(name + "@example.org"))
        func code() -> String { TOTP.code(secret, step: TOTP.step(at: clock.now)) }
        let credentials = try await membership.credentials(
            for: invitation.member, logIn: logIn, password: try NewPassword("correct horse battery"),
            secondFactor: secret, oneTimeCode: code())
        _ = try await ground.database.write { tx in try membership.enrol(invitation.token, with: credentials, in: tx) }
        clock.advance(by: .seconds(31))
        let proven = try await membership.prove(
            LogInAttempt(name: logIn.text, password: "correct horse battery", oneTimeCode: code(), device: nil),
            in: ground.database)
        return try await ground.database.write { tx in try membership.begin(proven, in: tx).token.text }
    }

    /// Lets in whom a cookie stands for, as a colleague does who compared the code.
    func letIn(_ cookie: String, by colleague: Session) async throws {
        let member = try await session(cookie).member.id
        try await ground.database.write { [ground] tx in
            try ground.membership.admit(member, by: colleague.member, with: colleague.memberKey, in: tx)
        }
    }

    /// The session that a cookie stands for.
    func session(_ cookie: String) async throws -> Session {
        let token = try #require(SessionToken(cookie))
        let found = try await ground.database.read { [membership = ground.membership] tx in
            try membership.session(token, in: tx)
        }
        return try #require(found)
    }
}
