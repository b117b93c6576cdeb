import HTML
import Organisations
import Terms
import Web
import Words

/// One member, and what the administrator can do for or about them, with what follows from it in plain words.
struct MemberPage {
    let words: Words
    let session: Session
    let member: Member
    let invitedUntil: Instant?
    let refused: MembershipRefusal?
    /// The form that changes name and role, as it was refused.
    let typed: FormFields?
    /// The deed that led here.
    let done: String?

    private var isOneself: Bool { member.id == session.member.id }

    func document() -> Document {
        memberPage(
            words, session, title: member.name, current: .members,
            address: refused == nil ? { [id = member.id] in MembersAddress.member(id, $0) } : nil
        ) {
            backLink(words("members.title"), to: MembersAddress.members(words.language))
            memberDone(words, done)
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
                case .invited:
                    change
                    invited
                case .active:
                    change
                    active
                case .removed: p { words("members.removed.text") }
                }
            }
        }
    }

    /// Name and role. Who loses the contents with the role loses the keys too.
    private var change: HTML {
        details(.id("change"), typed == nil ? .class("more") : .open) {
            summary { words("members.change.title") }
            p { words("members.change.text") }
            form(to: MembersAddress.change(member.id, words.language)) {
                textField(
                    Field(
                        "name", words("members.name"),
                        error: refused == .malformedName ? words("refusal.malformedName") : nil),
                    value: typed?["name"] ?? member.name, maxLength: 120)
                radios(
                    Field("role", words("members.role")),
                    Role.allCases.map { role in
                        Choice(role.rawValue, words(role), hint: words(Key("code", Role.list, role.rawValue, "hint")))
                    }, chosen: typed?["role"] ?? member.role.rawValue)
                buttons { button(words("members.change.button"), .secondary) }
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
            buttons {
                linkButton(
                    words("members.reset.go"), to: MembersAddress.reset(member.id, words.language), .secondary)
            }
        }
        h2 { words("members.remove.title") }
        p { words("members.remove.text", ["name": member.name]) }
        if member.role.opensContents { p { words("members.remove.keys") } }
        if !isLast {
            buttons {
                linkButton(
                    words("members.remove.go", ["name": member.name]),
                    to: MembersAddress.remove(member.id, words.language), .secondary)
            }
        }
    }
}
