import Collaboration
import Duties
import HTML
import Organisations
import Terms
import Words

/// What a member had taken on, shown before they are removed, start anew, or do other work: whose it is from then on is
/// asked. References and due times only; no page of the administrator shows contents.
struct LeavingPage {
    /// What is about to be done with the member; each has its address and its sentences.
    enum Deed: String {
        case remove, reset, change
    }

    let words: Words
    let session: Session
    let member: Member
    let deed: Deed
    let work: [Duty]
    /// Who could take it over.
    let colleagues: [Member]
    let now: Instant
    /// What a form before this page asked: the new name and role.
    let carried: [(name: String, value: String)]
    /// Why it was not done at once.
    let refused: String?

    private var title: String {
        switch deed {
        case .remove: words("members.leaving.remove", ["name": member.name])
        case .reset: words("members.leaving.reset", ["name": member.name])
        case .change: words("members.leaving.change", ["name": member.name])
        }
    }

    /// Only as it was asked for: a form that was sent is not lost to another language.
    private var address: ((Language) -> String)? {
        guard deed != .change, refused == nil, carried.isEmpty else { return nil }
        return { [id = member.id, deed] in MembersAddress.deed(deed.rawValue, id, $0) }
    }

    func document() -> Document {
        memberPage(words, session, title: title, current: .members, address: address) {
            backLink(member.name, to: MembersAddress.member(member.id, words.language))
            h1 { title }
            if let refused { notice(.warning, words("members.refused")) { p(.role("alert")) { refused } } }
            follows
            if member.role.opensContents { p { words("members.leaving.notes", ["name": member.name]) } }
            if member.isAble, session.organisation.ableMembers == 2 {
                notice(.warning, words("members.leaving.oneLeft.title")) { p { words("members.leaving.oneLeft") } }
            }
            h2 { words.count("members.leaving.work", objects.count, ["name": member.name]) }
            if objects.isEmpty { p { words("members.leaving.nothing") } } else { list }
            form(to: MembersAddress.deed(deed.rawValue, member.id, words.language)) {
                for (name, value) in carried { hidden(name, value) }
                for object in objects { hidden(Self.seen, object) }
                if !objects.isEmpty {
                    select(
                        Field(
                            Self.successor, words("members.leaving.to"), hint: words("members.leaving.to.hint")),
                        colleagues.map { Choice($0.id.text, $0.name) }, chosen: nil,
                        empty: words("members.leaving.nobody"))
                }
                buttons {
                    agree
                    linkButton(
                        words("members.leaving.cancel"), to: MembersAddress.member(member.id, words.language), .secondary)
                }
            }
        }
    }

    static let seen = "seen"
    static let successor = "successor"

    private var agree: HTML {
        switch deed {
        case .remove: button(words("members.remove.button", ["name": member.name]), .danger)
        case .reset: button(words("members.reset.button"))
        case .change: button(words("members.change.button"))
        }
    }

    @HTML.Builder private var follows: HTML {
        switch deed {
        case .remove:
            p { words("members.remove.text", ["name": member.name]) }
            if member.role.opensContents { p { words("members.remove.keys") } }
        case .reset:
            p { words("members.reset.text", ["name": member.name]) }
            if member.role.opensContents { letIn(words, member, at: session.organisation) }
        case .change: p { words("members.change.closes", ["name": member.name]) }
        }
    }

    /// Each once, however much is due about it, the soonest first.
    private var objects: [String] { Self.objects(work) }

    static func objects(_ work: [Duty]) -> [String] {
        work.reduce(into: []) { if !$0.contains($1.object) { $0.append($1.object) } }
    }

    private var list: HTML {
        table(words("members.leaving.caption"), showsCaption: false, .class("cards")) {
            thead {
                tr {
                    th(.column) { words("members.leaving.what") }
                    th(.column) { words("staff.case.urgency") }
                    th(.column) { words("staff.inbox.column.due") }
                }
            }
            tbody {
                for object in objects {
                    if let duty = work.first(where: { $0.object == object }) {
                        tr(.class(duty.isLate(at: now) ? "late" : "")) {
                            th(.row) { name(of: object) }
                            td(words("staff.case.urgency")) { badge(words(duty.urgency), duty.urgency.tone) }
                            td(words("staff.inbox.column.due"), .class("due")) { dueTime(words, duty.due, now) }
                        }
                    }
                }
            }
        }
    }

    /// What it is and its reference.
    private func name(of object: String) -> String {
        guard let name = WorkName(of: object) else { return object }
        let reference = ["reference": name.reference]
        switch name.kind {
        case .report: return words("members.leaving.report", reference)
        case .dossier: return words("members.leaving.dossier", reference)
        case .task: return words("members.leaving.task", reference)
        }
    }
}

/// The member took something on, or gave it away, while the page that asks about their work was read.
struct WorkChanged: Error {}
