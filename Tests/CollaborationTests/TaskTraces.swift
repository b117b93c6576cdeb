import Collaboration
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

/// What everything leaves that organisations ask of each other, and whom it tells.
enum TaskTraces {
    static let all = tasks + meetings + transfers

    private static let tasks: [Trace] = [
        Trace(
            "Tasks.ask(_:of:in:of:due:from:by:)", acts: ["task.asked dos by Shelter intake"], told: ["asked tsk: Police"]
        ) { stage in
            let id = try await stage.shared()
            return {
                try await stage.test.tasks.ask(
                    "Look", of: stage.police.id, in: .general, of: id, due: stage.soon, from: stage.test.draft,
                    by: stage.us)
            }
        },
        Trace(
            "Tasks.ask(_:of:in:of:due:from:by:)", "with direct danger", acts: ["task.asked dos by Shelter intake"],
            told: ["asked tsk: Police", "danger tsk: Police"]
        ) { stage in
            let id = try await stage.shared(danger: true)
            return {
                try await stage.test.tasks.ask(
                    "Look", of: stage.police.id, in: .general, of: id, due: stage.soon, from: stage.test.draft,
                    by: stage.us)
            }
        },
        Trace(
            "Tasks.ask(_:of:in:of:due:from:by:)", "of oneself", acts: ["task.asked dos by Shelter intake"]
        ) { stage in
            let id = try await stage.shared()
            return {
                try await stage.test.tasks.ask(
                    "Look", of: stage.shelter.id, in: .general, of: id, due: stage.soon, from: stage.test.draft,
                    by: stage.us)
            }
        },
        Trace(
            "Tasks.finish(_:as:_:version:by:)", "done", acts: ["task.done dos by Police intake"],
            told: ["answered tsk: Shelter"]
        ) { stage in
            let (_, task) = try await stage.asked()
            return { try await stage.test.tasks.finish(task, as: .done, "Looked", by: stage.police.session) }
        },
        Trace(
            "Tasks.finish(_:as:_:version:by:)", "declined", acts: ["task.declined dos by Police intake"],
            told: ["answered tsk: Shelter"]
        ) { stage in
            let (_, task) = try await stage.asked()
            return { try await stage.test.tasks.finish(task, as: .declined, "No", by: stage.police.session) }
        },
        Trace(
            "Tasks.withdraw(_:_:version:by:)", "a task", acts: ["task.withdrawn dos by Shelter intake"],
            told: ["withdrawn tsk: Police"]
        ) { stage in
            let (_, task) = try await stage.asked()
            return { try await stage.test.tasks.withdraw(task, "x", by: stage.us) }
        },
        Trace(
            "Tasks.plan(_:due:version:by:)", "a task", acts: ["task.planned tsk by Police intake"],
            told: ["moved tsk: Shelter"]
        ) { stage in
            let (_, task) = try await stage.asked()
            return { try await stage.test.tasks.plan(task, due: stage.test.now + .days(3), by: stage.police.session) }
        },
        Trace(
            "Tasks.assign(_:to:by:)", "to a colleague", acts: ["task.assigned tsk by Police coordinator"],
            told: ["assigned tsk: Police intake"]
        ) { stage in
            let (_, task) = try await stage.asked()
            let coordinator = try await stage.world.session(stage.police.crew.coordinator)
            return {
                try await stage.test.tasks.assign(task, to: stage.police.session.member.id, by: coordinator)
            }
        },
        Trace(
            "Tasks.consult(_:of:about:urgency:due:from:by:)",
            acts: ["consultation.asked tsk (anonymousConsultation) by Shelter intake"], told: ["asked tsk: Police"]
        ) { stage in { _ = try await stage.consulted() } },
        Trace(
            "Tasks.write(_:on:from:by:)", acts: ["dossier.messageWritten tsk by Police intake"],
            told: ["written tsk: Shelter"]
        ) { stage in
            let task = try await stage.consulted()
            return {
                try await stage.test.tasks.write(
                    DossierMessage("Yes"), on: task, from: stage.test.draft, by: stage.police.session)
            }
        },
        Trace(
            "Tasks.withdraw(_:of:by:)", acts: ["dossier.recordWithdrawn tsk (consultation) by Police intake"],
            told: ["recordWithdrawn tsk: Shelter intake"]
        ) { stage in
            let task = try await stage.consulted()
            try await stage.test.tasks.write(
                DossierMessage("Her name"), on: task, from: stage.test.draft, by: stage.police.session)
            stage.world.clock.advance(by: .minutes(1))
            let view = try await stage.test.tasks.open(task, by: stage.us)
            let record = try #require(try view.contents.all(DossierMessage.self).first?.id)
            return { try await stage.test.tasks.withdraw(record, of: task, by: stage.police.session) }
        },
        Trace(
            "Tasks.open(_:by:)", "a question", acts: ["consultation.read tsk by Police intake"],
            seen: ["asked tsk: Police intake"]
        ) { stage in
            let task = try await stage.consulted()
            return { _ = try await stage.test.tasks.open(task, by: stage.police.session) }
        },
    ]

