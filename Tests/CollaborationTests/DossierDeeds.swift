import Collaboration
import Organisations
import Reporting
import Terms
import Worlds

extension Deed {
    /// Everything that can be done with a dossier and what is asked in it.
    static let ofDossiers: [Deed] = planning + writing + asking + handingOver + ending

    private static let planning: [Deed] = [
        Deed("Dossiers.judgeSafety", "as danger", settles: [.review]) { try await $0.judgeSafety(.danger, lookIn: .days(1)) },
        Deed("Dossiers.judgeSafety", "as no danger, with the reason", settles: [.danger, .review]) {
            try await $0.judgeSafety(.normal, lookIn: .days(9))
        },
        Deed("Dossiers.plan", "soon") { scene in
            try await scene.test.dossiers.plan(
                scene.dossier, NextStep("Call the school"), due: scene.test.now + .hours(3),
                version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Dossiers.plan", "later, with the reason", settles: [.danger]) { scene in
            try await scene.test.dossiers.plan(
                scene.dossier, NextStep("Call the school", because: "Closed until then"), due: scene.test.now + .days(30),
                version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Dossiers.watch", "with the reason", settles: [.danger]) { scene in
            try await scene.test.dossiers.watch(
                scene.dossier, NextStep("She is in a closed shelter"), until: scene.test.now + .days(30),
                version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Dossiers.resume") { scene in
            try await scene.test.dossiers.resume(
                scene.dossier, version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Dossiers.correct") { scene in
            try await scene.test.dossiers.correct(
                scene.dossier, to: CaseTraits(age: .adult, forms: [.labour], municipality: nil), because: "Her file says so",
                version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Dossiers.assign") { scene in
            try await scene.test.dossiers.assign(
                scene.dossier, to: scene.chief.member.id, version: try await scene.dossierVersion(), by: scene.chief)
        },
    ]

    private static let writing: [Deed] = [
        Deed("Dossiers.keep") { try await $0.test.write("Seen at the station", of: $0.dossier, by: $0.home) },
        Deed("Dossiers.withdraw") { scene in
            try await scene.test.write("In the wrong part", of: scene.dossier, by: scene.home)
            let view = try await scene.test.dossiers.open(scene.dossier, by: scene.home.session)
            guard let record = try view.contents.all(Fact.self).last?.id else { return }
            try await scene.test.dossiers.withdraw(
                record, seeing: record, of: scene.dossier, by: scene.home.session)
        },
        Deed("Dossiers.open", "a second one") { _ = try await $0.test.begin("Another case", by: $0.home) },
        Deed("Dossiers.add") { try await $0.test.dossiers.add($0.report, to: $0.dossier, by: $0.home.session) },
        Deed("Sharing.share") { try await $0.test.share(.police, of: $0.dossier, from: $0.home, with: $0.other) },
        Deed("Sharing.end") { scene in
            try await scene.test.sharing.end(
                try await scene.test.firstShare(of: scene.dossier, for: scene.home), of: scene.dossier, because: "Enough",
                by: scene.home.session)
        },
    ]

    private static let asking: [Deed] = [
        Deed("Tasks.ask") { scene in
            try await scene.test.tasks.ask(
                "Look", of: scene.other.id, in: .general, of: scene.dossier, due: scene.test.now + .days(1),
                from: scene.test.draft, by: scene.home.session)
        },
        Deed("Tasks.plan") { scene in
            try await scene.test.tasks.plan(
                try await scene.task(.action), due: scene.test.now + .days(2), by: scene.home.session)
        },
        Deed("Tasks.assign") { scene in
            try await scene.test.tasks.assign(
                try await scene.task(.action), to: scene.other.session.member.id, by: scene.other.session)
        },
        Deed("Tasks.finish") { scene in
            try await scene.test.tasks.finish(
                try await scene.task(.action), as: .done, "Done", by: scene.other.session)
        },
        Deed("Tasks.withdraw") { scene in
            try await scene.test.tasks.withdraw(
                try await scene.task(.action), "Not needed", by: scene.home.session)
        },
        Deed("Tasks.consult") { scene in
            try await scene.test.tasks.consult(
                ConsultationText(question: "How soon?", grounds: .example()), of: scene.other.id, about: scene.dossier,
                urgency: .danger, due: scene.test.now + .days(1), from: scene.test.draft, by: scene.home.session)
        },
        Deed("Tasks.write") { scene in
            try await scene.test.tasks.write(
                DossierMessage("Soon"), on: try await scene.task(.meeting), from: scene.test.draft, by: scene.home.session)
        },
        Deed("Tasks.call") { scene in
            try await scene.test.tasks.call(
                MeetingPlan(place: "", agenda: "Safety", grounds: .example()), with: [scene.other.id],
                about: scene.dossier, at: scene.test.now + .days(1), from: scene.test.draft, by: scene.home.session)
        },
        Deed("Tasks.answerInvitation") { scene in
            try await scene.test.tasks.answerInvitation(
                to: try await scene.task(.meeting), comes: true, by: scene.other.session)
        },
        Deed("Tasks.keepMinutes") { scene in
            let meeting = try await scene.task(.meeting)
            try await scene.test.tasks.keepMinutes(
                MeetingMinutes(text: "Agreed", told: ""),
                [Decision(text: "A bed", organisation: scene.other.id, due: scene.test.now + .days(1))], of: meeting,
                version: try await scene.test.tasks.open(meeting, by: scene.home.session).task.version,
                by: scene.home.session)
        },
    ]

    private static let handingOver: [Deed] = [
        Deed("Tasks.offer") { scene in
            try await scene.test.tasks.offer(
                scene.dossier, to: scene.other.id, "She moved", .example(), warmUntil: scene.test.now + .days(3),
                version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Tasks.accept") { try await $0.test.tasks.accept($0.dossier, by: $0.other.session) },
        Deed("Tasks.refuse") { try await $0.test.tasks.refuse($0.dossier, because: "Full", by: $0.other.session) },
        Deed("Tasks.withdrawOffer") { try await $0.test.tasks.withdrawOffer($0.dossier, by: $0.home.session) },
    ]

    private static let ending: [Deed] = [
        Deed("Dossiers.close", settles: [.all]) { scene in
            for task in try await scene.test.dossiers.open(scene.dossier, by: scene.home.session).tasks
            where task.state == .open { try await scene.test.tasks.withdraw(task.id, "Closed", by: scene.home.session) }
            try await scene.judgeSafety(.normal, lookIn: .days(9))
            try await scene.test.dossiers.close(
                scene.dossier, DossierClosing(result: .inCare, text: "She lives with her aunt"),
                version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Dossiers.reopen") { scene in
            try await scene.test.dossiers.reopen(
                scene.dossier, version: try await scene.dossierVersion(), by: scene.home.session)
        },
        Deed("Retention.propose") { scene in
            try await scene.test.retention.propose(
                scene.dossier, because: .requested, by: scene.home.session)
        },
        Deed("Retention.withdraw") { scene in
            for proposal in try await scene.test.retention.proposals(for: scene.home.session) {
                try await scene.test.retention.withdraw(proposal.id, by: scene.home.session)
            }
        },
        Deed("Retention.confirm", settles: [.all]) { scene in
            for proposal in try await scene.test.retention.proposals(for: scene.home.session) {
                try await scene.test.retention.confirm(proposal.id, by: scene.chief)
            }
        },
    ]

    /// How a dossier may stand before something is done with it.
    static let beforeDossiers: [(name: String, deeds: [String])] = [
        ("that is worked on", []), ("that is watched", ["Dossiers.watch"]), ("that was offered", ["Tasks.offer"]),
        ("that is met about", ["Tasks.call"]), ("that was closed", ["Dossiers.close"]),
        ("that is to be destroyed", ["Dossiers.close", "Retention.propose"]),
    ]
}
