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

@Suite("Handing a report over")
struct HandOverTests {
    private struct Scene {
        let world: World
        let shelter: Crew
        let other: Crew
        let receipt: Receipt
        let report: ReportID
        let sender: Session
        let receiver: Session

        init(_ world: World) async throws {
            self.world = world
            shelter = try await world.open("Shelter")
            other = try await world.open("Other", isFallback: true)
            receipt = Receipt(world.ground.chance)
            report = try await world.send("Help", with: receipt).id
            sender = try await world.session(shelter.intake)
            receiver = try await world.session(other.intake)
            let version = try await world.intake.open(report, by: sender).version
            try await world.handOvers.offer(report, to: other.id, "Yours", version: version, by: sender)
        }
    }

    @Test("leaves it with the sender until it is accepted, and both see it", arguments: Engine.allCases)
    func offered(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            let ours = try await world.intake.open(scene.report, by: scene.sender)
            let theirs = try await world.intake.open(scene.report, by: scene.receiver)
            #expect(ours.envelope.owner == scene.shelter.id && ours.isOwner && !theirs.isOwner)
            #expect(theirs.contents?.words == "Help")
            let offers = try await world.inbox.page(of: scene.other.id).offers
            #expect(offers.count == 1)
        }
    }

    @Test("moves owner and duty together on acceptance, and the sender reads no further", arguments: Engine.allCases)
    func accepted(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            try await world.handOvers.accept(scene.report, by: scene.receiver)
            await #expect(throws: ReportAbsent.self) { _ = try await world.intake.open(scene.report, by: scene.sender) }
            let lines = try await world.inbox.page(of: scene.other.id).lines
            #expect(lines.map(\.envelope.owner) == [scene.other.id])
            try await world.dialogue.write(Message(text: "News"), with: scene.receipt)
            let view = try await world.intake.open(scene.report, by: scene.receiver)
            #expect(view.events.last?.text == "News")
            let opened = try await world.ground.database.read { tx in
                try world.ground.compartments.unlockAll(of: scene.report.text, with: scene.sender.keyring, in: tx)
                    .filter { $0.kind == .dialogue || $0.kind == .work }.count
            }
            #expect(opened == 0)
        }
    }

    @Test("comes back with the reason when it is refused", arguments: Engine.allCases)
    func refused(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            try await world.handOvers.refuse(scene.report, "Not our region", by: scene.receiver)
            await #expect(throws: ReportAbsent.self) {
                _ = try await world.intake.open(scene.report, by: scene.receiver)
            }
            let view = try await world.intake.open(scene.report, by: scene.sender)
            #expect(view.events.contains { $0.kind == .handOverAnswer && $0.text == "Not our region" })
            #expect(view.debts.inOrder.map(\.step) == [.judge], "what was owed before is owed still")
        }
    }

    /// How an offer ends; whoever then has nothing to do with the report any more kept every key they had.
    enum End: CaseIterable { case refused, withdrawn, accepted }

    @Test(
        "seals what comes after anew, so that kept keys and kept grants do not open it", arguments: Engine.allCases,
        End.allCases)
    func sealedAnew(engine: Engine, end: End) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            let (leaver, stayer) =
                end == .accepted ? (scene.sender, scene.receiver) : (scene.receiver, scene.sender)
            let kept = try await world.ground.database.read { tx in
                try world.ground.compartments.unlockAll(of: scene.report.text, with: leaver.keyring, in: tx)
            }
            #expect(Set(kept.map(\.kind)) == [.dialogue, .work])
            switch end {
            case .refused: try await world.handOvers.refuse(scene.report, "Not our region", by: scene.receiver)
            case .withdrawn: try await world.handOvers.withdraw(scene.report, by: scene.sender)
            case .accepted: try await world.handOvers.accept(scene.report, by: scene.receiver)
            }
            let past = try await world.ground.database.read { tx in
                try world.ground.records.all(of: scene.report.text, in: kept, tx).map(\.id)
            }
            world.clock.advance(by: .seconds(1))
            try await world.dialogue.write(Message(text: "From the reporter"), with: scene.receipt)
            let view = try await world.intake.open(scene.report, by: stayer)
            world.clock.advance(by: .seconds(1))
            try await world.intake.judge(
                scene.report, Judgement(urgency: .urgent, isQuestion: false, reason: "Among us"), version: view.version,
                by: stayer)
            world.clock.advance(by: .seconds(1))
            try await world.intake.write(Message(text: "From us"), on: scene.report, by: stayer)
            let now = try await world.ground.database.read { tx in
                try world.ground.records.all(of: scene.report.text, in: kept, tx).map(\.id)
            }
            #expect(now == past)
            let after = try await world.intake.open(scene.report, by: stayer).events.compactMap(\.text)
            #expect(after.suffix(3) == ["From the reporter", "Among us", "From us"])
            let answered = try await world.dialogue.open(scene.receipt).messages.map(\.message.text)
            #expect(answered == ["From the reporter", "From us"])
            let unvouched = try await world.ground.database.read { tx in try world.ground.unvouched(in: tx) }
            #expect(unvouched.isEmpty)
        }
    }

    @Test("sends it back to whoever handed it over, or else to the fallback organisation", arguments: Engine.allCases)
    func back(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            let third = try await world.open("Third")
            let visitor = try await world.session(third.intake)
            func sendBack(by session: Session) async throws {
                let version = try await world.intake.open(scene.report, by: session).version
                try await world.handOvers.sendBack(scene.report, "Not ours", version: version, by: session)
            }
            func offers(to crew: Crew) async throws -> Int { try await world.inbox.page(of: crew.id).offers.count }
            try await world.handOvers.accept(scene.report, by: scene.receiver)
            try await sendBack(by: scene.receiver)
            let toSender = try await offers(to: scene.shelter)
            #expect(toSender == 1)
            try await world.handOvers.accept(scene.report, by: scene.sender)
            let version = try await world.intake.open(scene.report, by: scene.sender).version
            try await world.handOvers.offer(
                scene.report, to: third.id, "Yours", version: version, by: scene.sender)
            try await world.handOvers.accept(scene.report, by: visitor)
            let own = try await world.send("Ours", with: Receipt(world.ground.chance)).id
            let (finder, reader) =
                try await world.ground.database.read { tx in
                    try tx.value("SELECT owner FROM report WHERE id = \(own)", as: OrganisationID.self)
                } == third.id ? (third, visitor) : (scene.shelter, scene.sender)
            #expect(finder.id != scene.other.id)
            let mine = try await world.intake.open(own, by: reader).version
            try await world.handOvers.sendBack(own, "Not ours", version: mine, by: reader)
            let toFallback = try await offers(to: scene.other)
            #expect(toFallback == 1)
            let given = try await world.handOvers.handedOver(by: scene.shelter.id).accepted.map(\.envelope.id)
            #expect(given.contains(scene.report))
        }
    }
}

