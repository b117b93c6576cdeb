import Collaboration
import HTTPTypes
import Organisations
import Reporting
import Signpost
import Terms
import Testing
import Words

@testable import API
@testable import Site
@testable import Web

@Suite("The catalogues and the code")
struct CatalogueUseTests {
    /// Keys that are put together of parts: every such family, and what its keys are made from.
    private static var families: [(prefix: String, keys: [String])] {
        func codes<C: Coded>(_ type: C.Type) -> [String] {
            C.allCases.flatMap { ["code.\(C.list).\($0.rawValue)", "code.\(C.list).\($0.rawValue).hint"] }
        }
        func staff<C: Coded>(_ type: C.Type) -> [String] { C.allCases.map { "staff.\(C.list).\($0.rawValue)" } }
        let deeds = [
            "judgement", "correct", "note", "message", "close", "reopen", "take", "assign", "plan", "hand-over", "send-back",
            "withdraw", "accept", "link", "unlink", "appoint", "contacted", "put-down",
        ]
        let guideParts = ["task", "can", "cannot", "time", "need", "approach", "share"]
        let dossierDeeds = [
            "plan", "take", "assign", "correct", "watch", "resume", "close", "reopen", "add-report", "person", "fact",
            "judge", "message", "document", "destroy", "share", "end-share", "ask", "call", "offer", "accept-offer",
            "refuse-offer",
            "withdraw-offer", "withdraw",
        ]
        return [
            ("act", acts),
            ("api.problem", Self.problems.flatMap { ["api.problem.\($0).title", "api.problem.\($0).detail"] }),
            ("api.reason", Problem.Mistake.Reason.allCases.map { "api.reason.\($0)" }),
            ("advice.reason", Reason.BuiltIn.allCases.map { "advice.reason.\($0)" }),
            (
                "code",
                codes(Subject.self) + codes(ReporterRole.self) + codes(AgeGroup.self) + codes(ExploitationForm.self)
                    + codes(Urgency.self) + codes(Involvement.self) + codes(IdentifierKind.self) + codes(Channel.self)
                    + codes(ContactWay.self) + codes(Role.self) + codes(ReportState.self) + codes(Step.self)
                    + codes(ClosingReason.self) + codes(UnansweredReason.self) + codes(CaseEvent.Kind.self)
                    + codes(SignGroup.self) + codes(Reach.self)
                    + codes(PointKind.self) + codes(Anonymity.self) + codes(ContactLine.self) + codes(Purpose.self)
                    + codes(Profession.self) + codes(Circumstance.self) + codes(SexualViolence.self)
                    + codes(Residence.self)
                    + codes(OrganisationNeed.self) + codes(LookTime.self) + codes(NoticeWay.self)
                    + codes(NoticeKind.self)
                    + codes(HandOverStep.State.self) + codes(DossierStep.self) + codes(DestructionReason.self)
                    + codes(OrganisationKind.self) + codes(LegalBasis.self) + codes(BasisQuestion.self)
                    + codes(PersonView.self) + codes(DossierState.self) + codes(DossierResult.self)
                    + codes(Compartment.self) + codes(PersonPart.self) + codes(Certainty.self) + codes(FactSource.self)
                    + codes(TaskKind.self) + codes(TaskState.self)
                    + codes(DossierFilter.self) + codes(DossierStep.self)
            ),
            ("day.kind", TaskKind.allCases.map { "day.kind.\($0)" }),
            ("dialogue.state", ReportState.allCases.flatMap { ["dialogue.state.\($0)", "dialogue.state.\($0).text"] }),
            ("dialogue.unanswered", UnansweredReason.allCases.map { "dialogue.unanswered.\($0)" }),
            ("directory.mistake", Mistake.Code.allCases.map { "directory.mistake.\($0)" }),
            ("dossier.danger", Urgency.allCases.map { "dossier.danger.\($0)" }),
            ("dossier.done", dossierDeeds.map { "dossier.done." + $0 }),
            ("dossier.tab", DossierTab.allCases.map { "dossier.tab.\($0)" }),
            ("dossiers.empty", DossierFilter.allCases.map { "dossiers.empty.\($0)" }),
            ("dossierRefusal", DossierRefusal.Reason.allCases.map { "dossierRefusal.\($0)" }),
            ("error", ErrorPage.allCodes.flatMap { ["error.\($0).title", "error.\($0).text"] }),
            (
                "extract.careful",
                ["identity", "others", "danger", "special", "term"].map { "extract.careful." + $0 }
            ),
            ("extract.group", extracted.map { "extract.group." + $0 }),
            (
                "extract.rights",
                ["correct", "remove", "limit", "object", "copy", "complain"].map { "extract.rights." + $0 }
            ),
            ("guide", OrganisationKind.allCases.flatMap { kind in guideParts.map { "guide.\(kind.rawValue).\($0)" } }),
            ("guide.heading", guideParts.map { "guide.heading." + $0 }),
            ("guide.link", GuideLink.allCases.map { "guide.link.\($0)" }),
            ("home.how.step", (1...4).map { "home.how.step.\($0)" }),
            ("meldcode", Meldcode.allCases.map { "meldcode.\($0.rawValue)" }),
            // What sounds different to a victim, and to one under 18: see `FormVoice`. Each has a sentence for everybody else.
            ("own", Words.of(.nl).keys.filter { Words.of(.nl).has(Key("own", $0)) }.map { "own." + $0 }),
            ("young", Words.of(.nl).keys.filter { Words.of(.nl).has(Key("young", $0)) }.map { "young." + $0 }),
            ("log.destroy.reason", ["requested", "keptByMistake"].map { "log.destroy.reason." + $0 }),
            ("log.record", (extracted + ["nextStep", "task", "taskOutcome"]).map { "log.record." + $0 }),
            ("notices.audience", NoticeAudience.allCases.map { "notices.audience.\($0)" }),
            ("notices.pace", NoticePace.allCases.map { "notices.pace.\($0)" }),
            ("outcome", ["outcome.report", "outcome.dossier"] + Outcome.Kind.allCases.flatMap { kind in
                ["outcome.report.\(kind)", "outcome.dossier.\(kind)"]
            }),
            (
                "profile.ask",
                ["can", "cannot", "time", "need", "approach", "reached"].map { "profile.ask." + $0 }
            ),
            (
                "refusal",
                ReportRefusal.allCases.map { "refusal.\($0.rawValue)" }
                    + MembershipRefusal.allCases.map { "refusal.\($0.rawValue)" }
            ),
            ("retention.done", ["propose", "confirm", "withdraw"].map { "retention.done." + $0 }),
            ("retention.meaning", ["keys", "found", "remains", "backups"].map { "retention.meaning." + $0 }),
            ("sign", SignGroup.allCases.flatMap(\.signs).map { "sign." + $0 }),
            ("signpost.anonymous", Anonymity.allCases.map { "signpost.anonymous.\($0)" }),
            ("signpost.fact", PointFacts.all.map { "signpost.fact." + $0 }),
            ("signpost.language", ["nl", "en", "bg", "ro", "pl"].map { "signpost.language." + $0 }),
            ("signpost.regions", Reach.regional.map { "signpost.regions.\($0)" }),
            ("step", WalkStep.allCases.map { "step.\($0).title" }),
            ("step.contact.day", ContactDay.allCases.map { "step.contact.day.\($0.rawValue)" }),
            ("words.from", ["today", "tomorrow", "date"].map { "words.from." + $0 }),
            ("step.files.error", RefusedFile.Reason.allCases.map { "step.files.error.\($0.rawValue)" }),
            (
                "staff",
                staff(Subject.self) + staff(ReporterRole.self) + staff(AgeGroup.self) + staff(ExploitationForm.self)
                    + staff(Circumstance.self) + staff(Involvement.self) + staff(ContactWay.self)
            ),
            ("members.done", ["admit", "change", "remove"].map { "members.done." + $0 }),
            ("staff.case.done", deeds.map { "staff.case.done." + $0 }),
            ("staff.inbox.view", InboxView.allCases.map { "staff.inbox.view.\($0)" }),
            ("staff.logIn.news", LogInNews.allCases.map { "staff.logIn.news.\($0)" }),
            ("staff.record", WalkStep.allCases.map { "staff.record.\($0).title" }),
            ("staff.record.refused", ReportRefusal.allCases.map { "staff.record.refused.\($0)" }),
            (
                "task.done",
                [
                    "finish", "decline", "withdraw", "plan", "take", "assign", "write", "answer", "minutes", "consult",
                    "withdraw-message",
                ].map {
                    "task.done." + $0
                }
            ),
            ("task.outcome", TaskState.allCases.filter { $0 != .open }.map { "task.outcome.\($0)" }),
            (
                "withdraw.meaning",
                ["empty", "remains", "told", "backups", "elsewhere"].map { "withdraw.meaning." + $0 }
            ),
            (
                "words.promise",
                ["today", "tomorrow", "weekday", "date"].flatMap { day in
                    ["hour", "day"].map { "words.promise.\(day).\($0)" }
                }
            ),
            ("words.month", (1...12).map { "words.month.\($0)" }),
            ("words.season", (21...24).map { "words.season.\($0)" }),
            ("words.shortMonth", (1...12).map { "words.shortMonth.\($0)" }),
            ("words.weekday", (1...7).map { "words.weekday.\($0)" }),
            ("words", ["in", "late"].flatMap { way in ["minutes", "hours", "days"].map { "words.\(way).\($0)" } }),
        ]
    }

