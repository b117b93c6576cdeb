import Collaboration
import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing

@testable import Site
@testable import Web

/// A dossier for each way in which an organisation can stand to one.
private struct Dossierships {
    enum Relation: CaseIterable { case coordinator, reader, asked, former, foreign }

    let scene: Scene
    let crew: Crew
    let other: Crew
    private(set) var ids: [Relation: DossierID] = [:]
    /// Somebody of the organisation whom nobody let in.
    let waiting: String
    /// Ids of another organisation's things, as forms name them.
    private var strange: [(String, String)] = []

    init(_ scene: Scene) async throws {
        self.scene = scene
        other = try await scene.open("Clinic", isFallback: true)
        crew = try await scene.open("Shelter")
        waiting = try await scene.logIn("Waiting", .coordinator, at: crew.id, name: "waiting")
        ids[.coordinator] = try await scene.dossier(at: crew)
        for relation in Relation.allCases where relation != .coordinator { ids[relation] = try await scene.dossier(at: other) }
        let (sharing, tasks) = (scene.site.desk.sharing, scene.site.desk.tasks)
        let them = try await scene.session(other.intake)
        let (reader, asked, former) = (try self[.reader], try self[.asked], try self[.former])
        try await scene.share(reader, of: other, with: crew)
        try await scene.share(former, of: other, with: crew)
        let share = try await self.share(of: former)
        try await sharing.end(share, of: former, because: "Enough", by: them)
        try await tasks.offer(
            asked, to: crew.id, "She moved", .given, warmUntil: nil,
            version: try await scene.site.desk.dossiers.open(asked, by: them).envelope.version, by: them)
        let foreign = try self[.foreign]
        let view = try await scene.site.desk.dossiers.open(foreign, by: them)
        let record = try #require(view.contents.all(DossierFact.self).first).id
        try await scene.site.desk.retention.propose(foreign, record: record, because: .keptByMistake, by: them)
        let proposal = try #require(
            try await scene.site.desk.retention.proposals(for: try await scene.session(other.coordinator)).first)
        strange = [
            ("record", record.text), ("newest", record.text), ("replaces", record.text), ("share", share.text),
            ("proposal", proposal.id.text), ("dossier", foreign.text), ("offer", foreign.text), ("assignee", them.member.id.text),
        ]
    }

    subscript(_ relation: Relation) -> DossierID { get throws { try #require(ids[relation]) } }

    private func share(of id: DossierID) async throws -> ShareID {
        let id: ShareID? = try await scene.ground.database.read { tx in
            try tx.value("SELECT id FROM admission WHERE dossier = \(id)", as: ShareID.self)
        }
        return try #require(id)
    }

    /// What is answered about a dossier, its id put out of sight; a form names another organisation's things.
    func ask(_ route: SiteRoute, about id: DossierID, as cookie: String) async throws -> (status: Int, location: String?) {
        let path = route.path.segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .language: "nl"
            case .value("dossier"): id.text
            case .value: "x"
            }
        }.joined(separator: "/")
        let soon = TypedDate(scene.clock.now + .days(30))
        let fields =
            [
                ("any.text", "Something"), ("version", "0"), ("urgency", "normal"), ("part", "general"), ("tab", "overview"),
                ("clock", "12.00"), ("receiver", crew.id.text), ("view", "agreed"),
            ] + strange + Grounds.filledIn + soon.fields()
        let answer =
            route.method == .get
            ? try await scene.ask(.get, "/" + path, cookie: cookie)
            : try await scene.post("/" + path, fields, cookie: cookie)
        return (answer.status, answer.location?.replacing(id.text, with: "…"))
    }

    /// Everything that is kept of a dossier and of what was done with it.
    func kept(_ id: DossierID) async throws -> [Int64] {
        try await scene.ground.database.read { tx in
            try [
                "SELECT version AS n FROM dossier WHERE id = \(id)",
                "SELECT count(*) AS n FROM record WHERE object = \(id) AND sealed IS NOT NULL",
                "SELECT count(*) AS n FROM journal_entry WHERE object = \(id)",
                "SELECT count(*) AS n FROM admission WHERE dossier = \(id) AND ended_at IS NULL",
                "SELECT count(*) AS n FROM destruction WHERE dossier = \(id) AND ended_at IS NULL",
            ].map { (sql: SQL) in try tx.value(sql, as: Int64.self) ?? -1 }
        }
    }
}

@Suite("Who may do what with which dossier")
struct DossierAccessTests {
    private func routes(_ scene: Scene) -> [SiteRoute] {
        scene.routes.filter { $0.path.names.contains("dossier") && $0.access.needsSession }
    }

    @Test("whoever never had a part in it, or whom nobody let in, is answered as if there were none; who had one, that it is gone")
    func outside() async throws {
        try await withScene { scene in
            let all = try await Dossierships(scene)
            let none = DossierID(scene.ground.chance)
            let routes = routes(scene)
            #expect(routes.count > 30)
            let outside: [(String, [Dossierships.Relation])] = [
                (all.crew.intake, [.former, .foreign]), (all.crew.coordinator, [.former, .foreign]),
                (all.waiting, Dossierships.Relation.allCases),
            ]
            for (cookie, relations) in outside {
                for relation in relations {
                    let id = try all[relation]
                    let before = try await all.kept(id)
                    for route in routes {
                        let answer = try await all.ask(route, about: id, as: cookie)
                        let nothing = try await all.ask(route, about: none, as: cookie)
                        // Who once had a part in it reads that it is gone for them, and nothing more.
                        let isGone = relation == .former && cookie != all.waiting && answer.status == 410
                        #expect(isGone || answer == nothing, "\(route.name) \(relation) \(answer)")
                        #expect(![200, 303].contains(answer.status) && answer.status < 500, "\(route.name) \(relation) \(answer)")
                    }
                    #expect(try await all.kept(id) == before, "\(relation): something was done or looked at")
                }
            }
        }
    }

    @Test("whoever has a part in it reaches nothing of another's dossier by naming its things in a form")
    func inside() async throws {
        try await withScene { scene in
            let all = try await Dossierships(scene)
            let foreign = try all[.foreign]
            let before = try await all.kept(foreign)
            for relation in [Dossierships.Relation.reader, .asked, .coordinator] {
                for route in routes(scene) {
                    for cookie in [all.crew.intake, all.crew.coordinator] {
                        let status = try await all.ask(route, about: try all[relation], as: cookie).status
                        #expect(status < 500, "\(route.name) \(relation) \(status)")
                    }
                }
                #expect(try await all.kept(foreign) == before, "\(relation)")
            }
        }
    }
}
