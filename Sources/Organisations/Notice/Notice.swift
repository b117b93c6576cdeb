public import Terms

/// That there is something new for a member (Dutch: bericht zonder inhoud). It says what kind of thing happened to which
/// object, never what. Whom each kind tells, and how soon, is ``rule``: `docs/notices.md` is drawn from it.
public enum NoticeKind: String, Coded {
    /// Somebody may be in direct danger, in what this organisation can open.
    case danger
    /// What is due rose to the coordinators, or to the fallback organisation; with direct danger apart.
    case lateDanger, late
    /// A report came in.
    case received
    /// Another organisation asks this one to take a report over.
    case handOver
    /// What was offered was taken over, refused, or taken back; so is a task when it is taken back.
    case accepted, refused, withdrawn
    /// The reporter wrote.
    case reporterWrote
    /// A report, a dossier or a task was given to this member.
    case assigned
    /// Who had taken it on goes on with it no longer: it is nobody's in particular again.
    case released
    /// A colleague waits to be let in.
    case waiting
    /// Something was shared with the organisation.
    case shared
    /// What was shared ends in a week, in a day, or ended.
    case endsInAWeek, endsInADay, ended
    /// A task or a question.
    case asked
    /// What was asked was answered.
    case answered
    /// Another organisation asks this one to take the coordination over.
    case offered
    /// Another organisation coordinates the dossier from now.
    case coordinationMoved
    /// Somebody wrote.
    case written
    /// A meeting was called, moved, cancelled, or its minutes are there; another organisation leads it from now.
    case meeting, meetingMoved, meetingCancelled, minutes, meetingLed
    /// What was asked is due at another time.
    case moved
    /// A dossier was closed, or opened again.
    case closed, reopened
    /// The dossier that went on with a report was closed: the report is not.
    case leftDossier
    /// A colleague proposed to destroy something: a second person is needed.
    case toConfirm
    /// Who wrote something that this member read withdrew it.
    case recordWithdrawn

    public static let list = "notice"

    /// Whom it tells, and how soon.
    public var rule: NoticeRule {
        switch self {
        case .danger: NoticeRule(.everybody, mailed: .atOnce)
        case .lateDanger: NoticeRule(.coordinators, mailed: .atOnce)
        case .late, .released: NoticeRule(.coordinators)
        case .accepted, .refused, .reporterWrote, .leftDossier: NoticeRule(.holder)
        case .assigned, .recordWithdrawn: NoticeRule(.receiver)
        case .received, .handOver, .withdrawn, .waiting, .shared, .endsInAWeek, .endsInADay, .ended, .asked, .answered,
            .offered, .coordinationMoved, .written, .meeting, .meetingMoved, .meetingCancelled, .minutes, .meetingLed, .moved, .closed, .reopened,
            .toConfirm:
            NoticeRule(.everybody)
        }
    }

    /// The kinds that do not wait for the bundle of a quarter of an hour, or of a day.
    static let mailedAtOnce = allCases.filter { $0.rule.pace == .atOnce }
}

/// Whom a kind of notice tells, and how soon whoever wants mail is mailed. Whoever did it is never told, nor who cannot
/// open contents or was not let in.
public struct NoticeRule: Sendable, Hashable {
    public let audience: NoticeAudience
    public let pace: NoticePace

    init(_ audience: NoticeAudience, mailed pace: NoticePace = .bundled) {
        self.audience = audience
        self.pace = pace
    }
}

/// Who of an organisation is told, of those who can open its contents.
public enum NoticeAudience: String, Sendable, CaseIterable {
    case everybody
    /// Who took it on; everybody when nobody did who still can.
    case holder
    /// The one whom it was given to.
    case receiver
    /// The coordinators and who took it on; everybody when there is no coordinator.
    case coordinators

    /// Those of the able members who are told.
    func among(_ able: [Member], _ member: MemberID?) -> [Member] {
        let named = able.filter { $0.id == member }
        switch self {
        case .everybody: return able
        case .holder: return named.isEmpty ? able : named
        case .receiver: return named
        case .coordinators:
            let coordinators = able.filter { $0.role == .coordinator }
            return coordinators.isEmpty ? able : able.filter { $0.role == .coordinator || $0.id == member }
        }
    }
}

/// How soon a notice is mailed to who chose mail.
public enum NoticePace: String, Sendable, CaseIterable {
    /// Together with what else is new, as the member chose: once in a quarter of an hour, or once a day.
    case bundled
    /// Within half a minute, also to who chose one mail a day.
    case atOnce
}

/// One notice to one member.
public struct Notice: Sendable, Hashable {
    public let kind: NoticeKind
    /// The id of what it is about: a report, a hand-over, a dossier, a share, a task, or a member who waits.
    public let object: String
    public let at: Instant
}
