import Organisations
import Reporting
import Signpost
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Who receives a report")
struct RoutingTests {
    private static let rotterdam = Directory.embedded.at(Instant(milliseconds: 1_780_000_000_000))
        .municipalities.all.first { $0.name == "Rotterdam" }

    private func receiver(_ world: World, _ routing: Routing) async throws -> OrganisationID? {
        try await ReceptionDesk(world.ground).receiver(for: routing)?.organisation.id
    }

    private func set(_ world: World, _ receptions: [Reception]) async throws {
        try await world.ground.database.write { [ground = world.ground] tx in
            for reception in receptions { try ReceptionDesk(ground).set(reception, in: tx) }
        }
    }

    private func about(
        _ subject: Subject = .victim, _ age: AgeGroup = .minor, in place: Municipality? = rotterdam, at point: PointID? = nil
    ) -> Routing {
        Routing(subject: subject, age: age, forms: [.sexual], place: place, at: point)
    }

    @Test("is the nearest that takes it: of the municipality, then of a region, then of the country", arguments: Engine.allCases)
    func nearest(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let place = try #require(Self.rotterdam)
            let (country, region, town) = (
                try await world.open("Country"), try await world.open("Region"), try await world.open("Town")
            )
            try await set(
                world,
                [
                    Reception(organisation: country.id, place: 1),
                    Reception(organisation: region.id, reach: .veiligThuis, regions: [place.veiligThuis.text]),
                    Reception(
                        organisation: town.id, ages: [.minor], reach: .municipality, regions: [place.code.text]),
                ])
            let (minor, adult, nowhere) = (
                try await receiver(world, about()), try await receiver(world, about(.victim, .adult)),
                try await receiver(world, about(in: nil))
            )
            #expect(minor == town.id && adult == region.id && nowhere == country.id)
        }
    }

    @Test("is the point that the reporter chose, unless it does not take such reports", arguments: Engine.allCases)
    func chosen(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let (near, chosen) = (try await world.open("Near"), try await world.open("Chosen"))
            try await set(
                world,
                [
                    Reception(organisation: near.id, place: 1),
                    Reception(organisation: chosen.id, ages: [.minor], place: 2, point: "veilig-thuis"),
                ])
            let (minor, adult) = (
                try await receiver(world, about(at: "veilig-thuis")),
                try await receiver(world, about(.victim, .adult, at: "veilig-thuis"))
            )
            #expect(minor == chosen.id && adult == near.id)
            let points = try await ReceptionDesk(world.ground).points(for: about())
            let none = try await ReceptionDesk(world.ground).points(for: about(.victim, .adult))
            #expect(points.mapValues(\.organisation.id) == ["veilig-thuis": chosen.id] && none.isEmpty)
        }
    }

    @Test("is never one that nobody can read for yet: the next in line gets it", arguments: Engine.allCases)
    func passedOver(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let open = try await world.open("Open")
            let closed = try await world.ground.database.write { [ground = world.ground] tx in
                try ground.membership.found("Not open yet", in: tx).0.organisation
            }
            try await set(world, [Reception(organisation: closed, place: 1, point: "veilig-thuis")])
            let found = try await receiver(world, about(at: "veilig-thuis"))
            let points = try await ReceptionDesk(world.ground).points(for: about())
            #expect(found == open.id && points.isEmpty)
            let sent = try await world.send("Help", with: Receipt(world.ground.chance))
            #expect(sent.owner == open.id)
        }
    }

    @Test("is the fallback when nobody takes it, and anybody at all when that cannot", arguments: Engine.allCases)
    func fallback(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let nobody = try await receiver(world, about())
            #expect(nobody == nil)
            let picky = try await world.open("Picky")
            try await set(world, [Reception(organisation: picky.id, subjects: [.question])])
            let last = try await receiver(world, about())
            #expect(last == picky.id)
            let fallback = try await world.open("Fallback", isFallback: true)
            let (found, question) = (try await receiver(world, about()), try await receiver(world, about(.question)))
            #expect(found == fallback.id && question == picky.id)
        }
    }

    @Test("is somebody whatever the report and whatever they take, as long as anybody can receive", arguments: [1, 2, 3] as [UInt64])
    func somebody(seed: UInt64) async throws {
        try await withWorld(on: .sqlite, seed: seed) { world in
            let dice = Dice(seed)
            func some<C: CaseIterable & Hashable>(_: C.Type) -> Set<C> { Set(C.allCases.filter { _ in dice.below(2) == 0 }) }
            func one<C: CaseIterable>(_: C.Type) -> C { Array(C.allCases)[dice.below(C.allCases.count)] }
            let crews = [try await world.open("One"), try await world.open("Two"), try await world.open("Three")]
            for _ in 0..<100 {
                try await set(
                    world,
                    crews.map {
                        Reception(
                            organisation: $0.id, subjects: some(Subject.self), ages: some(AgeGroup.self),
                            forms: some(ExploitationForm.self), reach: one(Reach.self), regions: ["GM0599"],
                            place: dice.below(3), isFallback: dice.below(3) == 0)
                    })
                let report = Routing(
                    subject: one(Subject.self), age: one(AgeGroup.self), forms: some(ExploitationForm.self),
                    place: dice.below(2) == 0 ? nil : Self.rotterdam)
                let found = try await receiver(world, report)
                #expect(found != nil, "\(report)")
            }
        }
    }
}
