import Reporting
import Signpost
import Terms
import Web

/// The pages of the form, in their order.
enum WalkStep: String, CaseIterable, Codable, Sendable {
    case subject, role
    /// Only for who comes for their work.
    case profession
    case danger
    /// Only when there is danger: call first.
    case call
    case place, age, exploitation, circumstances
    /// Whom to turn to: what follows is for who reports here.
    case advice
    case signs, words, persons, files, contact, check

    /// Where it stands among all.
    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a person has answered so far. It lives in the sealed form state only, until it is sent.
struct Answers: Codable, Sendable {
    /// A line about a person or a thing as it was typed; it may still be wrong.
    struct Detail: Codable, Sendable {
        var kind = ""
        var value = ""
        var whose = ""
        var isEmpty: Bool { kind.isEmpty && value.isEmpty && whose.isEmpty }
        /// Whether it can be sent as it stands.
        var isWhole: Bool {
            !value.isEmpty && value.count <= NewReport.mostClueCharacters && IdentifierKind(rawValue: kind) != nil
                && Involvement(rawValue: whose) != nil
        }
    }

    var subject: Subject?
    var role: ReporterRole?
    var danger: Bool?
    var placeTyped = ""
    var municipality: MunicipalityCode?
    var placeUnknown = false
    /// What was typed lies outside the Netherlands.
    var placeAbroad: Bool?
    /// What was typed is an airport, a port or the border: told with the place, whether or not it is ticked.
    var isAtBorder: Bool { placeAbroad != true && Crossings.names(placeTyped) }
    var age: AgeGroup?
    var forms: Set<ExploitationForm> = []
    var profession: Profession?
    var circumstances: Set<Circumstance> = []
    /// The point to which it is to go, of those that are here.
    var point: PointID?
    var signs: [String] = []
    var words = ""
    var details: [Detail] = []
    /// Staged until the report is sent; their keys are nowhere else.
    var files: [FileNote] = []
    var contactWay: ContactWay?
    var phone = ""
    var email = ""
    var safely = ""
    /// From when to call or mail, as it was chosen and typed, and the moment that it means.
    var contactDay: ContactDay?
    var contactTime: String?
    var contactFrom: Instant?

    /// The pages that this person is shown.
    var steps: [WalkStep] {
        WalkStep.allCases.filter { step in
            switch step {
            case .call: danger == true
            case .profession: role == .professional
            default: true
            }
        }
    }

    /// The page after another one, which may be one that is not shown any more.
    func step(after step: WalkStep) -> WalkStep { steps.first { $0.place > step.place } ?? .check }

    func step(before step: WalkStep) -> WalkStep { steps.last { $0.place < step.place } ?? .subject }

    /// The first question whose answer is missing, or cannot be sent as it stands: pages can be skipped by whoever makes
    /// up a form, and left by going back.
    var firstUnfit: WalkStep? {
        if subject == nil { return .subject }
        if role == nil { return .role }
        if danger == nil { return .danger }
        if municipality == nil, !placeUnknown, placeAbroad != true, !isAtBorder { return .place }
        if age == nil { return .age }
        if forms.isEmpty { return .exploitation }
        if words.count > NewReport.mostCharacters { return .words }
        if !details.allSatisfy(\.isWhole) { return .persons }
        return isContactWhole ? nil : .contact
    }

    private var isContactWhole: Bool {
        switch contactWay {
        case nil: false
        case .siteOnly: true
        case .telephone: !phone.isEmpty && phone.count <= NewReport.mostClueCharacters
        case .email: !email.isEmpty && email.count <= NewReport.mostClueCharacters
        }
    }

    /// Whether the answer is about the person who gives it.
    var isVictim: Bool { role == .victim }

    /// The report as it is sent. Throws ``ReportRefusal`` when something is missing.
    func report(through channel: Channel = .web) throws -> NewReport {
        var clues = details.compactMap { detail -> Clue? in
            guard let kind = IdentifierKind(rawValue: detail.kind), let whose = Involvement(rawValue: detail.whose)
            else { return nil }
            return Clue(kind: kind, value: detail.value, involvement: whose)
        }
        // A place elsewhere is in no municipality, and an airport says more than one: whoever receives the report reads its name.
        if placeAbroad == true || isAtBorder, clues.count < NewReport.mostClues {
            clues.append(Clue(kind: .address, value: placeTyped, involvement: .unknown))
        }
        return try NewReport(
            subject: subject ?? .question, role: role ?? .bystander, directDanger: danger ?? false,
            age: age ?? .unknown, forms: forms, municipality: municipality,
            contents: ReportContents(
                signs: signs, profession: role == .professional ? profession : nil, circumstances: told, words: words,
                clues: clues, files: files), contact: contactDetails,
            channel: channel)
    }

    private var contactDetails: ContactDetails? {
        switch contactWay {
        case .telephone: ContactDetails(way: .telephone, address: phone, safely: safely, from: contactFrom)
        case .email: ContactDetails(way: .email, address: email, safely: safely, from: contactFrom)
        case .siteOnly, nil: nil
        }
    }
}

/// On which day the reporter wants to be called or mailed.
enum ContactDay: String, Codable, CaseIterable, Sendable {
    case any, today, tomorrow

    /// From when on this day, where no hour was given: from now on, and on another day from nine o'clock. Nil when somebody
    /// said now and it is another day.
    func begins(at now: Instant, isNow: Bool) -> Instant? {
        switch self {
        case .any, .today: now
        case .tomorrow: isNow ? nil : moment((9, 0), at: now)
        }
    }

    /// The moment of this day at which a Dutch wall shows the time; when any day will do, the next one at which it does.
    func moment(_ time: (hour: Int, minute: Int), at now: Instant) -> Instant? {
        func moment(in days: Int) -> Instant? {
            let day = Day(now).adding(days)
            return LocalTime.instant(day.year, day.month, day.day, hour: time.hour, minute: time.minute)
        }
        switch self {
        case .today: return moment(in: 0)
        case .tomorrow: return moment(in: 1)
        case .any: return moment(in: 0).flatMap { $0 > now ? $0 : nil } ?? moment(in: 1)
        }
    }
}

/// What the form carries from page to page.
struct WalkState: Codable, Sendable {
    var walk: Walk
    /// The receipt is made from this: the same form sent twice is the same report with the same code.
    let entropy: [UInt8]
    var answers = Answers()
    /// The check page was reached: after a change it is the next one.
    var isChecking = false
    /// The advice was reached and not left yet: after a change it is the next one.
    var isAdvised = false
    /// Whoever only asks where to go is told how far that is.
    var seeksAdvice = false
    /// The way through the form's pages. None in the state of a page that an earlier version of the program made.
    var course: FormCourse?

    /// The page that follows: the next one, but back to the page from where an answer is changed.
    func step(after step: WalkStep) -> WalkStep {
        let next = answers.step(after: step)
        if next == .call { return next }
        if isAdvised { return .advice }
        return isChecking ? .check : next
    }

    /// The pages that this person is shown, as far as they know of.
    var steps: [WalkStep] {
        seeksAdvice ? Array(answers.steps.prefix { $0 != .advice }) : answers.steps.filter { $0 != .advice }
    }
}
