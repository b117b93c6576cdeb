import Collaboration
import Duties
import Foundation
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// A report and a dossier in direct danger, with everybody who may do something about them.
struct Peril: Sendable {
    let test: Case
    /// Who owns the report and coordinates the dossier, and a coordinator of theirs.
    let home: Team
    let chief: Session
    /// Who is asked to take over.
    let other: Team
    let receipt: Receipt
    /// Another report of the same organisation, to link with.
    let second: ReportID
    let report: ReportID
    let dossier: DossierID

    init(_ test: Case) async throws {
        let home = try await test.world.open("Home")
        try await self.init(test, home, try await test.world.open("Other", isFallback: true))
    }

    /// Another report and another dossier of organisations that are there, who log in anew.
    init(_ test: Case, _ homeCrew: Crew, _ otherCrew: Crew) async throws {
        self.test = test
        home = Team(crew: homeCrew, session: try await test.world.session(homeCrew.intake))
        chief = try await test.world.session(homeCrew.coordinator)
        other = Team(crew: otherCrew, session: try await test.world.session(otherCrew.intake))
        receipt = Receipt(test.world.ground.chance)
        let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "")
        report = try await test.world.send("He is here now", with: receipt, danger: true, contact: contact).id
        second = try await test.world.send("A red car", with: Receipt(test.world.ground.chance), danger: true).id
        dossier = try await test.begin(by: home, urgency: .danger)
        try await test.share(of: dossier, from: home, with: other)
        try await test.share(.safety, of: dossier, from: home, with: other)
        try await judgeSafety(.danger, lookIn: .days(2))
        try await test.tasks.ask(
            "A bed", of: other.id, in: .general, of: dossier, due: test.now + .hours(2), from: test.draft,
            by: home.session)
    }

    func version() async throws -> Int64 { try await test.world.intake.open(report, by: home.session).version }
    func dossierVersion() async throws -> Int64 { try await test.version(dossier, for: home) }

    func judge(_ urgency: Urgency) async throws {
        try await test.world.intake.judge(
            report, Judgement(urgency: urgency, isQuestion: false, reason: "Heard"), version: try await version(),
            by: home.session)
    }

    func judgeSafety(_ danger: Urgency, lookIn term: Term) async throws {
        try await test.dossiers.judgeSafety(
            SafetyJudgement(
                danger: danger, toWhom: "Eva", fromWhom: "Him", reason: "He waits at school", measures: [],
                reviewBy: test.now + term), of: dossier, version: try await dossierVersion(), by: home.session)
    }

    func task(_ kind: TaskKind) async throws -> TaskID {
        let open = try await test.dossiers.open(dossier, by: home.session).tasks
        guard let found = open.first(where: { $0.kind == kind && $0.state == .open }) else { throw DossierRefusal(.changedMeanwhile) }
        return found.id
    }

    /// What is owed about an object now.
    func owed(_ object: String) async throws -> Owed {
        try await test.world.ground.database.read { tx in
            let duties = try tx.rows("SELECT \(fragment: Duties.columns) WHERE object = \(object)").map(Duties.duty)
            let debts = try tx.rows("SELECT step, due_at FROM debt WHERE object = \(object)").map {
                (try $0.get("step", as: String.self), try $0.get("due_at", as: Instant.self))
            }
            return Owed(duties: duties, debts: Dictionary(uniqueKeysWithValues: debts))
        }
    }
}

/// Duties and debts of one object, as they are stored.
struct Owed: Sendable {
    let duties: [Duty]
    let debts: [String: Instant]

    /// When something must be done at the latest, whatever else is waited for.
    func soonest(_ steps: [some Coded]) -> Instant? { steps.compactMap { debts[$0.rawValue] }.min() }
}

/// Something that somebody does: by its front door and name, and what it settles openly.
struct Deed: Sendable, CustomTestStringConvertible {
    enum Settles: Sendable { case answer, danger, review, all }

    /// `Intake.judge`.
    let name: String
    /// What sets it apart from the same deed done otherwise.
    let how: String
    /// What is settled with words that say why.
    let settles: Set<Settles>
    let act: @Sendable (Peril) async throws -> Void

    init(
        _ name: String, _ how: String = "", settles: Set<Settles> = [],
        _ act: @escaping @Sendable (Peril) async throws -> Void
    ) {
        self.name = name
        self.how = how
        self.settles = settles
        self.act = act
    }

    var testDescription: String { how.isEmpty ? name : name + ", " + how }
}

extension Deed {
    /// Every deed of a front door that the code has, by reading its declarations: a new one that no table knows is found.
    static func declared(in folders: [String]) throws -> Set<String> {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var names: Set<String> = []
        for folder in folders {
            let files = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            while let file = files?.nextObject() as? String {
                guard file.hasSuffix(".swift") else { continue }
                names.formUnion(
                    declared(in: try String(contentsOf: root.appendingPathComponent(folder + "/" + file), encoding: .utf8)))
            }
        }
        return names
    }

    private static func declared(in text: String) -> Set<String> {
        var names: Set<String> = []
        var type = ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if let match = line.firstMatch(of: /^(?:public )?(?:struct|extension) (\w+)/) { type = String(match.1) }
            guard let match = line.firstMatch(of: /^ {4}public func (\w+)/) else { continue }
            let head = lines[index...].prefix(8).joined(separator: " ").prefix { $0 != "{" }
            let isOurs = head.contains("by session: Session") || head.contains("receipt: Receipt")
            if isOurs, head.contains("async throws") { names.insert(type + "." + match.1) }
        }
        return names
    }
}
