import Duties
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Contact that a reporter asked for at a moment")
struct ContactTests {
    private struct Scene {
        let world: World
        let receipt: Receipt
        let id: ReportID
        let worker: Session
        /// This evening at eight.
        let evening: Instant

        init(_ world: World) async throws {
            self.world = world
            let shelter = try await world.open("Shelter")
            receipt = Receipt(world.ground.chance)
            evening = world.clock.now + .hours(7)
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "alone then", from: evening)
            id = try await world.send("Help", with: receipt, contact: contact).id
            worker = try await world.session(shelter.intake)
        }

        func view() async throws -> CaseView { try await world.intake.open(id, by: worker) }
        func appoint(_ at: Instant, from number: String = "020 1234567") async throws {
            try await world.intake.appoint(
                Appointment(at: at, from: number), on: id, version: try await view().version, by: worker)
        }
    }

    @Test("is due an hour after it, stays so when the report is judged in danger, and no sooner", arguments: Engine.allCases)
    func due(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            let view = try await scene.view()
            #expect(view.debts[.contact] == scene.evening + .hours(1) && view.contact?.from == scene.evening)
            let judgement = Judgement(urgency: .danger, isQuestion: false, reason: "Read")
            try await world.intake.judge(scene.id, judgement, version: view.version, by: scene.worker)
            #expect(try await scene.view().debts[.contact] == scene.evening + .hours(1), "sooner may not be safe")
        }
    }

    @Test("is promised by the organisation, and the reporter reads when and from which number", arguments: Engine.allCases)
    func promised(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            await #expect(throws: ReportRefusal.reasonMissing) { try await scene.appoint(scene.evening, from: "") }
            await #expect(throws: ReportRefusal.dueInThePast) { try await scene.appoint(world.clock.now) }
            try await scene.appoint(scene.evening + .minutes(15))
            #expect(try await scene.view().debts[.contact] == scene.evening + .minutes(15))
            let read = try await world.dialogue.open(scene.receipt)
            #expect(
                read.messages.last?.message.appointment
                    == Appointment(at: scene.evening + .minutes(15), from: "020 1234567"))
            try await world.intake.contacted(scene.id, version: try await scene.view().version, by: scene.worker)
            #expect(try await scene.view().debts[.contact] == nil)
        }
    }

    @Test("keeps the report from being closed without a reason that the reporter reads", arguments: Engine.allCases)
    func closing(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            let version = try await scene.view().version
            await #expect(throws: ReportRefusal.answerDue) {
                try await world.intake.close(scene.id, because: .helped, "Done", version: version, by: scene.worker)
            }
            try await world.intake.close(
                scene.id, because: .helped, "Done", leaving: .spoken, version: version, by: scene.worker)
        }
    }

    @Test("is owed no more when the reporter takes their contact details back", arguments: Engine.allCases)
    func withdrawn(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let scene = try await Scene(world)
            _ = try await scene.view()
            try await world.dialogue.withdrawContact(scene.receipt)
            #expect(try await scene.view().debts[.contact] == nil)
            let again = Receipt(world.ground.chance)
            let contact = ContactDetails(way: .telephone, address: "06", safely: "", from: scene.evening)
            let closed = try await world.send("Help", with: again, contact: contact).id
            try await world.intake.close(
                closed, because: .helped, "Done", leaving: .spoken,
                version: try await world.intake.open(closed, by: scene.worker).version, by: scene.worker)
            try await world.dialogue.withdrawContact(again)
        }
    }
}
