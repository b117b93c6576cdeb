import Collaboration
import HTTPTypes
import Organisations
import Support
import Terms
import Testing

@testable import Site

@Suite("What organisations ask of each other")
struct TaskPageTests {
    private func soon(_ scene: Scene) -> [(String, String)] {
        TypedDate(scene.clock.now + .days(5)).fields() + [("clock", "14.30")]
    }

    @Test("an action is asked in a part, taken on, planned and done; its outcome is seen by who asked")
    func action() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            try await scene.share(id, of: ours, with: theirs)
            let path = "dossiers/" + id.text
            let empty = try await scene.intake(ours).sends(
                "ask", to: path, from: try await scene.intake(ours).see(path + "/tasks"), [("task.text", "Look today")])
            #expect(empty.status == 422 && empty.text.contains("Look today</textarea>"))
            let asked = try await scene.intake(ours).sendsAtOnce(
                "ask", to: path, seeing: "/tasks",
                [("task.text", "See her on Monday"), ("part", "general"), ("responsible", theirs.id.text)] + soon(scene))
            #expect(asked.text.contains("De actie is afgesproken.") && asked.text.contains("See her on Monday"))
            let task = "tasks/" + (try #require(asked.first("/nl/tasks/(tsk_[a-z0-9]+)")))
            let seen = try await scene.intake(theirs).see(task)
            #expect(seen.text.contains("See her on Monday") && seen.text.contains("/take\"") && !seen.text.contains("/withdraw\""))
            let taken = try await scene.intake(theirs).sendsAtOnce("take", to: task)
            #expect(taken.text.contains("Jij pakt dit op.") && !taken.text.contains("/take\""))
            let planned = try await scene.intake(theirs).sendsAtOnce("plan", to: task, soon(scene))
            #expect(planned.text.contains("14.30 uur"))
            let silent = try await scene.intake(theirs).sends(
                "finish", to: task, from: try await scene.intake(theirs).see(task))
            #expect(silent.status == 422 && silent.text.contains("f-finish-text-error"))
            let notTheirs = try await scene.intake(ours).sends(
                "finish", to: task, from: try await scene.intake(ours).see(task), [("finish.text", "Done by us")])
            #expect(notTheirs.status == 404 && notTheirs.text.contains("Done by us"))
            _ = try await scene.intake(theirs).sendsAtOnce("finish", to: task, [("finish.text", "She is well")])
            let ended = try await scene.intake(ours).see(path + "/tasks")
            #expect(ended.text.contains("She is well") && ended.text.contains("1 actie is afgerond"))
        }
    }

    @Test("a colleague was quicker: what was typed is given back")
    func overtaken() async throws {
        try await withScene { scene in
            let ours = try await scene.open("Shelter")
            let id = try await scene.dossier(at: ours)
            let asked = try await scene.intake(ours).sendsAtOnce(
                "ask", to: "dossiers/" + id.text, seeing: "/tasks",
                [("task.text", "Call her"), ("part", "general"), ("responsible", ours.id.text)] + soon(scene))
            let task = "tasks/" + (try #require(asked.first("/nl/tasks/(tsk_[a-z0-9]+)")))
            let page = try await scene.intake(ours).see(task)
            _ = try await scene.coordinator(ours).sendsAtOnce("withdraw", to: task, [("withdraw.text", "She called")])
            let late = try await scene.intake(ours).sends("finish", to: task, from: page, [("finish.text", "I called her")])
            #expect(late.status == 409 && late.text.contains("I called her") && late.text.contains("She called"))
        }
    }

    @Test("a question can be asked anonymously without a dossier, and is answered in messages")
    func consultation() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let third = try await scene.open("Police")
            let worker = scene.intake(ours)
            let page = try await worker.see("consultations/new")
            #expect(page.text.contains("Wat heb je weggelaten?") && !page.text.contains("Waarom niet minder?"))
            let refused = try await worker.sends("new", to: "consultations", from: page, [
                ("receiver", theirs.id.text), ("consult.question", "Is this a sign?"), ("urgency", "normal"),
                ("basis", "anonymousConsultation"),
            ])
            #expect(refused.status == 422 && refused.text.contains("f-answer-leftOut-error"))
            #expect(refused.text.contains("Is this a sign?</textarea>") && refused.text.contains("f-due-error"))
            let sent = try await worker.sends("new", to: "consultations", from: page, [
                ("receiver", theirs.id.text), ("consult.question", "Is this a sign?"), ("urgency", "normal"),
                ("basis", "anonymousConsultation"), ("grounds.purpose", "Advice"), ("answer.leftOut", "Name and street"),
            ] + soon(scene))
            let location = try #require(sent.location)
            let task = "tasks/" + (try #require(location.split(separator: "/").last?.split(separator: "?").first.map(String.init)))
            let asked = try await scene.intake(theirs).see(task)
            #expect(asked.text.contains("Vraag van Shelter") && asked.text.contains("Name and street"))
            #expect(try await scene.intake(third).see(task).status == 404)
            let written = try await scene.intake(theirs).sendsAtOnce("write", to: task, [("message.text", "How old?")])
            #expect(written.text.contains("Je bericht is verstuurd."))
            #expect(try await worker.see(task).text.contains("How old?"))
            _ = try await scene.intake(theirs).sendsAtOnce("finish", to: task, [("finish.text", "Yes, it is")])
            #expect(try await worker.see(task).text.contains("Yes, it is"))
        }
    }

    @Test("a question about a dossier tells the other nothing of it, and on another ground asks that law's questions")
    func consultationAboutDossier() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            let worker = scene.intake(ours)
            let other = try await worker.see("consultations/new?ground=other&dossier=" + id.text)
            #expect(other.text.contains("name=\"basis\"") && !other.text.contains("consult.question"))
            let form = try await worker.see("consultations/new?dossier=\(id.text)&basis=consent")
            let sent = try await worker.sends("new", to: "consultations", from: form, [
                ("receiver", theirs.id.text), ("consult.question", "May she stay?"), ("urgency", "urgent"),
            ] + soon(scene) + Grounds.filledIn)
            let task = try #require(sent.location).dropFirst("/nl/".count)
            let asked = try await scene.intake(theirs).see(String(task))
            #expect(asked.text.contains("May she stay?"))
            #expect(!asked.text.contains(id.text) && !asked.text.contains(DossierEnvelope.reference(of: id)))
            let foreign = try await scene.intake(theirs).see("consultations/new?dossier=" + id.text)
            #expect(foreign.status == 404)
            #expect(try await worker.see("dossiers/\(id.text)/tasks").text.contains("Vraag aan Clinic"))
        }
    }

    @Test("a meeting is called, moved and put in a calendar; its minutes become tasks of those who take part")
    func meeting() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let third = try await scene.open("Police")
            let id = try await scene.dossier(at: ours)
            let path = "dossiers/" + id.text
            let nobody = try await scene.intake(ours).sends(
                "call", to: path, from: try await scene.intake(ours).see(path + "/tasks?form=call&basis=consent"),
                [("meeting.agenda", "Her safety")] + soon(scene) + Grounds.filledIn)
            #expect(nobody.status == 422 && nobody.text.contains("f-party-error") && nobody.text.contains("Her safety"))
            let called = try await scene.intake(ours).sendsAtOnce(
                "call", to: path, seeing: "/tasks?form=call&basis=consent",
                [("party", theirs.id.text), ("meeting.place", "The town hall"), ("meeting.agenda", "Her safety")]
                    + soon(scene) + Grounds.filledIn)
            let task = "tasks/" + (try #require(called.first("/nl/tasks/(tsk_[a-z0-9]+)")))
            let seen = try await scene.intake(theirs).see(task)
            #expect(seen.text.contains("Her safety") && seen.text.contains("The town hall"))
            #expect(!seen.text.contains(id.text) && !seen.text.contains("/minutes\""))
            #expect(try await scene.intake(third).see(task).status == 404)
            let calendar = try await scene.intake(theirs).see(task + "/meeting.ics")
            #expect(calendar.fields[.contentType] == "text/calendar; charset=utf-8")
            #expect(calendar.text.contains("SUMMARY:Overleg\r\n") && calendar.text.contains("CLASS:PRIVATE\r\n"))
            for told in ["Her safety", "town hall", "Shelter", "Clinic", id.text] {
                #expect(!calendar.text.contains(told), "\(told)")
            }
            let half = try await scene.intake(ours).sends(
                "minutes", to: task, from: try await scene.intake(ours).see(task),
                [("minutes.text", "We spoke"), ("decision.1", "Find a bed"), ("decision.5", "Call mother")])
            #expect(half.status == 422 && half.text.contains("f-organisation1-error") && half.text.contains("f-due-5-error"))
            #expect(half.text.contains("Call mother</textarea>"))
            let late = try await scene.intake(ours).sends(
                "minutes", to: task, from: try await scene.intake(ours).see(task),
                [("minutes.text", "We spoke"), ("decision.2", "Find a bed"), ("organisation2", theirs.id.text)]
                    + TypedDate(scene.clock.now - .days(2)).fields("due.2"))
            #expect(late.status == 422 && late.text.contains("f-due-2-error"))
            let kept = try await scene.intake(ours).sendsAtOnce(
                "minutes", to: task,
                [("minutes.text", "We spoke"), ("decision.2", "Find a bed"), ("organisation2", theirs.id.text)]
                    + TypedDate(scene.clock.now + .days(2)).fields("due.2"))
            #expect(kept.text.contains("De afspraken zijn nu acties.") && kept.text.contains("Find a bed"))
            let action = "tasks/" + (try #require(kept.all("/nl/tasks/(tsk_[a-z0-9]+)").first { !task.hasSuffix($0) }))
            _ = try await scene.intake(theirs).sendsAtOnce("finish", to: action, [("finish.text", "Room 12")])
            #expect(try await scene.intake(ours).see(task).text.contains("Room 12"))
            let over = try await scene.ask(.get, "/nl/\(task)/meeting.ics", cookie: theirs.intake)
            #expect(over.location == "/nl/" + task, "an old link to the calendar leads to what became of the meeting")
        }
    }

    @Test("the coordination is offered with its grounds, refused, withdrawn, and taken over")
    func transfer() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier("A boat at night", at: ours)
            let path = "dossiers/" + id.text
            let form = "/tasks?form=offer&basis=consent"
            let offer = [("receiver", theirs.id.text), ("offer.reason", "She lives with you"), ("warm", "not")]
                + Grounds.filledIn
            let silent = try await scene.intake(ours).sends(
                "offer", to: path, from: try await scene.intake(ours).see(path + form), Array(offer.dropFirst()))
            #expect(silent.status == 422 && silent.text.contains("f-receiver-error"))
            #expect(silent.text.contains("She lives with you</textarea>"))
            let offered = try await scene.intake(ours).sendsAtOnce("offer", to: path, seeing: form, offer)
            #expect(offered.text.contains("Clinic is gevraagd om de regie over te nemen") && !offered.text.contains("form=offer"))
            let asked = try await scene.intake(theirs).see(path + "/tasks")
            #expect(asked.text.contains("She lives with you") && asked.text.contains("/accept-offer\""))
            let refused = try await scene.intake(theirs).sends(
                "refuse-offer", to: path, from: asked, [("refuse.reason", "We are full")])
            #expect(refused.location == "/nl/dossiers")
            #expect(try await scene.intake(ours).see(path + "/tasks").text.contains("We are full"))
            _ = try await scene.intake(ours).sendsAtOnce("offer", to: path, seeing: form, offer)
            _ = try await scene.intake(ours).sendsAtOnce("withdraw-offer", to: path, seeing: "/tasks")
            #expect(try await scene.intake(theirs).see(path + "/tasks").status == 410)
            _ = try await scene.intake(ours).sendsAtOnce("offer", to: path, seeing: form, offer)
            let taken = try await scene.intake(theirs).sendsAtOnce("accept-offer", to: path, seeing: "/tasks")
            #expect(taken.text.contains("Jullie hebben nu de regie."))
            #expect(try await scene.intake(ours).see(path + "/tasks").status == 410)
        }
    }
}
