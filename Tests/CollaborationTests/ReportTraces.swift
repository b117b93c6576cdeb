import Collaboration
import Organisations
import Reporting
import Signpost
import Storage
import Support
import Terms
import Testing
import Vault
import Worlds

/// What everything that is done with a report leaves, and whom it tells.
enum ReportTraces {
    static let all = reporting + dialogue + intake + handOvers + byTheHouse

    private static let reporting: [Trace] = [
        Trace(
            "Submission.submit(_:receipt:place:at:recordedBy:)", "an ordinary report",
            acts: ["report.received rep by reporter of Shelter"], told: ["received rep: Shelter"]
        ) { stage in
            let receipt = stage.receipt()
            return { _ = try await stage.report(with: receipt) }
        },
        Trace(
            "Submission.submit(_:receipt:place:at:recordedBy:)", "with direct danger and contact details",
            acts: ["report.contactLeft rep by reporter of Shelter", "report.received rep by reporter of Shelter"],
            told: ["danger rep: Shelter", "received rep: Shelter"]
        ) { stage in
            let contact = ContactDetails(way: .telephone, address: "0612345678", safely: "")
            return { _ = try await stage.report(danger: true, contact: contact) }
        },
        Trace(
            "Submission.submit(_:receipt:place:at:recordedBy:)", "sent again"
        ) { stage in
            let receipt = stage.receipt()
            _ = try await stage.report(with: receipt)
            return { _ = try await stage.report(with: receipt) }
        },
        Trace(
            "Submission.submit(_:receipt:place:at:recordedBy:)", "recorded by a colleague",
            acts: ["report.received rep by Shelter intake"], told: ["received rep: Shelter coordinator"]
        ) { stage in
            let report = try NewReport(
                subject: .victim, role: .bystander, directDanger: false, age: .unknown, forms: [.sexual],
                municipality: nil, contents: ReportContents(words: "Help"), contact: nil, channel: .telephone)
            return {
                _ = try await stage.world.submission.submit(
                    report, receipt: stage.receipt(), place: nil, recordedBy: stage.us)
            }
        },
    ]

    private static let dialogue: [Trace] = [
        Trace("Dialogue.open(_:)", acts: ["dialogue.read rep by reporter of Shelter"]) { stage in
            let receipt = stage.receipt()
            _ = try await stage.report(with: receipt)
            return { _ = try await stage.world.dialogue.open(receipt) }
        },
        Trace(
            "Dialogue.write(_:from:with:)", "nobody took the report on",
            acts: ["dialogue.reporterWrote rep by reporter of Shelter"], told: ["reporterWrote rep: Shelter"]
        ) { stage in
            let receipt = stage.receipt()
            _ = try await stage.report(with: receipt)
            return { try await stage.world.dialogue.write(Message(text: "I am afraid"), with: receipt) }
        },
        Trace(
            "Dialogue.write(_:from:with:)", "somebody took it on",
            acts: ["dialogue.reporterWrote rep by reporter of Shelter"], told: ["reporterWrote rep: Shelter coordinator"]
        ) { stage in
            let receipt = stage.receipt()
            let id = try await stage.report(with: receipt)
            try await stage.world.intake.assign(
                id, to: stage.colleague.member.id, version: try await stage.version(id), by: stage.colleague)
            return { try await stage.world.dialogue.write(Message(text: "I am afraid"), with: receipt) }
        },
        Trace(
            "Dialogue.write(_:from:with:)", "it was closed",
            acts: ["dialogue.reporterWrote rep by reporter of Shelter", "report.reopened rep by reporter of Shelter"],
            told: ["reporterWrote rep: Shelter"]
        ) { stage in
            let receipt = stage.receipt()
            let id = try await stage.report(with: receipt)
            try await stage.world.intake.close(
                id, because: .helped, "x", version: try await stage.version(id), by: stage.us)
            return { try await stage.world.dialogue.write(Message(text: "I am afraid"), with: receipt) }
        },
        Trace("Dialogue.file(_:with:)", acts: ["attachment.read att by reporter of Shelter"]) { stage in
            let receipt = stage.receipt()
            _ = try await stage.report(with: receipt)
            let note = try await stage.staged()
            try await stage.world.dialogue.write(Message(text: "See", files: [note]), with: receipt)
            return { _ = try await stage.world.dialogue.file(note.id, with: receipt) }
        },
        Trace("Dialogue.withdrawContact(_:)", acts: ["report.contactWithdrawn rep by reporter of Shelter"]) { stage in
            let receipt = stage.receipt()
            _ = try await stage.report(
                with: receipt, contact: ContactDetails(way: .telephone, address: "0612345678", safely: ""))
            return { try await stage.world.dialogue.withdrawContact(receipt) }
        },
        Trace("Dialogue.proof(_:)") { stage in
            let receipt = stage.receipt()
            _ = try await stage.report(with: receipt)
            return { _ = try await stage.world.dialogue.proof(receipt) }
        },
    ]

