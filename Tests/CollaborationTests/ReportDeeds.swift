import Collaboration
import Organisations
import Reporting
import Terms
import Worlds

extension Deed {
    /// Everything that can be done with a report.
    static let ofReports: [Deed] = [
        Deed("Intake.judge", "as danger") { try await $0.judge(.danger) },
        Deed("Intake.judge", "as no danger, with the reason", settles: [.danger]) { try await $0.judge(.normal) },
        Deed("Intake.plan", "soon") { scene in
            try await scene.test.world.intake.plan(
                scene.report, due: scene.test.now + .minutes(50), version: try await scene.version(), by: scene.home.session)
        },
        Deed("Intake.plan", "later, with the reason", settles: [.danger]) { scene in
            try await scene.test.world.intake.plan(
                scene.report, due: scene.test.now + .days(30), because: "She is abroad until then",
                version: try await scene.version(), by: scene.home.session)
        },
        Deed("Intake.assign") { scene in
            try await scene.test.world.intake.assign(
                scene.report, to: scene.home.session.member.id, version: try await scene.version(), by: scene.chief)
        },
        Deed("Intake.putDown") { scene in
            let (intake, me) = (scene.test.world.intake, scene.home.session)
            try await intake.assign(scene.report, to: me.member.id, version: try await scene.version(), by: me)
            try await intake.putDown(scene.report, because: "I am ill", version: try await scene.version(), by: me)
        },
        Deed("Intake.write", settles: [.answer]) { scene in
            try await scene.test.world.intake.write(
                Message(text: "We are coming"), on: scene.report, version: try await scene.version(),
                by: scene.home.session)
        },
        Deed("Intake.write", "from a page that is old") { scene in
            try await scene.test.world.intake.write(
                Message(text: "We are coming"), on: scene.report, version: try await scene.version() - 1,
                by: scene.home.session)
        },
        Deed("Intake.appoint", settles: [.answer]) { scene in
            try await scene.test.world.intake.appoint(
                Appointment(at: scene.test.now + .hours(3), from: "020 1234567"), on: scene.report,
                version: try await scene.version(), by: scene.home.session)
        },
        Deed("Intake.contacted") { scene in
            try await scene.test.world.intake.contacted(
                scene.report, version: try await scene.version(), by: scene.home.session)
        },
        Deed("Intake.correct") { scene in
            try await scene.test.world.intake.correct(
                scene.report, to: CaseTraits(age: .adult, forms: [.labour], municipality: nil), because: "Her file says so",
                version: try await scene.version(), by: scene.home.session)
        },
        Deed("Intake.note") { scene in
            try await scene.test.world.intake.note("Call", forOneself: false, on: scene.report, by: scene.home.session)
        },
        Deed("Intake.close", settles: [.all]) { scene in
            try await scene.test.world.intake.close(
                scene.report, because: .helped, "She is safe", leaving: .spoken, version: try await scene.version(),
                by: scene.home.session)
        },
        Deed("Intake.reopen") { scene in
            try await scene.test.world.intake.reopen(
                scene.report, version: try await scene.version(), by: scene.home.session)
        },
        Deed("Intake.link") { scene in
            try await scene.test.world.intake.link(scene.report, with: scene.second, by: scene.home.session)
        },
        Deed("Intake.unlink") { scene in
            try await scene.test.world.intake.unlink(scene.report, from: scene.second, by: scene.home.session)
        },
        Deed("HandOvers.offer") { scene in
            try await scene.test.world.handOvers.offer(
                scene.report, to: scene.other.id, "Yours", version: try await scene.version(), by: scene.home.session)
        },
        Deed("HandOvers.sendBack") { scene in
            try await scene.test.world.handOvers.sendBack(
                scene.report, "Not ours", version: try await scene.version(), by: scene.home.session)
        },
        Deed("HandOvers.withdraw") { scene in
            try await scene.test.world.handOvers.withdraw(scene.report, by: scene.home.session)
        },
        Deed("HandOvers.accept") { scene in
            try await scene.test.world.handOvers.accept(scene.report, by: scene.other.session)
        },
        Deed("HandOvers.refuse") { scene in
            try await scene.test.world.handOvers.refuse(scene.report, "Not ours", by: scene.other.session)
        },
        Deed("Dialogue.write") { scene in
            try await scene.test.world.dialogue.write(Message(text: "I am afraid"), with: scene.receipt)
        },
        Deed("Dialogue.withdrawContact") { scene in
            try await scene.test.world.dialogue.withdrawContact(scene.receipt)
        },
        Deed("Dossiers.open", "from it") { scene in
            _ = try await scene.test.dossiers.open(from: [scene.report], by: scene.home.session)
        },
        Deed("Dossiers.add") { scene in
            try await scene.test.dossiers.add(scene.report, to: scene.dossier, by: scene.home.session)
        },
    ]

    private static let noDanger = "Intake.judge, as no danger, with the reason"

    /// How a report may stand before something is done with it.
    static let beforeReports: [(name: String, deeds: [String])] = [
        ("that nobody opened", []), ("that was judged", ["Intake.judge"]), ("that was judged to be no danger", [noDanger]),
        ("that was offered", ["Intake.judge", "HandOvers.offer"]), ("that was offered unjudged", ["HandOvers.offer"]),
        ("that a dossier goes on with", ["Dossiers.open"]), ("that was closed", [noDanger, "Intake.close"]),
    ]
}
