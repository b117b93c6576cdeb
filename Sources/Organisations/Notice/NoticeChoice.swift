public import Terms

/// How somebody wants to hear that there is something new.
public enum NoticeWay: String, Coded {
    /// Only on the site.
    case site
    /// By mail, at most one in a quarter of an hour.
    case atOnce
    /// One mail a day at eight in the morning, when there is something.
    case daily

    public static let list = "noticeWay"
}

/// An address to which a mail can be sent: ASCII, one `@`, nothing that means something to whoever sends it.
public struct MailAddress: Sendable, Hashable {
    public let text: String

    public init?(_ typed: String) {
        let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard typed.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64,
            parts[0].first != "-", parts[1].contains("."), parts[1].first != ".", parts[1].last != ".",
            parts[1].utf8.allSatisfy(Self.isOfDomain),
            parts[0].utf8.allSatisfy({ Self.isOfDomain($0) || "!#$%&'*+/=?^_`{|}~".utf8.contains($0) })
        else { return nil }
        text = typed
    }

    /// What stands behind the `@`.
    public var domain: String { String(text.split(separator: "@")[1]) }

    private static func isOfDomain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46
    }
}

/// What a member chose.
public struct NoticeChoice: Sendable, Hashable {
    public let way: NoticeWay
    /// Where to; absent when only the site tells.
    public let address: MailAddress?
    public let language: Language

    /// Absent when a mail is chosen and no address is there.
    public init?(way: NoticeWay, address: MailAddress?, language: Language) {
        guard way == .site || address != nil else { return nil }
        self.way = way
        self.address = way == .site ? nil : address
        self.language = language
    }

    /// What holds until somebody chooses.
    public static func standard(_ language: Language) -> NoticeChoice { NoticeChoice(language) }

    private init(_ language: Language) {
        way = .site
        address = nil
        self.language = language
    }
}
