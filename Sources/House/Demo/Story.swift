import Foundation
import Organisations
import Reporting
import Storage
import Terms
import Vault

/// Four fictional organisations, so that everything can be tried without anybody's data.
struct Story: Sendable {
    /// What `demo.json` holds, for people and tests that want to log in.
    struct LogIns: Codable {
        struct Person: Codable {
            let name: String
            let role: Role
            let logIn: String
            let password: String
            /// The secret of the one-time code, in base32.
            let secret: String
        }

        struct Group: Codable {
            let id: OrganisationID
            let name: String
            let recoveryCode: String
            let members: [Person]
        }

        let organisations: [Group]
    }

    private struct Cast {
        let name: String
        let subjects: Set<Subject>
        let ages: Set<AgeGroup>
        let reach: Reach
        let regions: Set<String>
        let isFallback: Bool
        let about: [Language: String]
    }

    let house: House
    private var ground: Ground { house.ground }

    private static let casts = [
        Cast(
            name: "Meldpunt Vuurtoren", subjects: Set(Subject.allCases), ages: Set(AgeGroup.allCases),
            reach: .national, regions: [], isFallback: true, about: [:]),
        Cast(
            name: "Jeugdhulp De Steiger", subjects: [.victim, .both, .question], ages: [.minor], reach: .province,
            regions: ["Noord-Holland", "Zuid-Holland", "Utrecht"], isFallback: false, about: [:]),
        Cast(
            name: "Opvang Het Anker", subjects: [.victim, .question], ages: [.adult], reach: .national, regions: [],
            isFallback: false, about: [:]),
        Cast(
            name: "Recherche De Boei", subjects: [.perpetrator], ages: Set(AgeGroup.allCases), reach: .national,
            regions: [], isFallback: false, about: [:]),
    ]

    func isEmpty() async throws -> Bool {
        try await ground.database.read { [ground] tx in try ground.membership.organisations(in: tx).isEmpty }
    }

    func tell() async throws {
        var groups: [LogIns.Group] = []
        for (number, cast) in Self.casts.enumerated() { groups.append(try await found(cast, number + 1)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let path = house.folder + "/demo.json"
        try encoder.encode(LogIns(organisations: groups)).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private func found(_ cast: Cast, _ number: Int) async throws -> LogIns.Group {
        let (founding, keys) = try await ground.database.write { [ground] tx in
            try ground.membership.found(cast.name, in: tx)
        }
        var members: [LogIns.Person] = []
        for role in Role.allCases {
            members.append(try await enrol("\(role.rawValue)\(number)", role, at: founding.organisation, keys))
        }
        try await ground.database.write { [ground] tx in
            try ground.membership.confirmRecovery(founding.recoveryCode, of: founding.organisation, in: tx)
            try ReceptionDesk(ground).set(
                Reception(
                    organisation: founding.organisation, subjects: cast.subjects, ages: cast.ages, reach: cast.reach,
                    regions: cast.regions, place: number, isFallback: cast.isFallback, about: cast.about),
                in: tx)
        }
        return LogIns.Group(
            id: founding.organisation, name: cast.name, recoveryCode: founding.recoveryCode.code, members: members)
    }

    private func enrol(
        _ name: String, _ role: Role, at organisation: OrganisationID, _ keys: FoundingKeys
    ) async throws -> LogIns.Person {
        let invitation = try await ground.database.write { [ground] tx in
            try ground.membership.invite(name, as: role, to: organisation, carrying: keys, in: tx)
        }
        let secret = TOTP.newSecret(ground.chance)
        let password = Crockford.encode(ground.chance.bytes(10)).lowercased()
        guard let logIn = LogInName(name + "@demo.example") else { throw MembershipRefusal.logInTaken }
        let credentials = try await ground.membership.credentials(
            for: invitation.member, logIn: logIn, password: try NewPassword(password), secondFactor: secret,
            oneTimeCode: TOTP.code(secret, step: TOTP.step(at: ground.time.now())))
        _ = try await ground.database.write { [ground] tx in
            try ground.membership.enrol(invitation.token, with: credentials, in: tx)
        }
        return LogIns.Person(
            name: name, role: role, logIn: logIn.text, password: password, secret: TOTP.base32(secret))
    }
}
