import Collaboration
import Organisations
import Support
import Terms
import Testing

@testable import Site

@Suite("Writing in the right part, and withdrawing what was written in the wrong one")
struct WithdrawPageTests {
    /// Everything that the form of a person asks, but for the part.
    private let person = [("role", "victim"), ("person.name", "Eva")]

    @Test("no form has a part chosen beforehand; beside each part stand the names of who reads it")
    func choosesNoPart() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            try await scene.share(id, of: ours, with: theirs)
            let path = "dossiers/" + id.text
            for (tab, field, forms) in [
                ("/persons", "person-part", 1), ("/timeline", "fact-part", 1), ("/parts", "message-part", 1),
                ("/parts", "document-part", 1), ("/sharing", "part", 1),
            ] {
                let page = try await scene.intake(ours).see(path + tab)
                let radios = page.all("(<input[^>]*type=\"radio\" name=\"\(field)\"[^>]*>)")
                #expect(radios.count == Compartment.allCases.count * forms, "\(tab) \(field)")
                #expect(radios.allSatisfy { !$0.contains("checked") }, "\(tab) \(field)")
                #expect(page.text.contains("Te lezen door: Shelter, Clinic"), "\(tab) names who reads the general part")
            }
            for tab in ["", "/safety"] {
                #expect(try await scene.intake(ours).see(path + tab).text.contains("Te lezen door: Shelter"))
            }
            let silent = try await scene.intake(ours).sends(
                "person", to: path, from: try await scene.intake(ours).see(path + "/persons"), person)
            #expect(silent.status == 422 && silent.text.contains("f-person-part-error"))
            let kept = try await scene.intake(ours).sendsAtOnce(
                "person", to: path, seeing: "/persons", person + [("person-part", "general")])
            #expect(kept.text.contains("De persoon is bewaard.") && kept.text.contains("Te lezen door: Shelter, Clinic"))
            // The clinic may write in one part and in those that nobody opened; none of them is chosen.
            let page = try await scene.intake(theirs).see(path + "/tasks")
            let part = page.all("(<input[^>]*type=\"radio\" name=\"part\"[^>]*>)")
            #expect(part.count == 1 && part[0].contains("checked"), "of one part there is nothing to choose")
            #expect(page.text.contains("Te lezen door: Shelter, Clinic"))
        }
    }

    @Test("the forms of a task and of a meeting name who reads what is written there")
    func tasksNameReaders() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            try await scene.share(id, of: ours, with: theirs)
            let path = "dossiers/" + id.text
            let soon = TypedDate(scene.clock.now + .days(5)).fields() + [("clock", "14.30")]
            let asked = try await scene.intake(ours).sendsAtOnce(
                "ask", to: path, seeing: "/tasks",
                [("task.text", "See her"), ("part", "general"), ("responsible", theirs.id.text)] + soon)
            #expect(asked.text.contains("De actie is afgesproken.") && asked.text.contains("Te lezen door: Shelter, Clinic"))
            let task = "tasks/" + (try #require(asked.first("/nl/tasks/(tsk_[a-z0-9]+)")))
            #expect(try await scene.intake(theirs).see(task).text.contains("Te lezen door: Shelter, Clinic"))
            let meeting = try await scene.intake(ours).see(path + "/tasks?form=call&basis=consent")
            #expect(meeting.text.contains("lezen Shelter en wie je hierboven kiest"))
            let notRead = try await scene.intake(ours).sends(
                "ask", to: path, from: try await scene.intake(ours).see(path + "/tasks"),
                [("task.text", "See her"), ("part", "police"), ("responsible", theirs.id.text)] + soon)
            #expect(notRead.status == 422 && !notRead.text.contains("Jullie lezen dit deel niet"))
            #expect(notRead.text.contains("De organisatie aan wie je dit vraagt, leest dit deel niet"))
        }
    }

    @Test("a nurse who wrote in the wrong part sees who read it and withdraws it; the others see that she did")
    func withdraws() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            try await scene.share(id, of: ours, with: theirs)
            let path = "dossiers/" + id.text
            let nurse = scene.intake(theirs)
            _ = try await nurse.sendsAtOnce(
                "message", to: path, seeing: "/parts", [("message.text", "She is pregnant"), ("message-part", "general")])
            scene.clock.advance(by: .minutes(1))
            #expect(try await nurse.see(path + "/parts").text.contains("Nog niemand anders heeft dit gelezen."))
            let read = try await scene.intake(ours).see(path + "/parts")
            #expect(read.text.contains("She is pregnant") && !read.text.contains("/withdraw/"))
            scene.clock.advance(by: .minutes(1))
            let page = try await nurse.see(path + "/parts")
            #expect(page.text.contains("1 ander kan dit hebben gelezen"))
            let record = try #require(page.first("/withdraw/(rec_[a-z0-9]+)"))
            let before = try await nurse.see(path + "/withdraw/" + record)
            for sentence in ["She is pregnant", "Shelter</li>", "reservekopie", "krijgt bericht", "kun je niet terugnemen"] {
                #expect(before.text.contains(sentence), "\(sentence)")
            }
            let others = try await scene.intake(ours).see(path + "/withdraw/" + record)
            #expect(others.status == 404, "who read it is told to who wrote it alone")
            let foreign = try await scene.post(
                "/nl/\(path)/withdraw/\(record)", [("newest", record), ("tab", "parts")], cookie: ours.intake)
            #expect(foreign.status == 422 && foreign.text.contains("Alleen wie dit schreef"))
            let done = try await scene.post(
                "/nl/\(path)/withdraw/\(record)", [("newest", record), ("tab", "parts")], cookie: theirs.intake)
            #expect(done.status == 303 && done.location == "/nl/\(path)/parts?done=withdraw")
            scene.clock.advance(by: .minutes(1))
            #expect(try await scene.intake(ours).see("day").text.contains("Iets wat je misschien las, is teruggenomen"))
            for (colleague, reader) in [(nurse, ", Shelter"), (scene.intake(ours), ": Shelter<")] {
                let after = try await colleague.see(path + "/parts")
                #expect(!after.text.contains("She is pregnant") && after.text.contains("teruggenomen door"))
                #expect(after.text.contains("Toen misschien al gelezen door") && after.text.contains(reader))
            }
            let again = try await scene.post(
                "/nl/\(path)/withdraw/\(record)", [("newest", record), ("tab", "parts")], cookie: theirs.intake)
            #expect(again.status == 303, "pressed twice, it is done once")
        }
    }

    @Test("what was withdrawn in another tab is not corrected: the text is given back, and no form offers it to anybody")
    func withdrawnMeanwhile() async throws {
        try await withScene { scene in
            let ours = try await scene.open("Shelter")
            let id = try await scene.dossier(at: ours)
            let (path, worker) = ("dossiers/" + id.text, scene.intake(ours))
            let forms: [(deed: String, tab: String, typed: [(String, String)])] = [
                ("message", "/parts", [("message.text", "She is pregnant")]), ("person", "/persons", person),
            ]
            for (deed, tab, typed) in forms {
                let part = (deed + "-part", "general")
                let kept = try await worker.sendsAtOnce(deed, to: path, seeing: tab, typed + [part])
                let record = try #require(kept.first("\\?edit=(rec_[a-z0-9]+)"))
                let form = try await worker.see(path + tab + "?edit=" + record)
                let gone = try await scene.post(
                    "/nl/\(path)/withdraw/\(record)", [("newest", record), ("tab", String(tab.dropFirst()))],
                    cookie: ours.intake)
                #expect(gone.status == 303)
                let refused = try await worker.sends(deed, to: path, from: form, typed + [part, ("replaces", record)])
                let words = typed.last?.1 ?? ""
                #expect(refused.status == 409 && refused.text.contains("Dit is intussen teruggenomen."), "\(deed)")
                #expect(refused.text.contains(words), "\(deed): what was typed is given back")
                #expect(!refused.text.contains(words + "</textarea>"), "\(deed): it fills no form")
                let wrong = typed.map { ($0.0, $0.0.hasSuffix("text") || $0.0.hasSuffix("name") ? "" : $0.1) }
                let also = try await worker.sends(deed, to: path, from: form, wrong + [part, ("replaces", record)])
                #expect(also.text.contains("Dit is intussen teruggenomen."), "\(deed), also when a field is wrong")
                for page in [refused, also] {
                    #expect(!page.text.contains("value=\"general\" checked"), "\(deed): no part is chosen")
                }
                let link = try await worker.see(path + tab + "?edit=" + record)
                #expect(link.text.contains("Dit is intussen teruggenomen.") && !link.text.contains("id=\"edit\""))
            }
        }
    }

    @Test("who read what was withdrawn sees on the overview, once, that it was; also when it had been corrected")
    func overviewTells() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            try await scene.share(id, of: ours, with: theirs)
            let (path, nurse) = ("dossiers/" + id.text, scene.intake(theirs))
            let sent = try await nurse.sendsAtOnce(
                "message", to: path, seeing: "/parts", [("message.text", "She is wel"), ("message-part", "general")])
            let first = try #require(sent.first("\\?edit=(rec_[a-z0-9]+)"))
            let corrected = try await nurse.sendsAtOnce(
                "message", to: path, seeing: "/parts?edit=" + first,
                [("message.text", "She is well"), ("message-part", "general"), ("replaces", first)])
            let record = try #require(corrected.first("\\?edit=(rec_[a-z0-9]+)"))
            scene.clock.advance(by: .minutes(1))
            _ = try await scene.intake(ours).see(path)
            scene.clock.advance(by: .minutes(1))
            _ = try await scene.post(
                "/nl/\(path)/withdraw/\(record)", [("newest", record), ("tab", "parts")], cookie: theirs.intake)
            scene.clock.advance(by: .minutes(1))
            for page in [path, path + "/parts"] {
                let seen = try await scene.intake(ours).see(page)
                #expect(seen.all("(teruggenomen door)").count == 1, "\(page)")
            }
        }
    }

    @Test("what was typed on a ground that does not fit is given back, and a ground is asked again", arguments: ["offer", "call"])
    func unfitGround(deed: String) async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let path = "dossiers/" + (try await scene.dossier(at: ours)).text
            let worker = scene.intake(ours)
            let refused = try await worker.sends(
                deed, to: path, from: try await worker.see(path + "/tasks"),
                [
                    ("basis", "anonymousConsultation"), ("receiver", theirs.id.text), ("warm", "not"),
                    (deed + ".reason", "He found her"),
                ])
            #expect(refused.status == 422 && refused.text.contains("He found her"))
            #expect(refused.text.contains("name=\"basis\""))
        }
    }

    @Test("a writer corrects their own message; the overview shows what was written and what of it is new")
    func corrects() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            try await scene.share(id, of: ours, with: theirs)
            let path = "dossiers/" + id.text
            _ = try await scene.intake(ours).see(path)
            scene.clock.advance(by: .minutes(1))
            let sent = try await scene.intake(theirs).sendsAtOnce(
                "message", to: path, seeing: "/parts", [("message.text", "She is wel"), ("message-part", "general")])
            let record = try #require(sent.first("\\?edit=(rec_[a-z0-9]+)"))
            let form = try await scene.intake(theirs).see(path + "/parts?edit=" + record)
            #expect(form.text.contains("id=\"edit\"") && form.text.contains("She is wel</textarea>"))
            _ = try await scene.intake(theirs).sendsAtOnce(
                "message", to: path, seeing: "/parts?edit=" + record,
                [("message.text", "She is well"), ("message-part", "general"), ("replaces", record)])
            let overview = try await scene.intake(ours).see(path)
            #expect(overview.text.contains("Bericht: She is well") && overview.text.contains("nieuw voor jou"))
            let page = try await scene.intake(ours).see(path + "/parts")
            #expect(page.text.contains("She is well") && page.text.contains("1 eerdere versie"))
            #expect(!page.text.contains("?edit="), "another organisation rewords nothing")
            scene.clock.advance(by: .minutes(1))
            #expect(try await !scene.intake(ours).see(path).text.contains("nieuw voor jou"))
        }
    }
}
