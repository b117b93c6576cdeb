import Duties
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("What a reporter adds")
struct LostSignalTests {
    private struct Scene {
        let world: World
        let shelter: Crew
        let receipt: Receipt
        let id: ReportID
        let worker: Session

        /// - Parameter judged: whether what must be done is planned months ahead.
        init(_ world: World, judged: Bool = true) async throws {
            self.world = world
            shelter = try await world.open("Shelter")
            receipt = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "mornings")
            id = try await world.send("Help", with: receipt, contact: contact).id
            worker = try await world.session(shelter.intake)
            let version = try await world.intake.open(id, by: worker).version
            guard judged else { return }
            let judgement = Judgement(urgency: .normal, isQuestion: false, reason: "Read")
            try await world.intake.judge(id, judgement, version: version, by: worker)
        }

        func view() async throws -> CaseView { try await world.intake.open(id, by: worker) }
        func plan(in days: Int) async throws {
            let due = world.clock.now + .days(days)
            try await world.intake.plan(id, due: due, version: try await view().version, by: worker)
        }
        func tell(_ words: String) async throws {
            world.clock.advance(by: .seconds(1))
            try await world.dialogue.write(Message(text: words), with: receipt)
        }
    }

    @Test("makes every page from before old, so that nobody closes a report over it unseen", arguments: Engine.allCases)
    func old(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            let other = try await world.open("Other", isFallback: true)
            let additions: [@Sendable () async throws -> Void] = [
                { try await scene.tell("He is here now") },
                { try await world.dialogue.withdrawContact(scene.receipt) },
            ]
            for add in additions {
                let version = try await scene.view().version
                try await add()
                let judgement = Judgement(urgency: .normal, isQuestion: false, reason: "Old")
                let (id, worker) = (scene.id, scene.worker)
                let deeds: [@Sendable () async throws -> Void] = [
                    { try await world.intake.close(id, because: .helped, "Old", version: version, by: worker) },
                    { try await world.intake.judge(id, judgement, version: version, by: worker) },
                    { try await world.intake.plan(id, due: world.clock.now + .days(9), version: version, by: worker) },
                    { try await world.handOvers.offer(id, to: other.id, "Old", version: version, by: worker) },
                ]
                for deed in deeds {
                    await #expect(throws: ReportRefusal.changedMeanwhile) { try await deed() }
                }
            }
        }
    }

    @Test("stays to be answered when an answer was written before it was seen", arguments: Engine.allCases)
    func crossed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            try await scene.tell("First")
            let version = try await scene.view().version
            try await scene.tell("Second")
            world.clock.advance(by: .seconds(1))
            try await world.intake.write(
                Message(text: "To the first"), on: scene.id, version: version, by: scene.worker)
            let crossed = try await scene.view()
            #expect(crossed.debts[.answer] != nil && crossed.events.last?.text == "To the first")
            try await world.intake.write(
                Message(text: "To the second"), on: scene.id, version: crossed.version, by: scene.worker)
            let answered = try await scene.view()
            #expect(answered.debts[.answer] == nil)
        }
    }

    @Test("brings forward whatever was planned for later", arguments: Engine.allCases, [Step.judge, .act, .answer])
    func forward(engine: Engine, step: Step) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world, judged: step != .judge)
            if step == .answer { try await scene.tell("Earlier") }
            try await scene.plan(in: 90)
            try await scene.tell("He is here now")
            let duty = try #require(try await scene.view().duty)
            #expect(duty.due <= world.clock.now + IntakeTerms().term(.normal))
            #expect(duty.step == Step.answer.rawValue)
            try await scene.plan(in: 1)
            try await scene.tell("And now?")
            let sooner = try #require(try await scene.view().duty)
            #expect(sooner.due < duty.due, "what is due sooner stays so")
        }
    }

    @Test("while an offer stands is to be answered when the offer ends", arguments: Engine.allCases, [true, false])
    func offered(engine: Engine, refused: Bool) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            let other = try await world.open("Other", isFallback: true)
            let receiver = try await world.session(other.intake)
            func end() async throws {
                if refused {
                    try await world.handOvers.refuse(scene.id, "Not ours", by: receiver)
                } else {
                    try await world.handOvers.withdraw(scene.id, by: scene.worker)
                }
            }
            try await world.handOvers.offer(
                scene.id, to: other.id, "Yours", version: try await scene.view().version, by: scene.worker)
            try await scene.plan(in: 90)
            try await scene.tell("He is here now")
            let waiting = try await scene.view().debts
            #expect(waiting[.awaitAcceptance] != nil)
            #expect(waiting[.answer] == world.clock.now + IntakeTerms().term(.normal))
            try await end()
            let unanswered = try await scene.view().debts
            #expect(unanswered[.answer] == waiting[.answer])
            world.clock.advance(by: .seconds(1))
            try await world.intake.write(Message(text: "We come"), on: scene.id, by: scene.worker)
            try await world.handOvers.offer(
                scene.id, to: other.id, "Yours", version: try await scene.view().version, by: scene.worker)
            try await end()
            let answered = try await scene.view().debts
            #expect(answered.inOrder.map(\.step) == [.act])
        }
    }
}
