import Collaboration
import Organisations
import Reporting
import Terms
import Web
import Words

/// Something that is done with a task from its page.
struct TaskDeed: Sendable {
    typealias Act = @Sendable (TaskID, FormFields, Session) async throws -> Void

    /// Part of the address of its form, and of the key `task.done.<name>` that tells of it.
    let name: String
    /// The field at which a refusal is told, by its reason.
    let field: @Sendable (DossierRefusal) -> String
    let act: Act

    init(_ name: String, field: @escaping @Sendable (DossierRefusal) -> String, _ act: @escaping Act) {
        self.name = name
        self.field = field
        self.act = act
    }

    init(_ name: String, field: String, _ act: @escaping Act) { self.init(name, field: { _ in field }, act) }

    static func all(_ desk: Desk) -> [TaskDeed] { ending(desk) + planning(desk) + meeting(desk) }

    private static func ending(_ desk: Desk) -> [TaskDeed] {
        func finishing(_ name: String, _ state: TaskState) -> TaskDeed {
            TaskDeed(name, field: name + ".text") { id, fields, session in
                try await desk.tasks.finish(
                    id, as: state, DossierDeed.text(name + ".text", fields), version: DossierDeed.version(fields),
                    by: session)
            }
        }
        return [
            finishing("finish", .done), finishing("decline", .declined),
            TaskDeed("withdraw", field: "withdraw.text") { id, fields, session in
                try await desk.tasks.withdraw(
                    id, DossierDeed.text("withdraw.text", fields), version: DossierDeed.version(fields), by: session)
            },
        ]
    }

    private static func planning(_ desk: Desk) -> [TaskDeed] {
        [
            TaskDeed("plan", field: "due") { id, fields, session in
                try await desk.tasks.plan(
                    id, due: DossierDeed.moment(fields), version: DossierDeed.version(fields), by: session)
            },
            TaskDeed("take", field: "assignee") { id, _, session in
                try await desk.tasks.assign(id, to: session.member.id, by: session)
            },
            TaskDeed("assign", field: "assignee") { id, fields, session in
                let chosen = fields["assignee"] ?? ""
                try await desk.tasks.assign(id, to: chosen.isEmpty ? nil : try MemberID(chosen), by: session)
            },
        ]
    }

    private static func meeting(_ desk: Desk) -> [TaskDeed] {
        [
            TaskDeed("write", field: "message.text") { id, fields, session in
                try await desk.tasks.write(
                    DossierMessage(DossierDeed.text("message.text", fields)), on: id,
                    from: CaseFiles(desk: desk).draft(fields), by: session)
            },
            TaskDeed("answer", field: "comes") { id, fields, session in
                guard let answer = fields["comes"], ["yes", "no"].contains(answer) else { throw ErrorPage.malformed }
                try await desk.tasks.answerInvitation(to: id, comes: answer == "yes", by: session)
            },
            TaskDeed("minutes", field: "minutes.text") { id, fields, session in
                let (minutes, decisions) = try MinutesForm.read(fields, at: desk.ground.time.now())
                try await desk.tasks.keepMinutes(
                    minutes, decisions, of: id, version: DossierDeed.version(fields), by: session)
            },
        ]
    }
}
