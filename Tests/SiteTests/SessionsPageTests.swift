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

@Suite("The page with one's own log-ins")
struct SessionsPageTests {
    private func cookie(_ scene: Scene, _ secret: [UInt8], password: String = "correct horse battery") async throws -> (
        answer: Answer, cookie: String?
    ) {
        scene.clock.advance(by: .seconds(31))
        let answer = try await scene.post(
            "/nl/log-in",
            [
                ("name", "noor"), ("password", password),
                ("code", TOTP.code(secret, step: TOTP.step(at: scene.clock.now))),
            ])
        let cookie = answer.fields[values: .setCookie].first { $0.hasPrefix("baken-session=") }
        return (answer, cookie.map { String($0.dropFirst("baken-session=".count).prefix { $0 != ";" }) })
    }

    @Test("tells of tries that failed and of a log-in elsewhere, and ends that one")
    func page() async throws {
        try await withScene { scene in
            let secret = [UInt8](repeating: 8, count: 20)
            let membership = scene.ground.membership
            let made = try await scene.ground.database.write { tx in
                let (founding, keys) = try membership.found("Clinic", in: tx)
                return try membership.invite("Noor", as: .intake, to: founding.organisation, carrying: keys, in: tx)
            }
            let credentials = try await membership.credentials(
                for: made.member, logIn: try #require(LogInName("noor")), password: try NewPassword("correct horse battery"),
                secondFactor: secret, oneTimeCode: TOTP.code(secret, step: TOTP.step(at: scene.clock.now)))
            _ = try await scene.ground.database.write { tx in
                try membership.enrol(made.token, with: credentials, in: tx)
            }
            let words = Words.of(.nl)
            let first = try await cookie(scene, secret)
            #expect(first.answer.location == "/nl/inbox")
            let own = try #require(first.cookie)
            for _ in 0..<2 { #expect(try await cookie(scene, secret, password: "guess guess guess").cookie == nil) }
            let second = try await cookie(scene, secret)
            #expect(second.answer.location == "/nl/account/sessions")
            let elsewhere = try #require(second.cookie)
            let told = try await scene.ask(.get, "/nl/account/sessions", cookie: elsewhere)
            #expect(told.text.contains(words.count("account.sessions.failed", 2)))

            let inbox = try await scene.ask(.get, "/nl/inbox", cookie: own)
            #expect(inbox.text.contains(words("account.sessions.look")))
            let list = try await scene.ask(.get, "/nl/account/sessions", cookie: own)
            #expect(!list.text.contains(words.count("account.sessions.failed", 2)))
            let id = try #require(list.hidden("session"))
            #expect(try await scene.post("/nl/account/sessions/end", [("session", id)], cookie: own).status == 303)
            #expect(try await scene.ask(.get, "/nl/inbox", cookie: elsewhere).status == 303)
            let after = try await scene.ask(.get, "/nl/inbox", cookie: own)
            #expect(after.status == 200 && !after.text.contains(words("account.sessions.look")))
        }
    }

    @Test("says no more of a log-in that is one's own")
    func known() async throws {
        try await withScene { scene in
            let cookie = try await scene.logIn(as: .auditor, at: "Shelter")
            #expect(try await scene.post("/nl/account/sessions/known", [], cookie: cookie).location == "/nl/inbox")
        }
    }
}