    /// Which kinds of records an extract is made of.
    private static let extracted = ["person", "fact", "safetyJudgement", "document", "dossierMessage"]

    /// Every status with which the API says no or sorry.
    private static let problems = Set(ErrorPage.all.map(\.status.code))

    /// What every act in the journal is called.
    private static var acts: [String] {
        let files = (try? Repository.swiftFiles("Sources")) ?? []
        return files.flatMap { $0.withoutComments.matches(of: /Act\("([A-Za-z.]+)"\)/).map { "act." + $0.1 } }
    }

    /// Every literal in the code that has the form of a key.
    private static func literals() throws -> Set<String> {
        let files = try Repository.swiftFiles("Sources")
        return Set(
            files.flatMap { file in
                file.withoutComments.matches(of: /"([A-Za-z]+(?:\.[A-Za-z0-9]+)+)"/).map { String($0.1) }
            })
    }

    @Test("leave no sentence unused")
    func unused() throws {
        let named = try Self.literals().union(Self.families.flatMap(\.keys))
        // What a colleague is asked in the reporter's place may sound different: see `FormVoice`.
        let recorded = named.map { "staff.record." + $0.drop { $0 != "." }.dropFirst() }
        let used = named.union(recorded)
        #expect(Words.of(.nl).keys.filter { !used.contains($0) } == [], "use these sentences, or take them out")
    }

