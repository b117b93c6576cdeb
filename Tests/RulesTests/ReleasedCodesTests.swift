import Collaboration
import Organisations
import Reporting
import Signpost
import Terms
import Testing

/// Codes stand in databases, journals and backups. So this table only ever grows: a code that was once released is read
/// for ever, and a new one is added here when it is added to the program.
@Suite("Codes that were ever released")
struct ReleasedCodesTests {
    private static let released: [String: [String]] = [
        "anonymity": ["yes", "partly", "no", "unknown"],
        "age": ["minor", "adult", "unknown"],
        "basisQuestion": [
            "consentBy", "consentFor", "consentHow", "dangerAverted", "whyNoConsent", "taskAndArticle", "article",
            "stepsTaken", "whetherTold", "seriousHarm", "noOtherWay", "consentTried", "conscience", "certainToHelp",
            "asLittleAsPossible", "covenant", "authorisedBy", "receiversTask", "necessity", "whichBody", "signal",
            "leftOut",
        ],
        "certainty": ["certain", "likely", "uncertain", "contradicted"],
        "channel": ["web", "telephone", "desk"],
        "circumstance": [
            "consult", "anonymous", "missing", "recentViolence", "earlierViolence", "online", "border", "noPermit",
            "images", "abroad",
        ],
        "unanswered": ["spoken", "unsafe", "nothingAsked", "mayNotTell"],
        "closing": ["helped", "passedOn", "noSignsFound", "alreadyKnown", "cannotGoOn"],
        "compartment": ["general", "safety", "network", "statement", "medical", "police", "care"],
        "contact": ["siteOnly", "telephone", "email"],
        "contactLine": ["phone", "text", "chat", "visit"],
        "destructionReason": ["termPassed", "requested", "keptByMistake"],
        "dossierFilter": ["coordinated", "takingPart", "closed"],
        "dossierResult": ["safe", "inCare", "prosecuted", "passedOn", "noSignsFound", "cannotGoOn"],
        "dossierState": ["open", "watched", "closed"],
        "dossierStep": ["begin", "act", "review", "lookAgain", "awaitAcceptance"],
        "event": [
            "fromReporter", "fromOrganisation", "teamNote", "ownNote", "judgement", "handOver", "handOverAnswer",
            "closing", "planning", "correction", "putDown",
        ],
        "exploitation": [
            "sexual", "labour", "criminal", "begging", "domestic", "organs", "unknown", "forcedMarriage",
            "illegalAdoption", "surrogacy",
        ],
        "factSource": ["victim", "report", "observed", "professional", "document", "other"],
        "handOver": ["offered", "accepted", "refused", "withdrawn"],
        "identifier": ["name", "phone", "account", "plate", "address", "employer"],
        "involvement": ["victim", "perpetrator", "unknown"],
        "legalBasis": [
            "consent", "vitalInterest", "publicTask", "legalDuty", "rightToReport", "conflictOfDuties", "policeAct",
            "judicialAct", "cooperationAct", "anonymousConsultation",
            "rightToInform",
        ],
        "lookTime": ["withinHour", "withinDay", "withinFiveDays", "later", "notYet"],
        "memberRole": ["administrator", "intake", "coordinator", "analyst", "auditor"],
        "memberState": ["invited", "active", "removed"],
        "organisationKind": [
            "communityOfficer", "traffickingDetectives", "emm", "prosecution", "labourInspectorate", "borderPolice",
            "safeAtHome", "sexualAssaultCentre", "medical", "forensicDoctor", "youthCare", "guardian",
            "childProtection", "nationalCoordination", "careCoordinator", "shelter", "municipality",
            "neighbourhoodTeam", "safetyHouse", "crimeInformationCentre", "victimSupport", "lawyer", "other",
        ],
        "notice": [
            "shared", "asked", "answered", "offered", "written", "meeting", "moved", "danger", "lateDanger", "late",
            "received", "handOver", "accepted", "refused", "withdrawn", "reporterWrote", "assigned", "waiting",
            "endsInAWeek", "endsInADay", "ended", "meetingMoved", "meetingCancelled", "minutes", "closed", "reopened", "leftDossier",
            "toConfirm", "recordWithdrawn", "coordinationMoved", "meetingLed", "released",
        ],
        "noticeWay": ["site", "atOnce", "daily"],
        "organisationNeed": ["ableMember", "secondMember", "recoveryCode"],
        "personPart": ["victim", "suspect", "witness", "close", "professional", "unknown"],
        "personView": ["agreed", "asked", "objected", "notAsked"],
        "pointKind": [
            "emergency", "police", "tips", "labour", "safety", "medical", "care", "talk", "legal", "support",
            "coordination", "local",
        ],
        "profession": [
            "care", "education", "childCare", "youthCare", "socialSupport", "justice", "municipality", "hospitality",
            "other",
        ],
        "purpose": ["report", "consult"],
        "reach": ["municipality", "veiligThuis", "safetyRegion", "csg", "policeUnit", "province", "national"],
        "residence": ["yes", "no"],
        "reportState": ["received", "inReview", "inProgress", "closed"],
        "role": ["bystander", "professional", "victim"],
        "sexualViolence": ["within7Days", "longerAgo", "no"],
        "signGroup": [
            "young", "adultSexual", "hotel", "labour", "criminal", "begging", "domestic", "online", "organs",
            "marriage",
        ],
        "step": ["firstLook", "judge", "act", "answer", "awaitAcceptance", "inDossier", "contact"],
        "subject": ["victim", "perpetrator", "both", "question"],
        "taskKind": ["action", "consultation", "meeting", "transfer"],
        "taskState": ["open", "done", "declined", "withdrawn"],
        "urgency": ["danger", "urgent", "normal"],
    ]

