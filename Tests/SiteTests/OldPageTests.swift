import Collaboration
import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Words

@testable import Site
@testable import Web

@Suite("A form from a page that is old")
struct OldPageTests {
    private func soon(_ scene: Scene, days: Int) -> [(String, String)] {
        TypedDate(scene.clock.now + .days(days)).fields() + [("clock", "14.30")]
    }

    @Test("plans and withdraws no task that went on since", arguments: ["plan", "withdraw"])
    func task(deed: String) async throws {
        try await withScene { scene in
            let ours = try await scene.open("Shelter")
            let id = try await scene.dossier(at: ours)
            let asked = try await scene.intake(ours).sendsAtOnce(
                "ask", to: "dossiers/" + id.text, seeing: "/tasks",
                [("task.text", "Call her"), ("part", "general"), ("responsible", ours.id.text)] + soon(scene, days: 5))
            let task = "tasks/" + (try #require(asked.first("/nl/tasks/(tsk_[a-z0-9]+)")))
            let old = try await scene.intake(ours).see(task)
            _ = try await scene.coordinator(ours).sendsAtOnce("plan", to: task, soon(scene, days: 6))
            let late = try await scene.intake(ours).sends(
                deed, to: task, from: old, soon(scene, days: 7) + [("withdraw.text", "No need")])
            #expect(late.status == 409)
            let page = try await scene.intake(ours).see(task)
            #expect(page.text.contains(Words.of(.nl).date(scene.clock.now + .days(6))) && page.text.contains("/\(deed)\""))
        }
    }

    @Test("does not accept an offer that was made after it")
    func offer() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            let tasks = scene.site.desk.tasks
            func offer(_ reason: String) async throws {
                let session = try await scene.session(ours.intake)
                let version = try await scene.site.desk.dossiers.open(id, by: session).envelope.version
                try await tasks.offer(
                    id, to: theirs.id, reason, .given, warmUntil: nil, version: version, by: session)
            }
            try await offer("First")
            let old = try await scene.intake(theirs).see("dossiers/\(id.text)/tasks")
            let hidden = try #require(old.hidden("offer"))
            try await tasks.withdrawOffer(id, by: try await scene.session(ours.intake))
            try await offer("Second")
            let late = try await scene.post("/nl/dossiers/\(id.text)/accept-offer", [("offer", hidden)], cookie: theirs.intake)
            #expect(late.status == 409)
            let roster = try await scene.site.desk.dossiers.open(id, by: try await scene.session(ours.intake))
            #expect(roster.envelope.coordinator == ours.id)
        }
    }

    @Test("sends a message, and leaves the answer due to what came in since")
    func message() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let receipt = Receipt(scene.ground.chance)
            let sent = try await Submission(scene.ground).submit(
                try NewReport(
                    subject: .victim, role: .victim, directDanger: false, age: .adult, forms: [.sexual], municipality: nil,
                    contents: ReportContents(words: "I am not free"), contact: nil), receipt: receipt, place: nil)
            let dialogue = Dialogue(scene.ground)
            let worker = scene.intake(crew)
            func owesAnswer() async throws -> Bool {
                try await scene.ground.database.read { tx in
                    try tx.row("SELECT step FROM debt WHERE object = \(sent.id) AND step = 'answer'") != nil
                }
            }
            func write(_ text: String, from page: Answer) async throws -> Int {
                try await scene.upload(
                    "/nl/reports/\(sent.id.text)/message",
                    [
                        ("draft", try #require(page.hidden("draft"))), ("version", try #require(page.hidden("version"))),
                        ("message.text", text),
                    ], [], cookie: crew.intake
                ).status
            }
            try await dialogue.write(Message(text: "Are you there?"), with: receipt)
            let old = try await worker.open(sent.id.text)
            try await dialogue.write(Message(text: "He is here"), with: receipt)
            #expect(try await write("We are here", from: old) == 303)
            #expect(try await owesAnswer(), "they did not read that he is there")
            #expect(try await write("We come", from: try await worker.open(sent.id.text)) == 303)
            #expect(try await !owesAnswer())
        }
    }

    @Test("of a report that was offered says what has become of it, to who was asked or asked, and to nobody else")
    func report() async throws {
        try await withScene { scene in
            let ours = try await scene.open("Shelter")
            let id = try await scene.report("A boat at night", to: ours)
            let theirs = try await scene.open("Clinic", isFallback: true)
            let stranger = scene.intake(try await scene.open("Police"))
            func offer() async throws -> Answer {
                scene.clock.advance(by: .minutes(1))
                _ = try await scene.intake(ours).doesAtOnce(
                    "hand-over", on: id, [("receiver", theirs.id.text), ("hand-over.text", "Yours")])
                return try await scene.intake(theirs).open(id)
            }
            let first = try await offer()
            _ = try await scene.coordinator(theirs).does("refuse", on: id, from: first, [("refuse.text", "Full")])
            let refused = try await scene.intake(theirs).open(id)
            #expect(refused.status == 410 && refused.text.contains("Shelter vroeg jullie om deze melding over te nemen. Jullie zeiden nee"))
            #expect(!refused.text.contains("A boat at night") && !refused.text.contains("Full"))
            let late = try await scene.intake(theirs).does("refuse", on: id, from: first, [("refuse.text", "My own words")])
            #expect(late.status == 410 && late.text.contains("My own words"))
            _ = try await offer()
            _ = try await scene.intake(ours).doesAtOnce("withdraw", on: id)
            #expect(try await scene.intake(theirs).open(id).text.contains("Die vraag is ingetrokken"))
            let third = try await offer()
            _ = try await scene.coordinator(theirs).does("accept", on: id, from: third)
            let again = try await scene.intake(theirs).does("accept", on: id, from: third)
            #expect(again.status == 409 && again.text.contains("Jullie hebben deze melding al overgenomen van Shelter"))
            #expect(again.text.contains("A boat at night"), "and shows the report as it is now")
            let given = try await scene.intake(ours).open(id)
            #expect(given.status == 410 && given.text.contains("Clinic heeft deze melding van jullie overgenomen"))
            #expect(!given.text.contains("A boat at night"))
            #expect(try await stranger.open(id).status == 404)
            let auditor = try await scene.logIn(as: .auditor, at: "Elsewhere")
            #expect(try await scene.ask(.get, "/nl/reports/\(id)", cookie: auditor).status == 403)
        }
    }

    @Test("of a dossier says who coordinates it now, or that the share ended, to who had a part in it, and to nobody else")
    func dossier() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let (school, stranger) = (try await scene.open("School"), try await scene.open("Police"))
            let id = try await scene.dossier("A boat at night", at: ours)
            let path = "dossiers/" + id.text
            try await scene.share(id, of: ours, with: school)
            let (dossiers, tasks) = (scene.site.desk.dossiers, scene.site.desk.tasks)
            let old = try await scene.intake(ours).see(path)
            func offer(warmUntil: Instant?) async throws {
                scene.clock.advance(by: .minutes(1))
                let session = try await scene.session(ours.intake)
                let version = try await dossiers.open(id, by: session).envelope.version
                try await tasks.offer(
                    id, to: theirs.id, "She moved", .given, warmUntil: warmUntil, version: version, by: session)
            }
            try await offer(warmUntil: nil)
            try await tasks.refuse(id, because: "Full", by: try await scene.session(theirs.intake))
            let refused = try await scene.intake(theirs).see(path)
            #expect(refused.status == 410 && refused.text.contains("Jullie zeiden nee") && !refused.text.contains("A boat"))
            try await offer(warmUntil: scene.clock.now + .days(2))
            let asked = try await scene.intake(theirs).see(path + "/tasks")
            try await tasks.accept(id, by: try await scene.session(theirs.coordinator))
            let twice = try await scene.post(
                "/nl/\(path)/accept-offer", [("offer", try #require(asked.hidden("offer")))], cookie: theirs.intake)
            #expect(twice.status == 409 && twice.text.contains("Jullie hebben de regie al overgenomen van Shelter"))
            let warm = try await scene.intake(ours).sends(
                "plan", to: path, from: old, [("plan.text", "Call the school")] + soon(scene, days: 1))
            #expect(warm.status == 409 && warm.text.contains("Clinic heeft de regie van jullie overgenomen"))
            #expect(warm.text.contains("Call the school"), "what was typed is given back")
            let colleagues = (try await scene.session(ours.intake), try await scene.session(stranger.intake))
            scene.clock.advance(by: .days(3))
            #expect(try await scene.site.desk.sharing.lapse() == 1)
            func later(_ name: String, beside colleague: Session) async throws -> Answer {
                let cookie = try await scene.logIn(name, .intake, at: colleague.organisation.id, name: name)
                try await scene.letIn(cookie, by: colleague)
                return try await scene.ask(.get, "/nl/" + path, cookie: cookie)
            }
            let ended = try await later("late", beside: colleagues.0)
            #expect(ended.status == 410 && ended.text.contains("niet meer gedeeld") && !ended.text.contains("A boat"))
            #expect(try await later("other", beside: colleagues.1).status == 404)
        }
    }
}
