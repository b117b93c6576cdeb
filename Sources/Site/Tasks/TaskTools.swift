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
