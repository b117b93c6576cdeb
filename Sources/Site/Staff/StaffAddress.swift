import Terms

/// The addresses of the pages for those who work here.
enum StaffAddress {
    static func logIn(_ language: Language) -> String { "/\(language.rawValue)/log-in" }
    static func logOut(_ language: Language) -> String { "/\(language.rawValue)/log-out" }
    static func invitation(_ token: String, _ language: Language) -> String {
        "/\(language.rawValue)/invitation/\(token)"
    }
    static func inbox(_ language: Language) -> String { "/\(language.rawValue)/inbox" }
    static func record(_ language: Language) -> String { "/\(language.rawValue)/record" }
    static func find(_ language: Language) -> String { "/\(language.rawValue)/search" }
    static func figures(_ language: Language) -> String { "/\(language.rawValue)/figures" }
    static func journal(_ language: Language) -> String { "/\(language.rawValue)/journal" }
    static func members(_ language: Language) -> String { "/\(language.rawValue)/members" }
    static func recovery(_ language: Language) -> String { members(language) + "/recovery" }
    /// A deed on a member: `admit`, `recover`, `reset`, `remove`.
    static func member(_ deed: String, _ id: MemberID, _ language: Language) -> String {
        members(language) + "/\(id.text)/" + deed
    }
    static func report(_ id: ReportID, _ language: Language) -> String {
        "/\(language.rawValue)/reports/\(id.text)"
    }
    static func deed(_ name: String, _ id: ReportID, _ language: Language) -> String {
        report(id, language) + "/" + name
    }
    static func file(_ file: AttachmentID, of id: ReportID, _ language: Language) -> String {
        report(id, language) + "/files/" + file.text
    }
}

extension Role {
    /// Who works on reports.
    static let caseWork: Set<Role> = [.intake, .coordinator]
    /// Who sees the list of members: the administrator to manage it, the others to let colleagues in.
    static let seesMembers: Set<Role> = [.administrator, .intake, .coordinator]
    static let seesFigures: Set<Role> = [.analyst, .coordinator]

    /// Where this role's work begins.
    func firstPage(_ language: Language) -> String {
        switch self {
        case .intake, .coordinator: StaffAddress.inbox(language)
        case .administrator: StaffAddress.members(language)
        case .analyst: StaffAddress.figures(language)
        case .auditor: StaffAddress.journal(language)
        }
    }
}
