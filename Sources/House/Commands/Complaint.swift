import Organisations
import Signpost
import Storage
import Terms
import Vault
import Words

/// What went wrong with a command, in sentences for whoever typed it.
struct Complaint {
    let text: String

    /// Nil for what the library of the command line tells by itself: a wrong option, help, a status.
    init?(_ error: any Error) {
        switch error {
        case let mistakes as Settings.Mistakes:
            text = "These settings are wrong:\n" + mistakes.sentences.map { "- " + $0 }.joined(separator: "\n")
        case let mistakes as Mistakes:
            text =
                "These entries of the directory are wrong:\n"
                + mistakes.all.map { "- " + $0.told(in: .of(.en)) }.joined(separator: "\n")
        case let trouble as House.Trouble: text = trouble.description
        case let error as StorageError: text = Self.text(error)
        case let changed as MigrationChanged:
            text =
                "This program and this database do not belong together: the step \"\(changed.name)\" was changed "
                + "since the database took it. Use the program that the database was made with, or a newer one."
        case let strange as StrangeSchema:
            text =
                "The database holds something that Baken did not make, or lacks something that it made: "
                + strange.names.joined(separator: ", ") + ". Nothing was changed. Find out who did this; then put back "
                + "a backup, or take away what does not belong there."
        case let refusal as MembershipRefusal: text = Self.text(refusal)
        case VaultError.notOpened:
            text =
                "Something that was sealed does not open: the secret in the folder is not the one of this database, "
                + "or what is stored was changed."
        default: return nil
        }
    }

    private static func text(_ error: StorageError) -> String {
        switch error {
        case .strangeSchema:
            "The database holds something that Baken did not make. `baken verify` names it. Nothing was changed."
        case .cannotOpen(let why): "The database cannot be opened: \(why)."
        case .full: "There is no room left on the disk, or it cannot be written to. Nothing was changed."
        case .unavailable: "The database does not answer. Is its server running, and is the address right?"
        case .conflict: "Others were always in the way. Nothing was changed; try again."
        case .constraint(let rule): "The database refused this by the rule \(rule). Nothing was changed."
        case .malformed(let what): "The database holds something that does not belong there: \(what)."
        case .unwritable:
            "The database takes no writes: its file, its disk or its server was made read-only. Baken writes with every "
                + "visit. Make it writable (in PostgreSQL: default_transaction_read_only off, and the address of the "
                + "primary server, not of a stand-by)."
        case .readOnly, .statement:
            "The database did not understand Baken (\(error.code)). Is it at least SQLite 3.40 or PostgreSQL 15?"
        }
    }

    private static func text(_ refusal: MembershipRefusal) -> String {
        switch refusal {
        case .nameTaken: "There is an organisation of that name already."
        case .logInTaken: "That log-in name is taken."
        case .malformedName: "That cannot be a name."
        case .wrongRecoveryCode: "This recovery code does not belong to this organisation."
        case .invitationNotValid: "The invitation was used, withdrawn, or is older than three days."
        case .passwordTooWeak: "That password is too weak."
        case .passwordGuessable: "That password is easy to guess."
        case .wrongOneTimeCode: "The one-time code is wrong."
        case .logInFailed: "Name, password or one-time code is wrong."
        case .lastAbleMember: "This is the last member able to open the organisation's reports."
        case .unknownMember: "There is no such member at this organisation."
        case .notWaiting: "There is nobody to let in."
        case .keyNotCompared: "The key of who waits was not compared."
        case .holdsNoKey: "Whoever acts holds no key to pass on."
        case .alreadyInvited: "This invitation was made already."
        case .oneself: "Nobody does that to themself."
        case .colleagueCannot: "Only a colleague of theirs who can open reports takes over what they had taken on."
        case .profileTooLong: "That is too long: 2,000 characters at most for each answer."
        }
    }
}