    private static let meetings: [Trace] = [
        Trace(
            "Tasks.call(_:with:about:at:from:by:)", "in a dossier with direct danger too",
            acts: ["meeting.called tsk (consent) by Shelter intake"], told: ["meeting tsk: City, Police"]
        ) { stage in
            let id = try await stage.shared(danger: true)
            let plan = MeetingPlan(place: "Here", agenda: "Her safety", grounds: .example())
            return {
                _ = try await stage.test.tasks.call(
                    plan, with: [stage.police.id, stage.city.id], about: id, at: stage.soon, from: stage.test.draft,
                    by: stage.us)
            }
        },
        Trace(
            "Tasks.open(_:by:)", "a meeting", acts: ["meeting.read tsk by City intake"], seen: ["meeting tsk: City intake"]
        ) { stage in
            let task = try await stage.called()
            return { _ = try await stage.test.tasks.open(task, by: stage.city.session) }
        },
        Trace(
            "Tasks.plan(_:due:version:by:)", "a meeting", acts: ["task.planned tsk by Shelter intake"],
            told: ["meetingMoved tsk: City, Police"]
        ) { stage in
            let task = try await stage.called()
            return { try await stage.test.tasks.plan(task, due: stage.test.now + .days(3), by: stage.us) }
        },
        Trace(
            "Tasks.answerInvitation(to:comes:by:)", acts: ["meeting.invitationAnswered tsk (comes) by City intake"],
            told: ["answered tsk: Shelter"]
        ) { stage in
            let task = try await stage.called()
            return { try await stage.test.tasks.answerInvitation(to: task, comes: true, by: stage.city.session) }
        },
        Trace(
            "Tasks.withdraw(_:_:version:by:)", "a meeting", acts: ["task.withdrawn tsk by Shelter intake"],
            told: ["meetingCancelled tsk: City, Police"]
        ) { stage in
            let task = try await stage.called()
            return { try await stage.test.tasks.withdraw(task, "x", by: stage.us) }
        },
        Trace(
            "Tasks.keepMinutes(_:_:of:version:by:)", "with a decision about one of those who take part",
            acts: ["meeting.minutesKept tsk by Shelter intake", "task.asked tsk by Shelter intake"],
            told: ["asked tsk: City", "minutes tsk: City, Police"]
        ) { stage in
            let task = try await stage.called()
            let decision = Decision(text: "Find a bed", organisation: stage.city.id, due: stage.soon)
            let version = try await stage.version(of: "dossier_task", task.text)
            return {
                try await stage.test.tasks.keepMinutes(
                    MeetingMinutes(text: "x", told: "y"), [decision], of: task, version: version, by: stage.us)
            }
        },
    ]

