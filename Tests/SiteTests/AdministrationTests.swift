import HTTPTypes
import Journal
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

/// An organisation with somebody of each role logged in: the cookies of their sessions.
private struct Office {
    let id: OrganisationID
    let recoveryCode: Receipt
    let cookies: [Role: String]
    /// Of their one-time codes.
    let secrets: [Role: [UInt8]]

    subscript(role: Role) -> String { cookies[role] ?? "" }

    init(_ scene: Scene, _ name: String) async throws {
        let membership = scene.ground.membership
        let (founding, keys) = try await scene.ground.database.write { tx in try membership.found(name, in: tx) }
        id = founding.organisation
        recoveryCode = founding.recoveryCode
        var cookies: [Role: String] = [:]
        var secrets: [Role: [UInt8]] = [:]
        for role in Role.allCases {
            let made = try await scene.ground.database.write { [id] tx in
                try membership.invite("\(name) \(role.rawValue)", as: role, to: id, carrying: keys, in: tx)
            }
            let followed = try await scene.follow(made.token, as: "\(name)-\(role.rawValue)")
            (cookies[role], secrets[role]) = (followed.cookie, followed.secret)
        }
        self.cookies = cookies
        self.secrets = secrets
        try await scene.ground.database.write { [id, recoveryCode] tx in
            try membership.confirmRecovery(recoveryCode, of: id, in: tx)
            try ReceptionDesk(scene.ground).set(Reception(organisation: id), in: tx)
        }
    }
}

extension Scene {
    fileprivate static let password = "correct horse battery"

    /// Follows an invitation, and logs in half a minute later.
    fileprivate func follow(
        _ token: InvitationToken, as name: String
    ) async throws -> (member: MemberID, secret: [UInt8], cookie: String) {
        let membership = ground.membership
        let secret = TOTP.newSecret(ground.chance)
        let member = try await ground.database.read { tx in try membership.invitation(token, in: tx).member.id }
        let credentials = try await membership.credentials(
            for: member, logIn: try #require(LogInName(name)), password: try NewPassword(Self.password),
            secondFactor: secret, oneTimeCode: TOTP.code(secret, step: TOTP.step(at: clock.now)))
        _ = try await ground.database.write { tx in try membership.enrol(token, with: credentials, in: tx) }
        return (member, secret, try await logIn(name, secret))
    }

