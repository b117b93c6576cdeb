import ArgumentParser
import Configuration
import Foundation
import Organisations
import Reporting
import Storage
import Terms
import Vault
import Words

/// What the commands about organisations and their members share: finding by name or id.
extension House {
    /// The organisation with this id or name. Throws ``Trouble`` when there is none.
    func organisation(_ typed: String) async throws -> Organisation {
        let all = try await ground.database.read { [ground] tx in try ground.membership.organisations(in: tx) }
        guard let found = all.first(where: { $0.id.text == typed || $0.name.lowercased() == typed.lowercased() })
        else {
            throw Trouble(
                description: "There is no organisation \"\(typed)\". `baken organisation list` shows which there are.")
        }
        return found
    }

    /// The member with this id or name, of an organisation and not removed. Throws ``Trouble`` when there is none, or
    /// when several have the name.
    func member(_ typed: String, of organisation: Organisation) async throws -> Member {
        let all = try await ground.database.read { [ground] tx in
            try ground.membership.members(of: organisation.id, in: tx).filter { $0.state != .removed }
        }
        let found = all.filter { $0.id.text == typed || $0.name.lowercased() == typed.lowercased() }
        guard let one = found.first else {
            throw Trouble(
                description: "There is no member \"\(typed)\" at \(organisation.name). `baken member list` shows them.")
        }
        guard found.count == 1 else {
            let ids = found.map(\.id.text).joined(separator: ", ")
            throw Trouble(description: "Several members are called \"\(typed)\". Give the id of one: \(ids)")
        }
        return one
    }
}

/// A recovery code, read from standard input: arguments can be seen by everybody on the machine and stay in histories.
func readRecoveryCode() throws -> Receipt {
    if isatty(STDIN_FILENO) == 1 { FileHandle.standardError.write(Data("Recovery code: ".utf8)) }
    do { return try Receipt(typed: readLine() ?? "") } catch {
        throw House.Trouble(description: "That is no recovery code: it has 20 letters and digits, in five groups.")
    }
}

/// How invitations are told on the console.
struct Links: ParsableArguments {
    @Option(name: .customLong("public"), help: "The address under which people reach the site, to stand in the link.")
    var publicAddress: String?

    func settings(_ place: Place) throws -> Settings {
        var options: [Setting: ConfigContent] = [:]
        options[.publicAddress] = publicAddress.map { .string($0) }
        return try place.settings(with: options)
    }

    func existing(_ place: Place) async throws -> House { try await House.existing(try settings(place)) }

    func tell(_ invitation: NewInvitation, for name: String, as role: Role, at house: House) {
        let link = (house.settings.publicAddress ?? "") + "/nl/invitation/\(invitation.token.text)"
        print("Invitation for \(name) (\(role.rawValue)), valid once and for three days: \(link)")
    }

    /// Says when an invitation carries no keys and nobody is there to pass them on.
    func warn(about role: Role, of organisation: Organisation) {
        guard role.opensContents, organisation.ableMembers == 0 else { return }
        print(
            "Nobody at \(organisation.name) can let them in. `baken member recover` makes a link that carries the keys."
        )
    }
}

extension Organisation {
    /// Whether it is open to reports, and what is missing, on one line.
    var standing: String {
        let missing = needs.map { Words.of(.en)($0) }.joined(separator: " ")
        return (canReceive ? "open" : "not open") + (missing.isEmpty ? "" : ". " + missing)
    }
}
