import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing

@testable import Site
@testable import Web

@Suite("Recording a report for somebody")
struct RecordingTests {
    private static let answers = [
        ("channel", "telephone"), ("danger", "no"), ("subject", "victim"), ("role", "bystander"), ("age", "minor"),
        ("placeUnknown", "yes"), ("exploitation", "sexual"), ("words", "Told on the telephone"),
        ("contact", "siteOnly"), ("go", "send"),
    ]

    private func sends(
        _ fields: [(String, String)], from page: Answer, _ scene: Scene, _ crew: Crew
    ) async throws -> Answer {
        let answer = try await scene.post(
            "/nl/record", [("state", try #require(page.hidden("state")))] + fields, cookie: crew.intake)
        #expect(!answer.text.contains("«"))
        return answer
    }

    @Test("stores it once for the worker's own organisation, and shows one code, however often it is sent")
    func once() async throws {
        try await withScene { scene in
            let other = try await scene.open("Other")
            let crew = try await scene.open("Desk", isFallback: true)
            let page = try await scene.intake(crew).see("record")
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<3 { group.addTask { try await sends(Self.answers, from: page, scene, crew) } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            let codes = answers.compactMap { $0.first("data-code=\"([^\"]*)\"") }
            #expect(codes.count == 3 && Set(codes).count == 1)
            let (ours, theirs) = (try await scene.intake(crew).see("inbox"), try await scene.intake(other).see("inbox"))
            let reports = ours.all("/nl/reports/(rep_[a-z0-9]+)")
            #expect(reports.count == 1 && theirs.all("/nl/reports/(rep_[a-z0-9]+)").isEmpty)
            let opened = try await scene.intake(crew).open(reports[0])
            #expect(opened.text.contains("Told on the telephone") && opened.text.contains("Aan de telefoon"))
            #expect(opened.text.contains("Opgenomen door"))
            var caller = try await Person(scene)
            try await caller.comeBack(with: codes[0])
            #expect(caller.page.status == 200 && caller.page.text.contains("Told on the telephone"))
        }
    }

    @Test("lets the code go only when its last group was read back, or cannot be kept")
    func readBack() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Desk")
            let page = try await sends(Self.answers, from: try await scene.intake(crew).see("record"), scene, crew)
            let code = try #require(page.first("data-code=\"([^\"]*)\""))
            func answers(_ fields: [(String, String)]) async throws -> Answer {
                try await scene.post(
                    "/nl/record/receipt", [("state", try #require(page.hidden("state")))] + fields, cookie: crew.intake)
            }
            for wrong in ["", "0000"] {
                let refused = try await answers([("group", wrong), ("go", "keep")])
                #expect(refused.status == 422 && refused.text.contains(code))
            }
            let kept = try await answers([("group", String(code.suffix(4)).lowercased()), ("go", "keep")])
            #expect(kept.status == 200 && !kept.text.contains(code) && kept.text.contains("/nl/reports/rep_"))
            let lost = try await answers([("go", "cannotKeep")])
            #expect(lost.status == 200 && !lost.text.contains(code))
            let back = try #require(lost.buttons.first { $0.fields["go"] == "stay" })
            let again = try await scene.post(back.action, back.fields.map { ($0.key, $0.value) }, cookie: crew.intake)
            #expect(again.status == 200 && again.text.contains(code), "they may think again")
        }
    }

    @Test("asks whether a place is abroad, and takes it then")
    func abroad() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Desk")
            let empty = try await scene.intake(crew).see("record")
            let placed = Self.answers.filter { $0.0 != "placeUnknown" } + [("place", "Köln")]
            let asked = try await sends(placed, from: empty, scene, crew)
            #expect(asked.status == 422 && asked.text.contains("‘Köln’ ligt buiten Nederland."))
            #expect(asked.text.contains("Wie de melding krijgt, leest de naam van deze plaats."))
            let sent = try await sends(placed + [("placeAbroad", "yes")], from: asked, scene, crew)
            #expect(sent.status == 200 && sent.text.contains("data-code"))
        }
    }

    @Test("says what is missing, keeps what was typed, and asks once which place is meant")
    func incomplete() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Desk")
            let empty = try await scene.intake(crew).see("record")
            let nothing = try await sends([("go", "send"), ("words", "Half a story")], from: empty, scene, crew)
            #expect(nothing.status == 422 && nothing.text.contains("Half a story"))
            for field in ["channel", "danger", "subject", "role", "age", "place", "exploitation", "contact"] {
                #expect(nothing.text.contains("href=\"#f-\(field)\""), "\(field)")
            }
            let placed = Self.answers.filter { $0.0 != "placeUnknown" } + [("place", "Bergen")]
            let asked = try await sends(placed, from: empty, scene, crew)
            let code = try #require(asked.first("name=\"municipality\" value=\"([^\"]*)\""))
            let without = placed.filter { $0.0 != "channel" }
            let chosen = try await sends(without + [("municipality", code)], from: asked, scene, crew)
            #expect(chosen.status == 422 && !chosen.text.contains("name=\"municipality\""))
            let sent = try await sends(placed, from: chosen, scene, crew)
            #expect(sent.status == 200 && sent.text.contains("data-code"))
            let silent = Self.answers.filter { $0.0 != "words" }
            let refused = try await sends(silent, from: empty, scene, crew)
            #expect(refused.status == 422 && refused.text.contains("Er staat nog niets in."))
        }
    }

    @Test("is refused while the organisation cannot receive reports")
    func closed() async throws {
        try await withScene { scene in
            let cookie = try await scene.logIn(as: .intake, at: "New")
            let page = try await scene.ask(.get, "/nl/record", cookie: cookie)
            let refused = try await scene.post(
                "/nl/record", [("state", try #require(page.hidden("state")))] + Self.answers, cookie: cookie)
            #expect(refused.status == 422 && refused.text.contains("Told on the telephone"))
            #expect(refused.text.contains("kan nu geen meldingen ontvangen"))
        }
    }
}

@Suite("The way in and out")
struct LogInPageTests {
    @Test("says why one is asked to log in")
    func news() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let never = try await scene.ask(.get, "/nl/inbox")
            #expect(never.location == "/nl/log-in")
            scene.clock.advance(by: .hours(1))
            let ended = try await scene.ask(.get, "/nl/inbox", cookie: crew.intake)
            #expect(ended.location == "/nl/log-in?news=ended")
            for news in LogInNews.allCases {
                let page = try await scene.ask(.get, "/nl/log-in?news=" + news.rawValue)
                #expect(page.text.contains("role=\"status\"") && !page.text.contains("«"))
            }
        }
    }

    @Test("gives an invited colleague a link for the app and the key in fours")
    func enrolment() async throws {
        try await withScene { scene in
            let crew = try await scene.open("Shelter")
            let invitation = try await scene.ground.database.write { [ground = scene.ground] tx in
                try ground.membership.invite("Noor", as: .intake, to: crew.id, in: tx)
            }
            let page = try await scene.ask(.get, "/nl/invitation/" + invitation.token.text)
            let secret = try #require(page.first("<code class=\"secret\">([^<]*)</code>"))
            let link = try #require(page.first("href=\"(otpauth://totp/[^\"]*)\""))
            #expect(secret.split(separator: " ").allSatisfy { $0.count == 4 })
            #expect(link.contains("secret=" + secret.filter { $0 != " " }) && link.contains("Shelter"))
        }
    }
}
