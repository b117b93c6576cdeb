import Duties
import Journal
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Intake")
struct IntakeTests {
    @Test("plans the next step in the future, at most a year away", arguments: Engine.allCases)
    func plans(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let version = try await world.intake.open(id, by: worker).version
            let now = world.clock.now
            for (due, refusal) in [(now - .minutes(1), ReportRefusal.dueInThePast), (now + .days(400), .dueTooLate)] {
                await #expect(throws: refusal) {
                    try await world.intake.plan(id, due: due, version: version, by: worker)
                }
            }
            try await world.intake.plan(id, due: now + .days(2), version: version, by: worker)
            let view = try await world.intake.open(id, by: worker)
            #expect(view.duty?.due == now + .days(2) && view.duty?.step == Step.judge.rawValue)
        }
    }

    @Test("refuses a deed on a page that a colleague has made old", arguments: Engine.allCases)
    func stale(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let version = try await world.intake.open(id, by: worker).version
            let urgent = Judgement(urgency: .urgent, isQuestion: false, reason: "A minor")
            try await world.intake.judge(id, urgent, version: version, by: worker)
            await #expect(throws: ReportRefusal.changedMeanwhile) {
                try await world.intake.judge(id, urgent, version: version, by: worker)
            }
        }
    }

    @Test(
        "lets a member take work on, and a coordinator give it to a colleague who opens reports",
        arguments: Engine.allCases)
    func assigns(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let other = try await world.open("Other", isFallback: true)
            let waiting = try await world.enrol("Waiting", .intake, at: shelter.id)
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let coordinator = try await world.session(shelter.coordinator)
            func assign(_ member: MemberID?, by session: Session) async throws {
                let version = try await world.intake.open(id, by: session).version
                try await world.intake.assign(id, to: member, version: version, by: session)
            }
            func shown(_ filter: InboxFilter) async throws -> Int {
                try await world.inbox.page(of: shelter.id, filter).lines.count
            }
            for member in [shelter.coordinator.id, nil] {
                await #expect(throws: ReportRefusal.colleagueCannot) { try await assign(member, by: worker) }
            }
            for member in [other.intake.id, waiting.id] {
                await #expect(throws: ReportRefusal.colleagueCannot) { try await assign(member, by: coordinator) }
            }
            let before = try await shown(.nobodys)
            #expect(before == 1)
            try await assign(shelter.intake.id, by: worker)
            let (mine, nobodys) = (try await shown(.takenOn(shelter.intake.id)), try await shown(.nobodys))
            #expect(mine == 1 && nobodys == 0)
            let colleagues = try await world.intake.colleagues(of: coordinator).map(\.id)
            #expect(Set(colleagues) == [shelter.intake.id, shelter.coordinator.id])
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.intake.id, of: shelter.id, in: tx)
            }
            let left = try await shown(.nobodys)
            #expect(left == 1)
        }
    }

    @Test("links reports of one's own organisation by their reference", arguments: Engine.allCases)
    func links(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let one = try await world.send("One", with: Receipt(world.ground.chance)).id
            let two = try await world.send("Two", with: Receipt(world.ground.chance)).id
            let worker = try await world.session(shelter.intake)
            let other = try await world.open("Other", isFallback: true)
            let stranger = try await world.session(other.intake)
            let reference = Envelope.reference(of: two)
            let lookAlikes = reference.lowercased().replacing("0", with: "o").replacing("1", with: "l")
            try await world.intake.link(one, withReference: " " + lookAlikes.replacing("-", with: " - "), by: worker)
            let linked = try await world.intake.open(two, by: worker).linked.map(\.id)
            #expect(linked == [one])
            await #expect(throws: ReportRefusal.cannotLinkToItself) {
                try await world.intake.link(two, withReference: reference, by: worker)
            }
            for typed in ["", "0000-0000", "%", "________"] {
                await #expect(throws: ReportRefusal.noSuchReport) {
                    try await world.intake.link(one, withReference: typed, by: worker)
                }
            }
            await #expect(throws: ReportRefusal.noSuchReport) {
                try await world.intake.link(one, withReference: reference, by: stranger)
            }
            try await world.intake.unlink(one, from: two, by: worker)
            let unlinked = try await world.intake.open(two, by: worker).linked
            #expect(unlinked.isEmpty)
        }
    }

    @Test("is not looked at by somebody whom nobody let in: the first look is still to come", arguments: Engine.allCases)
    func firstLook(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let id = try await world.send("Help", with: Receipt(world.ground.chance)).id
            let waiting = try await world.session(try await world.enrol("Waiting", .intake, at: shelter.id))
            await #expect(throws: ReportAbsent.self) { _ = try await world.intake.open(id, by: waiting) }
            let step = try await world.ground.database.read { tx in
                try tx.value("SELECT step FROM duty WHERE object = \(id)", as: String.self)
            }
            #expect(step == Step.firstLook.rawValue)
            let read = try await world.intake.open(id, by: try await world.session(shelter.intake))
            #expect(read.envelope.state == .inReview && read.duty?.step == Step.judge.rawValue)
        }
    }
}

@Suite("A report that is recorded for somebody")
struct RecordedTests {
    private func report() throws -> NewReport {
        try NewReport(
            subject: .victim, role: .bystander, directDanger: false, age: .minor, forms: [.labour], municipality: nil,
            contents: ReportContents(words: "Told at the desk"), contact: nil, channel: .desk)
    }

    @Test(
        "is the organisation's of whoever recorded it, once, and the journal says who did", arguments: Engine.allCases)
    func recorded(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            _ = try await world.open("Shelter")
            let desk = try await world.open("Desk", isFallback: true)
            let worker = try await world.session(desk.intake)
            let receipt = Receipt(world.ground.chance)
            let sent = try await world.submission.submit(try report(), receipt: receipt, place: nil, recordedBy: worker)
            let again = try await world.submission.submit(
                try report(), receipt: receipt, place: nil, recordedBy: worker)
            #expect(sent.owner == desk.id && again.id == sent.id && again.wasAlreadySent)
            let entry = try #require(
                try await world.ground.database.read { tx in
                    try tx.row(
                        "SELECT actor, role, organisation FROM journal_entry WHERE object = \(sent.id) AND act = 'report.received'"
                    )
                })
            let (actor, role): (String, String) = (try entry.get("actor"), try entry.get("role"))
            #expect(actor.contains(desk.intake.id.text) && role == Role.intake.rawValue)
            let view = try await world.dialogue.open(receipt)
            #expect(view.envelope.channel == .desk && view.contents?.words == "Told at the desk")
        }
    }

    @Test("is refused of members who have nothing to do with reports", arguments: Engine.allCases)
    func refused(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let analyst = try await world.session(try await world.enrol("Analyst", .analyst, at: shelter.id))
            await #expect(throws: ReportAbsent.self) {
                _ = try await world.submission.submit(
                    try report(), receipt: Receipt(world.ground.chance), place: nil, recordedBy: analyst)
            }
        }
    }
}
