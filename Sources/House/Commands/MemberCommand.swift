import ArgumentParser
import Duties
import Organisations
import Reporting
import Storage
import Terms
import Vault

struct MemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Invites, lists, changes, removes and restores the members of an organisation.",
        discussion: "Letting somebody in needs a colleague's own key, so that is done on the site, not here.",
        subcommands: [Invite.self, List.self, Change.self, Remove.self, Reset.self, Recover.self])

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Invites somebody by a link.",
            discussion: "Who is to open reports is let in by a colleague afterwards, on the site.")
        @OptionGroup var place: Place
        @OptionGroup var links: Links

        @Argument(help: "The organisation's name or id.")
        var organisation: String

        @Argument(help: "The new member's name, as colleagues call them.")
        var name: String

        @Argument(help: "What they will do.")
        var role: Role

        func run() async throws {
            let house = try await links.existing(place)
            let found = try await house.organisation(organisation)
            let invitation = try await house.ground.database.write { [ground = house.ground] tx in
                try ground.membership.invite(name, as: role, to: found.id, in: tx)
            }
            links.tell(invitation, for: name, as: role, at: house)
            links.warn(about: role, of: found)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the members of an organisation.")
        @OptionGroup var place: Place

        @Argument(help: "The organisation's name or id.")
        var organisation: String

        func run() async throws {
            let house = try await place.existing()
            let found = try await house.organisation(organisation)
            let members = try await house.ground.database.read { [ground = house.ground] tx in
                try ground.membership.members(of: found.id, in: tx)
            }
            print("\(found.name): \(found.standing)")
            for member in members {
                let standing =
                    member.waitsForAdmission
                    ? "waits to be let in" : member.isAdmitted ? "can open reports" : member.state.rawValue
                print("  \(member.id)  \(member.role.rawValue)  \(standing)  \(member.name)")
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a member another name or another role.",
            discussion: """
                Who no longer opens reports loses the keys at once, and new ones begin. Who opens reports from now on is \
                let in by a colleague afterwards, on the site.
                """)
        @OptionGroup var place: Place
        @OptionGroup var who: Who
        @OptionGroup var work: Work

        @Option(help: "The new name, as colleagues call them.")
        var name: String?

        @Option(help: "What they will do from now on.")
        var role: Role?

        func run() async throws {
            let house = try await place.existing()
            let (found, member) = try await who.find(in: house)
            let successor = try await work.successor(at: found, in: house)
            let (name, role) = (name ?? member.name, role ?? member.role)
            let held = try await who.explainingTheLast(named: "`baken member remove --even-the-last`") {
                try await house.ground.database.write { [ground = house.ground] tx in
                    let held = try ground.duties.held(by: member.id, in: tx)
                    try ground.membership.change(
                        member.id, of: found.id, name: name, role: role, giving: successor?.id, in: tx)
                    return held
                }
            }
            print("\(member.name) is \(name), with the role \(role.rawValue).")
            if member.role.opensContents, !role.opensContents { work.tell(held, of: member, to: successor) }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes a member: sessions end, and what comes later they never read.")
        @OptionGroup var place: Place
        @OptionGroup var who: Who
        @OptionGroup var work: Work

        @Flag(help: "Go on although nobody is left who can open the organisation's reports; it then receives no more.")
        var evenTheLast = false

        func run() async throws {
            let house = try await place.existing()
            let (found, member) = try await who.find(in: house)
            let successor = try await work.successor(at: found, in: house)
            let held = try await who.explainingTheLast(named: "--even-the-last") {
                try await house.ground.database.write { [ground = house.ground] tx in
                    let held = try ground.duties.held(by: member.id, in: tx)
                    try ground.membership.remove(
                        member.id, of: found.id, evenTheLast: evenTheLast, giving: successor?.id, in: tx)
                    return held
                }
            }
            let standing = try await house.organisation(found.id.text).standing
            print("\(member.name) was removed. \(found.name): \(standing)")
            work.tell(held, of: member, to: successor)
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives somebody who lost password, telephone or link a new one.",
            discussion: "Who opens reports is let in again by a colleague afterwards, on the site.")
        @OptionGroup var place: Place
        @OptionGroup var who: Who
        @OptionGroup var work: Work
        @OptionGroup var links: Links

        func run() async throws {
            let house = try await links.existing(place)
            let (found, member) = try await who.find(in: house)
            let successor = try await work.successor(at: found, in: house)
            let (held, invitation) = try await who.explainingTheLast(named: "`baken member recover`") {
                try await house.ground.database.write { [ground = house.ground] tx in
                    let held = try ground.duties.held(by: member.id, in: tx)
                    return (held, try ground.membership.reset(member.id, of: found.id, giving: successor?.id, in: tx))
                }
            }
            links.tell(invitation, for: member.name, as: member.role, at: house)
            work.tell(held, of: member, to: successor)
            links.warn(about: member.role, of: try await house.organisation(found.id.text))
        }
    }

    struct Recover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restores a member with the recovery code, when no colleague can let them in.",
            discussion: """
                The code is read from standard input. Who waits to be let in is let in; anybody else gets a new link that \
                carries the organisation's keys. For somebody new: first `baken member invite`, then this.
                """)
        @OptionGroup var place: Place
        @OptionGroup var who: Who
        @OptionGroup var links: Links

        func run() async throws {
            let house = try await links.existing(place)
            let (found, member) = try await who.find(in: house)
            guard member.role.opensContents else {
                throw House.Trouble(
                    description:
                        "A member with the role \(member.role.rawValue) opens no reports: `baken member reset`.")
            }
            let code = try readRecoveryCode()
            let invitation: NewInvitation? = try await house.ground.database.write { [ground = house.ground] tx in
                let membership = ground.membership
                if member.waitsForAdmission {
                    try membership.recover(member.id, of: found.id, with: code, in: tx)
                    return nil
                }
                let keys = try membership.keys(of: found.id, openedBy: code, in: tx)
                return try membership.reset(member.id, of: found.id, carrying: keys, in: tx)
            }
            if let invitation {
                links.tell(invitation, for: member.name, as: member.role, at: house)
            } else {
                print("\(member.name) was let in and can open all reports of \(found.name).")
            }
        }
    }
}

/// A member of an organisation, as named on the command line.
struct Who: ParsableArguments {
    @Argument(help: "The organisation's name or id.")
    var organisation: String

    @Argument(help: "The member's name or id.")
    var member: String

    func find(in house: House) async throws -> (Organisation, Member) {
        let found = try await house.organisation(organisation)
        return (found, try await house.member(member, of: found))
    }

    /// Says what remains when the member is the last one able to open reports.
    func explainingTheLast<T>(named way: String, _ deed: () async throws -> T) async throws -> T {
        do { return try await deed() } catch MembershipRefusal.lastAbleMember {
            throw House.Trouble(
                description: """
                    \(member) is the only one who can open reports. Let a colleague in first. The only way that \
                    remains without one is \(way).
                    """)
        }
    }
}