    fileprivate func logIn(_ name: String, _ secret: [UInt8], password: String = Scene.password) async throws -> String
    {
        clock.advance(by: .seconds(31))
        let answer = try await post(
            "/nl/log-in",
            [("name", name), ("password", password), ("code", TOTP.code(secret, step: TOTP.step(at: clock.now)))])
        let cookie = answer.fields[values: .setCookie].first { $0.hasPrefix("baken-session=") }
        return String(try #require(cookie).dropFirst("baken-session=".count).prefix { $0 != ";" })
    }

    fileprivate func get(_ path: String, _ cookie: String) async throws -> Answer {
        try await ask(.get, path, cookie: cookie)
    }

    /// The member of an organisation by name.
    fileprivate func member(_ name: String, of id: OrganisationID) async throws -> Member {
        let all = try await ground.database.read { [ground] tx in try ground.membership.members(of: id, in: tx) }
        return try #require(all.first { $0.name == name })
    }
}

@Suite("Pages of administration")
struct AdministrationTests {
    @Test("inviting shows a link once, sent twice invites once, and a colleague lets the newcomer in")
    func invite() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let administrator = shelter[.administrator]
            let list = try await scene.get("/nl/members", administrator)
            let fields = [
                ("member", try #require(list.hidden("member"))), ("name", "Noor Nieuw"), ("role", "intake"),
            ]
            let made = try await scene.post("/nl/members", fields, cookie: administrator)
            #expect(made.status == 200)
            let links = made.all("href=\"(/[a-z]{2}/invitation/[^\"]*)\"")
            #expect(links.map { String($0.prefix(3)) } == ["/nl", "/en"])
            let token = try #require(links.first?.split(separator: "/").last.map(String.init))
            let again = try await scene.post("/nl/members", fields, cookie: administrator)
            #expect(again.status == 200 && again.text.contains(token), "the same link, to who made it")
            let after = try await scene.get("/nl/members", administrator)
            #expect(!after.text.contains(token) && after.all("(Noor Nieuw)</a>").count == 1)

            let newcomer = try await scene.follow(try #require(InvitationToken(token)), as: "noor")
            let waiting = try await scene.get("/nl/colleagues", newcomer.cookie)
            #expect(waiting.text.contains(Words.of(.nl)("colleagues.wait.title")))
            let inbox = try await scene.get("/nl/inbox", newcomer.cookie)
            #expect(inbox.first("<a href=\"([^\"]*)\">\(Words.of(.nl)("staff.waiting.how"))") == "/nl/colleagues")
            let letIn = "/nl/colleagues/\(newcomer.member.text)/admit"
            #expect(try await scene.post(letIn, [], cookie: newcomer.cookie).status == 422)
            let colleagues = try await scene.get("/nl/colleagues", shelter[.intake])
            #expect(colleagues.text.contains(letIn))
            let fingerprint = try #require(colleagues.hidden("fingerprint"))
            #expect(fingerprint.count == 19 && waiting.text.contains(fingerprint), "both see the same code")
            let box = "compared-" + newcomer.member.text
            for fields in [
                [], [("fingerprint", fingerprint)], [(box, "yes")],
                [(box, "yes"), ("fingerprint", "0000 0000 0000 0000")],
            ] {
                let refused = try await scene.post(letIn, fields, cookie: shelter[.intake])
                #expect(refused.status == 422 && refused.text.contains(Words.of(.nl)("refusal.keyNotCompared")))
                #expect(try await !scene.member("Noor Nieuw", of: shelter.id).isAdmitted)
            }
            let compared = [(box, "yes"), ("fingerprint", fingerprint)]
            let admitted = try await scene.post(letIn, compared, cookie: shelter[.intake])
            let told = try await scene.get(try #require(admitted.location), shelter[.intake])
            #expect(admitted.status == 303 && told.text.contains("Je collega heeft nu toegang."))
            #expect(try await scene.member("Noor Nieuw", of: shelter.id).isAdmitted)
            let open = try await scene.get("/nl/inbox", newcomer.cookie)
            #expect(!open.text.contains(Words.of(.nl)("staff.waiting.how")))
            #expect(try await scene.post(letIn, compared, cookie: shelter[.intake]).status == 303, "sent twice, it is one deed")
            let late = try await scene.post(letIn, compared + [("again", "1")], cookie: shelter[.intake])
            #expect(late.status == 404, "who is in already waits no more")
        }
    }

    @Test("inviting without a name or role says so at the field and keeps what was typed")
    func inviteWrongly() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let list = try await scene.get("/en/members", shelter[.administrator])
            let answer = try await scene.post(
                "/en/members", [("member", try #require(list.hidden("member"))), ("name", "Noor")],
                cookie: shelter[.administrator])
            #expect(answer.status == 422)
            #expect(answer.text.contains("value=\"Noor\"") && answer.text.contains("f-role-error"))
        }
    }

    @Test("removing ends the session, starting anew makes a link, and the last able member stays")
    func removeAndReset() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let administrator = shelter[.administrator]
            let intake = try await scene.member("Shelter intake", of: shelter.id)
            let coordinator = try await scene.member("Shelter coordinator", of: shelter.id)
            func page(_ id: MemberID, _ deed: String = "") -> String { "/nl/members/\(id.text)\(deed)" }

            let removed = try await scene.post(page(intake.id, "/remove"), [], cookie: administrator)
            let told = try await scene.get(try #require(removed.location), administrator)
            #expect(removed.status == 303 && told.text.contains("De medewerker is verwijderd."))
            #expect(try await scene.get("/nl/inbox", shelter[.intake]).status == 303)
            #expect(try await scene.get(page(intake.id), administrator).status == 200)

            let last = try await scene.get(page(coordinator.id), administrator)
            #expect(!last.text.contains("/remove") && !last.text.contains("/reset"))
            for deed in ["/remove", "/reset"] {
                let refused = try await scene.post(page(coordinator.id, deed), [], cookie: administrator)
                #expect(refused.status == 422 && refused.text.contains(Words.of(.nl)("refusal.lastAbleMember")))
            }
            let auditor = try await scene.member("Shelter auditor", of: shelter.id)
            let anew = try await scene.post(page(auditor.id, "/reset"), [], cookie: administrator)
            #expect(anew.status == 200 && anew.text.contains("/nl/invitation/"))
            #expect(try await scene.get("/nl/journal", shelter[.auditor]).status == 303)
            let oneself = try await scene.member("Shelter administrator", of: shelter.id)
            #expect(try await scene.post(page(oneself.id, "/remove"), [], cookie: administrator).status == 422)
        }
    }

