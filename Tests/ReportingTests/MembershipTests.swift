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

@Suite("Members of an organisation")
struct MembershipTests {
    @Test("somebody who joins later waits, is let in by a colleague, and then reads earlier reports", arguments: Engine.allCases)
    func joinsLater(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("The girl from number nine", with: Receipt(world.ground.chance))
            let newcomer = try await world.enrol("Newcomer", .intake, at: shelter.id)
            let waiting = try await world.session(newcomer)
            #expect(waiting.member.waitsForAdmission)
            await #expect(throws: ReportAbsent.self) { _ = try await world.intake.open(sent.id, by: waiting) }
            let coordinator = try await world.session(shelter.coordinator)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(
                    newcomer.id, by: coordinator.member, with: coordinator.memberKey, in: tx)
            }
            let admitted = try await world.session(newcomer)
            #expect(!admitted.member.waitsForAdmission)
            #expect(try await world.intake.open(sent.id, by: admitted).contents?.words == "The girl from number nine")
        }
    }

    @Test("nobody lets in a member of another organisation, somebody who does not wait, or without holding a key", arguments: Engine.allCases)
    func admitsOnlyOwn(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let police = try await world.open("Police")
            let newcomer = try await world.enrol("Newcomer", .intake, at: shelter.id)
            let second = try await world.enrol("Second", .intake, at: shelter.id)
            let stranger = try await world.session(police.coordinator)
            let waiting = try await world.session(newcomer)
            let coordinator = try await world.session(shelter.coordinator)
            func admit(_ id: MemberID, by session: Session) async -> MembershipRefusal? {
                await refusal {
                    try await world.ground.database.write { tx in
                        try world.ground.membership.admit(id, by: session.member, with: session.memberKey, in: tx)
                    }
                }
            }
            #expect(await admit(newcomer.id, by: stranger) == .notWaiting)
            #expect(await admit(second.id, by: waiting) == .holdsNoKey)
            #expect(await admit(shelter.intake.id, by: coordinator) == .notWaiting)
            #expect(await admit(newcomer.id, by: coordinator) == nil)
        }
    }

    @Test("who is removed has no session, reads nothing that comes later, and cannot log in", arguments: Engine.allCases)
    func removed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let leaver = try await world.session(shelter.intake)
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.intake.id, of: shelter.id, in: tx)
            }
            let gone = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM session WHERE member = \(shelter.intake.id)", as: Int.self)
            }
            #expect(gone == 0)
            #expect(await refusal { _ = try await world.session(shelter.intake) } == .logInFailed)
            let later = try await world.send("After they left", with: Receipt(world.ground.chance))
            // The leaver kept every key they ever had; none of them opens what came after.
            let opened = try await world.ground.database.read { tx in
                try world.ground.compartments.unlockAll(of: later.id.text, with: leaver.keyring, in: tx).count
            }
            #expect(opened == 0)
            let stays = try await world.session(shelter.coordinator)
            #expect(try await world.intake.open(later.id, by: stays).contents?.words == "After they left")
        }
    }

    @Test("who is removed after a reset reads nothing that comes later either", arguments: Engine.allCases)
    func removedAfterReset(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let leaver = try await world.session(shelter.intake)
            try await world.ground.database.write { tx in
                _ = try world.ground.membership.reset(shelter.intake.id, of: shelter.id, in: tx)
            }
            try await world.ground.database.write { tx in
                try world.ground.membership.remove(shelter.intake.id, of: shelter.id, in: tx)
            }
            // With one who can read it still receives.
            let later = try await world.send("After they left", with: Receipt(world.ground.chance))
            let opened = try await world.ground.database.read { tx in
                try world.ground.compartments.unlockAll(of: later.id.text, with: leaver.keyring, in: tx).count
            }
            #expect(opened == 0)
        }
    }

    @Test("the last member able to open reports is neither removed nor reset unnoticed", arguments: Engine.allCases)
    func lastAble(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let membership = world.ground.membership
            try await world.ground.database.write { tx in
                try membership.remove(shelter.intake.id, of: shelter.id, in: tx)
            }
            // Somebody who waits is not able.
            _ = try await world.enrol("Newcomer", .intake, at: shelter.id)
            func attempt(_ body: @escaping @Sendable (any Transaction) throws -> Void) async -> MembershipRefusal? {
                await refusal { try await world.ground.database.write(body) }
            }
            let id = shelter.coordinator.id
            #expect(await attempt { _ = try membership.reset(id, of: shelter.id, in: $0) } == .lastAbleMember)
            #expect(await attempt { try membership.remove(id, of: shelter.id, in: $0) } == .lastAbleMember)
            #expect(await attempt { try membership.remove(id, of: shelter.id, evenTheLast: true, in: $0) } == nil)
            let organisation = try await world.ground.database.read { tx in
                try #require(try membership.organisation(shelter.id, in: tx))
            }
            #expect(!organisation.canReceive && organisation.needs == [.ableMember])
            let acts = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM journal_entry WHERE act = 'member.lastAbleRemoved'", as: Int.self)
            }
            #expect(acts == 1)
            await #expect(throws: ReportRefusal.nobodyCanReceive) {
                try await world.send("Nobody there", with: Receipt(world.ground.chance))
            }
        }
    }

    @Test("who lost password or telephone starts anew by a link, and a colleague lets them in again", arguments: Engine.allCases)
    func reset(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("Before it was lost", with: Receipt(world.ground.chance))
            let invitation = try await world.ground.database.write { tx in
                try world.ground.membership.reset(shelter.intake.id, of: shelter.id, in: tx)
            }
            #expect(await refusal { _ = try await world.session(shelter.intake) } == .logInFailed)
            let anew = try await world.follow(invitation, as: "anew")
            #expect(try await world.session(anew).member.waitsForAdmission)
            let coordinator = try await world.session(shelter.coordinator)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(anew.id, by: coordinator.member, with: coordinator.memberKey, in: tx)
            }
            let session = try await world.session(anew)
            #expect(session.member.id == shelter.intake.id)
            #expect(try await world.intake.open(sent.id, by: session).contents?.words == "Before it was lost")
        }
    }

    @Test("who starts anew works on, although the notes for oneself are lost", arguments: Engine.allCases)
    func ownNotesAfterReset(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("Help", with: Receipt(world.ground.chance))
            let before = try await world.session(shelter.intake)
            try await world.intake.note("Before", forOneself: true, on: sent.id, by: before)
            let invitation = try await world.ground.database.write { tx in
                try world.ground.membership.reset(shelter.intake.id, of: shelter.id, in: tx)
            }
            let anew = try await world.follow(invitation, as: "anew")
            let coordinator = try await world.session(shelter.coordinator)
            try await world.ground.database.write { tx in
                try world.ground.membership.admit(anew.id, by: coordinator.member, with: coordinator.memberKey, in: tx)
            }
            let session = try await world.session(anew)
            try await world.intake.note("After", forOneself: true, on: sent.id, by: session)
            try await world.intake.note("And again", forOneself: true, on: sent.id, by: session)
            let notes = try await world.intake.open(sent.id, by: session).events.filter { $0.kind == .ownNote }
            #expect(Set(notes.compactMap(\.text)) == ["After", "And again"])
            let compartments = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM compartment WHERE kind LIKE 'own.%'", as: Int.self)
            }
            #expect(compartments == 2)
        }
    }

    @Test("an organisation removes and resets only its own people, and nobody removes themself", arguments: Engine.allCases)
    func ownOnly(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let police = try await world.open("Police")
            let membership = world.ground.membership
            let (intake, coordinator) = (shelter.intake.id, shelter.coordinator.id)
            func attempt(_ body: @escaping @Sendable (any Transaction) throws -> Void) async -> MembershipRefusal? {
                await refusal { try await world.ground.database.write(body) }
            }
            #expect(await attempt { try membership.remove(intake, of: police.id, in: $0) } == .unknownMember)
            #expect(await attempt { _ = try membership.reset(intake, of: police.id, in: $0) } == .unknownMember)
            let own = shelter.id
            #expect(await attempt { try membership.remove(coordinator, of: own, by: .member(coordinator), in: $0) } == .oneself)
            #expect(await attempt { _ = try membership.reset(coordinator, of: own, by: .member(coordinator), in: $0) } == .oneself)
        }
    }

    @Test("a link serves once, not after three days, and not when it was withdrawn or renewed", arguments: Engine.allCases)
    func links(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let membership = world.ground.membership
            func invite(_ name: String) async throws -> NewInvitation {
                try await world.ground.database.write { tx in try membership.invite(name, as: .intake, to: shelter.id, in: tx) }
            }
            func follow(_ invitation: NewInvitation, _ name: String) async -> MembershipRefusal? {
                await refusal { _ = try await world.follow(invitation, as: name) }
            }
            let used = try await invite("Used")
            #expect(await follow(used, "used") == nil)
            #expect(await follow(used, "again") == .invitationNotValid)

            let withdrawn = try await invite("Withdrawn")
            try await world.ground.database.write { tx in
                try membership.remove(withdrawn.member, of: shelter.id, in: tx)
            }
            #expect(await follow(withdrawn, "withdrawn") == .invitationNotValid)

            let renewed = try await invite("Renewed")
            let newer = try await world.ground.database.write { tx in
                try membership.reset(renewed.member, of: shelter.id, in: tx)
            }
            #expect(await follow(renewed, "renewed") == .invitationNotValid)

            let late = try await invite("Late")
            world.clock.advance(by: .days(3))
            #expect(await follow(newer, "newer") == .invitationNotValid)
            #expect(await follow(late, "late") == .invitationNotValid)
        }
    }

    @Test("two who follow one link at once become one member", arguments: Engine.allCases)
    func oneLinkTwice(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let invitation = try await world.ground.database.write { tx in
                try world.ground.membership.invite("Newcomer", as: .intake, to: shelter.id, in: tx)
            }
            let outcomes = await withTaskGroup(of: MembershipRefusal?.self) { group in
                for number in 0..<6 {
                    group.addTask { await refusal { _ = try await world.follow(invitation, as: "newcomer\(number)") } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == nil }.count == 1)
            #expect(outcomes.filter { $0 == .invitationNotValid || $0 == .logInTaken }.count == 5)
        }
    }

    @Test("the form that invites, sent twice, invites once", arguments: Engine.allCases)
    func invitedOnce(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let id = MemberID(world.ground.chance)
            func invite() async -> MembershipRefusal? {
                await refusal {
                    _ = try await world.ground.database.write { tx in
                        try world.ground.membership.invite("Newcomer", as: .intake, to: shelter.id, member: id, in: tx)
                    }
                }
            }
            #expect(await invite() == nil)
            #expect(await invite() == .alreadyInvited)
        }
    }
}

/// Why a deed of membership was refused; nil when it was done.
func refusal(of body: () async throws -> Void) async -> MembershipRefusal? {
    do {
        try await body()
        return nil
    } catch let refusal as MembershipRefusal {
        return refusal
    } catch {
        Issue.record(error)
        return nil
    }
}
