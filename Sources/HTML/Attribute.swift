/// An attribute of an element: a name that stands in the source code and a value that is escaped.
public struct Attribute: Sendable, Hashable {
    let name: String
    /// `nil` writes the name alone (`required`, `open`).
    let value: String?

    init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }

    /// CSS class names, separated by spaces.
    public static func `class`(_ names: String) -> Self { .init("class", names) }
    public static func id(_ id: String) -> Self { .init("id", id) }
    /// The language of this element, when it differs from the page's (BCP 47).
    public static func lang(_ tag: String) -> Self { .init("lang", tag) }
    public static func hreflang(_ tag: String) -> Self { .init("hreflang", tag) }
    /// The writing direction; ``Direction/auto`` for words that people typed.
    public static func dir(_ direction: Direction) -> Self { .init("dir", direction.rawValue) }
    public static func role(_ role: StaticString) -> Self { .init("role", "\(role)") }
    public static func rel(_ relation: StaticString) -> Self { .init("rel", "\(relation)") }
    /// `aria-<name>`.
    public static func aria(_ name: StaticString, _ value: String) -> Self { .init("aria-\(name)", value) }
    /// `data-<name>`: what the script may say or do here.
    public static func data(_ name: StaticString, _ value: String = "") -> Self { .init("data-\(name)", value) }
    /// Focusable by script and by link, not by the Tab key.
    public static let focusable = Self("tabindex", "-1")
    /// Reached with the Tab key, as what scrolls must be.
    public static let reachable = Self("tabindex", "0")
    /// Takes the focus when the page has loaded; one on a page.
    public static let autofocus = Self("autofocus", nil)
    public static let hidden = Self("hidden", nil)
    /// An element that is shown opened (`details`).
    public static let open = Self("open", nil)
    /// The ids of the form, a button or field belongs to when it stands outside of it.
    public static func form(_ id: String) -> Self { .init("form", id) }
    /// The current page among links.
    public static let currentPage = Self("aria-current", "page")
    public static let download = Self("download", nil)

    /// An address to follow or to send to. A scheme that could run a script, or leave this site unseen, becomes `#`.
    static func address(_ name: StaticString, _ address: String) -> Self {
        .init("\(name)", isHarmless(address) ? address : "#")
    }

    private static func isHarmless(_ address: String) -> Bool {
        if address.hasPrefix("//") { return false }
        if let first = address.utf8.first, [UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "?")].contains(first) {
            return true
        }
        return ["https://", "http://", "tel:", "sms:", "mailto:", "otpauth://"].contains { address.hasPrefix($0) }
    }
}

/// A writing direction.
public enum Direction: String, Sendable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
    /// By the first strong letter: for words that people typed.
    case auto
}