    @Test("nobody of another organisation exists")
    func others() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let police = try await Office(scene, "Police")
            let theirs = try await scene.member("Police intake", of: police.id)
            #expect(try await scene.get("/nl/members/\(theirs.id.text)", shelter[.administrator]).status == 404)
            for deed in ["reset", "remove"] {
                let path = "/nl/members/\(theirs.id.text)/\(deed)"
                #expect(try await scene.post(path, [], cookie: shelter[.administrator]).status == 404)
            }
            let admit = "/nl/colleagues/\(theirs.id.text)/admit"
            #expect(try await scene.post(admit, [], cookie: shelter[.coordinator]).status == 404)
            #expect(try await scene.member("Police intake", of: police.id).isAdmitted)
        }
    }

    @Test("the recovery code lets in who waits; another one, or nonsense, does not")
    func recover() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let made = try await scene.ground.database.write { [ground = scene.ground] tx in
                try ground.membership.invite("Noor Nieuw", as: .intake, to: shelter.id, in: tx)
            }
            let newcomer = try await scene.follow(made.token, as: "noor")
            for wrong in ["", "nonsense", Receipt(scene.ground.chance).code] {
                let answer = try await scene.post("/nl/colleagues/recover", [("code", wrong)], cookie: newcomer.cookie)
                #expect(answer.status == 422 && answer.text.contains("f-code-error"))
            }
            let right = try await scene.post(
                "/nl/colleagues/recover", [("code", shelter.recoveryCode.code.lowercased())], cookie: newcomer.cookie)
            #expect(right.status == 303)
            #expect(try await scene.member("Noor Nieuw", of: shelter.id).isAdmitted)
        }
    }

    @Test(
        "a new recovery code asks password and one-time code, is shown once, must be typed back, and the old one is refused"
    )
    func newCode() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let coordinator = shelter[.coordinator]
            let secret = try #require(shelter.secrets[.coordinator])
            #expect(
                try await scene.get("/nl/organisation", coordinator).text.contains(Words.of(.nl)("organisation.open")))
            scene.clock.advance(by: .seconds(31))
            let step = TOTP.step(at: scene.clock.now)
            func ask(_ password: String, _ oneTimeCode: String) async throws -> Answer {
                try await scene.post(
                    "/nl/organisation/new-code", [("password", password), ("oneTimeCode", oneTimeCode)],
                    cookie: coordinator)
            }
            for (password, oneTimeCode) in [
                ("", ""), (Scene.password, ""), ("not my password", TOTP.code(secret, step: step)),
            ] {
                let refused = try await ask(password, oneTimeCode)
                #expect(refused.status == 422 && refused.text.contains("f-password-error"))
                #expect(!refused.text.contains("data-code"))
            }
            let made = try await ask(Scene.password, TOTP.code(secret, step: step))
            let again = try await ask(Scene.password, TOTP.code(secret, step: step))
            #expect(again.status == 422, "a one-time code serves once")
            let code = try #require(made.first("data-code=\"([^\"]*)\""))
            #expect(
                try await scene.get("/nl/organisation", coordinator).text.contains(
                    Words.of(.nl)("organisation.code.notKept")))
            func confirm(_ code: String, _ role: Role) async throws -> Int {
                try await scene.post("/nl/organisation/confirm", [("code", code)], cookie: shelter[role]).status
            }
            #expect(try await confirm(shelter.recoveryCode.code, .administrator) == 422)
            #expect(try await confirm(code, .administrator) == 303)
            #expect(
                !(try await scene.get("/nl/organisation", coordinator).text.contains(
                    Words.of(.nl)("organisation.code.notKept"))))
            #expect(
                try await scene.post("/nl/organisation/new-code", [], cookie: shelter[.administrator]).status == 403)
        }
    }

    @Test("one's own password and telephone change with the present ones only, and other devices are logged out")
    func account() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let made = try await scene.ground.database.write { [ground = scene.ground] tx in
                try ground.membership.invite("Noor Nieuw", as: .analyst, to: shelter.id, in: tx)
            }
            let noor = try await scene.follow(made.token, as: "noor")
            let here = try await scene.logIn("noor", noor.secret)
            func code(_ secret: [UInt8]) -> String { TOTP.code(secret, step: TOTP.step(at: scene.clock.now)) }
            scene.clock.advance(by: .seconds(31))
            let wrong = try await scene.post(
                "/nl/account/password",
                [("password", "not my password"), ("code", code(noor.secret)), ("new", "another horse battery")],
                cookie: here)
            #expect(wrong.status == 422 && wrong.text.contains("f-password-error"))
            let weak = try await scene.post(
                "/nl/account/password",
                [("password", Scene.password), ("code", code(noor.secret)), ("new", "short")], cookie: here)
            #expect(weak.status == 422 && weak.text.contains("f-new-error"))
            let changed = try await scene.post(
                "/nl/account/password",
                [("password", Scene.password), ("code", code(noor.secret)), ("new", "another horse battery")],
                cookie: here)
            #expect(changed.status == 200)
            #expect(try await scene.get("/nl/account", noor.cookie).status == 303)
            #expect(try await scene.get("/nl/account", here).status == 200)

            scene.clock.advance(by: .seconds(31))
            let page = try await scene.get("/nl/account/one-time-code", here)
            let state = try #require(page.hidden("state"))
            let refused = try await scene.post(
                "/nl/account/one-time-code",
                [
                    ("state", state), ("password", "another horse battery"), ("code", code(noor.secret)),
                    ("newCode", "000000"),
                ],
                cookie: here)
            #expect(refused.status == 422 && refused.text.contains("f-newCode-error"))
        }
    }

    @Test("what an organisation takes is checked, kept, and counts at once; its text for reporters too")
    func reception() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let administrator = shelter[.administrator]
            let path = "/nl/organisation/reception"
            let fields = [
                ("subjects", "victim"), ("ages", "minor"), ("ages", "adult"), ("forms", "labour"),
                ("reach", "province"),
                ("about.nl", "Wij helpen."), ("about.en", "We help."),
            ]
            let unknown = try await scene.post(path, fields + [("regions", "Atlantis")], cookie: administrator)
            #expect(
                unknown.status == 422 && unknown.text.contains("Atlantis") && unknown.text.contains("f-regions-error"))
            #expect(try await scene.post(path, fields, cookie: administrator).status == 422)
            let kept = try await scene.post(
                path, fields + [("regions", "utrecht\nNoord Holland")], cookie: administrator)
            #expect(kept.status == 303)
            let reception = try await scene.ground.database.read { [ground = scene.ground] tx in
                try ReceptionDesk(ground).reception(of: shelter.id, in: tx)
            }
            #expect(reception?.subjects == [.victim] && reception?.ages == [.minor, .adult])
            #expect(reception?.regions == ["PV26", "PV27"] && reception?.about[.en] == "We help.")
            let page = try await scene.get(path, administrator)
            #expect(page.text.contains("Noord-Holland\nUtrecht"))
        }
    }

    @Test("figures show counts and no report; the journal shows who did what, and that it was read")
    func figuresAndJournal() async throws {
        try await withScene { scene in
            let shelter = try await Office(scene, "Shelter")
            let sent = try await Submission(scene.ground).submit(
                try NewReport(
                    subject: .victim, role: .bystander, directDanger: false, age: .minor, forms: [.labour],
                    municipality: nil, contents: ReportContents(words: "canary in the mine"), contact: nil),
                receipt: Receipt(scene.ground.chance), place: nil)
            let reference = Envelope.reference(of: sent.id)
            #expect(try await scene.get("/nl/reports/\(sent.id.text)", shelter[.intake]).status == 200)
            let figures = try await scene.get("/nl/figures", shelter[.analyst])
            #expect(figures.text.contains("1–4"))
            #expect(figures.all("<option value=\"([0-9]+)\"") == [String(Words.year(of: scene.clock.now))])
            #expect(!figures.text.contains(reference) && !figures.text.contains("canary"))

            func journal(_ query: String = "") async throws -> Answer {
                try await scene.ground.database.write { [ground = scene.ground] tx in
                    _ = try ground.journal.sequence(in: tx)
                }
                return try await scene.get("/nl/journal" + query, shelter[.auditor])
            }
            let words = Words.of(.nl)
            let all = try await journal()
            for act in ["report.received", "report.read", "figures.read", "session.begun"] {
                #expect(all.text.contains(words(Key("act", act))), "\(act)")
            }
            #expect(!all.text.contains("canary") && !all.text.contains("«"))
            #expect(all.text.contains(words("journal.signed")))
            #expect(try await journal().text.contains(words("act.journal.read")))

            let ofReport = try await journal("?reference=" + reference)
            #expect(
                ofReport.text.contains(words("act.report.read")) && !ofReport.text.contains(words("act.session.begun")))
            let intake = try await scene.member("Shelter intake", of: shelter.id)
            let ofMember = try await journal("?member=" + intake.id.text)
            #expect(
                ofMember.text.contains(words("act.report.read")) && !ofMember.text.contains(words("act.figures.read")))
            let before = try await journal("?until=28-02-2026")
            #expect(before.text.contains(words("journal.nothing")))
            #expect(try await journal("?from=2026-02-31").status == 422)
            #expect(try await journal("?reference=%3Cb%3E").status == 422)
        }
    }

    @Test("the journal of another organisation is not shown")
    func journalOfOthers() async throws {
        try await withScene { scene in
            _ = try await Office(scene, "Shelter")
            let police = try await Office(scene, "Police")
            try await scene.ground.database.write { [ground = scene.ground] tx in
                _ = try ground.journal.sequence(in: tx)
            }
            let page = try await scene.get("/nl/journal", police[.auditor])
            #expect(page.text.contains("Police coordinator") && !page.text.contains("Shelter"))
        }
    }
}
