public import Terms

/// Why a report, message or note was not taken as it was; each has its sentence under `refusal.<case>`.
public enum ReportRefusal: String, Error, Sendable, CaseIterable {
    case nothingSaid
    case tooLong
    case tooManyClues
    case clueEmpty
    case tooManyFiles
    case filesTooLarge
    case contactMissing
    /// No organisation can receive reports at this moment.
    case nobodyCanReceive
    /// The organisation has nobody left who can read: what is written would be lost.
    case nobodyReads
    /// A staged file vanished: it waited too long.
    case fileGone
    /// No report belongs to this receipt code, or it is none.
    case noSuchReceipt
    /// The report is closed, handed over, or changed by a colleague meanwhile.
    case changedMeanwhile
    case reasonMissing
    /// What was to be corrected stands so already.
    case nothingChanged
    /// The reporter waits for an answer: they get one, or are told why not.
    case answerDue
    /// There is direct danger, as far as anybody judged or the reporter said: a report is not closed over it.
    case dangerStands
    /// That organisation cannot receive the report.
    case receiverCannotReceive
    case alreadyOffered
    case dueInThePast
    /// More than a year from now.
    case dueTooLate
    case cannotLinkToItself
    /// The organisation has no report with this reference.
    case noSuchReport
    /// Only a coordinator gives work to others, and only to a colleague who can open reports.
    case colleagueCannot
}

/// A report that is fit to be sent: every answer is one of the coded ones, every text within bounds.
public struct NewReport: Sendable {
    public static let mostCharacters = 20_000
    public static let mostClues = 30
    public static let mostClueCharacters = 300
    public static let mostFiles = 20
    public static let mostFileBytes = 50_000_000

    public let subject: Subject
    public let role: ReporterRole
    public let directDanger: Bool
    public let age: AgeGroup
    public let forms: Set<ExploitationForm>
    public let municipality: MunicipalityCode?
    public let contents: ReportContents
    public let contact: ContactDetails?
    public let channel: Channel

    public init(
        subject: Subject, role: ReporterRole, directDanger: Bool, age: AgeGroup, forms: Set<ExploitationForm>,
        municipality: MunicipalityCode?, contents: ReportContents, contact: ContactDetails?, channel: Channel = .web
    ) throws(ReportRefusal) {
        guard
            !(contents.words.isEmpty && contents.signs.isEmpty && contents.clues.isEmpty && contents.files.isEmpty)
        else { throw .nothingSaid }
        guard contents.words.count <= Self.mostCharacters else { throw .tooLong }
        guard contents.clues.count <= Self.mostClues else { throw .tooManyClues }
        for clue in contents.clues {
            guard !clue.value.isEmpty else { throw .clueEmpty }
            guard clue.value.count <= Self.mostClueCharacters else { throw .tooLong }
        }
        try Self.check(contents.files)
        if let contact, contact.way != .siteOnly {
            guard !contact.address.isEmpty else { throw .contactMissing }
            guard contact.address.count <= Self.mostClueCharacters, contact.safely.count <= 2_000 else {
                throw .tooLong
            }
        }
        self.subject = subject
        self.role = role
        self.directDanger = directDanger
        self.age = age
        self.forms = forms
        self.municipality = municipality
        self.contents = contents
        self.contact = contact.flatMap { $0.way == .siteOnly ? nil : $0 }
        self.channel = channel
    }

    static func check(_ files: [FileNote]) throws(ReportRefusal) {
        guard files.count <= mostFiles else { throw .tooManyFiles }
        guard files.reduce(0, { $0 + $1.bytes }) <= mostFileBytes else { throw .filesTooLarge }
    }

    public var urgency: Urgency { 
        .first(
            directDanger: directDanger, age: age, role: role, forms: forms, circumstances: contents.circumstances)
    }
}

extension Message {
    /// A message fit to be sent: text, or at least a file.
    func checked() throws(ReportRefusal) -> Message {
        guard !(text.isEmpty && files.isEmpty && appointment == nil) else { throw .nothingSaid }
        guard text.count <= NewReport.mostCharacters else { throw .tooLong }
        guard appointment.map({ !$0.from.isEmpty }) ?? true else { throw .reasonMissing }
        guard appointment?.from.count ?? 0 <= NewReport.mostClueCharacters else { throw .tooLong }
        try NewReport.check(files)
        return self
    }
}

extension Remark {
    /// A reason or note that says something, within bounds.
    func checked() throws(ReportRefusal) -> Remark {
        guard !text.isEmpty else { throw .reasonMissing }
        guard text.count <= NewReport.mostCharacters else { throw .tooLong }
        return self
    }
}