    private func check<C: Coded>(_ type: C.Type) {
        let codes = Self.released[C.list] ?? []
        for code in codes { #expect(C(rawValue: code)?.rawValue == code, "\(C.list) \(code) can no longer be read") }
        let added = Set(C.allCases.map(\.rawValue)).subtracting(codes)
        #expect(added.isEmpty, "\(C.list): add \(added.sorted()) to the table of released codes")
    }

    @Test("are each read today, and the table has every code there is")
    func codes() {
        check(AgeGroup.self)
        check(DestructionReason.self)
        check(DossierFilter.self)
        check(DossierStep.self)
        check(NoticeKind.self)
        check(Channel.self)
        check(ClosingReason.self)
        check(UnansweredReason.self)
        check(ContactWay.self)
        check(ExploitationForm.self)
        check(IdentifierKind.self)
        check(Involvement.self)
        check(LookTime.self)
        check(OrganisationNeed.self)
        check(Role.self)
        check(Reach.self)
        check(PointKind.self)
        check(Anonymity.self)
        check(ContactLine.self)
        check(Purpose.self)
        check(Profession.self)
        check(Circumstance.self)
        check(SexualViolence.self)
        check(Residence.self)
        check(ReportState.self)
        check(ReporterRole.self)
        check(Step.self)
        check(Subject.self)
        check(Urgency.self)
        check(CaseEvent.Kind.self)
        check(HandOverStep.State.self)
        check(Member.State.self)
        check(SignGroup.self)
        check(OrganisationKind.self)
        check(LegalBasis.self)
        check(BasisQuestion.self)
        check(PersonView.self)
        check(DossierState.self)
        check(DossierResult.self)
        check(Compartment.self)
        check(PersonPart.self)
        check(Certainty.self)
        check(FactSource.self)
        check(TaskKind.self)
        check(TaskState.self)
        check(NoticeKind.self)
        check(NoticeWay.self)
    }

    @Test("are in a list of the table, whichever list there is in the code")
    func lists() throws {
        var lists: Set<String> = []
        for file in try Repository.swiftFiles("Sources") {
            lists.formUnion(file.withoutComments.matches(of: /static let list = "(\w+)"/).map { String($0.1) })
        }
        #expect(lists == Set(Self.released.keys))
    }
}
