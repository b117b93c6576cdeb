import Collaboration
import HTTPTypes
import Organisations
import Reporting
import Support
import Terms
import Testing
import Vault
import Words

@testable import Site
@testable import Web

/// What the pages of members say is so, and leads on.
@Suite("What a member reads")
struct MemberReadsTests {
    private func send(_ scene: Scene) async throws -> (id: String, receipt: Receipt) {
        let receipt = Receipt(scene.ground.chance)
        let sent = try await Submission(scene.ground).submit(
            try NewReport(
                subject: .victim, role: .victim, directDanger: false, age: .adult, forms: [.sexual], municipality: nil,
                contents: ReportContents(words: "I am not free"), contact: nil), receipt: receipt, place: nil)
        return (sent.id.text, receipt)
    }

    @Test("a report that somebody took on can be given back to the team, with a reason that colleagues read")
    func putDown() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, _) = try await send(scene)
            let worker = scene.intake(crew)
            #expect(try await !worker.open(id).text.contains("/put-down"), "what is nobody's is not given back")
            _ = try await worker.doesAtOnce("take", on: id)
            let page = try await worker.open(id)
            let silent = try await worker.does("put-down", on: id, from: page, [("put-down.text", " ")])
            #expect(silent.status == 422)
            let back = try await worker.doesAtOnce("put-down", on: id, [("put-down.text", "I know her family")])
            #expect(back.text.contains("De melding is weer van het hele team.") && back.text.contains("I know her family"))
            let twice = try await worker.does("put-down", on: id, from: page, [("put-down.text", "Again")])
            #expect(twice.status == 409 && twice.text.contains("Again"))
            let day = try await scene.coordinator(crew).see("day")
            #expect(day.text.contains("Wie dit had opgepakt, gaat er niet mee verder") && day.text.contains("Nog van niemand (1)"))
        }
    }

    @Test("my day says that a reporter waits for an answer, whatever is due first, and what others were asked")
    func day() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, receipt) = try await send(scene)
            let worker = scene.intake(crew)
            _ = try await worker.open(id)
            #expect(try await !worker.see("day").text.contains("De melder wacht op antwoord"))
            try await Dialogue(scene.ground).write(Message(text: "Are you there?"), with: receipt)
            scene.clock.advance(by: .minutes(1))
            _ = try await worker.doesAtOnce("judgement", on: id, [("urgency", "danger"), ("judgement.text", "He waits")])
            _ = try await worker.doesAtOnce(
                "plan", on: id,
                TypedDate(scene.clock.now + .minutes(20)).fields() + [("clock", Self.clock(scene.clock.now + .minutes(20)))])
            #expect(try await worker.see("day").text.contains("De melder wacht op antwoord"))
            let other = try await scene.open("Other", isFallback: true)
            _ = try await worker.doesAtOnce("hand-over", on: id, [("receiver", other.id.text), ("hand-over.text", "Yours")])
            let day = try await scene.coordinator(crew).see("day")
            #expect(day.text.contains("Hier wachten jullie op een ander (1)") && day.text.contains("Other"))
            let list = try await worker.see("inbox?view=handedOver")
            #expect(list.text.contains("Wacht op antwoord van een ander") && list.text.contains("/nl/reports/" + id))
            #expect(list.text.contains("Overgedragen (1)"))
        }
    }

    private static func clock(_ moment: Instant) -> String {
        let local = LocalTime(moment)
        return "\(local.hour):\(local.minute < 10 ? "0" : "")\(local.minute)"
    }

    @Test("the inbox says how many stand in each list")
    func counts() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (first, _) = try await send(scene)
            _ = try await send(scene)
            _ = try await scene.intake(crew).doesAtOnce("take", on: first)
            let inbox = try await scene.intake(crew).see("inbox").text
            for tab in ["Alles (2)", "Van mij (1)", "Van niemand (1)", "Te laat<", "Overgedragen<"] {
                #expect(inbox.contains(tab), "\(tab)")
            }
            let coordinator = try await scene.session(crew.coordinator)
            scene.clock.advance(by: .days(9))
            let late = Colleague(scene: scene, cookie: try await scene.logIn("Late", .intake, at: crew.id, name: "late"))
            try await scene.letIn(late.cookie, by: coordinator)
            let text = try await late.see("inbox").text
            #expect(text.contains("Te laat (2)") && text.contains("Van mij<"))
        }
    }

    @Test("who was only asked to take a dossier over is not told that they can add to it, and reads that safety is unjudged")
    func asked() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let reader = try await scene.open("School")
            let id = try await scene.dossier(at: ours)
            let path = "dossiers/" + id.text
            try await scene.share(id, of: ours, with: reader)
            let session = try await scene.session(ours.intake)
            try await scene.site.desk.tasks.offer(
                id, to: theirs.id, "She moved", .given, warmUntil: nil,
                version: try await scene.site.desk.dossiers.open(id, by: session).envelope.version, by: session)
            let (adds, notRead) = ("Jullie kunnen zelf", "Jullie lezen het deel Veiligheid niet")
            let asked = try await scene.intake(theirs).see(path)
            #expect(!asked.text.contains(adds) && asked.text.contains("Lees eerst het dossier."))
            #expect(!asked.text.contains(notRead) && asked.text.contains("De veiligheid is in dit dossier niet beoordeeld."))
            let shared = try await scene.intake(reader).see(path)
            #expect(shared.text.contains(adds) && shared.text.contains(notRead + ", of er is nog niets"))
        }
    }

    @Test("a closed dossier says what can still be done, and who can reopen it")
    func closed() async throws {
        try await withScene { scene in
            let (ours, theirs) = (try await scene.open("Shelter"), try await scene.open("Clinic", isFallback: true))
            let id = try await scene.dossier(at: ours)
            let path = "dossiers/" + id.text
            try await scene.share(id, of: ours, with: theirs)
            let closed = try await scene.intake(ours).sendsAtOnce(
                "close", to: path, [("result", "inCare"), ("close.text", "She has a home")])
            #expect(closed.text.contains("kun je nog verbeteren") && closed.text.contains("/correct\""))
            let theirsPage = try await scene.intake(theirs).see(path)
            #expect(theirsPage.text.contains("Vraag Shelter om het te heropenen."))
            #expect(!theirsPage.text.contains("Jullie kunnen zelf") && !theirsPage.text.contains("kun je nog verbeteren"))
        }
    }

    @Test("a reporter who gets no answer for their safety does not read that writing may not be safe")
    func unsafe() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, receipt) = try await send(scene)
            try await Dialogue(scene.ground).write(Message(text: "I am afraid"), with: receipt)
            _ = try await scene.intake(crew).doesAtOnce(
                "close", on: id, [("closing", "helped"), ("close.text", "x"), ("unanswered", "unsafe")])
            let read = try await scene.post("/nl/conversation", [("code", receipt.code)])
            #expect(read.text.contains("Hier komt nu geen antwoord.") && !read.text.contains("niet veilig"))
        }
    }

    @Test("after a deed the keyboard goes on from what was done")
    func focus() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let (id, _) = try await send(scene)
            let done = try await scene.intake(crew).doesAtOnce("take", on: id)
            #expect(done.all("class=\"notice good\" tabindex=\"-1\" autofocus><p role=\"(status)\"").count == 1)
            #expect(done.all("(autofocus)").count == 1)
        }
    }

    @Test("every page in the menu of a role can be read in the other language", arguments: Role.allCases)
    func languages(role: Role) async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let cookie = try await scene.logIn("Somebody", role, at: crew.id, name: "somebody")
            let routes = scene.routes.filter { route in
                guard route.method == .get, route.path.names.isEmpty, case .member(let roles) = route.access else { return false }
                // It shows a secret once, which another page would not show again.
                return roles.contains(role) && route.name != "account.oneTimeCode.page"
            }
            #expect(routes.count > 1)
            for route in routes {
                let path = route.path.text.replacing("{language}", with: "nl")
                let page = try await scene.ask(.get, path, cookie: cookie)
                guard page.status == 200, page.text.contains("<main") else { continue }
                let other = page.all("<a href=\"([^\"]*)\" lang=\"en\"")
                #expect(other.map { $0.replacing("?view=coordinated", with: "") } == [path.replacing("/nl/", with: "/en/")], "\(route.name)")
            }
        }
    }
}
