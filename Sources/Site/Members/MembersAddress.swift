import Terms

/// The addresses of the pages about the organisation itself: its people, its keys, what it takes, its figures and journal.
enum MembersAddress {
    /// A page that says what was just done, by the sentence `members.done.<deed>`.
    static func done(_ deed: String, _ page: String) -> String { page + "?done=" + deed }
    static func members(_ language: Language) -> String { "/\(language.rawValue)/members" }
    static func member(_ id: MemberID, _ language: Language) -> String { members(language) + "/" + id.text }
    static func deed(_ deed: String, _ id: MemberID, _ language: Language) -> String { member(id, language) + "/" + deed }
    static func reset(_ id: MemberID, _ language: Language) -> String { deed("reset", id, language) }
    static func remove(_ id: MemberID, _ language: Language) -> String { deed("remove", id, language) }
    static func change(_ id: MemberID, _ language: Language) -> String { deed("change", id, language) }
    static func colleagues(_ language: Language) -> String { "/\(language.rawValue)/colleagues" }
    static func admit(_ id: MemberID, _ language: Language) -> String { colleagues(language) + "/\(id.text)/admit" }
    static func recover(_ language: Language) -> String { colleagues(language) + "/recover" }
    static func organisation(_ language: Language) -> String { "/\(language.rawValue)/organisation" }
    static func confirm(_ language: Language) -> String { organisation(language) + "/confirm" }
    static func renewCode(_ language: Language) -> String { organisation(language) + "/new-code" }
    static func reception(_ language: Language) -> String { organisation(language) + "/reception" }
    static func account(_ language: Language) -> String { "/\(language.rawValue)/account" }
    static func notices(_ language: Language) -> String { account(language) + "/notices" }
    static func password(_ language: Language) -> String { account(language) + "/password" }
    static func sessions(_ language: Language) -> String { account(language) + "/sessions" }
    static func endSession(_ language: Language) -> String { sessions(language) + "/end" }
    static func knowSessions(_ language: Language) -> String { sessions(language) + "/known" }
    static func oneTimeCode(_ language: Language) -> String { account(language) + "/one-time-code" }
    static func figures(_ language: Language) -> String { "/\(language.rawValue)/figures" }
    static func journal(_ language: Language) -> String { "/\(language.rawValue)/journal" }
}
