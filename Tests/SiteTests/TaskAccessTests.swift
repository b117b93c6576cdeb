import Collaboration
import HTTPTypes
import Organisations
import Reporting
import Support
import Terms
import Testing

@testable import Site
@testable import Web

/// A task for each way in which an organisation can stand to one: it asked it, must do it, called the meeting, takes
/// part in it, or has nothing to do with it.
private struct Matters {
    enum Relation: CaseIterable { case asker, responsible, caller, participant, foreign }

    let scene: Scene
    let crew: Crew
    private var cookies: [Role: String] = [:]
    private var ids: [Relation: TaskID] = [:]

    init(_ scene: Scene) async throws {
        self.scene = scene
        crew = try await scene.open("Shelter")
        let other = try await scene.open("Clinic", isFallback: true)
        let third = try await scene.open("Police")
        cookies = [.intake: crew.intake, .coordinator: crew.coordinator]
        for role in [Role.administrator, .analyst, .auditor] {
            cookies[role] = try await scene.logIn("Somebody", role, at: crew.id, name: role.rawValue)
        }
        ids[.asker] = try await ask(other, by: crew)
        ids[.responsible] = try await ask(crew, by: other)
        ids[.foreign] = try await ask(third, by: other)
        ids[.caller] = try await call(other, by: crew)
        ids[.participant] = try await call(crew, by: other)
    }

    private func ask(_ other: Crew, by crew: Crew) async throws -> TaskID {
        try await scene.site.desk.tasks.consult(
            ConsultationText(question: "Is this a sign?", grounds: .given), of: other.id, about: nil, urgency: .normal,
            due: scene.clock.now + .days(5), from: Draft(scene.ground.chance), by: scene.session(crew.intake))
    }

    private func call(_ other: Crew, by crew: Crew) async throws -> TaskID {
        try await scene.site.desk.tasks.call(
            MeetingPlan(place: "Here", agenda: "Her safety", grounds: .given), with: [other.id],
            about: try await scene.dossier(at: crew), at: scene.clock.now + .days(5), from: Draft(scene.ground.chance),
            by: scene.session(crew.intake))
    }

    /// A form for every deed, as the page gives it; a task is not ended by it, since the reason is missing.
    func send(_ route: SiteRoute, about relation: Relation, as role: Role) async throws -> Int {
        let id = try #require(ids[relation])
        let cookie = try #require(cookies[role])
        let path = route.path.segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .language: "nl"
            case .value: id.text
            }
        }.joined(separator: "/")
        if route.method == .get { return try await scene.ask(.get, "/" + path, cookie: cookie).status }
        let page = try await scene.ask(.get, "/nl/tasks/" + id.text, cookie: crew.intake)
        let own = try await scene.ask(.get, "/nl/consultations/new", cookie: crew.intake)
        let form = [
            ("version", page.hidden("version") ?? "1"), ("draft", try #require(own.hidden("draft"))), ("clock", "12.00"),
            ("message.text", "Something"), ("minutes.text", "Something"), ("assignee", ""),
            ("comes", "yes"),
        ]
        let due = TypedDate(scene.clock.now + .days(30)).fields()
        return try await scene.post("/" + path, form + due, cookie: cookie).status
    }

    static func isOpen(_ route: SiteRoute, about relation: Relation) -> Bool {
        switch route.name {
        case "task", "task.write": relation != .foreign
        case "task.calendar": [.caller, .participant].contains(relation)
        case "task.finish", "task.decline": relation == .responsible
        case "task.withdraw": [.asker, .caller].contains(relation)
        case "task.plan": [.asker, .responsible, .caller].contains(relation)
        case "task.take", "task.assign": [.responsible, .caller].contains(relation)
        case "task.minutes": relation == .caller
        case "task.answer": relation == .participant
        default: false
        }
    }
}

@Suite("Who may do what with which task")
struct TaskAccessTests {
    @Test(
        "each address, each role: asked, to be done, called, taken part in, and of others alone",
        arguments: Role.allCases)
    func tasks(role: Role) async throws {
        try await withScene { scene in
            let matters = try await Matters(scene)
            // The minutes end a meeting: they come last.
            let routes = scene.routes.filter { $0.path.names.contains("task") }
                .sorted { $1.name == "task.minutes" && $0.name != "task.minutes" }
            // What somebody wrote is withdrawn by its id: no task has the one that is asked for here.
            #expect(routes.count == 13)
            for route in routes {
                guard case .member(let roles) = route.access else {
                    Issue.record("\(route.name) shows a task without a log-in")
                    continue
                }
                for relation in Matters.Relation.allCases {
                    let status = try await matters.send(route, about: relation, as: role)
                    if !roles.contains(role) {
                        #expect(status == 403, "\(route.name) \(relation)")
                    } else if Matters.isOpen(route, about: relation) {
                        #expect([200, 303, 422].contains(status), "\(route.name) \(relation) \(status)")
                    } else {
                        #expect(status == 404, "\(route.name) \(relation) \(status)")
                    }
                }
            }
        }
    }

    @Test("who was let in to the part of an action reads it, and asks or does nothing in another's place")
    func readers() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let third = try await scene.open("Police")
            let id = try await scene.dossier(at: ours)
            try await scene.share(id, of: ours, with: theirs)
            let asked = try await scene.intake(ours).sendsAtOnce(
                "ask", to: "dossiers/" + id.text, seeing: "/tasks",
                [
                    ("task.text", "Look on Monday"), ("part", "general"), ("responsible", ours.id.text),
                    ("clock", "12.00"),
                ] + TypedDate(scene.clock.now + .days(5)).fields())
            let task = "tasks/" + (try #require(asked.first("/nl/tasks/(tsk_[a-z0-9]+)")))
            let page = try await scene.intake(theirs).see(task)
            #expect(page.text.contains("Look on Monday"))
            let theirForms = try await scene.intake(ours).see(task)
            for deed in ["finish", "decline", "withdraw", "take", "plan"] {
                #expect(!page.text.contains("/\(deed)\""), "\(deed)")
                let kept = try await scene.intake(theirs).sends(
                    deed, to: task, from: theirForms,
                    [(deed + ".text", "Ours"), ("clock", "12.00")] + TypedDate(scene.clock.now + .days(9)).fields())
                #expect(kept.status == 404, "\(deed) \(kept.status)")
            }
            #expect(try await scene.intake(third).see(task).status == 404)
        }
    }
}
