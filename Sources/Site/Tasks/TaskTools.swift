import Collaboration
import HTML
import Organisations
import Terms
import Web
import Words

/// What the page of a task works with.
struct TaskTools: DeedTools {
    let words: Words
    let session: Session
    let view: TaskView
    let now: Instant
    /// Whom a coordinator can give the work to.
    let colleagues: [Member]
    let refused: RefusedForm?
    /// What is being written, sealed.
    let draft: String
    /// Who read the messages of a question or a meeting.
    var readings: Readings?

    var task: DossierTask { view.task }
    var us: OrganisationID { session.organisation.id }
    var isOpen: Bool { task.state == .open }
    /// Somebody who holds no keys yet does nothing either.
    var canAct: Bool { session.member.isAble }
    /// Who must do it.
    var isOurs: Bool { task.responsible == us }
    var isAsker: Bool { task.asker == us }
    var mayTakeBack: Bool { view.mayTakeBack }

    func address(_ deed: String) -> String { DossierAddress.taskDeed(deed, task.id, words.language) }

    /// Who will read what is written here, by name.
    @HTML.Builder var readBy: HTML {
        if !view.readers.isEmpty {
            p(.class("hint")) { words("task.readBy", ["organisations": view.readers.joined(separator: ", ")]) }
        }
    }

    /// Whether this member may withdraw what somebody wrote: its writer, and the coordinators of their organisation.
    func mayWithdraw(_ author: Author) -> Bool {
        canAct
            && (author.member == session.member.id || session.member.role == .coordinator && author.organisation == us)
    }

    @HTML.Builder var place: HTML {
        hidden("version", String(task.version))
        hidden("draft", draft)
    }
}

extension DossierAddress {
    static func taskDone(_ deed: String, _ id: TaskID, _ language: Language) -> String {
        task(id, language) + "?done=" + deed
    }
    static func calendar(_ id: TaskID, _ language: Language) -> String { task(id, language) + "/meeting.ics" }
}
