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
}
