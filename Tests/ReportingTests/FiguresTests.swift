import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Figures")
struct FiguresTests {
    @Test("are coarse: below five only that there are some, above to the nearest five")
    func coarse() {
        #expect(CoarseCount(0) == .zero)
        #expect((1...4).allSatisfy { CoarseCount($0) == .few })
        #expect(CoarseCount(5) == .about(5) && CoarseCount(7) == .about(5) && CoarseCount(8) == .about(10))
        #expect(CoarseCount(1_002) == .about(1_000) && CoarseCount(1_003) == .about(1_005))
    }

    @Test("count the organisation's own reports of the period, by what their envelopes say", arguments: Engine.allCases)
    func counted(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let start = world.clock.now
            for number in 0..<7 {
                try await world.send(
                    "Report \(number)", with: Receipt(world.ground.chance), age: number < 3 ? .minor : .adult)
            }
            world.clock.advance(by: .days(30))
            let half = world.clock.now
            for _ in 0..<2 { try await world.send("Later", with: Receipt(world.ground.chance), danger: true) }
            world.clock.advance(by: .minutes(10))
            let session = try await world.session(shelter.coordinator)
            for line in try await world.inbox.page(of: shelter.id).lines.prefix(2) {
                _ = try await world.intake.open(line.envelope.id, by: session)
            }
            let desk = FiguresDesk(world.ground)
            let end = world.clock.now + .days(1)
            let figures = try await desk.figures(between: [start, half, end], for: session)
            #expect(figures.total == .about(10))
            #expect(figures.byPeriod == [.about(5), .few])
            #expect(figures.bySubject == [.victim: .about(10)])
            #expect(figures.byAge == [.minor: .few, .adult: .few, .unknown: .few])
            #expect(figures.byUrgency == [.urgent: .few, .normal: .few, .danger: .few])
            #expect(figures.byForm == [.sexual: .about(10)])
            #expect(figures.byState == [.received: .about(5), .inReview: .few])
            #expect(figures.byClosing.isEmpty)
            #expect(figures.byLookTime == [.notYet: .about(5), .withinHour: .few])
            // Two were looked at in time; seven are late: 22 percent, to the nearest five.
            #expect(figures.percentInTime == 20)
            let empty = try await desk.figures(between: [end, end + .days(1)], for: session)
            #expect(empty.total == CoarseCount.zero && empty.percentInTime == nil)
        }
    }

    @Test("go back to the organisation's oldest report", arguments: Engine.allCases)
    func oldest(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let police = try await world.open("Police")
            let desk = FiguresDesk(world.ground)
            let (us, others) = (
                try await world.session(shelter.coordinator), try await world.session(police.coordinator)
            )
            #expect(try await desk.oldest(for: us) == nil)
            let first = try await world.send("First", with: Receipt(world.ground.chance))
            world.clock.advance(by: .days(400))
            try await world.send("Later", with: Receipt(world.ground.chance))
            let (owner, other) = first.owner == shelter.id ? (us, others) : (others, us)
            #expect(try await desk.oldest(for: owner) == first.receivedAt)
            #expect(try await desk.oldest(for: other) == nil)
        }
    }

    @Test("hold nothing of another organisation", arguments: Engine.allCases)
    func others(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let police = try await world.open("Police")
            let sent = try await world.send("Somewhere", with: Receipt(world.ground.chance))
            let other = sent.owner == shelter.id ? police : shelter
            let session = try await world.session(other.coordinator)
            let figures = try await FiguresDesk(world.ground).figures(
                between: [world.clock.now - .days(1), world.clock.now + .days(1)], for: session)
            #expect(figures.total == CoarseCount.zero)
        }
    }
}