    private static let transfers: [Trace] = [
        Trace(
            "Tasks.offer(_:to:_:_:warmUntil:version:by:)", acts: ["transfer.offered dos (consent) by Shelter intake"],
            told: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.test.begin(by: stage.shelter)
            return {
                try await stage.test.tasks.offer(
                    id, to: stage.city.id, "She moved", .example(), warmUntil: nil, version: try await stage.version(id),
                    by: stage.us)
            }
        },
        Trace(
            "Tasks.accept(_:as:by:)", "at once and for good",
            acts: ["dossier.keyTakenBack dos (general) by City intake", "transfer.accepted dos by City intake"],
            told: ["accepted tsk: Shelter intake"], forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.transferring()
            return { try await stage.test.tasks.accept(id, by: stage.city.session) }
        },
        Trace(
            "Tasks.accept(_:as:by:)", "with somebody else who reads the dossier",
            acts: ["dossier.keyTakenBack dos (general) by City intake", "transfer.accepted dos by City intake"],
            told: ["accepted tsk: Shelter intake", "coordinationMoved dos: Police"], forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.shared()
            try await stage.offer(id)
            return { try await stage.test.tasks.accept(id, by: stage.city.session) }
        },
        Trace(
            "Tasks.accept(_:as:by:)", "with a meeting in which who takes over takes part",
            acts: [
                "dossier.keyTakenBack dos (general) by City intake", "meeting.led tsk by City intake",
                "transfer.accepted dos by City intake",
            ],
            told: ["accepted tsk: Shelter intake", "meetingLed tsk: Police, Shelter"], forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.called(with: [stage.police, stage.city])
            try await stage.offer(id)
            return { try await stage.test.tasks.accept(id, by: stage.city.session) }
        },
        Trace(
            "Tasks.accept(_:as:by:)", "with a meeting of others",
            acts: [
                "dossier.keyTakenBack dos (general) by City intake", "meeting.ended tsk by City intake",
                "transfer.accepted dos by City intake",
            ],
            told: ["accepted tsk: Shelter intake", "meetingCancelled tsk: Police, Shelter"],
            forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.called(with: [stage.police])
            try await stage.offer(id)
            return { try await stage.test.tasks.accept(id, by: stage.city.session) }
        },
        Trace(
            "Tasks.accept(_:as:by:)", "warm", acts: ["transfer.accepted dos by City intake"],
            told: ["accepted tsk: Shelter intake"], forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.transferring(warmUntil: stage.test.now + .days(9))
            return { try await stage.test.tasks.accept(id, by: stage.city.session) }
        },
        Trace(
            "Tasks.accept(_:as:by:)", "with what the old coordinator still had to do",
            acts: ["dossier.keyTakenBack dos (general) by City intake", "transfer.accepted dos by City intake"],
            told: ["accepted tsk: Shelter intake", "asked tsk: City coordinator"], forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.test.begin(by: stage.shelter)
            try await stage.test.tasks.ask(
                "Look", of: stage.shelter.id, in: .general, of: id, due: stage.soon, from: stage.test.draft, by: stage.us)
            try await stage.test.tasks.offer(
                id, to: stage.city.id, "She moved", .example(), warmUntil: nil, version: try await stage.version(id),
                by: stage.us)
            return { try await stage.test.tasks.accept(id, by: stage.city.session) }
        },
        Trace(
            "Tasks.refuse(_:because:by:)",
            acts: ["dossier.keyTakenBack dos (general) by City intake", "transfer.refused dos by City intake"],
            told: ["refused dos: Shelter intake"], forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.transferring()
            return { try await stage.test.tasks.refuse(id, because: "Not ours", by: stage.city.session) }
        },
        Trace(
            "Tasks.withdrawOffer(_:by:)",
            acts: ["dossier.keyTakenBack dos (general) by Shelter intake", "transfer.withdrawn dos by Shelter intake"],
            told: ["withdrawn tsk: City"], forgotten: ["offered tsk: City"]
        ) { stage in
            let id = try await stage.transferring()
            return { try await stage.test.tasks.withdrawOffer(id, by: stage.us) }
        },
    ]
}
