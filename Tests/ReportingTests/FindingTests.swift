import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Searching")
struct FindingTests {
    @Test("catches up a bounded number at a time, and ends", arguments: Engine.allCases)
    func bounded(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            for number in 1...3 { try await world.send("House \(number)", with: Receipt(world.ground.chance)) }
            let worker = try await world.session(shelter.intake)
            var left: [Int] = []
            for _ in 1...3 { left.append(try await world.intake.catchUp(for: worker, limit: 2).waiting) }
            #expect(left == [1, 0, 0])
            let found = try await world.intake.find(Query(text: "house"), by: worker).envelopes
            #expect(found.count == 3)
        }
    }

    @Test("tells of what a member's keys do not open, and is not held up by it", arguments: Engine.allCases)
    func closed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let damaged = try await world.send("Damaged", with: Receipt(world.ground.chance)).id
            world.clock.advance(by: .seconds(1))
            let whole = try await world.send("Whole", with: Receipt(world.ground.chance)).id
            let waiting = try await world.session(try await world.enrol("Waiting", .intake, at: shelter.id))
            let none = try await world.intake.catchUp(for: waiting)
            #expect(none.waiting == 0 && none.closed == 2)
            try await world.ground.database.write { tx in
                try tx.execute(
                    "UPDATE record SET sealed = \([UInt8](repeating: 1, count: 300)) WHERE object = \(damaged)")
            }
            let worker = try await world.session(shelter.intake)
            let reach = try await world.intake.catchUp(for: worker)
            #expect(reach.waiting == 0 && reach.closed == 1)
            let found = try await world.intake.find(Query(text: "whole"), by: worker).envelopes.map(\.id)
            #expect(found == [whole])
        }
    }

    @Test("by reference, however it is typed, and before anybody opened the report", arguments: Engine.allCases)
    func reference(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let stranger = try await world.session(try await world.open("Other", isFallback: true).intake)
            let worker = try await world.session(shelter.intake)
            // So many that both look-alikes occur among their references.
            for number in 1...12 {
                let id = try await world.send("Told \(number)", with: Receipt(world.ground.chance)).id
                let reference = Envelope.reference(of: id)
                let lookAlikes = reference.lowercased().replacing("0", with: "O").replacing("1", with: "I")
                for typed in [reference, " " + lookAlikes, reference.replacing("-", with: " ")] {
                    let found = try await world.intake.find(Query(text: typed), by: worker).envelopes.map(\.id)
                    #expect(found == [id], "\(typed)")
                    let elsewhere = try await world.intake.find(Query(text: typed), by: stranger).envelopes
                    #expect(elsewhere.isEmpty)
                }
            }
        }
    }

    @Test("by state and period alone, and says when more match than are shown", arguments: Engine.allCases)
    func filtered(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let first = try await world.send("First", with: Receipt(world.ground.chance))
            world.clock.advance(by: .days(2))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<Query.mostResults {
                    group.addTask { try await world.send("Later", with: Receipt(world.ground.chance)) }
                }
                try await group.waitForAll()
            }
            let worker = try await world.session(shelter.intake)
            _ = try await world.intake.open(first.id, by: worker)
            func find(_ query: Query) async throws -> Findings { try await world.intake.find(query, by: worker) }
            let all = try await find(Query())
            #expect(all.envelopes.count == Query.mostResults && all.hasMore)
            let day = first.receivedAt + .days(1)
            let early = try await find(Query(until: day))
            #expect(early.envelopes.map(\.id) == [first.id] && !early.hasMore)
            let late = try await find(Query(from: day))
            #expect(late.envelopes.count == Query.mostResults && !late.hasMore)
            let inReview = try await find(Query(state: .inReview))
            #expect(inReview.envelopes.map(\.id) == [first.id])
        }
    }
}
