import Organisations
import Reporting
import Support
import Terms
import Testing
import Vault
import Words

@testable import Site
@testable import Web

@Suite("What is owed, on the pages")
struct OwedTests {
    /// A report that its sender comes back to.
    private func send(_ scene: Scene, danger: Bool = false) async throws -> (id: String, receipt: Receipt) {
        let receipt = Receipt(scene.ground.chance)
        let sent = try await Submission(scene.ground).submit(
            try NewReport(
                subject: .victim, role: .victim, directDanger: danger, age: .adult, forms: [.sexual], municipality: nil,
                contents: ReportContents(words: "I am not free"), contact: nil),
            receipt: receipt, place: nil)
        return (sent.id.text, receipt)
    }

    @Test("a report is not closed over a reporter who waits, unless with a reason that they then read")
    func closedOver() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, receipt) = try await send(scene)
            let worker = scene.intake(crew)
            try await Dialogue(scene.ground).write(Message(text: "I am afraid"), with: receipt)
            let closing = [("closing", "helped"), ("close.text", "She was here")]
            let refused = try await worker.does("close", on: id, from: try await worker.open(id), closing)
            #expect(refused.status == 422)
            #expect(refused.text.contains("De melder wacht op antwoord. Schrijf een antwoord, of kies waarom dat niet kan."))
            #expect(refused.text.contains("She was here"), "what was typed is given back")
            let closed = try await worker.doesAtOnce("close", on: id, closing + [("unanswered", "spoken")])
            #expect(closed.text.contains("De melding is afgerond."))
            let read = try await scene.post("/nl/conversation", [("code", receipt.code)])
            #expect(read.text.contains("We hebben je er al over gesproken"))
            #expect(!read.text.contains("Er is nog geen antwoord"))
        }
    }

    @Test("closing a report tells everything that is missing at once, and offers no talk with who left no way to be reached")
    func closedInOneRound() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, receipt) = try await send(scene)
            let worker = scene.intake(crew)
            try await Dialogue(scene.ground).write(Message(text: "I am afraid"), with: receipt)
            let page = try await worker.open(id)
            #expect(page.text.contains("value=\"unsafe\"") && !page.text.contains("value=\"spoken\""))
            let refused = try await worker.does("close", on: id, from: page, [("closing", ""), ("close.text", "")])
            #expect(refused.status == 422)
            for field in ["closing", "unanswered", "close-text"] { #expect(refused.text.contains("f-\(field)-error"), "\(field)") }
        }
    }

    @Test("a closed report whose reporter was written nothing does not say that an answer is still to come")
    func closedWithoutAnswer() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, receipt) = try await send(scene)
            _ = try await scene.intake(crew).doesAtOnce("close", on: id, [("closing", "helped"), ("close.text", "x")])
            let read = try await scene.post("/nl/conversation", [("code", receipt.code)])
            #expect(read.text.contains("Er is hier niets teruggeschreven.") && !read.text.contains("Er is nog geen antwoord"))
        }
    }

    @Test("a report with direct danger is closed only once somebody wrote why the danger is gone")
    func closedInDanger() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, _) = try await send(scene, danger: true)
            let worker = scene.intake(crew)
            let closing = [("closing", "helped"), ("close.text", "It is fine")]
            let page = try await worker.open(id)
            let refused = try await worker.does("close", on: id, from: page, closing)
            #expect(refused.status == 422 && refused.text.contains("f-closing-error") && refused.text.contains("It is fine"))
            #expect(refused.text.contains("Beoordeel de melding eerst opnieuw"))
            _ = try await worker.doesAtOnce(
                "judgement", on: id, [("urgency", "normal"), ("judgement.text", "She is with her parents, we spoke to her")])
            let closed = try await worker.doesAtOnce("close", on: id, closing)
            #expect(closed.text.contains("De melding is afgerond.") && closed.text.contains("with her parents"))
        }
    }

    @Test("a reporter reads by when they hear something, after each step; and that nothing is to come when nothing is")
    func toReporter() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, receipt) = try await send(scene)
            let (worker, dialogue) = (scene.intake(crew), Dialogue(scene.ground))
            func read() async throws -> String { try await scene.post("/nl/conversation", [("code", receipt.code)]).text }
            func promised(_ term: Term) -> String {
                Words.of(.nl).promise(Promise(scene.clock.now + term, urgency: .urgent), at: scene.clock.now)
            }
            let urgent = IntakeTerms().term(.urgent)
            #expect(try await read().contains("Iemand kijkt er \(promised(urgent)) naar."))
            _ = try await worker.open(id)
            #expect(try await read().contains("Wij beslissen \(promised(urgent)) wat er nodig is."))
            _ = try await worker.doesAtOnce("judgement", on: id, [("urgency", "urgent"), ("judgement.text", "Heard")])
            let quiet = try await read()
            #expect(quiet.contains("Je hoeft nu niet op ons te wachten.") && !quiet.contains("later nog eens"))
            try await dialogue.write(Message(text: "What now?"), with: receipt)
            let waiting = try await read()
            #expect(waiting.contains("Je krijgt \(promised(urgent)) antwoord") && !waiting.contains("niet op ons te wachten"))
            try await worker.answers("We are here", on: id)
            #expect(try await read().contains("Je hoeft nu niet op ons te wachten."))
            _ = try await scene.post(
                "/nl/reports/\(id)/open-dossier", [], cookie: crew.intake)
            #expect(try await read().contains("Je hoort uiterlijk"), "of the dossier they hear in a month")
            try await dialogue.write(Message(text: "Are you there?"), with: receipt)
            scene.clock.advance(by: .days(3))
            let late = try await read()
            #expect(late.contains("Dit duurt langer dan wij beloofden.") && late.contains("Je hoort uiterlijk"))
        }
    }

    @Test("danger is put off with a reason only, and the reason is read with the report")
    func putOff() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, _) = try await send(scene, danger: true)
            let worker = scene.intake(crew)
            let later = TypedDate(scene.clock.now + .days(3))
            let date = [
                ("due.day", later.day), ("due.month", later.month), ("due.year", later.year), ("clock", "12:00"),
            ]
            let refused = try await worker.does("plan", on: id, from: try await worker.open(id), date)
            #expect(refused.status == 422 && refused.text.contains("Er is direct gevaar. Schrijf waarom dit later kan."))
            let planned = try await worker.doesAtOnce("plan", on: id, date + [("plan.text", "She is with the police")])
            #expect(planned.text.contains("Later gepland") && planned.text.contains("She is with the police"))
        }
    }

    @Test("a report and an inbox name everything that is due, each with its moment")
    func named() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, receipt) = try await send(scene, danger: true)
            let worker = scene.intake(crew)
            _ = try await worker.open(id)
            try await Dialogue(scene.ground).write(Message(text: "I am afraid"), with: receipt)
            let page = try await worker.open(id)
            #expect(page.text.contains("Volgende stap: De melder antwoorden") || page.text.contains("Volgende stap: Beoordelen"))
            #expect(page.text.contains("Daarna, of tegelijk:"))
            let judged = try await worker.doesAtOnce(
                "judgement", on: id, [("urgency", "danger"), ("judgement.text", "He waits outside")])
            #expect(judged.text.contains("De melder antwoorden") && judged.text.contains("Doen wat nodig is"))
            #expect(try await worker.see("inbox").text.contains("De melder"))
        }
    }

    @Test("a day says that nothing waits only when nothing does, and counts what waits")
    func day() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let worker = scene.intake(crew)
            #expect(try await worker.see("day").text.contains("Er ligt nu niets op je te wachten."))
            let (id, _) = try await send(scene, danger: true)
            let day = try await worker.see("day")
            #expect(!day.text.contains("Er ligt nu niets op je te wachten."))
            #expect(day.text.contains("/nl/reports/" + id) && day.text.contains("Nog van niemand (1)"))
            let other = try await scene.open("Other", isFallback: true)
            _ = try await worker.doesAtOnce("hand-over", on: id, [("receiver", other.id.text), ("hand-over.text", "Yours")])
            let asked = try await scene.intake(other).see("day")
            #expect(asked.text.contains("/nl/reports/" + id) && !asked.text.contains("Er ligt nu niets"))
            _ = try await scene.logIn("Latecomer", .intake, at: crew.id, name: "late")
            #expect(try await worker.see("day").text.contains("Een collega wacht tot iemand toegang geeft"))
        }
    }
}

extension Colleague {
    /// Writes to the reporter from the page of the report.
    fileprivate func answers(_ text: String, on report: String) async throws {
        let page = try await open(report)
        let sent = try await scene.upload(
            "/nl/reports/\(report)/message",
            [
                ("draft", try #require(page.hidden("draft"))), ("version", try #require(page.hidden("version"))),
                ("message.text", text),
            ], [], cookie: cookie)
        #expect(sent.status == 303)
    }
}
