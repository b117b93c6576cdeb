import Foundation
import Organisations
import Reporting
import Signpost
import Storage
import Terms
import Vault

/// Four fictional organisations with the reports of their last weeks, so that everything can be tried without anybody's
/// data.
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
        /// Who works there. Nobody is called like this.
        let people: [Role: String]
        let about: [Language: String]
        /// The reporting point that this organisation plays.
        var point: PointID?
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

    private static let casts = [
        Cast(
            name: "Meldpunt Vuurtoren", subjects: Set(Subject.allCases), ages: Set(AgeGroup.allCases),
            reach: .national, regions: [], isFallback: true,
            people: [
                .administrator: "Wim Kompas", .intake: "Aya Zeewind", .coordinator: "Joris Duinpad",
                .analyst: "Meral Schelp", .auditor: "Tess Wolkenveld",
            ],
            about: [
                .nl:
                    "Een verzonnen landelijk meldpunt. Wij lezen elke melding en zorgen dat die op de goede plek komt.",
                .en:
                    "An invented national reporting point. We read every report and see that it reaches the right place.",
            ], point: "comensha"),
        Cast(
            name: "Jeugdhulp De Steiger", subjects: [.victim, .both, .question], ages: [.minor], reach: .province,
            regions: ["PV27", "PV28", "PV26"], isFallback: false,
            people: [
                .administrator: "Greet Roeiboot", .intake: "Samir Branding", .coordinator: "Lotte Waterlelie",
                .analyst: "Kwame Regenboog", .auditor: "Ans Ankerplaats",
            ],
            about: [
                .nl: "Een verzonnen jeugdhulporganisatie. Wij helpen jongeren tot 18 jaar en hun omgeving.",
                .en: "An invented youth care organisation. We help young people up to 18 and those around them.",
            ], point: "veilig-thuis"),
        Cast(
            name: "Opvang Het Anker", subjects: [.victim, .question], ages: [.adult], reach: .national, regions: [],
            isFallback: false,
            people: [
                .administrator: "Bram Zilvermeeuw", .intake: "Shanti Kustlijn", .coordinator: "Hanna Morgenrood",
                .analyst: "Piotr Zandbank", .auditor: "Noor Getij",
            ],
            about: [
                .nl: "Een verzonnen opvang. Wij bieden volwassenen een veilige plek en hulp.",
                .en: "An invented shelter. We offer adults a safe place and help.",
            ]),
        Cast(
            name: "Recherche De Boei", subjects: [.perpetrator], ages: Set(AgeGroup.allCases), reach: .national,
            regions: [], isFallback: false,
            people: [
                .administrator: "Fien Vloedlijn", .intake: "Emre Noorderlicht", .coordinator: "Rosa Stuurboord",
                .analyst: "Daan Morgenster", .auditor: "Mila Peilstok",
            ],
            about: [
                .nl: "Een verzonnen rechercheteam. Wij zoeken uit wie er achter uitbuiting zit.",
                .en: "An invented team of detectives. We find out who is behind exploitation.",
            ], point: "mensenhandelrechercheur"),
    ]

    func isEmpty() async throws -> Bool {
        try await ground.database.read { [ground] tx in try ground.membership.organisations(in: tx).isEmpty }
    }

    func tell() async throws {
        var groups: [LogIns.Group] = []
        for (number, cast) in Self.casts.enumerated() { groups.append(try await found(cast, number + 1)) }
        for beat in StoryBeat.all { try await stage.play(beat) }
        try await stage.logOut()
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
            let logIn = "\(role.rawValue)\(number)"
            members.append(
                try await enrol(cast.people[role] ?? logIn, role, as: logIn, at: founding.organisation, keys))
        }
        try await ground.database.write { [ground] tx in
            try ground.membership.confirmRecovery(founding.recoveryCode, of: founding.organisation, in: tx)
            try ReceptionDesk(ground).set(
                Reception(
                    organisation: founding.organisation, subjects: cast.subjects, ages: cast.ages, reach: cast.reach,
                    regions: cast.regions, place: number, isFallback: cast.isFallback, about: cast.about,
                    point: cast.point),
                in: tx)
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
