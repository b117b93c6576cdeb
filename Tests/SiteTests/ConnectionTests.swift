import HTTPTypes
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault

@testable import Site
@testable import Web

@Suite("The way by which a member reaches the site")
struct ConnectionTests {
    /// How a browser comes in, and what the site knows of its address.
    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var publicAddress: String?
        var plain = false
        var host: String
        /// Absent where a browser says nothing.
        var origin: String?
        var site: String?
        var outcome = Outcome.works
    }

    enum Outcome: String { case works, unencrypted, foreignOrigin }

    static let ways = [
        Way(testDescription: "through a proxy that encrypts", publicAddress: "https://meld.example",
            host: "meld.example", origin: "https://meld.example", site: "same-origin"),
        Way(testDescription: "through a proxy, with a browser that says only where it comes from",
            publicAddress: "https://meld.example", host: "meld.example", origin: "https://meld.example"),
        Way(testDescription: "through a proxy that keeps the host to itself",
            publicAddress: "https://meld.example:8443", host: "127.0.0.1:8080", origin: "https://meld.example:8443"),
        Way(testDescription: "through a proxy of which nobody told",
            host: "meld.example", origin: "https://meld.example", site: "same-origin"),
        Way(testDescription: "on an onion address, with a browser that takes it for encrypted",
            host: "abcdefgh.onion", origin: "http://abcdefgh.onion", site: "same-origin"),
        Way(testDescription: "on an onion address, with Chromium", host: "abcdefgh.onion", origin: "http://abcdefgh.onion"),
        Way(testDescription: "on an onion address beside a public one, with Chromium", publicAddress: "http://abcdefgh.onion",
            host: "abcdefgh.onion", origin: "http://abcdefgh.onion"),
        Way(testDescription: "on the machine itself", host: "127.0.0.1:8080", origin: "http://127.0.0.1:8080", site: "same-origin"),
        Way(testDescription: "on the machine itself, by IPv6", host: "[::1]:8080", origin: "http://[::1]:8080"),
        Way(testDescription: "over http under a name", host: "meld.intern:8080", origin: "http://meld.intern:8080",
            outcome: .unencrypted),
        Way(testDescription: "over http under a name that is the site's own", publicAddress: "http://meld.intern",
            host: "meld.intern", origin: "http://meld.intern", outcome: .unencrypted),
        Way(testDescription: "over http under a name, on a site that is encrypted elsewhere",
            publicAddress: "https://meld.example", host: "10.0.0.5:8080", origin: "http://10.0.0.5:8080", outcome: .unencrypted),
        Way(testDescription: "over http under a name that only looks like the machine itself", host: "127.0.0.1.example",
            origin: "http://127.0.0.1.example", outcome: .unencrypted),
        Way(testDescription: "over http under a name, when that was decided", plain: true, host: "meld.intern:8080",
            origin: "http://meld.intern:8080"),
        Way(testDescription: "from another site, when http was allowed", plain: true, host: "meld.intern:8080",
            origin: "http://other.intern", outcome: .foreignOrigin),
        Way(testDescription: "from another site", publicAddress: "https://meld.example", host: "meld.example",
            origin: "https://other.example", outcome: .foreignOrigin),
        Way(testDescription: "from nobody knows where", publicAddress: "https://meld.example", host: "meld.example",
            origin: "null", outcome: .foreignOrigin),
    ]

    @Test("lets them work, or says why not, and never that the form is another site's when it is not", arguments: ways)
    func way(_ way: Way) async throws {
        try await withScene(settings: SiteSettings(publicAddress: way.publicAddress, allowsPlain: way.plain)) { scene in
            let headings: [Outcome: String] = [
                .works: "You are no longer logged in", .unencrypted: "You cannot log in here",
                .foreignOrigin: "This form comes from another site",
            ]
            let deed = try await scene.ask(.post, "/en/log-out", site: way.site, host: way.host, origin: way.origin)
            #expect(deed.heading == headings[way.outcome])
            if way.outcome != .foreignOrigin {
                let logIn = try await scene.ask(.post, "/en/log-in", site: way.site, host: way.host, origin: way.origin)
                #expect((logIn.status == 403) == (way.outcome == .unencrypted), "\(logIn)")
            }
            // Browsers name no origin when they only look.
            let page = try await scene.ask(.get, "/en/log-in", site: way.site, host: way.host)
            let isKnownAsEncrypted = way.publicAddress?.hasPrefix("https") == true
            #expect((page.heading == headings[.unencrypted]) == (way.outcome == .unencrypted && !isKnownAsEncrypted))
            let invitation = try await scene.ask(.get, "/en/invitation/x", site: way.site, host: way.host)
            #expect((invitation.status == 403) == (way.outcome == .unencrypted && !isKnownAsEncrypted))
        }
    }

    @Test("takes a reporter's form over http under a name all the same")
    func reporter() async throws {
        try await withScene { scene in
            let start = try await scene.ask(.get, "/en/report", site: nil, host: "meld.intern")
            #expect(start.status < 400)
            let enter = try await scene.ask(
                .post, "/en/conversation", site: nil, host: "meld.intern", origin: "http://meld.intern")
            #expect(enter.status != 403, "\(enter)")
        }
    }

    @Test("has every page let browsers say to us, and to nobody else, where a form comes from")
    func referrer() async throws {
        try await withScene { scene in
            for path in ["/en", "/en/log-in", "/en/report"] {
                let answer = try await scene.ask(.get, path)
                #expect(answer.fields[.referrerPolicy] == "same-origin")
            }
        }
    }

    @Test("gives cookies that no line and no script can read, bound to the host, and asks for encryption for two years")
    func encrypted() async throws {
        for address in ["https://meld.example", nil] {
            try await withScene(settings: SiteSettings(publicAddress: address)) { scene in
                let isSecure = address != nil
                let shelter = try await scene.logIn(as: .intake, at: "Shelter")
                #expect(!shelter.isEmpty)
                let secret = [UInt8](repeating: 8, count: 20)
                let made = try await scene.ground.database.write { [membership = scene.ground.membership] tx in
                    let (founding, keys) = try membership.found("Clinic", in: tx)
                    return try membership.invite("Noor", as: .intake, to: founding.organisation, carrying: keys, in: tx)
                }
                let credentials = try await scene.ground.membership.credentials(
                    for: made.member, logIn: try #require(LogInName("noor")), password: try NewPassword("correct horse battery"),
                    secondFactor: secret, oneTimeCode: TOTP.code(secret, step: TOTP.step(at: scene.clock.now)))
                _ = try await scene.ground.database.write { [membership = scene.ground.membership] tx in
                    try membership.enrol(made.token, with: credentials, in: tx)
                }
                scene.clock.advance(by: .seconds(31))
                let answer = try await scene.post(
                    "/nl/log-in",
                    [
                        ("name", "noor"), ("password", "correct horse battery"),
                        ("code", TOTP.code(secret, step: TOTP.step(at: scene.clock.now))),
                    ])
                let name = isSecure ? "__Host-baken-session" : "baken-session"
                let cookie = try #require(
                    answer.fields[values: .setCookie].first { $0.hasPrefix(name + "=") }, "\(answer)")
                let parts = cookie.split(separator: "; ").dropFirst().map(String.init)
                #expect(parts == ["Path=/", "HttpOnly", "SameSite=Lax"] + (isSecure ? ["Secure"] : []))
                #expect(
                    answer.fields[.strictTransportSecurity] == (isSecure ? "max-age=63072000; includeSubDomains" : nil))
                let form = try await scene.ask(.get, "/nl/report").fields[values: .setCookie]
                #expect(form.allSatisfy { $0.contains("SameSite=Strict") && $0.contains("; Secure") == isSecure })
                #expect(form.allSatisfy { $0.hasPrefix(isSecure ? "__Secure-baken-form=" : "baken-form=") })
                guard !isSecure else { return }
                let token = String(cookie.dropFirst("baken-session=".count).prefix { $0 != ";" })
                #expect(try await scene.ask(.get, "/nl/account", cookie: token).status == 200)
                #expect(try await scene.post("/nl/log-out", [], cookie: token).status == 303)
                #expect(try await scene.ask(.get, "/nl/account", cookie: token).status == 303, "an old cookie opens nothing")
            }
        }
    }
}
