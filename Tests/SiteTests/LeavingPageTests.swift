import Duties
import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Words

@testable import Site
@testable import Web

/// An organisation with an administrator, in which the intake worker took a report on.
private struct Office {
    let scene: Scene
    let crew: Crew
    let administrator: String
    let report: String
    let intake: MemberID
    let coordinator: MemberID

    init(_ scene: Scene) async throws {
        self.scene = scene
        crew = try await scene.open("Shelter")
        administrator = try await scene.logIn("Ad Min", .administrator, at: crew.id, name: "admin")
        report = try await scene.report(to: crew)
        _ = try await scene.intake(crew).doesAtOnce("take", on: report)
        intake = try await scene.session(crew.intake).member.id
        coordinator = try await scene.session(crew.coordinator).member.id
    }

    func get(_ deed: String = "") async throws -> Answer {
        try await scene.ask(.get, "/nl/members/\(intake.text)\(deed)", cookie: administrator)
    }

    func post(_ deed: String, _ fields: [(String, String)] = []) async throws -> Answer {
        try await scene.post("/nl/members/\(intake.text)/\(deed)", fields, cookie: administrator)
    }

    /// Who has the report now.
    func assignee() async throws -> MemberID? {
        try await scene.ground.database.read { [ground = scene.ground, report] tx in
            try ground.duties.duty(on: report, in: tx)?.member
        }
    }

    func member() async throws -> Member? {
        try await scene.ground.database.read { [ground = scene.ground, intake] tx in
            try ground.membership.member(intake, in: tx)
        }
    }
}

@Suite("The page that removes somebody, lets them start anew, or changes their role")
struct LeavingPageTests {
    @Test("names their open work without showing contents, and asks before anything is done", arguments: ["remove", "reset"])
    func asks(deed: String) async throws {
        try await withScene { scene in
            let office = try await Office(scene)
            let page = try await office.get()
            #expect(!page.text.contains("action=\"/nl/members/\(office.intake.text)/\(deed)\""), "one press does nothing yet")
            let asked = try await office.get("/" + deed)
            #expect(asked.status == 200)
            #expect(asked.text.contains(try reference(office.report)))
            #expect(!asked.text.contains("She is never alone") && !asked.text.contains("«"))
            let unseen = try await office.post(deed)
            #expect(unseen.status == 200)
            #expect(unseen.text.contains(try reference(office.report)))
            #expect(try await office.member()?.state == .active, "who did not see the work is shown it first")
            let changed = try await office.post(deed, [("seen", "rep_00000000000000000000000000")])
            #expect(changed.status == 409 && changed.text.contains(Words.of(.nl)("members.leaving.meanwhile")))
            #expect(try await office.assignee() == office.intake)
            let done = try await office.post(deed, [("seen", office.report), ("successor", "")])
            #expect(done.status == (deed == "remove" ? 303 : 200))
            #expect(try await office.member()?.state == (deed == "remove" ? .removed : .invited))
            #expect(try await office.assignee() == nil)
            #expect(try await scene.ask(.get, "/nl/inbox", cookie: office.crew.intake).status == 303)
        }
    }

    @Test("says when only one remains who can open reports, and what becomes of notes for oneself", arguments: ["remove", "reset"])
    func oneLeft(deed: String) async throws {
        try await withScene { scene in
            let office = try await Office(scene)
            let (warning, notes) = ("Daarna is er nog één die meldingen kan openen", "alleen voor zichzelf schreef")
            let two = try await office.get("/" + deed)
            #expect(two.text.contains(warning) && two.text.contains(notes))
            let keys = try await scene.session(office.crew.coordinator)
            _ = try await scene.logIn("Third", .intake, at: office.crew.id, name: "third")
            let third = try await scene.ground.database.read { [ground = scene.ground] tx in
                try #require(try ground.membership.members(of: office.crew.id, in: tx).first { $0.waitsForAdmission })
            }
            try await scene.ground.database.write { [ground = scene.ground] tx in
                try ground.membership.admit(third.id, by: keys.member, with: keys.memberKey, in: tx)
            }
            #expect(try await !office.get("/" + deed).text.contains(warning))
        }
    }

    @Test("gives the work to the colleague who was chosen, and to nobody who cannot open it")
    func gives() async throws {
        try await withScene { scene in
            let office = try await Office(scene)
            let administrator = try await scene.session(office.administrator).member.id
            let refused = try await office.post("remove", [("seen", office.report), ("successor", administrator.text)])
            #expect(refused.status == 422 && refused.text.contains(Words.of(.nl)("refusal.colleagueCannot")))
            #expect(try await office.member()?.state == .active)
            let done = try await office.post("remove", [("seen", office.report), ("successor", office.coordinator.text)])
            #expect(done.location == "/nl/members?done=remove")
            #expect(try await office.assignee() == office.coordinator)
        }
    }

    @Test("changes a name at once, and asks before a role goes that opened contents")
    func changes() async throws {
        try await withScene { scene in
            let office = try await Office(scene)
            let named = try await office.post("change", [("name", "Anna Nieuw"), ("role", "intake")])
            let told = try await scene.ask(.get, try #require(named.location), cookie: office.administrator)
            #expect(named.status == 303 && told.text.contains("De naam en de rol zijn bewaard."))
            #expect(try await office.member()?.name == "Anna Nieuw")
            #expect(try await office.assignee() == office.intake)
            let wrong = try await office.post("change", [("name", "A"), ("role", "intake")])
            #expect(wrong.status == 422 && wrong.text.contains("f-name-error") && wrong.text.contains("value=\"A\""))
            let asked = try await office.post("change", [("name", "Anna"), ("role", "auditor")])
            #expect(asked.status == 200 && asked.hidden("role") == "auditor")
            #expect(asked.text.contains(try reference(office.report)))
            #expect(try await office.member()?.role == .intake)
            let done = try await office.post(
                "change", [("name", "Anna"), ("role", "auditor"), ("seen", office.report), ("successor", "")])
            #expect(done.status == 303)
            #expect(try await office.member()?.role == .auditor)
            #expect(try await office.assignee() == nil)
            let ended = try await scene.ask(.get, "/nl/inbox", cookie: office.crew.intake)
            let logIn = try await scene.ask(.get, try #require(ended.location))
            #expect(logIn.text.contains(Words.of(.nl)("staff.logIn.news.ended")))
            #expect(!logIn.text.contains("te lang weg"), "they were not away")
        }
    }
}
