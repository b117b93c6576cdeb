import Collaboration
import Duties
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

/// A meeting that is still to be held always has somebody who can move it, and none is left over.
@Suite("A planned case meeting")
struct MeetingLeadTests {
    private func call(
        _ id: DossierID, by team: Team, with others: [Team], _ test: Case
    ) async throws -> TaskID {
        try await test.tasks.call(
            MeetingPlan(place: "", agenda: "Her safety", grounds: .example()), with: Set(others.map(\.id)), about: id,
            at: test.now + .days(2), from: test.draft, by: team.session)
    }

    private func hand(_ id: DossierID, from team: Team, to other: Team, warmUntil: Instant? = nil, _ test: Case) async throws {
        try await test.tasks.offer(
            id, to: other.id, "She moved", .example(), warmUntil: warmUntil, version: try await test.version(id, for: team),
            by: team.session)
        try await test.tasks.accept(id, by: other.session)
    }

    private func told(_ kind: NoticeKind, _ meeting: TaskID, _ test: Case) async throws -> Set<OrganisationID> {
        try await test.world.ground.database.read { tx in
            Set(
                try tx.rows(
                    """
                    SELECT m.organisation FROM notice n JOIN member m ON m.id = n.member
                    WHERE n.kind = \(kind) AND n.object = \(meeting)
                    """
                ).map { try $0.get("organisation") })
        }
    }

    private func state(_ meeting: TaskID, for team: Team, _ test: Case) async throws -> TaskState {
        try await test.tasks.open(meeting, by: team.session).task.state
    }

    @Test("goes along with the coordination, and who leads it now can move it", arguments: Engine.allCases, [true, false])
    func along(engine: Engine, isWarm: Bool) async throws {
        try await withCase(on: engine) { test in
            let (police, city, school) = (
                try await test.team("Police"), try await test.team("City"), try await test.team("School")
            )
            let id = try await test.begin(by: police)
            let meeting = try await call(id, by: police, with: [city, school], test)
            try await test.tasks.answerInvitation(to: meeting, comes: true, by: city.session)
            try await hand(id, from: police, to: city, warmUntil: isWarm ? test.now + .days(9) : nil, test)
            #expect(try await told(.meetingLed, meeting, test) == [police.id, school.id])
            try await test.tasks.plan(meeting, due: test.now + .days(3), by: city.session)
            let view = try await test.tasks.open(meeting, by: city.session)
            #expect(view.task.responsible == city.id && view.task.heldAt == test.now + .days(3))
            #expect(view.parties.first { $0.organisation == city.id }?.comes == nil, "who leads it is not asked")
            await #expect(throws: DossierAbsent.self) {
                try await test.tasks.plan(meeting, due: test.now + .days(4), by: police.session)
            }
            #expect(try await test.days.day(for: police.session).meetings.map(\.duty.object) == [meeting.text])
            #expect(
                try await test.world.ground.database.read { tx in
                    try Collaboration.unvouched(test.world.ground, in: tx)
                }.isEmpty)
        }
    }

    @Test("is called off when nobody who takes part coordinates any more, and they hear so", arguments: Engine.allCases)
    func calledOff(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, city, school) = (
                try await test.team("Police"), try await test.team("City"), try await test.team("School")
            )
            let id = try await test.begin(by: police)
            let meeting = try await call(id, by: police, with: [school], test)
            try await hand(id, from: police, to: city, test)
            #expect(try await state(meeting, for: school, test) == .withdrawn)
            #expect(try await told(.meetingCancelled, meeting, test) == [police.id, school.id])
        }
    }

    @Test("stays with a warm coordinator while they read along, and ends when that ends", arguments: Engine.allCases)
    func warm(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, city, school) = (
                try await test.team("Police"), try await test.team("City"), try await test.team("School")
            )
            let id = try await test.begin(by: police)
            let meeting = try await call(id, by: police, with: [school], test)
            try await hand(id, from: police, to: city, warmUntil: test.now + .days(1), test)
            try await test.tasks.plan(meeting, due: test.now + .days(3), by: police.session)
            #expect(try await state(meeting, for: school, test) == .open)
            test.world.clock.advance(by: .minutes(24 * 60 + 1))
            #expect(try await test.sharing.lapse() == 1)
            let after = try await test.world.ground.database.read { tx in
                try tx.value("SELECT state FROM dossier_task WHERE id = \(meeting)", as: TaskState.self)
            }
            #expect(after == .withdrawn)
            #expect(try await told(.meetingCancelled, meeting, test) == [police.id, school.id])
        }
    }

    @Test("of others ends with the dossier, and they hear so; one that was held still gets its minutes", arguments: Engine.allCases)
    func closed(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let (police, city, school) = (
                try await test.team("Police"), try await test.team("City"), try await test.team("School")
            )
            let id = try await test.begin(by: police)
            try await test.share(of: id, from: police, with: city)
            let held = try await test.tasks.call(
                MeetingPlan(place: "", agenda: "First", grounds: .example()), with: [school.id], about: id,
                at: test.now + .minutes(5), from: test.draft, by: city.session)
            let meeting = try await call(id, by: city, with: [school], test)
            test.world.clock.advance(by: .minutes(10))
            try await test.dossiers.close(
                id, DossierClosing(result: .inCare, text: "x"), version: try await test.version(id, for: police),
                by: police.session)
            #expect(try await state(meeting, for: school, test) == .withdrawn)
            #expect(try await told(.meetingCancelled, meeting, test) == [city.id, school.id])
            #expect(try await test.days.day(for: school.session).meetings.map(\.duty.object) == [held.text])
            #expect(try await state(held, for: city, test) == .open)
        }
    }
}
