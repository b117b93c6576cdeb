import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Notices")
struct NoticeTests {
    private func tell(_ kind: NoticeKind, _ object: String, _ crew: Crew, _ world: World) async throws {
        try await world.ground.database.write { tx in
            try world.ground.notices.tell(kind, about: object, to: crew.id, by: nil, in: tx)
        }
    }

    private func unseen(_ member: MemberID, _ world: World) async throws -> [Notice] {
        try await world.ground.database.read { tx in
            try world.ground.notices.unseen(for: member, limit: 50, in: tx)
        }
    }

    private func choose(_ way: NoticeWay, _ address: String?, _ worker: Worker, _ world: World) async throws {
        let session = try await world.session(worker)
        let choice = try #require(
            NoticeChoice(way: way, address: address.flatMap(MailAddress.init), language: .nl))
        try await world.ground.database.write { tx in
            try world.ground.notices.choose(choice, by: session, in: tx)
        }
    }

    private func due(_ world: World) async throws -> [DueMail] {
        try await world.ground.database.write { tx in try world.ground.notices.takeDue(limit: 10, in: tx) }
    }

    @Test("tell everybody who can open contents, once until they looked", arguments: Engine.allCases)
    func told(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            let other = try await world.open("Police")
            let auditor = try await world.enrol("Auditor", .auditor, at: crew.id)
            try await tell(.shared, "dos_1", crew, world)
            try await tell(.shared, "dos_1", crew, world)
            for worker in [crew.intake, crew.coordinator] {
                #expect(try await unseen(worker.id, world).map(\.object) == ["dos_1"])
            }
            for worker in [auditor, other.intake] { #expect(try await unseen(worker.id, world).isEmpty) }
            try await world.ground.database.write { tx in
                try world.ground.notices.markSeen("dos_1", by: crew.intake.id, in: tx)
            }
            #expect(try await unseen(crew.intake.id, world).isEmpty)
            #expect(try await unseen(crew.coordinator.id, world).count == 1)
            try await tell(.shared, "dos_1", crew, world)
            #expect(try await unseen(crew.intake.id, world).count == 1, "what is new again is told again")
        }
    }

    @Test("are mailed as each chose: not at all, at most every quarter of an hour, or at eight", arguments: Engine.allCases)
    func mailed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            try await choose(.atOnce, "intake@example.nl", crew.intake, world)
            try await choose(.daily, "coordinator@example.nl", crew.coordinator, world)
            #expect(try await due(world).isEmpty, "nothing is new")
            try await tell(.asked, "tsk_1", crew, world)
            let first = try await due(world)
            #expect(first.map(\.address.text) == ["intake@example.nl"])
            #expect(try await due(world).isEmpty, "another process leaves it alone")
            try await world.ground.database.write { tx in try world.ground.notices.mailed(first[0], in: tx) }
            world.clock.advance(by: .minutes(1))
            try await tell(.asked, "tsk_2", crew, world)
            #expect(try await due(world).isEmpty)
            world.clock.advance(by: .minutes(15))
            #expect(try await due(world).map(\.member) == [crew.intake.id])
            world.clock.advance(by: .hours(20))
            let morning = try await due(world)
            #expect(Set(morning.map(\.member)) == [crew.intake.id, crew.coordinator.id], "one that was not sent, and the daily one")
            for mail in morning {
                try await world.ground.database.write { tx in try world.ground.notices.mailed(mail, in: tx) }
            }
            world.clock.advance(by: .days(2))
            #expect(try await due(world).isEmpty, "what was mailed is not mailed again")
        }
    }

    @Test(
        "of direct danger are mailed at once, also to who was just mailed and to who chose one mail a day",
        arguments: Engine.allCases)
    func danger(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            try await choose(.atOnce, "intake@example.nl", crew.intake, world)
            try await choose(.daily, "coordinator@example.nl", crew.coordinator, world)
            try await world.send("Help", with: Receipt(world.ground.chance))
            let first = try await due(world)
            #expect(first.map(\.member) == [crew.intake.id], "an ordinary report waits until eight for who chose that")
            for mail in first {
                try await world.ground.database.write { tx in try world.ground.notices.mailed(mail, in: tx) }
            }
            world.clock.advance(by: .seconds(20))
            try await world.send("Help", with: Receipt(world.ground.chance))
            #expect(try await due(world).isEmpty, "and a second one for the quarter of an hour")
            try await world.send("He is at the door", with: Receipt(world.ground.chance), danger: true)
            let second = try await due(world)
            #expect(Set(second.map(\.member)) == [crew.intake.id, crew.coordinator.id])
            for mail in second {
                try await world.ground.database.write { tx in try world.ground.notices.mailed(mail, in: tx) }
            }
            world.clock.advance(by: .seconds(20))
            #expect(try await due(world).isEmpty, "once")
        }
    }

    @Test("say that a colleague waits to be let in, until somebody lets them in", arguments: Engine.allCases)
    func waiting(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            let new = try await world.enrol("New", .intake, at: crew.id)
            for worker in [crew.intake, crew.coordinator] {
                #expect(try await unseen(worker.id, world).map(\.kind) == [.waiting])
                #expect(try await unseen(worker.id, world).map(\.object) == [new.id.text])
            }
            #expect(try await unseen(new.id, world).isEmpty)
            let session = try await world.session(crew.intake)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(new.id, by: session.member, with: session.memberKey, in: tx)
            }
            #expect(try await unseen(crew.coordinator.id, world).isEmpty)
        }
    }

    @Test("go with who is removed or reset, and nobody is mailed whose role opens nothing", arguments: Engine.allCases)
    func leaving(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            let third = try await world.enrol("Third", .intake, at: crew.id)
            let session = try await world.session(crew.intake)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(third.id, by: session.member, with: session.memberKey, in: tx)
            }
            try await choose(.atOnce, "third@example.nl", third, world)
            try await tell(.asked, "tsk_1", crew, world)
            try await world.ground.database.write { tx in
                try tx.execute("UPDATE member SET role = 'auditor' WHERE id = \(third.id)")
                #expect(try world.ground.notices.takeDue(limit: 10, in: tx).isEmpty)
                try tx.execute("UPDATE member SET role = 'intake' WHERE id = \(third.id)")
                _ = try world.ground.membership.reset(third.id, of: crew.id, in: tx)
                try world.ground.membership.remove(crew.coordinator.id, of: crew.id, in: tx)
            }
            for gone in [third, crew.coordinator] { #expect(try await unseen(gone.id, world).isEmpty) }
            #expect(try await unseen(crew.intake.id, world).map(\.kind) == [.asked])
        }
    }

    @Test("that were not taken wait longer each time", arguments: Engine.allCases)
    func failing(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            try await choose(.atOnce, "intake@example.nl", crew.intake, world)
            try await tell(.asked, "tsk_1", crew, world)
            var pauses: [Int] = []
            for _ in 0..<5 {
                var (minutes, taken) = (0, try await due(world))
                while taken.isEmpty {
                    world.clock.advance(by: .minutes(1))
                    minutes += 1
                    taken = try await due(world)
                }
                pauses.append(minutes)
                let mail = taken[0]
                try await world.ground.database.write { tx in try world.ground.notices.failed(mail, in: tx) }
            }
            #expect(pauses == [0, 1, 2, 4, 8])
        }
    }

    @Test("keep an address sealed, and forget it with the choice and with the member", arguments: Engine.allCases)
    func address(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            func stored() async throws -> [[UInt8]] {
                try await world.ground.database.read { tx in
                    try tx.rows("SELECT address FROM notice_choice").map { try $0.get("address") }
                }
            }
            try await choose(.daily, "canary-address@example.nl", crew.intake, world)
            let sealed = try #require(try await stored().first)
            #expect(!String(decoding: sealed, as: UTF8.self).contains("canary"))
            try await choose(.site, nil, crew.intake, world)
            #expect(try await stored().isEmpty)
            try await choose(.atOnce, "intake@example.nl", crew.intake, world)
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(crew.intake.id, of: crew.id, in: tx)
            }
            #expect(try await stored().isEmpty)
        }
    }

    @Test(
        "take no address that means something else to who sends mail",
        arguments: [
            "", "a", "@example.nl", "a@", "a@b", "-oQ/tmp@example.nl", "a b@example.nl", "a@example.nl\nBcc: b@example.nl",
            "a@b@example.nl", "a,b@example.nl", "\"a\"@example.nl", "a@exa mple.nl", "é@example.nl", "a@.nl", "a@nl.",
        ])
    func malformed(address: String) { #expect(MailAddress(address) == nil) }

    @Test("take ordinary addresses", arguments: ["a@example.nl", "first.last+baken@mail.example.org", "o'neil@example.com"])
    func wellFormed(address: String) { #expect(MailAddress(address)?.text == address) }
}

@Suite("How an organisation works")
struct ProfileTests {
    @Test("is told by itself, and replaced as a whole", arguments: Engine.allCases)
    func told(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let crew = try await world.open("Shelter")
            try await world.ground.database.write { tx in
                try world.ground.profiles.set(Profile(kind: .shelter, can: "A bed tonight"), of: crew.id, in: tx)
                try world.ground.profiles.set(Profile(kind: .shelter, cannot: "Men"), of: crew.id, in: tx)
                #expect(throws: MembershipRefusal.profileTooLong) {
                    try world.ground.profiles.set(
                        Profile(kind: .shelter, can: String(repeating: "x", count: 2_001)), of: crew.id, in: tx)
                }
            }
            let profile = try await world.ground.database.read { tx in try world.ground.profiles.profile(of: crew.id, in: tx) }
            #expect(profile == Profile(kind: .shelter, cannot: "Men"))
        }
    }
}
