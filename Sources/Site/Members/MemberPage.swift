import HTML
import Organisations
import Terms
import Words

/// One member, and what the administrator can do for or about them, with what follows from it in plain words.
struct MemberPage {
    let words: Words
    let session: Session
    let member: Member
    let invitedUntil: Instant?
    let refused: MembershipRefusal?

    private var isOneself: Bool { member.id == session.member.id }

    func document() -> Document {
        memberPage(words, session, title: member.name, current: .members) {
            backLink(words("members.title"), to: MembersAddress.members(words.language))
            h1 { member.name }
            if let refused {
                notice(.danger, words("members.refused")) { p { words(Key("refusal", refused.rawValue)) } }
            }
            factList([
                Fact(name: words("members.role"), value: HTML(text: words(member.role))),
                Fact(name: words("members.state"), value: standing(words, member, invitedUntil: invitedUntil)),
            ])
            if isOneself {
                p { words("members.oneself") }
                p { a(to: MembersAddress.account(words.language)) { words("account.title") } }
            } else {
                switch member.state {
                case .invited: invited
                case .active: active
                case .removed: p { words("members.removed.text") }
                }
            }
        }
    }

    @HTML.Builder private var invited: HTML {
        h2 { words("members.renew.title") }
        p { words("members.renew.text") }
        if member.role.opensContents { letIn(words, member, at: session.organisation) }
        form(to: MembersAddress.reset(member.id, words.language)) { button(words("members.renew.button")) }
        h2 { words("members.withdraw.title") }
        p { words("members.withdraw.text") }
        form(to: MembersAddress.remove(member.id, words.language)) {
            button(words("members.withdraw.button"), .danger)
        }
    }

    @HTML.Builder private var active: HTML {
        let isLast = member.isAdmitted && session.organisation.ableMembers == 1
        if isLast { notice(.warning, words("members.last.title")) { p { words("members.last.text") } } }
        h2 { words("members.reset.title") }
        p { words("members.reset.text", ["name": member.name]) }
        if member.role.opensContents { letIn(words, member, at: session.organisation) }
        if !isLast {
            form(to: MembersAddress.reset(member.id, words.language)) {
                button(words("members.reset.button"), .secondary)
            }
        }
        h2 { words("members.remove.title") }
        p { words("members.remove.text", ["name": member.name]) }
        if member.role.opensContents { p { words("members.remove.keys") } }
        if !isLast {
            form(to: MembersAddress.remove(member.id, words.language)) {
                button(words("members.remove.button", ["name": member.name]), .danger)
            }
        }
    }
}
