import ArgumentParser
import Organisations
import Reporting
import Storage
import Terms
import Vault

struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Adds organisations, and says how they stand and what they take.",
        subcommands: [Add.self, List.self, Confirm.self, ReceptionCommand.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds an organisation with an administrator and two people who can read its reports.",
            discussion: """
                Prints a link for each of the three, and the recovery code. The organisation is open to reports once the \
                two followed their links and the code was typed back.
                """)
        @OptionGroup var place: Place
        @OptionGroup var links: Links

        @Argument(help: "The organisation's name.")
        var name: String

        @Option(help: "The administrator's name.")
        var administrator: String

        @Option(help: "The coordinator's name.")
        var coordinator: String

        @Option(help: "The name of an intake worker.")
        var intake: String

        @Flag(help: "It takes whatever nobody else takes. One in an installation.")
        var fallback = false

        func run() async throws {
            let house = try await links.existing(place)
            let ground = house.ground
            let roles: [(name: String, role: Role)] = [
                (administrator, .administrator), (coordinator, .coordinator), (intake, .intake),
            ]
            let (founding, invitations) = try await house.ground.database.write { tx in
                let (founding, keys) = try ground.membership.found(name, in: tx)
                try ReceptionDesk(ground).set(
                    Reception(organisation: founding.organisation, isFallback: fallback), in: tx)
                return (
                    founding,
                    try roles.map { person in
                        try ground.membership.invite(
                            person.name, as: person.role, to: founding.organisation, carrying: keys, in: tx)
                    }
                )
            }
            print("Organisation: \(founding.organisation)")
            print("Recovery code, shown once; print it and keep it apart: \(founding.recoveryCode.code)")
            for (person, invitation) in zip(roles, invitations) {
                links.tell(invitation, for: person.name, as: person.role, at: house)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the organisations: open to reports, or what is missing.")
        @OptionGroup var place: Place

        func run() async throws {
            let ground = try await place.existing().ground
            let organisations = try await ground.database.read { tx in try ground.membership.organisations(in: tx) }
            let receivers = try await ReceptionDesk(ground).receivers()
            if organisations.isEmpty { print("There are no organisations. `baken organisation add` makes one.") }
            for organisation in organisations {
                let isFallback = receivers.contains {
                    $0.organisation.id == organisation.id && $0.reception.isFallback
                }
                print("\(organisation.name)\(isFallback ? " (takes what nobody else takes)" : "")")
                print("  \(organisation.id)  \(organisation.standing)")
            }
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proves that the recovery code was kept: it is typed back, on standard input.")
        @OptionGroup var place: Place

        @Argument(help: "The organisation's name or id.")
        var organisation: String

        func run() async throws {
            let house = try await place.existing()
            let found = try await house.organisation(organisation)
            let code = try readRecoveryCode()
            try await house.ground.database.write { [ground = house.ground] tx in
                try ground.membership.confirmRecovery(code, of: found.id, in: tx)
            }
            print("The recovery code fits. \(found.name): \(try await house.organisation(organisation).standing)")
        }
    }
}
