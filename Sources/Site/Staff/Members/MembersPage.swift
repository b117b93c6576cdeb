import HTML
import Organisations
import Terms
import Words

/// The list of members: for the administrator to manage, for colleagues who hold the keys to let others in.
struct MembersPage {
    let words: Words
    let session: Session
    let organisation: Organisation
    let members: [Member]
    var problems = Problems()
    /// What was typed into the invitation.
    var name = ""
    var role: Role?

    private var isAdministrator: Bool { session.member.role == .administrator }
    private var canAdmit: Bool { session.member.isAdmitted }

    func document() -> Document {
        memberPage(
            words, session, title: words("staff.members.title"), current: .members,
            inEach: problems.isEmpty ? StaffAddress.members : nil, problems: problems, isWide: true
        ) {
            errorSummary(words("form.error.title"), problems)
            h1 { words("staff.members.title") }
            readiness
            list
            if isAdministrator {
                invitation
                if organisation.recoveryConfirmedAt == nil { recovery }
            }
        }
    }

    /// Whether the organisation receives reports, and what is missing when it does not.
    @HTML.Builder private var readiness: HTML {
        if !organisation.canReceive {
            notice(.warning, words("staff.members.closed.title")) {
                p { words("staff.members.closed.text") }
                ul {
                    if organisation.ableMembers < 2 {
                        li { words.count("staff.members.closed.able", organisation.ableMembers) }
                    }
                    if organisation.recoveryConfirmedAt == nil { li { words("staff.members.closed.recovery") } }
                }
            }
        } else if organisation.ableMembers == 1 {
            notice(.warning) { p { words("staff.members.onlyOne") } }
        }
    }

    private var list: HTML {
        let heads = [
            words("staff.members.name"), words("staff.members.role"), words("staff.members.state"),
            words("staff.members.deeds"),
        ]
        return table(words("staff.members.title"), showsCaption: false, .class("cards")) {
            thead { tr { for head in heads { th(.column) { head } } } }
            tbody {
                for member in members where member.state != .removed {
                    tr {
                        th(.row) { member.name }
                        td(heads[1]) { words(member.role) }
                        td(heads[2]) { state(member) }
                        td(heads[3]) { deeds(member) }
                    }
                }
            }
        }
    }

    private func state(_ member: Member) -> HTML {
        if member.state == .invited { return badge(words("staff.members.state.invited")) }
        if member.waitsForAdmission { return badge(words("staff.members.state.waiting"), .warning) }
        return member.isAdmitted
            ? badge(words("staff.members.state.admitted"), .good) : HTML(text: words("staff.members.state.active"))
    }

    @HTML.Builder private func deeds(_ member: Member) -> HTML {
        if member.id == session.member.id {
            words("staff.members.yourself")
        } else {
            if member.waitsForAdmission, canAdmit {
                form(to: StaffAddress.member("admit", member.id, words.language)) {
                    button(
                        words("staff.members.admit"), .secondary, .id("f-admit"),
                        .aria("label", words("staff.members.admit") + ": " + member.name))
                }
            }
            if isAdministrator {
                for deed in MemberDeed.allCases where deed != .recover || member.waitsForAdmission {
                    p {
                        a(to: StaffAddress.member(deed.rawValue, member.id, words.language)) {
                            words(Key("staff.members", deed.rawValue))
                            span(.class("visually-hidden")) { ": " + member.name }
                        }
                    }
                }
            }
        }
    }

    private var invitation: HTML {
        section(.id("invite")) {
            h2 { words("staff.members.invite") }
            form(to: StaffAddress.members(words.language)) {
                textField(
                    Field(
                        "name", words("staff.members.name"), hint: words("staff.members.invite.name.hint"),
                        error: problems["name"]), value: name, maxLength: 120)
                radios(
                    Field("role", words("staff.members.role"), error: problems["role"]),
                    Role.allCases.map {
                        Choice($0.rawValue, words($0), hint: words(Key("code", Role.list, $0.rawValue, "hint")))
                    }, chosen: role?.rawValue)
                buttons { button(words("staff.members.invite.button")) }
            }
        }
    }

    private var recovery: HTML {
        section(.id("recovery")) {
            h2 { words("staff.members.recovery") }
            p { words("staff.members.recovery.text") }
            form(to: StaffAddress.recovery(words.language)) {
                textField(
                    Field(
                        "code", words("staff.members.recovery.code"), hint: words("dialogue.enter.hint"),
                        error: problems["code"]), maxLength: 40, width: .code)
                buttons { button(words("staff.members.recovery.button"), .secondary) }
            }
        }
    }
}