    private static let intake: [Trace] = [
        Trace(
            "Intake.open(_:by:)", acts: ["report.read rep by Shelter intake"], seen: ["received rep: Shelter intake"]
        ) { stage in
            let id = try await stage.report()
            return { _ = try await stage.world.intake.open(id, by: stage.us) }
        },
        Trace("Intake.file(_:of:by:)", acts: ["attachment.read att by Shelter intake"]) { stage in
            let receipt = stage.receipt()
            let id = try await stage.report(with: receipt)
            let note = try await stage.staged()
            try await stage.world.dialogue.write(Message(text: "See", files: [note]), with: receipt)
            return { _ = try await stage.world.intake.file(note.id, of: id, by: stage.us) }
        },
        Trace("Intake.find(_:by:)", acts: ["report.searched org by Shelter intake"]) { stage in
            { _ = try await stage.world.intake.find(Query(text: "help"), by: stage.us) }
        },
        Trace("Intake.catchUp(for:limit:)") { stage in
            _ = try await stage.report()
            return { _ = try await stage.world.intake.catchUp(for: stage.us) }
        },
        Trace("Intake.judge(_:_:version:by:)", "urgent", acts: ["report.judged rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return { try await stage.judge(id, .urgent) }
        },
        Trace(
            "Intake.judge(_:_:version:by:)", "danger that nobody knew of, while it is offered",
            acts: ["report.judged rep by Shelter intake"], told: ["danger rep: Police, Shelter coordinator"]
        ) { stage in
            let id = try await stage.offered()
            return { try await stage.judge(id, .danger) }
        },
        Trace("Intake.judge(_:_:version:by:)", "danger that was known", acts: ["report.judged rep by Shelter intake"]) { stage in
            let id = try await stage.report(danger: true)
            return { try await stage.judge(id, .danger) }
        },
        Trace("Intake.plan(_:due:because:version:by:)", acts: ["report.planned rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.intake.plan(id, due: stage.soon, version: try await stage.version(id), by: stage.us)
            }
        },
        Trace("Intake.correct(_:to:because:version:by:)", acts: ["report.corrected rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.intake.correct(
                    id, to: CaseTraits(age: .minor, forms: [.labour], municipality: nil), because: "She said so",
                    version: try await stage.version(id), by: stage.us)
            }
        },
        Trace("Intake.appoint(_:on:version:by:)", acts: ["dialogue.organisationWrote rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.intake.appoint(
                    Appointment(at: stage.soon, from: "020 123 4567"), on: id, version: try await stage.version(id),
                    by: stage.us)
            }
        },
        Trace("Intake.contacted(_:version:by:)", acts: ["report.contacted rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.intake.contacted(id, version: try await stage.version(id), by: stage.us)
            }
        },
        Trace("Intake.assign(_:to:version:by:)", "to oneself", acts: ["report.assigned rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.intake.assign(
                    id, to: stage.us.member.id, version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "Intake.assign(_:to:version:by:)", "to a colleague", acts: ["report.assigned rep by Shelter coordinator"],
            told: ["assigned rep: Shelter intake"]
        ) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.intake.assign(
                    id, to: stage.us.member.id, version: try await stage.version(id), by: stage.colleague)
            }
        },
        Trace(
            "Intake.assign(_:to:version:by:)", "to nobody again", acts: ["report.assigned rep by Shelter coordinator"],
            forgotten: ["assigned rep: Shelter intake"]
        ) { stage in
            let id = try await stage.report()
            try await stage.world.intake.assign(
                id, to: stage.us.member.id, version: try await stage.version(id), by: stage.colleague)
            return {
                try await stage.world.intake.assign(id, to: nil, version: try await stage.version(id), by: stage.colleague)
            }
        },
        Trace(
            "Intake.putDown(_:because:version:by:)", acts: ["report.putDown rep by Shelter intake"],
            told: ["released rep: Shelter coordinator"]
        ) { stage in
            let id = try await stage.taken()
            return {
                try await stage.world.intake.putDown(
                    id, because: "I am ill", version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "Intake.putDown(_:because:version:by:)", "in direct danger", acts: ["report.putDown rep by Shelter intake"],
            told: ["danger rep: Shelter coordinator", "released rep: Shelter coordinator"]
        ) { stage in
            let id = try await stage.taken(danger: true)
            return {
                try await stage.world.intake.putDown(
                    id, because: "I am ill", version: try await stage.version(id), by: stage.us)
            }
        },
        Trace("Intake.write(_:from:on:version:by:)", acts: ["dialogue.organisationWrote rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return { try await stage.world.intake.write(Message(text: "We are here"), on: id, by: stage.us) }
        },
        Trace("Intake.note(_:forOneself:from:on:by:)", acts: ["report.noted rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            return { try await stage.world.intake.note("Call back", forOneself: false, on: id, by: stage.us) }
        },
        Trace(
            "Intake.close(_:because:_:leaving:version:by:)", acts: ["report.closed rep by Shelter intake"],
            forgotten: ["received rep: Shelter"]
        ) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.intake.close(
                    id, because: .helped, "x", version: try await stage.version(id), by: stage.us)
            }
        },
        Trace("Intake.reopen(_:version:by:)", acts: ["report.reopened rep by Shelter intake"]) { stage in
            let id = try await stage.report()
            try await stage.world.intake.close(
                id, because: .helped, "x", version: try await stage.version(id), by: stage.us)
            return { try await stage.world.intake.reopen(id, version: try await stage.version(id), by: stage.us) }
        },
        Trace("Intake.link(_:with:by:)", acts: ["report.linked rep by Shelter intake"]) { stage in
            let (one, other) = (try await stage.report(), try await stage.report())
            return { try await stage.world.intake.link(one, with: other, by: stage.us) }
        },
        Trace("Intake.link(_:withReference:by:)", acts: ["report.linked rep by Shelter intake"]) { stage in
            let (one, other) = (try await stage.report(), try await stage.report())
            return {
                try await stage.world.intake.link(one, withReference: Envelope.reference(of: other), by: stage.us)
            }
        },
        Trace("Intake.unlink(_:from:by:)", acts: ["report.unlinked rep by Shelter intake"]) { stage in
            let (one, other) = (try await stage.report(), try await stage.report())
            try await stage.world.intake.link(one, with: other, by: stage.us)
            return { try await stage.world.intake.unlink(one, from: other, by: stage.us) }
        },
        Trace("FiguresDesk.figures(between:for:)", acts: ["figures.read org by Shelter intake"]) { stage in
            {
                _ = try await FiguresDesk(stage.world.ground).figures(
                    between: [stage.test.now - .days(1), stage.test.now], for: stage.us)
            }
        },
    ]

    private static let handOvers: [Trace] = [
        Trace(
            "HandOvers.offer(_:to:_:version:by:)", acts: ["handOver.offered rep by Shelter intake"],
            told: ["handOver rep: Police"]
        ) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.handOvers.offer(
                    id, to: stage.police.id, "Yours", version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "HandOvers.offer(_:to:_:version:by:)", "with direct danger", acts: ["handOver.offered rep by Shelter intake"],
            told: ["danger rep: Police", "handOver rep: Police"]
        ) { stage in
            let id = try await stage.report(danger: true)
            return {
                try await stage.world.handOvers.offer(
                    id, to: stage.police.id, "Yours", version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "HandOvers.sendBack(_:_:version:by:)", acts: ["handOver.offered rep by Shelter intake"],
            told: ["handOver rep: National"]
        ) { stage in
            let id = try await stage.report()
            return {
                try await stage.world.handOvers.sendBack(
                    id, "Not ours", version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "HandOvers.accept(_:by:)", acts: ["handOver.accepted rep by Police intake"], told: ["accepted hov: Shelter"],
            forgotten: ["handOver rep: Police", "received rep: Shelter"]
        ) { stage in
            let id = try await stage.offered()
            return { try await stage.world.handOvers.accept(id, by: stage.police.session) }
        },
        Trace(
            "HandOvers.refuse(_:_:by:)", "a colleague had taken it on", acts: ["handOver.refused rep by Police intake"],
            told: ["refused rep: Shelter coordinator"], forgotten: ["handOver rep: Police"]
        ) { stage in
            let id = try await stage.report()
            try await stage.world.intake.assign(
                id, to: stage.colleague.member.id, version: try await stage.version(id), by: stage.colleague)
            try await stage.world.handOvers.offer(
                id, to: stage.police.id, "Yours", version: try await stage.version(id), by: stage.us)
            return { try await stage.world.handOvers.refuse(id, "Not here", by: stage.police.session) }
        },
        Trace(
            "HandOvers.withdraw(_:by:)", acts: ["handOver.withdrawn rep by Shelter intake"], told: ["withdrawn hov: Police"],
            forgotten: ["handOver rep: Police"]
        ) { stage in
            let id = try await stage.offered()
            return { try await stage.world.handOvers.withdraw(id, by: stage.us) }
        },
    ]

    private static let byTheHouse: [Trace] = [
        Trace(
            "LateDuties.raise()", "what is late, to the coordinators and who took it on",
            acts: ["duty.escalated rep (coordinator) by system of Shelter"],
            told: ["lateDanger rep: Shelter"], isAlone: true
        ) { stage in
            let id = try await stage.report(danger: true)
            try await stage.world.intake.assign(
                id, to: stage.us.member.id, version: try await stage.version(id), by: stage.us)
            stage.world.clock.advance(by: .minutes(65))
            return { _ = try await LateDuties(stage.world.ground).raise() }
        },
        Trace(
            "LateDuties.raise()", "what is late and nobody took on",
            acts: ["duty.escalated rep (coordinator) by system of Shelter"], told: ["late rep: Shelter coordinator"],
            isAlone: true
        ) { stage in
            _ = try await stage.report()
            stage.world.clock.advance(by: .days(6))
            return { _ = try await LateDuties(stage.world.ground).raise() }
        },
        Trace(
            "LateDuties.raise()", "what stays late, to the fallback organisation",
            acts: ["duty.escalated rep (fallback) by system of Shelter"], told: ["lateDanger rep: National coordinator"],
            isAlone: true
        ) { stage in
            _ = try await stage.report(danger: true)
            stage.world.clock.advance(by: .minutes(65))
            _ = try await LateDuties(stage.world.ground).raise()
            stage.world.clock.advance(by: .hours(2))
            return { _ = try await LateDuties(stage.world.ground).raise() }
        },
        Trace("Staging.renew(_:)") { stage in
            let note = try await stage.staged()
            return { _ = try await Staging(stage.world.ground, room: StagingRoom(.visitors)).renew([note]) }
        },
        Trace("Staging.discard(_:)") { stage in
            let note = try await stage.staged()
            return { try await Staging(stage.world.ground, room: StagingRoom(.visitors)).discard([note]) }
        },
        Trace("IncomingFile.add(_:last:)") { stage in { _ = try await stage.staged() } },
        Trace("IncomingFile.drop()") { stage in
            {
                var file = Staging(stage.world.ground, room: StagingRoom(.visitors)).begin()
                try await file.add([1], last: true)
                try await file.drop()
            }
        },
    ]
}

extension Stage {
    /// A report of Shelter that its intake worker took on.
    func taken(danger: Bool = false) async throws -> ReportID {
        let id = try await report(danger: danger)
        try await world.intake.assign(id, to: us.member.id, version: try await version(id), by: us)
        return id
    }

    func judge(_ id: ReportID, _ urgency: Urgency) async throws {
        try await world.intake.judge(
            id, Judgement(urgency: urgency, isQuestion: false, reason: "x"), version: try await version(id), by: us)
    }
}
