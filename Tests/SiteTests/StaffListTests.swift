import Duties
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

@Suite("Lists of reports")
struct StaffListTests {
    @Test("mark what is late, and show the coordinator of the fallback organisation what rose from elsewhere")
    func late() async throws {
        try await withScene { scene in
            let fallback = try await scene.open("Fallback", isFallback: true)
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let inTime = try await scene.intake(crew).see("inbox?view=late")
            #expect(inTime.text.contains("Niets is te laat."))
            let colleagues = (
                try await scene.session(fallback.coordinator), try await scene.session(crew.coordinator))
            scene.clock.advance(by: .minutes(25))
            for _ in 0..<3 {
                scene.clock.advance(by: .days(3))
                _ = try await scene.ground.database.write { [ground = scene.ground] tx in
                    try ground.duties.escalate(in: tx)
                }
            }
            // Sessions have ended meanwhile: these are new coordinators.
            func coordinator(beside colleague: Session, _ name: String) async throws -> Colleague {
                let cookie = try await scene.logIn(
                    "Late", .coordinator, at: colleague.organisation.id, name: name)
                try await scene.letIn(cookie, by: colleague)
                return Colleague(scene: scene, cookie: cookie)
            }
            let elsewhere = try await coordinator(beside: colleagues.0, "late1").see("inbox?view=elsewhere")
            #expect(elsewhere.text.contains(try reference(id)) && !elsewhere.text.contains(id))
            #expect(elsewhere.text.contains("Shelter") && elsewhere.text.contains("te laat"))
            let ours = try await coordinator(beside: colleagues.1, "late2")
            let list = try await ours.see("inbox?view=late")
            #expect(list.text.contains(id) && list.text.contains("<tr class=\"late\">"))
            let shut = try await ours.see("inbox?view=elsewhere")
            #expect(shut.status == 404)
        }
    }

    @Test("go on on a next page")
    func pages() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<(Inbox.linesPerPage + 3) {
                    group.addTask {
                        _ = try await Submission(scene.ground).submit(
                            try NewReport(
                                subject: .victim, role: .bystander, directDanger: false, age: .adult, forms: [.labour],
                                municipality: nil, contents: ReportContents(words: "Report \(number)"), contact: nil),
                            receipt: Receipt(scene.ground.chance), place: nil)
                    }
                }
                try await group.waitForAll()
            }
            let worker = scene.intake(crew)
            func reports(_ page: Answer) -> [String] { page.all("/nl/reports/(rep_[a-z0-9]+)") }
            let first = try await worker.see("inbox")
            let next = try #require(first.first("<a href=\"/nl/(inbox[^\"]*after=[^\"]*)\""))
            let second = try await worker.see(next.replacing("&amp;", with: "&"))
            #expect(reports(first).count == Inbox.linesPerPage && reports(second).count == 3)
            #expect(Set(reports(first) + reports(second)).count == Inbox.linesPerPage + 3)
        }
    }

    @Test("are searched by word and by period; nothing that is looked for stands in an address")
    func search() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report("A barn near the river", to: crew)
            _ = try await scene.report("A boat", to: crew)
            func find(_ fields: [(String, String)]) async throws -> Answer {
                try await scene.post("/nl/search", fields, cookie: crew.intake)
            }
            let found = try await find([("query", "barn")])
            #expect(found.text.contains("1 melding gevonden") && found.text.contains(id))
            let page = try await scene.intake(crew).see("search")
            #expect(page.first("<form action=\"/nl/search\" method=\"([a-z]*)\"") == "post")
            let today = TypedDate(scene.clock.now)
            func days(_ name: String, _ date: TypedDate) -> [(String, String)] {
                [(name + ".day", date.day), (name + ".month", date.month), (name + ".year", date.year)]
            }
            let on = try await find(days("from", today) + days("until", today))
            #expect(on.text.contains("2 meldingen gevonden"))
            let before = try await find(days("until", TypedDate(scene.clock.now - .days(1))))
            #expect(before.text.contains("0 meldingen gevonden"))
            let wrong = try await find([("from.day", "31"), ("from.month", "2"), ("from.year", "2026")])
            #expect(wrong.status == 422 && wrong.text.contains("Deze datum bestaat niet."))
        }
    }
}

@Suite("A date as it is typed")
struct TypedDateTests {
    @Test(
        "is a moment on a Dutch wall, in summer and in winter",
        arguments: [
            ("24", "11", "2026", 14, 5, "2026-11-24T13:05:00Z"), ("1", "7", "2026", 0, 0, "2026-06-30T22:00:00Z"),
            ("29", "3", "2026", 2, 30, "2026-03-29T01:30:00Z"), ("25", "10", "2026", 2, 30, "2026-10-25T00:30:00Z"),
        ])
    func moments(day: String, month: String, year: String, hour: Int, minute: Int, utc: String) throws {
        var date = TypedDate()
        (date.day, date.month, date.year) = (day, month, year)
        let instant = try #require(date.instant(hour: hour, minute: minute))
        #expect(Words.machineReadable(instant) == utc)
    }

    @Test(
        "is none when no calendar has it",
        arguments: [("31", "2", "2026"), ("0", "1", "2026"), ("1", "13", "2026"), ("1", "1", "26")])
    func none(day: String, month: String, year: String) {
        var date = TypedDate()
        (date.day, date.month, date.year) = (day, month, year)
        #expect(date.instant() == nil && date.nextDay == nil)
    }

    @Test("is followed by the next day where the clock was changed too")
    func next() throws {
        for (day, month, next) in [("29", "3", "2026-03-29T22:00:00Z"), ("25", "10", "2026-10-25T23:00:00Z")] {
            var date = TypedDate()
            (date.day, date.month, date.year) = (day, month, "2026")
            #expect(Words.machineReadable(try #require(date.nextDay)) == next)
        }
    }
}
