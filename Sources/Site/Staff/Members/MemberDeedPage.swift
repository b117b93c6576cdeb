import HTML
import Organisations
import Terms
import Words

/// What an administrator does to a member after a page that tells what it means.
enum MemberDeed: String, CaseIterable, Sendable {
    /// Lets a waiting member in with the recovery code, when no colleague can.
    case recover
    /// A new start for somebody who lost password or telephone.
    case reset
    case remove
}

/// What a deed means, and the button that does it.
struct MemberDeedPage {
    let words: Words
    let session: Session
    let deed: MemberDeed
    let member: Member
    let problems: Problems
    /// Nobody else can open the organisation's reports: it must be said twice.
    let isLast: Bool

    func document() -> Document {
        let title = words(Key("staff.members", deed.rawValue)) + ": " + member.name
        return memberPage(words, session, title: title, current: .members, problems: problems) {
            errorSummary(words("form.error.title"), problems)
            backLink(words("staff.members.title"), to: StaffAddress.members(words.language))
            h1 { title }
            form(to: StaffAddress.member(deed.rawValue, member.id, words.language)) {
                switch deed {
                case .remove: remove
                case .recover: recover
                case .reset: reset
                }
            }
        }
    }

    @HTML.Builder private var remove: HTML {
        notice(.warning) {
            ul {
                li { words("staff.members.remove.ends") }
                if member.isAdmitted { li { words("staff.members.remove.keys") } }
                li { words("staff.members.remove.kept") }
            }
        }
        if isLast {
            notice(.danger, words("staff.members.remove.last.title")) { p { words("staff.members.remove.last.text") } }
            checkbox(
                Field("evenTheLast", words("staff.members.remove.last.box"), error: problems["evenTheLast"]))
        }
        buttons { button(words("staff.members.remove.button"), .danger) }
    }

    @HTML.Builder private var recover: HTML {
        p { words("staff.members.recover.text") }
        textField(
            Field("code", words("staff.members.recovery.code"), hint: words("dialogue.enter.hint"), error: problems["code"]),
            maxLength: 40, width: .code)
        buttons { button(words("staff.members.recover.button")) }
    }

    @HTML.Builder private var reset: HTML {
        notice(.warning) {
            ul {
                li { words("staff.members.reset.ends") }
                if member.isAdmitted { li { words("staff.members.reset.admit") } }
            }
        }
        if member.role.opensContents {
            textField(
                Field(
                    "code", words("staff.members.recovery.code"), hint: words("staff.members.reset.code.hint"),
                    error: problems["code"], optional: words("form.optional")), maxLength: 40, width: .code)
        }
        buttons { button(words("staff.members.reset.button")) }
    }
}
