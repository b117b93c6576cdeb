import ArgumentParser
import Organisations
import Reporting
import Storage
import Terms
import Vault

struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Adds an organisation, and proves that its recovery code was kept.",
        subcommands: [Add.self, Confirm.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds an organisation with an administrator and two people who can read its reports.")
        @OptionGroup var place: Place

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
            let ground = try await place.open().ground
            let roles: [(String, Role)] = [
                (administrator, .administrator), (coordinator, .coordinator), (intake, .intake),
            ]
            let (founding, links) = try await ground.database.write { tx in
                let (founding, keys) = try ground.membership.found(name, in: tx)
                try ReceptionDesk(ground).set(
                    Reception(organisation: founding.organisation, isFallback: fallback), in: tx)
                let links = try roles.map { name, role in
                    let made = try ground.membership.invite(
                        name, as: role, to: founding.organisation, carrying: keys, in: tx)
                    return "\(name) (\(role.rawValue)): /nl/invitation/\(made.token.text)"
                }
                return (founding, links)
            }
            print("Organisation: \(founding.organisation)")
            print("Recovery code, shown once; print it and keep it apart: \(founding.recoveryCode.code)")
            for link in links { print("Invitation, valid for three days: \(link)") }
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Types the recovery code back.")
        @OptionGroup var place: Place

        @Argument(help: "The organisation's id.")
        var organisation: String

        func run() async throws {
            let ground = try await place.open().ground
            let id = try OrganisationID(organisation)
            print("Recovery code:")
            let code = try Receipt(typed: readLine() ?? "")
            try await ground.database.write { tx in
                try ground.membership.confirmRecovery(code, of: id, in: tx)
            }
            print("The recovery code fits.")
        }
    }
}