@Suite("An organisation")
struct OrganisationTests {
    @Test("receives nothing before two can read and the recovery code was typed back", arguments: Engine.allCases)
    func opening(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let membership = world.ground.membership
            let (founding, keys) = try await world.ground.database.write { tx in try membership.found("New", in: tx) }
            func canReceive() async throws -> Bool? {
                try await world.ground.database.read { tx in
                    try membership.organisation(founding.organisation, in: tx)?.canReceive
                }
            }
            _ = try await world.enrol("One", .intake, at: founding.organisation, keys)
            try await world.ground.database.write { tx in
                try membership.confirmRecovery(founding.recoveryCode, of: founding.organisation, in: tx)
            }
            let withOne = try await canReceive()
            #expect(withOne == false)
            _ = try await world.enrol("Two", .coordinator, at: founding.organisation, keys)
            let withTwo = try await canReceive()
            #expect(withTwo == true)
        }
    }

    @Test(
        "lets somebody who joins later read earlier reports, once a colleague lets them in", arguments: Engine.allCases)
    func joining(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("Earlier", with: Receipt(world.ground.chance))
            let newcomer = try await world.enrol("Newcomer", .intake, at: shelter.id)
            let waiting = try await world.session(newcomer)
            await #expect(throws: ReportAbsent.self) { _ = try await world.intake.open(sent.id, by: waiting) }
            let colleague = try await world.session(shelter.intake)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(
                    newcomer.id, by: colleague.member, with: colleague.memberKey, in: tx)
            }
            let admitted = try await world.session(newcomer)
            let view = try await world.intake.open(sent.id, by: admitted)
            #expect(view.contents?.words == "Earlier")
        }
    }

    @Test(
        "begins a new key epoch when a member leaves, and is not left without a reader unnoticed",
        arguments: Engine.allCases)
    func leaving(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let gone = try await world.session(shelter.coordinator)
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.coordinator.id, of: shelter.id, in: tx)
            }
            let sent = try await world.send("Later", with: Receipt(world.ground.chance))
            let opened = try await world.ground.database.read { tx in
                try world.ground.compartments.unlockAll(of: sent.id.text, with: gone.keyring, in: tx).count
            }
            #expect(opened == 0)
            let view = try await world.intake.open(sent.id, by: try await world.session(shelter.intake))
            #expect(view.contents?.words == "Later")
            await #expect(throws: MembershipRefusal.lastAbleMember) {
                try await world.ground.database.write { tx in
                    try world.ground.membership.remove(shelter.intake.id, of: shelter.id, in: tx)
                }
            }
        }
    }
}
