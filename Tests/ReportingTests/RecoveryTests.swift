import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("Recovery")
struct RecoveryTests {
    private func organisation(_ id: OrganisationID, _ world: World) async throws -> Organisation {
        try await world.ground.database.read { tx in try #require(try world.ground.membership.organisation(id, in: tx))
        }
    }

    @Test(
        "an organisation is open once two can read and the recovery code was typed back, and not before",
        arguments: Engine.allCases)
    func opening(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let membership = world.ground.membership
            let (founding, keys) = try await world.ground.database.write { tx in try membership.found("Shelter", in: tx)
            }
            let id = founding.organisation
            try await world.ground.database.write { tx in
                try ReceptionDesk(world.ground).set(Reception(organisation: id), in: tx)
            }
            #expect(try await organisation(id, world).needs == [.ableMember, .recoveryCode])
            _ = try await world.enrol("One", .intake, at: id, keys)
            #expect(try await organisation(id, world).needs == [.secondMember, .recoveryCode])
            try await world.ground.database.write { tx in
                try membership.confirmRecovery(founding.recoveryCode, of: id, in: tx)
            }
            #expect(try await organisation(id, world).needs == [.secondMember])
            await #expect(throws: ReportRefusal.nobodyCanReceive) {
                try await world.send("Too early", with: Receipt(world.ground.chance))
            }
            _ = try await world.enrol("Administrator", .administrator, at: id, keys)
            #expect(try await !organisation(id, world).canReceive)
            _ = try await world.enrol("Two", .coordinator, at: id, keys)
            #expect(try await organisation(id, world).canReceive)
            #expect(try await organisation(id, world).needs.isEmpty)
            _ = try await world.send("Now", with: Receipt(world.ground.chance))
        }
    }

    @Test("a wrong code and another organisation's code open and confirm nothing", arguments: Engine.allCases)
    func wrongCodes(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let police = try await world.open("Police")
            let newcomer = try await world.enrol("Newcomer", .intake, at: shelter.id)
            let membership = world.ground.membership
            for code in [Receipt(world.ground.chance), police.recoveryCode] {
                func attempt(_ body: @escaping @Sendable (any Transaction) throws -> Void) async -> MembershipRefusal? {
                    await refusal { try await world.ground.database.write(body) }
                }
                #expect(
                    await attempt { try membership.confirmRecovery(code, of: shelter.id, in: $0) } == .wrongRecoveryCode
                )
                #expect(
                    await attempt { _ = try membership.keys(of: shelter.id, openedBy: code, in: $0) }
                        == .wrongRecoveryCode)
                #expect(
                    await attempt { try membership.recover(newcomer.id, of: shelter.id, with: code, in: $0) }
                        == .wrongRecoveryCode)
            }
            #expect(try await world.session(newcomer).member.waitsForAdmission)
        }
    }

    @Test("the code lets in somebody who waits, and only at their own organisation", arguments: Engine.allCases)
    func letsIn(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let police = try await world.open("Police")
            let sent = try await world.send("Earlier", with: Receipt(world.ground.chance))
            let newcomer = try await world.enrol("Newcomer", .intake, at: sent.owner)
            let (owner, other) = sent.owner == shelter.id ? (shelter, police) : (police, shelter)
            let membership = world.ground.membership
            func recover(_ organisation: OrganisationID, _ code: Receipt) async -> MembershipRefusal? {
                await refusal {
                    try await world.ground.database.write { tx in
                        try membership.recover(newcomer.id, of: organisation, with: code, in: tx)
                    }
                }
            }
            #expect(await recover(other.id, other.recoveryCode) == .notWaiting)
            #expect(await recover(owner.id, owner.recoveryCode) == nil)
            let session = try await world.session(newcomer)
            #expect(try await world.intake.open(sent.id, by: session).contents?.words == "Earlier")
        }
    }

    @Test(
        "when every able member is lost, the code makes a link that carries the keys, and no report is lost",
        arguments: Engine.allCases)
    func everybodyLost(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let sent = try await world.send("Still there", with: Receipt(world.ground.chance))
            let membership = world.ground.membership
            try await world.ground.database.write { tx in
                try membership.remove(shelter.intake.id, of: shelter.id, in: tx)
            }
            let invitation = try await world.ground.database.write { tx in
                let keys = try membership.keys(of: shelter.id, openedBy: shelter.recoveryCode, in: tx)
                return try membership.reset(shelter.coordinator.id, of: shelter.id, carrying: keys, in: tx)
            }
            let restored = try await world.follow(invitation, as: "restored")
            let session = try await world.session(restored)
            #expect(session.member.isAdmitted)
            #expect(try await world.intake.open(sent.id, by: session).contents?.words == "Still there")
        }
    }

    @Test(
        "a new code takes the place of the old one, opens what came before, and must be typed back",
        arguments: Engine.allCases)
    func renewed(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let membership = world.ground.membership
            let sent = try await world.send("Before the new code", with: Receipt(world.ground.chance))
            let coordinator = try await world.session(shelter.coordinator)
            let proven = try await world.prove(shelter.coordinator, in: coordinator)
            let code = try await world.ground.database.write { tx in
                try membership.renewRecovery(proven, by: coordinator, in: tx)
            }
            let twice = await refusal {
                _ = try await world.ground.database.write { tx in
                    try membership.renewRecovery(proven, by: coordinator, in: tx)
                }
            }
            #expect(twice == .logInFailed)
            let after = try await organisation(shelter.id, world)
            #expect(after.needs == [.recoveryCode] && after.canReceive && after.epoch == 2)
            func confirm(_ code: Receipt) async -> MembershipRefusal? {
                await refusal {
                    try await world.ground.database.write { tx in
                        try membership.confirmRecovery(code, of: shelter.id, in: tx)
                    }
                }
            }
            #expect(await confirm(shelter.recoveryCode) == .wrongRecoveryCode)
            #expect(await confirm(code) == nil)
            #expect(try await organisation(shelter.id, world).needs.isEmpty)
            let newcomer = try await world.enrol("Newcomer", .intake, at: shelter.id)
            try await world.ground.database.write { tx in
                try membership.recover(newcomer.id, of: shelter.id, with: code, in: tx)
            }
            let session = try await world.session(newcomer)
            #expect(try await world.intake.open(sent.id, by: session).contents?.words == "Before the new code")
            let later = try await world.send("After the new code", with: Receipt(world.ground.chance))
            #expect(try await world.intake.open(later.id, by: session).contents?.words == "After the new code")
        }
    }

    @Test("who waits to be let in makes no new code", arguments: Engine.allCases)
    func renewedByHoldersOnly(engine: Engine) async throws {
        try await withWorld(on: engine) { world in
            let shelter = try await world.open("Shelter")
            let newcomer = try await world.enrol("Newcomer", .coordinator, at: shelter.id)
            let waiting = try await world.session(newcomer)
            let proven = try await world.prove(newcomer, in: waiting)
            let why = await refusal {
                _ = try await world.ground.database.write { tx in
                    try world.ground.membership.renewRecovery(proven, by: waiting, in: tx)
                }
            }
            #expect(why == .holdsNoKey)
        }
    }
}
