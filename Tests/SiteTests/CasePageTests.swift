import Organisations
import Reporting
import Support
import Terms
import Testing

@testable import Site
@testable import Web

@Suite("The page of a report")
struct CasePageTests {
    private static let judgement = [("urgency", "urgent"), ("judgement.text", "A minor")]

    @Test("tells what is due, and what was done")
    func judged() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let worker = scene.intake(crew)
            let opened = try await worker.open(id)
            #expect(opened.status == 200 && opened.text.contains("She is never alone"))
            #expect(opened.text.contains("Volgende stap: Beoordelen"))
            let judged = try await worker.doesAtOnce("judgement", on: id, Self.judgement)
            #expect(judged.text.contains("Je beoordeling is bewaard.") && judged.text.contains("A minor"))
            #expect(judged.text.contains("Beoordeling: Dringend") && judged.text.contains("Doen wat nodig is"))
            let taken = try await worker.doesAtOnce("take", on: id)
            #expect(!taken.text.contains("Ik pak dit op"))
        }
    }

    @Test("that a colleague made old says what happened and keeps what was typed")
    func stale() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let (worker, colleague) = (scene.intake(crew), scene.coordinator(crew))
            let page = try await worker.open(id)
            scene.clock.advance(by: .minutes(1))
            _ = try await colleague.doesAtOnce("judgement", on: id, Self.judgement)
            let refused = try await worker.does(
                "judgement", on: id, from: page, [("urgency", "danger"), ("judgement.text", "Many words of mine")])
            #expect(refused.status == 409)
            #expect(refused.text.contains("Er is intussen iets veranderd"))
            #expect(refused.text.contains("Beoordeling: Dringend · Coordinator"))
            #expect(refused.first("name=\"judgement.text\"[^>]*>\\s*([^<]*)<") == "Many words of mine")
            #expect(refused.text.contains("value=\"danger\" autocomplete=\"off\" checked"))
            let again = try await worker.does(
                "judgement", on: id, from: refused, [("urgency", "danger"), ("judgement.text", "Many words of mine")])
            #expect(again.status == 303)
        }
    }

    @Test("that is no longer one's own gives back what was typed, and says nothing more than of one that never was")
    func gone() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let other = try await scene.open("Other", isFallback: true)
            let worker = scene.intake(crew)
            let page = try await worker.open(id)
            _ = try await worker.doesAtOnce(
                "hand-over", on: id, [("receiver", other.id.text), ("hand-over.text", "Yours")])
            _ = try await scene.intake(other).does("accept", on: id, from: page)
            let mine = [("urgency", "danger"), ("judgement.text", "Many words of mine")]
            let message = try await scene.upload(
                "/nl/reports/\(id)/message",
                [("draft", try #require(page.hidden("draft"))), ("message.text", "Dear you")],
                [.picture("p.jpg")], cookie: crew.intake)
            let stored = try await scene.stored()
            #expect(message.status == 410 && message.text.contains("Dear you") && stored.files == 0)
            let refused = try await worker.does("judgement", on: id, from: page, mine)
            #expect(refused.status == 410 && refused.text.contains("Many words of mine"))
            #expect(refused.text.contains("Other heeft deze melding van jullie overgenomen"))
            let stranger = scene.intake(try await scene.open("Third"))
            let never = try await worker.does("judgement", on: ReportID(.system).text, from: page, mine)
            #expect(never.status == 404 && never.text.contains("Many words of mine"))
            let foreign = try await stranger.does("judgement", on: id, from: page, mine)
            #expect(foreign.status == 404 && foreign.text.contains("Many words of mine"))
            #expect(foreign.text == (try await stranger.does("judgement", on: ReportID(.system).text, from: page, mine)).text)
        }
    }

    @Test("plans the next step by date and time, and says beside the field what is no date")
    func plans() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let worker = scene.intake(crew)
            let soon = TypedDate(scene.clock.now + .days(30))
            let date = [("due.day", soon.day), ("due.month", soon.month), ("due.year", soon.year)]
            for wrong in ["25.00", "", "soon"] {
                let page = try await worker.open(id)
                let refused = try await worker.does("plan", on: id, from: page, date + [("clock", wrong)])
                #expect(refused.status == 422 && refused.text.contains("id=\"f-due-error\""))
            }
            let past = [("due.day", "1"), ("due.month", "1"), ("due.year", "2001"), ("clock", "9")]
            let refused = try await worker.does("plan", on: id, from: try await worker.open(id), past)
            #expect(refused.status == 422 && refused.text.contains("Kies een moment in de toekomst."))
            let planned = try await worker.doesAtOnce("plan", on: id, date + [("clock", "14.30")])
            #expect(planned.text.contains("De volgende stap is gepland.") && planned.text.contains("14.30 uur"))
        }
    }

    @Test("lets a coordinator give the work away, and an intake worker only take it on")
    func assigns() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let (worker, coordinator) = (scene.intake(crew), scene.coordinator(crew))
            let shown = try await coordinator.open(id)
            let colleagues = shown.all("<option value=\"(mem_[a-z0-9]+)\"")
            #expect(colleagues.count == 2)
            let page = try await worker.open(id)
            #expect(!page.text.contains("/assign\""))
            let refused = try await worker.does("assign", on: id, from: page, [("assignee", colleagues[0])])
            let refusedNobody = try await worker.does("assign", on: id, from: page, [("assignee", "")])
            #expect(refused.status == 422 || refusedNobody.status == 422)
            _ = try await coordinator.doesAtOnce("assign", on: id, [("assignee", colleagues[1])])
            let lists = (
                try await worker.see("inbox?view=mine").text, try await coordinator.see("inbox?view=mine").text
            )
            #expect([lists.0, lists.1].filter { $0.contains(id) }.count == 1)
            let nobodys = try await worker.see("inbox?view=nobodys")
            #expect(!nobodys.text.contains(id))
        }
    }

    @Test("hands over, is taken on and comes back; the one who gave it away sees its outside only")
    func handsOver() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let other = try await scene.open("Other", isFallback: true)
            let (ours, theirs) = (scene.intake(crew), scene.intake(other))
            let offered = try await ours.doesAtOnce(
                "hand-over", on: id, [("receiver", other.id.text), ("hand-over.text", "Yours")])
            #expect(offered.text.contains("Gevraagd aan Other") && !offered.text.contains("/close\""))
            let late = try await ours.does(
                "close", on: id, from: offered, [("closing", "helped"), ("close.text", "Done")])
            #expect(late.status == 409)
            let inbox = try await theirs.see("inbox")
            #expect(inbox.text.contains("Gevraagd om over te nemen") && inbox.text.contains(id))
            let asked = try await theirs.open(id)
            #expect(asked.text.contains("Shelter vraagt of jullie") && asked.text.contains("Yours"))
            let refused = try await theirs.does("refuse", on: id, from: asked, [("refuse.text", " ")])
            #expect(refused.status == 422 && refused.text.contains("Schrijf waarom."))
            let accepted = try await theirs.does("accept", on: id, from: asked)
            #expect(accepted.status == 303)
            let (gone, given) = (try await ours.open(id), try await ours.see("inbox?view=handedOver"))
            #expect(gone.status == 410)
            #expect(given.text.contains(try reference(id)) && !given.text.contains(id))
            let back = try await theirs.doesAtOnce("send-back", on: id, [("send-back.text", "Yours after all")])
            #expect(back.text.contains("Gevraagd aan Shelter"))
            #expect(back.text.contains("Shelter vroeg Other: overgenomen"))
            #expect(back.text.contains("Other vroeg Shelter: nog geen antwoord"))
            let withdrawn = try await theirs.doesAtOnce("withdraw", on: id)
            #expect(withdrawn.text.contains("De vraag is ingetrokken."))
        }
    }

    @Test("closes with a reason and opens again")
    func closes() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let id = try await scene.report(to: crew)
            let worker = scene.intake(crew)
            let refused = try await worker.does(
                "close", on: id, from: try await worker.open(id), [("closing", "alreadyKnown"), ("close.text", "")])
            #expect(refused.status == 422 && refused.text.contains("value=\"alreadyKnown\" selected"))
            let closed = try await worker.doesAtOnce(
                "close", on: id, [("closing", "helped"), ("close.text", "She is safe")])
            #expect(closed.text.contains("Afgerond op") && closed.text.contains("She is safe"))
            #expect(!closed.text.contains("/message\""))
            let open = try await worker.doesAtOnce("reopen", on: id)
            #expect(open.text.contains("Volgende stap: Beoordelen"), "nobody judged it before it was closed")
        }
    }

    @Test("links with a report by its reference or from a search, and unlinks")
    func links() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (one, two) = (try await scene.report("A barn", to: crew), try await scene.report("A boat", to: crew))
            let worker = scene.intake(crew)
            let wrong = try await worker.does(
                "link", on: one, from: try await worker.open(one), [("link.text", "0000-0000")])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"0000-0000\""))
            let linked = try await worker.doesAtOnce("link", on: one, [("link.text", try reference(two).lowercased())])
            #expect(linked.text.contains("/nl/reports/\(two)"))
            let unlinked = try await worker.doesAtOnce("unlink", on: two, [("other", one)])
            #expect(!unlinked.text.contains("/nl/reports/\(one)"))
            let search = try await worker.see("search?for=" + one)
            let found = try await scene.post(
                "/nl/search", [("linking", try #require(search.hidden("linking"))), ("query", "boat")],
                cookie: crew.intake)
            #expect(found.hidden("other") == two && found.text.contains("/nl/reports/\(one)/link"))
            #expect(found.text.contains("aria-label=\"Melding \(try reference(two)) koppelen\""))
            let again = try await worker.doesAtOnce("link", on: one, [("other", two)])
            #expect(again.text.contains("/nl/reports/\(two)"))
        }
    }
}
