import Foundation
import Organisations
import Reporting
import Signpost
import Storage
import Terms
import Vault

/// Seven fictional organisations with the reports of their last weeks and a dossier on which they work together, so that
/// everything can be tried without anybody's data.
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

    let house: House
    private let clock: StoryClock
    /// The house's ground, at the time of the story.
    private let ground: Ground
    private let stage: StoryStage

    init(house: House) throws {
        self.house = house
        clock = StoryClock(house.ground.time.now() - .days(45))
        ground = Ground(
            database: house.ground.database, secret: house.ground.secret, desk: PasswordDesk(),
            cost: house.passwordCost, time: clock.source, chance: house.ground.chance)
        stage = StoryStage(
            ground, try house.directory.at(house.ground.time.now()).municipalities, clock: clock, now: house.ground.time.now())
    }

    func isEmpty() async throws -> Bool {
        try await ground.database.read { [ground] tx in try ground.membership.organisations(in: tx).isEmpty }
    }

    func tell() async throws {
        var groups: [LogIns.Group] = []
        for (number, cast) in StoryCast.all.enumerated() { groups.append(try await found(cast, number + 1)) }
        for beat in StoryBeat.all { try await stage.play(beat) }
        try await stage.logOut()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let path = house.folder + "/demo.json"
        try encoder.encode(LogIns(organisations: groups)).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private func found(_ cast: StoryCast, _ number: Int) async throws -> LogIns.Group {
        let (founding, keys) = try await ground.database.write { [ground] tx in
            try ground.membership.found(cast.name, in: tx)
        }
        var members: [LogIns.Person] = []
        for role in Role.allCases {
            guard let name = cast.people[role] else { continue }
            members.append(try await enrol(name, role, as: "\(role.rawValue)\(number)", at: founding.organisation, keys))
        }
        try await ground.database.write { [ground] tx in
            try ground.membership.confirmRecovery(founding.recoveryCode, of: founding.organisation, in: tx)
            try ground.profiles.set(cast.profile, of: founding.organisation, in: tx)
            if let door = cast.door {
                try ReceptionDesk(ground).set(door.reception(of: founding.organisation, place: number), in: tx)
            }
        }
        return LogIns.Group(
            id: founding.organisation, name: cast.name, recoveryCode: founding.recoveryCode.code, members: members)
    }

    private func enrol(
        _ name: String, _ role: Role, as logIn: String, at organisation: OrganisationID, _ keys: FoundingKeys
    ) async throws -> LogIns.Person {
        let invitation = try await ground.database.write { [ground] tx in
            try ground.membership.invite(name, as: role, to: organisation, carrying: keys, in: tx)
        }
        let secret = TOTP.newSecret(ground.chance)
        let password = Crockford.encode(ground.chance.bytes(10)).lowercased()
        guard let logIn = LogInName(logIn + "@demo.example") else { throw MembershipRefusal.logInTaken }
        let credentials = try await ground.membership.credentials(
            for: invitation.member, logIn: logIn, password: try NewPassword(password), secondFactor: secret,
            oneTimeCode: TOTP.code(secret, step: TOTP.step(at: ground.time.now())))
        _ = try await ground.database.write { [ground] tx in
            try ground.membership.enrol(invitation.token, with: credentials, in: tx)
        }
        let person = LogIns.Person(
            name: name, role: role, logIn: logIn.text, password: password, secret: TOTP.base32(secret))
        if role == .intake {
            // A one-time code serves once, so half a minute passes.
            clock.move(by: .seconds(31))
            try await stage.logIn(person, secret: secret)
        }
        return person
    }
}