    @Test("know of every key that is put together of parts")
    func families() throws {
        let known = Set(Self.families.map(\.prefix))
        for file in try Repository.swiftFiles("Sources") {
            for match in file.withoutComments.matches(of: /\bKey\(\s*((?:"[A-Za-z.]+",\s*)+)(?!")/) {
                let prefix = match.1.matches(of: /"([A-Za-z.]+)"/).map { String($0.1) }.joined(separator: ".")
                #expect(
                    known.contains(prefix), "\(file.path): list the keys that begin with \(prefix) among the families")
            }
        }
    }

    @Test("agree on the places that a sentence leaves open and the values that the code fills in")
    func places() throws {
        let sentences = Dictionary(uniqueKeysWithValues: Words.of(.nl).keys.map { ($0, Self.places($0)) })
        var looked = 0
        for file in try Repository.swiftFiles("Sources") {
            let source = file.withoutComments
            for call in source.matches(of: /\bwords(\.count)?\(\s*"([A-Za-z0-9.]+)"/) {
                guard let open = sentences[String(call.2)],
                    let filled = Self.filled(source[call.range.upperBound...], isCount: call.1 != nil)
                else { continue }
                looked += 1
                let wanted = call.1 == nil ? filled : filled.union(["n"])
                #expect(
                    wanted.isSuperset(of: open) && open.isSuperset(of: filled), "\(file.path): \(call.2) has \(open)")
            }
        }
        #expect(looked > 150)
    }

    /// What a sentence leaves open; the number of a sentence that counts is left open too.
    private static func places(_ key: String) -> Set<String> {
        let texts = Words.of(.nl)(Key(key)) + Words.of(.nl).count(Key(key), 1, ["n": "{n}"])
        return Set(texts.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) })
    }

    /// The names of the values in what follows a key up to the end of the call; nil when they are not written there.
    private static func filled(_ rest: Substring, isCount: Bool) -> Set<String>? {
        var depth = 1
        var call = ""
        for character in rest {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if depth == 0 { break }
            call.append(character)
        }
        guard let list = call.firstIndex(of: "[") else { return isCount || call.isEmpty ? [] : nil }
        let names = call[list...].matches(of: /"([A-Za-z]+)":/).map { String($0.1) }
        return names.isEmpty ? nil : Set(names)
    }
}
