import Collaboration
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

/// What everything that is done with a dossier leaves, and whom it tells.
enum DossierTraces {
    static let all = dossiers + looks + sharing + retention

    private static func new(_ urgency: Urgency) throws -> NewDossier {
        try NewDossier(urgency: urgency, age: .minor, forms: [.sexual], municipality: nil, words: "A girl of sixteen")
    }

    private static let opening = [
        "dossier.factKept dos by Shelter intake", "dossier.opened dos by Shelter intake",
        "dossier.partOpened dos (general) by Shelter intake",
    ]

    private static let dossiers: [Trace] = [
        Trace("Dossiers.open(_:from:by:)", "nobody is in danger", acts: opening) { stage in
            let new = try new(.normal)
            return { _ = try await stage.test.dossiers.open(new, by: stage.us) }
        },
        Trace(
            "Dossiers.open(_:from:by:)", "with direct danger", acts: opening, told: ["danger dos: Shelter coordinator"]
        ) { stage in
            let new = try new(.danger)
            return { _ = try await stage.test.dossiers.open(new, by: stage.us) }
        },
        Trace(
            "Dossiers.open(from:by:)", "that names somebody",
            acts: opening + [
                "dossier.personKept dos by Shelter intake", "report.enteredDossier rep by Shelter intake",
            ]
        ) { stage in
            let clue = Clue(kind: .name, value: "Kim", involvement: .victim)
            let id = try await stage.world.send("Help", with: stage.receipt(), clues: [clue]).id
            return { _ = try await stage.test.dossiers.open(from: [id], by: stage.us) }
        },
        Trace(
            "Dossiers.add(_:to:by:)",
            acts: ["dossier.factKept dos by Shelter intake", "report.enteredDossier rep by Shelter intake"]
        ) { stage in
            let (id, report) = (try await stage.test.begin(by: stage.shelter), try await stage.report())
            return { try await stage.test.dossiers.add(report, to: id, by: stage.us) }
        },
        Trace(
            "Dossiers.add(withReference:to:by:)",
            acts: ["dossier.factKept dos by Shelter intake", "report.enteredDossier rep by Shelter intake"]
        ) { stage in
            let (id, report) = (try await stage.test.begin(by: stage.shelter), try await stage.report())
            return {
                try await stage.test.dossiers.add(
                    withReference: Envelope.reference(of: report), to: id, by: stage.us)
            }
        },
        Trace("Dossiers.plan(_:_:due:version:by:)", acts: ["dossier.stepPlanned dos by Shelter intake"]) { stage in
            let id = try await stage.shared()
            return {
                try await stage.test.dossiers.plan(
                    id, NextStep("Call"), due: stage.soon, version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "Dossiers.assign(_:to:version:by:)", "to a colleague", acts: ["dossier.assigned dos by Shelter coordinator"],
            told: ["assigned dos: Shelter intake"]
        ) { stage in
            let id = try await stage.test.begin(by: stage.shelter)
            return {
                try await stage.test.dossiers.assign(
                    id, to: stage.us.member.id, version: try await stage.version(id), by: stage.colleague)
            }
        },
        Trace("Dossiers.assign(_:to:version:by:)", "to oneself", acts: ["dossier.assigned dos by Shelter intake"]) { stage in
            let id = try await stage.test.begin(by: stage.shelter)
            return {
                try await stage.test.dossiers.assign(
                    id, to: stage.us.member.id, version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "Dossiers.watch(_:_:until:version:by:)",
            acts: ["dossier.stepPlanned dos by Shelter intake", "dossier.watched dos by Shelter intake"]
        ) { stage in
            let id = try await stage.shared()
            return {
                try await stage.test.dossiers.watch(
                    id, NextStep("Wait"), until: stage.soon, version: try await stage.version(id), by: stage.us)
            }
        },
        Trace("Dossiers.resume(_:version:by:)", acts: ["dossier.resumed dos by Shelter intake"]) { stage in
            let id = try await stage.shared()
            try await stage.test.dossiers.watch(
                id, NextStep("Wait"), until: stage.soon, version: try await stage.version(id), by: stage.us)
            return { try await stage.test.dossiers.resume(id, version: try await stage.version(id), by: stage.us) }
        },
        Trace(
            "Dossiers.close(_:_:version:by:)", acts: ["dossier.closed dos by Shelter intake"], told: ["closed dos: Police"]
        ) { stage in
            let id = try await stage.shared()
            return {
                try await stage.test.dossiers.close(
                    id, DossierClosing(result: .inCare, text: "x"), version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "Dossiers.close(_:_:version:by:)", "over a report that is still open",
            acts: ["dossier.closed dos by Shelter intake", "report.leftDossier rep by Shelter intake"],
            told: ["leftDossier rep: Shelter coordinator"]
        ) { stage in
            let id = try await stage.test.dossiers.open(from: [try await stage.report()], by: stage.us)
            return {
                try await stage.test.dossiers.close(
                    id, DossierClosing(result: .inCare, text: "x"), version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "Dossiers.reopen(_:version:by:)", acts: ["dossier.reopened dos by Shelter intake"],
            told: ["reopened dos: Police"]
        ) { stage in
            let id = try await stage.closed()
            return { try await stage.test.dossiers.reopen(id, version: try await stage.version(id), by: stage.us) }
        },
        Trace(
            "Dossiers.keep(_:in:of:replacing:from:by:)", "what another organisation reads",
            acts: ["dossier.factKept dos by Police intake"], told: ["written dos: Shelter"]
        ) { stage in
            let id = try await stage.shared()
            return { try await stage.test.write("Seen", of: id, by: stage.police) }
        },
        Trace(
            "Dossiers.keep(_:in:of:replacing:from:by:)", "in a part that nobody had opened",
            acts: ["dossier.factKept dos by Police intake", "dossier.partOpened dos (police) by Police intake"]
        ) { stage in
            let id = try await stage.shared()
            return { try await stage.test.write("Seen", in: .police, of: id, by: stage.police) }
        },
        Trace(
            "Dossiers.keep(_:in:of:replacing:from:by:)", "a document", acts: ["dossier.documentKept dos by Shelter intake"],
            told: ["written dos: Police"]
        ) { stage in
            let id = try await stage.shared()
            let note = try await stage.staged()
            return {
                try await stage.test.dossiers.keep(
                    DossierDocument(title: "Photo", files: [note]), in: .general, of: id, by: stage.us)
            }
        },
        Trace(
            "Dossiers.judgeSafety(_:of:version:by:)", "danger that nobody knew of",
            acts: ["dossier.partOpened dos (safety) by Shelter intake", "dossier.safetyJudged dos by Shelter intake"],
            told: ["danger dos: Police, Shelter coordinator"]
        ) { stage in
            let id = try await stage.shared()
            return { try await stage.judge(id, .danger) }
        },
        Trace(
            "Dossiers.judgeSafety(_:of:version:by:)", "less danger than before",
            acts: ["dossier.safetyJudged dos by Shelter intake"], told: ["written dos: Police"]
        ) { stage in
            let id = try await stage.shared(danger: true)
            try await stage.test.share(.safety, of: id, from: stage.shelter, with: stage.police)
            return { try await stage.judge(id, .urgent) }
        },
    ]

    private static let looks: [Trace] = [
        Trace("Dossiers.lastLook(at:by:)") { stage in
            let id = try await stage.shared()
            return { _ = try await stage.test.dossiers.lastLook(at: id, by: stage.us) }
        },
        Trace("Dossiers.correct(_:to:because:version:by:)", acts: ["dossier.corrected dos by Shelter intake"]) { stage in
            let id = try await stage.shared()
            return {
                try await stage.test.dossiers.correct(
                    id, to: CaseTraits(age: .adult, forms: [.labour], municipality: nil), because: "She said so",
                    version: try await stage.version(id), by: stage.us)
            }
        },
        Trace(
            "Dossiers.withdraw(_:seeing:of:by:)", acts: ["dossier.recordWithdrawn dos (general) by Police intake"],
            told: ["recordWithdrawn dos: Shelter intake"]
        ) { stage in
            let id = try await stage.shared()
            try await stage.test.write("In the wrong part", of: id, by: stage.police)
            stage.world.clock.advance(by: .minutes(1))
            let view = try await stage.test.dossiers.open(id, by: stage.us)
            let record = try #require(
                try view.contents.all(Fact.self).first { $0.body.text == "In the wrong part" }?.id)
            return {
                try await stage.test.dossiers.withdraw(record, seeing: record, of: id, by: stage.police.session)
            }
        },
        Trace(
            "Dossiers.open(_:by:)", acts: ["dossier.read dos (general) by Police intake"],
            seen: ["shared dos: Police intake"]
        ) { stage in
            let id = try await stage.shared()
            return { _ = try await stage.test.dossiers.open(id, by: stage.police.session) }
        },
        Trace("Dossiers.file(_:of:by:)", acts: ["attachment.read att by Police intake"]) { stage in
            let id = try await stage.shared()
            let note = try await stage.staged()
            try await stage.test.dossiers.keep(
                DossierDocument(title: "Photo", files: [note]), in: .general, of: id, by: stage.us)
            return { _ = try await stage.test.dossiers.file(note.id, of: id, by: stage.police.session) }
        },
        Trace("Dossiers.find(_:by:)", acts: ["dossier.searched org by Shelter intake"]) { stage in
            { _ = try await stage.test.dossiers.find("girl", by: stage.us) }
        },
        Trace("DossierLog.page(of:before:by:)", acts: ["dossier.logRead dos by Shelter intake"]) { stage in
            let id = try await stage.shared()
            return { _ = try await stage.test.log.page(of: id, by: stage.us) }
        },
        Trace("DossierLog.disclosures(of:by:)", acts: ["dossier.extractMade dos by Shelter intake"]) { stage in
            let id = try await stage.shared()
            return { _ = try await stage.test.log.disclosures(of: id, by: stage.us) }
        },
        Trace("DayDesk.see(until:by:)", seen: ["received rep: Shelter intake"], isAlone: true) { stage in
            _ = try await stage.report()
            let day = try await stage.test.days.day(for: stage.us)
            let newest = try #require(day.news.first).notice.at
            _ = try await stage.test.days.see(until: newest - .minutes(1), by: stage.us)
            return { try await stage.test.days.see(until: newest, by: stage.us) }
        },
    ]

    private static let sharing: [Trace] = [
        Trace(
            "Sharing.share(_:of:from:by:)", acts: ["dossier.shared dos (consent) by Shelter intake"],
            told: ["shared dos: Police"]
        ) { stage in
            let id = try await stage.test.begin(by: stage.shelter)
            return { try await stage.test.share(of: id, from: stage.shelter, with: stage.police) }
        },
        Trace(
            "Sharing.share(_:of:from:by:)", "with direct danger", acts: ["dossier.shared dos (consent) by Shelter intake"],
            told: ["danger dos: Police", "shared dos: Police"]
        ) { stage in
            let id = try await stage.test.begin(by: stage.shelter, urgency: .danger)
            return { try await stage.test.share(of: id, from: stage.shelter, with: stage.police) }
        },
        Trace(
            "Sharing.end(_:of:because:by:)", "by who keeps the part",
            acts: [
                "dossier.keyTakenBack dos (general) by Shelter intake", "dossier.shareEnded dos by Shelter intake",
                "dossier.shareEnded shr (consent) by Shelter intake",
            ],
            told: ["ended dos: Shelter coordinator", "ended shr: Police"], forgotten: ["shared dos: Police"]
        ) { stage in
            let id = try await stage.shared()
            let share = try await stage.test.firstShare(of: id, for: stage.shelter)
            return { try await stage.test.sharing.end(share, of: id, because: "x", by: stage.us) }
        },
        Trace(
            "Sharing.end(_:of:because:by:)", "by who was let in",
            acts: [
                "dossier.keyTakenBack dos (general) by Police intake", "dossier.shareEnded dos by Police intake",
                "dossier.shareEnded shr (consent) by Police intake",
            ],
            told: ["ended dos: Shelter", "ended shr: Police coordinator"], forgotten: ["shared dos: Police"]
        ) { stage in
            let id = try await stage.shared()
            let share = try await stage.test.firstShare(of: id, for: stage.shelter)
            return { try await stage.test.sharing.end(share, of: id, because: "x", by: stage.police.session) }
        },
        Trace(
            "Sharing.foretell()", "a week before", told: ["endsInAWeek dos: Police, Shelter"], isAlone: true
        ) { stage in
            _ = try await stage.shared(until: stage.test.now + .days(30))
            stage.world.clock.advance(by: .days(24))
            return {
                let (first, second) = (try await stage.test.sharing.foretell(), try await stage.test.sharing.foretell())
                #expect(first == 1 && second == 0, "once")
            }
        },
        Trace("Sharing.foretell()", "a day before", told: ["endsInADay dos: Police, Shelter"], isAlone: true) { stage in
            _ = try await stage.shared(until: stage.test.now + .days(30))
            stage.world.clock.advance(by: .days(24))
            _ = try await stage.test.sharing.foretell()
            stage.world.clock.advance(by: .hours(121))
            return {
                let (first, second) = (try await stage.test.sharing.foretell(), try await stage.test.sharing.foretell())
                #expect(first == 1 && second == 0, "once")
            }
        },
        Trace("Sharing.foretell()", "of a share that was made for three days, not at once", isAlone: true) { stage in
            _ = try await stage.shared(until: stage.test.now + .days(3))
            return { _ = try await stage.test.sharing.foretell() }
        },
        Trace(
            "Sharing.lapse()",
            acts: [
                "dossier.keyTakenBack dos (general) by system of nobody",
                "dossier.shareEnded shr (consent) by system of Shelter",
            ],
            told: ["ended dos: Shelter", "ended shr: Police"], forgotten: ["shared dos: Police"], isAlone: true
        ) { stage in
            _ = try await stage.shared(until: stage.test.now + .days(3))
            stage.world.clock.advance(by: .days(4))
            return { _ = try await stage.test.sharing.lapse() }
        },
    ]

    private static let retention: [Trace] = [
        Trace(
            "Retention.propose(_:part:record:because:by:)",
            acts: ["dossier.destructionProposed dos (requested) by Shelter intake"],
            told: ["toConfirm dos: Shelter coordinator"]
        ) { stage in
            let id = try await stage.closed()
            return { try await stage.test.retention.propose(id, because: .requested, by: stage.us) }
        },
        Trace(
            "Retention.withdraw(_:by:)", acts: ["dossier.destructionWithdrawn dos by Shelter intake"],
            forgotten: ["toConfirm dos: Shelter coordinator"]
        ) { stage in
            let proposal = try await stage.proposed()
            return { try await stage.test.retention.withdraw(proposal, by: stage.us) }
        },
        Trace(
            "Retention.confirm(_:by:)", acts: ["dossier.destroyed dos (requested) by Shelter coordinator"],
            forgotten: ["closed dos: Police", "shared dos: Police", "toConfirm dos: Shelter coordinator"]
        ) { stage in
            let proposal = try await stage.proposed()
            return { try await stage.test.retention.confirm(proposal, by: stage.colleague) }
        },
        Trace(
            "Retention.confirm(_:by:)", "one part of several, in which another read along",
            acts: [
                "dossier.partDestroyed dos (police.requested) by Police coordinator",
                "dossier.shareEnded shr (policeAct) by Police coordinator",
                "task.destroyed tsk by Police coordinator",
            ],
            told: ["ended shr: City"],
            forgotten: ["closed dos: City", "shared dos: City", "toConfirm dos: Police coordinator"]
        ) { stage in
            let id = try await stage.shared()
            try await stage.test.become([(stage.police, .traffickingDetectives)])
            try await stage.test.write("His plate", in: .police, of: id, by: stage.police)
            try await stage.test.share(
                .police, of: id, from: stage.police, with: stage.city, grounds: .example(.policeAct))
            try await stage.test.tasks.ask(
                "Look", of: stage.police.id, in: .police, of: id, due: stage.soon, from: stage.test.draft,
                by: stage.police.session)
            try await stage.close(id)
            try await stage.test.retention.propose(id, part: .police, because: .requested, by: stage.police.session)
            let proposal = try #require(
                try await stage.test.retention.proposals(for: stage.police.session).first { $0.dossier.id == id }?.id)
            let second = try await stage.world.session(stage.police.crew.coordinator)
            return { try await stage.test.retention.confirm(proposal, by: second) }
        },
        Trace(
            "Retention.confirm(_:by:)", "one record",
            acts: ["dossier.recordDestroyed dos (keptByMistake) by Shelter coordinator"],
            forgotten: ["toConfirm dos: Shelter coordinator"]
        ) { stage in
            let id = try await stage.shared()
            let fact = try #require(try await stage.test.dossiers.open(id, by: stage.us).contents.all(Fact.self).first)
            try await stage.test.retention.propose(id, record: fact.id, because: .keptByMistake, by: stage.us)
            let proposal = try #require(
                try await stage.test.retention.proposals(for: stage.us).first { $0.dossier.id == id }?.id)
            return { try await stage.test.retention.confirm(proposal, by: stage.colleague) }
        },
    ]
}

extension Stage {
    func judge(_ id: DossierID, _ danger: Urgency) async throws {
        try await test.dossiers.judgeSafety(
            SafetyJudgement(
                danger: danger, toWhom: "Her", fromWhom: "Him", reason: "He knows where she is",
                reviewBy: test.now + .days(1)),
            of: id, version: try await version(id), by: us)
    }

    func proposed() async throws -> DestructionID {
        let id = try await closed()
        try await test.retention.propose(id, because: .requested, by: us)
        return try #require(try await test.retention.proposals(for: us).first { $0.dossier.id == id }?.id)
    }
}
