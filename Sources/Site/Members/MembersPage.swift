import HTML
import Organisations
import Terms
import Vault
import Words

/// Who works at the organisation, and inviting somebody.
struct MembersPage {
    let words: Words
    let session: Session
    let members: [Member]
    /// Until when invitations that were not followed are valid.
    let invitations: [MemberID: Instant]
    /// The id that the next member will have: the form sent twice invites once.
    let newMember: MemberID
    let problems: Problems
    let name: String
    let role: Role?
    /// The deed that led here.
    let done: String?

    func document() -> Document {
        memberPage(
            words, session, title: words("members.title"), current: .members,
            address: problems.isEmpty ? { MembersAddress.members($0) } : nil, problems: problems
        ) {
            errorSummary(words("form.error.title"), problems)
            memberDone(words, done)
            h1 { words("members.title") }
            needs(words, session.organisation, link: true)
            list(members.filter { $0.state != .removed }, words("members.caption"))
            section(.id("invite")) {
                h2 { words("members.invite.title") }
                p { words("members.invite.text") }
                form(to: MembersAddress.members(words.language)) {
                    hidden("member", newMember.text)
                    textField(
                        Field("name", words("members.name"), error: problems["name"]), value: name, maxLength: 120)
                    radios(
                        Field("role", words("members.role"), error: problems["role"]),
                        Role.allCases.map { role in
                            Choice(
                                role.rawValue, words(role), hint: words(Key("code", Role.list, role.rawValue, "hint")))
                        }, chosen: role?.rawValue)
                    buttons { button(words("members.invite.button")) }
                }
            }
            let removed = members.filter { $0.state == .removed }
            if !removed.isEmpty {
                details {
                    summary { words.count("members.removed", removed.count) }
                    list(removed, words("members.removed.caption"))
                }
            }
        }
    }

    private func list(_ members: [Member], _ caption: String) -> HTML {
        table(caption, showsCaption: false, .class("cards")) {
            thead {
                tr {
                    th(.column) { words("members.name") }
                    th(.column) { words("members.role") }
                    th(.column) { words("members.state") }
                }
            }
            tbody {
                for member in members {
                    tr {
                        th(.row) { a(to: MembersAddress.member(member.id, words.language)) { member.name } }
                        td(words("members.role")) { words(member.role) }
                        td(words("members.state")) { standing(words, member, invitedUntil: invitations[member.id]) }
                    }
                }
            }
        }
    }
}

/// That a deed about a member was done; nothing for a deed without a sentence.
@HTML.Builder func memberDone(_ words: Words, _ deed: String?) -> HTML {
    if let deed, words.has(Key("members.done", deed)) {
        doneNotice(words(Key("members.done", deed)))
    }
}

/// Where a member stands, in a badge.
@HTML.Builder func standing(_ words: Words, _ member: Member, invitedUntil: Instant? = nil) -> HTML {
    switch member.state {
    case .removed: badge(words("members.state.removed"))
    case .invited:
        if let invitedUntil {
            badge(words("members.state.invited"))
            " " + words("members.state.until", ["moment": words.shortDateTime(invitedUntil)])
        } else {
            badge(words("members.state.expired"), .warning)
        }
    case .active:
        if member.waitsForAdmission {
            badge(words("members.state.waiting"), .warning)
        } else {
            badge(words(member.role.opensContents ? "members.state.able" : "members.state.active"), .good)
        }
    }
}

/// What the organisation still lacks; nothing when it lacks nothing.
@HTML.Builder func needs(_ words: Words, _ organisation: Organisation, link: Bool) -> HTML {
    if !organisation.needs.isEmpty || !organisation.canReceive {
        notice(
            organisation.canReceive ? .warning : .danger,
            words(organisation.canReceive ? "organisation.open.but" : "organisation.closed")
        ) {
            ul { for need in organisation.needs { li { words(need) } } }
            if link { p { a(to: MembersAddress.organisation(words.language)) { words("organisation.see") } } }
        }
    }
}

/// Who lets a member in who opens contents: a colleague, or the recovery code when there is none.
func letIn(_ words: Words, _ member: Member, at organisation: Organisation) -> HTML {
    let key: Key = organisation.ableMembers == 0 ? "members.link.nobody" : "members.link.letIn"
    return p { words(key, ["name": member.name]) }
}

/// The link of an invitation, shown once, in every language.
struct InvitationPage {
    let words: Words
    let session: Session
    let member: Member
    let token: InvitationToken
    let until: Instant
    /// Where people reach the site; empty when nobody told.
    let publicAddress: String

    func document() -> Document {
        let title = words("members.link.title", ["name": member.name])
        return memberPage(words, session, title: title, current: .members) {
            h1 { title }
            lead(words("members.link.lead", ["moment": words.dateTime(until)]))
            notice(.warning) {
                p { words("members.link.warning", ["name": member.name]) }
                if member.role.opensContents { letIn(words, member, at: session.organisation) }
            }
            for language in Language.allCases {
                let path = StaffAddress.invitation(token.text, language)
                p {
                    strong(.lang(language.rawValue)) { language.ownName }
                    br()
                    a(to: path, .rel("nofollow noreferrer")) { code { publicAddress + path } }
                }
            }
            if publicAddress.isEmpty { p(.class("hint")) { words("members.link.address") } }
            buttons { linkButton(words("members.back"), to: MembersAddress.members(words.language), .secondary) }
        }
    }
}
