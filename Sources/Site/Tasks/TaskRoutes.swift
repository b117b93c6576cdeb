import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// A task opened by a member, and everything that can be done with it.
struct TaskRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/tasks/{task}", "task") { visit, session in
                try await show(try visit.id("task"), session, visit)
            },
            .member(Role.caseWork, .get, "/{language}/tasks/{task}/meeting.ics", "task.calendar") { visit, session in
                let task = try await desk.tasks.open(try visit.id("task"), by: session).task
                guard task.kind == .meeting, let held = task.heldAt else { throw ErrorPage.notFound }
                guard task.state == .open else { return .see(DossierAddress.task(task.id, visit.language)) }
                return MeetingCalendar(of: task.id, held: held, at: visit.now, .of(visit.language)).reply
            },
        ] + TaskDeed.all(desk).map(route)
    }

    private func route(_ deed: TaskDeed) -> SiteRoute {
        let path = RoutePath(stringLiteral: "/{language}/tasks/{task}/" + deed.name)
        return .member(Role.caseWork, .post, path, "task." + deed.name) { visit, session in
            let id: TaskID = try visit.id("task")
            let fields = try await visit.form()
            let words = Words.of(visit.language)
            do {
                try await deed.act(id, fields, session)
            } catch let refusal as DossierRefusal {
                let refused = RefusedForm(deed.name, refusal, at: deed.field(refusal), fields, words)
                return try await show(id, session, visit, refused: refused)
            } catch let unclear as DossierDeed.Unclear {
                return try await show(id, session, visit, refused: RefusedForm(deed.name, unclear, fields, words))
            }
            return .see(DossierAddress.taskDone(deed.name, id, visit.language))
        }
    }

    private func show(
        _ id: TaskID, _ session: Session, _ visit: Visit, refused: RefusedForm? = nil
    ) async throws -> Reply {
        let view = try await desk.tasks.open(id, by: session)
        let tools = TaskTools(
            words: .of(visit.language), session: session, view: view, now: visit.now,
            colleagues: session.member.role == .coordinator ? try await desk.intake.colleagues(of: session) : [],
            refused: refused,
            draft: try CaseFiles(desk: desk).sealed(Draft(desk.ground.chance), at: visit.now),
            readings: try await desk.tasks.readings(of: view))
        let page = try TaskPage(tools, done: try visit.queryFields()["done"]).document()
        return .page(page.render(), status: refused?.status ?? .ok)
    }
}
