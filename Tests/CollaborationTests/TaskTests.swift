import Collaboration
import Duties
import Organisations
import Records
import Reporting
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

@Suite("What organisations ask of each other")
struct TaskTests {
    @Test("has one responsible organisation and a due time, and comes back with its result", arguments: Engine.allCases)
    func task(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let shelter = try await test.team("Shelter")
            let id = try await test.begin(by: police)
            await expectRefusal(.receiverNotAdmitted) {
                try await test.tasks.ask(
                    "x", of: shelter.id, in: .general, of: id, due: test.now + .days(1), from: test.draft,
                    by: police.session)
            }
            try await test.share(of: id, from: police, with: shelter)
            let draft = test.draft
            for _ in 0..<2 {
                try await test.tasks.ask(
                    "A safe bed", of: shelter.id, in: .general, of: id, due: test.now + .days(1), from: draft,
                    by: police.session)
            }
            let waiting = try await test.days.day(for: police.session).waiting
            #expect(waiting.count == 1, "sent twice, it is asked once")
            let day = try await test.days.day(for: shelter.session)
            #expect(day.nobodys.count == 1)
            let task = try #require(try await test.dossiers.open(id, by: shelter.session).tasks.first)
            try await test.tasks.assign(task.id, to: shelter.session.member.id, by: shelter.session)
            #expect(try await test.days.day(for: shelter.session).mine.count == 1)
            await #expect(throws: DossierAbsent.self) {
                try await test.tasks.finish(task.id, as: .done, "x", by: police.session)
            }
            await expectRefusal(.reasonMissing) {
                try await test.tasks.finish(task.id, as: .declined, "", by: shelter.session)
            }
            try await test.tasks.finish(task.id, as: .declined, "We are full", by: shelter.session)
            let seen = try #require(try await test.dossiers.open(id, by: police.session).tasks.first)
            #expect(seen.state == .declined)
            #expect(seen.outcome == "We are full")
            await expectRefusal(.changedMeanwhile) {
                try await test.tasks.finish(task.id, as: .done, "x", by: shelter.session)
            }
        }
    }

    @Test("may be a question about a case of which nothing is shared", arguments: Engine.allCases)
    func consultation(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let other = try await test.team("Other")
            let id = try await test.begin("Her name is Eva", by: police)
            let grounds = Grounds(
                purpose: "To know which help fits", basis: .anonymousConsultation, answers: [.leftOut: "Name and place"],
                view: nil, proportionality: "", subsidiarity: "")
            let task = try await test.tasks.consult(
                ConsultationText(question: "How soon must a girl be seen?", grounds: grounds), of: doctor.id, about: id,
                urgency: .urgent, due: test.now + .days(1), from: test.draft, by: police.session)
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: doctor.session) }
            await #expect(throws: DossierAbsent.self) { try await test.tasks.open(task, by: other.session) }
            try await test.tasks.write(DossierMessage("Within a week"), on: task, from: test.draft, by: doctor.session)
            try await test.tasks.finish(task, as: .done, "Call us at once", by: doctor.session)
            let view = try await test.tasks.open(task, by: police.session)
            #expect(try view.contents.last(ConsultationText.self)?.body.question == "How soon must a girl be seen?")
            #expect(try view.contents.all(DossierMessage.self).map(\.author.organisationName) == ["Doctor"])
            #expect(view.line.outcome == "Call us at once")
            #expect(view.opensDossier)
            #expect(try await !test.tasks.open(task, by: doctor.session).opensDossier)
            await expectRefusal(.purposeMissing) {
                var empty = grounds
                empty.purpose = ""
                try await test.tasks.consult(
                    ConsultationText(question: "x", grounds: empty), of: doctor.id, about: nil, urgency: .normal,
                    due: test.now + .days(1), from: test.draft, by: police.session)
            }
        }
    }

    @Test("may be a meeting, whose decisions become tasks of who takes part", arguments: Engine.allCases)
    func meeting(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let school = try await test.team("School")
            let other = try await test.team("Other")
            let id = try await test.begin("Not for school", by: police)
            try await test.share(of: id, from: police, with: doctor)
            let task = try await test.tasks.call(
                MeetingPlan(place: "Town hall", agenda: "Safety now", grounds: .example()), with: [doctor.id, school.id],
                about: id, at: test.now + .days(2), from: test.draft, by: police.session)
            await #expect(throws: DossierAbsent.self) { try await test.tasks.open(task, by: other.session) }
            await #expect(throws: DossierAbsent.self) { try await test.dossiers.open(id, by: school.session) }
            var view = try await test.tasks.open(task, by: police.session)
            let parts = Dictionary(uniqueKeysWithValues: view.parties.map { ($0.name, $0.parts) })
            #expect(parts == ["Police": [.general], "Doctor": [.general], "School": []])
            let decision = Decision(text: "Tell us when she is away", organisation: school.id, due: test.now + .days(9))
            await expectRefusal(.notAdmitted) {
                try await test.tasks.keepMinutes(
                    MeetingMinutes(text: "x", told: ""),
                    [Decision(text: "x", organisation: other.id, due: test.now + .days(9))], of: task,
                    version: view.task.version, by: police.session)
            }
            try await test.tasks.keepMinutes(
                MeetingMinutes(text: "She is safe for now", told: "The mentor tells her"), [decision], of: task,
                version: view.task.version, by: police.session)
            view = try await test.tasks.open(task, by: school.session)
            #expect(view.task.state == .done)
            #expect(view.decisions.map(\.text) == ["Tell us when she is away"])
            #expect(try view.contents.last(MeetingMinutes.self)?.body.text == "She is safe for now")
            let action = try #require(view.decisions.first)
            #expect(action.task.responsible == school.id)
            try await test.tasks.finish(action.id, as: .done, "She came back", by: school.session)
            #expect(try await test.tasks.open(action.id, by: doctor.session).line.outcome == "She came back")
        }
    }

    @Test("a meeting stays on the day of who is invited, who say whether they come; moved, they are asked again", arguments: Engine.allCases)
    func invited(engine: Engine) async throws {
        try await withCase(on: engine) { test in
            let police = try await test.team("Police")
            let doctor = try await test.team("Doctor")
            let id = try await test.begin(by: police)
            let meeting = try await test.tasks.call(
                MeetingPlan(place: "Here", agenda: "Her safety", grounds: .example()), with: [doctor.id], about: id,
                at: test.now + .days(2), from: test.draft, by: police.session)
            func day() async throws -> [String] {
                try await test.days.day(for: doctor.session).meetings.map(\.duty.object)
            }
            func comes() async throws -> Bool? {
                try await test.tasks.open(meeting, by: police.session).parties.first { $0.organisation == doctor.id }?.comes
            }
            _ = try await test.tasks.open(meeting, by: doctor.session)
            #expect(try await day() == [meeting.text], "opened, it is still there")
            #expect(try await comes() == nil)
            await #expect(throws: DossierAbsent.self) {
                try await test.tasks.answerInvitation(to: meeting, comes: true, by: police.session)
            }
            try await test.tasks.answerInvitation(to: meeting, comes: true, by: doctor.session)
            #expect(try await day() == [meeting.text])
            #expect(try await comes() == true)
            try await test.tasks.plan(meeting, due: test.now + .days(3), by: police.session)
            #expect(try await comes() == nil)
            try await test.tasks.answerInvitation(to: meeting, comes: false, by: doctor.session)
            #expect(try await day().isEmpty)
            #expect(try await test.days.day(for: police.session).meetings.isEmpty, "who called it has its duty")
        }
    }
}
