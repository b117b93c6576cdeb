package import HTTPTypes

/// The cookies of the site. A member gets theirs at log-in; a visitor has one while they have a form open, and no other.
package struct Cookies: Sendable {
    /// The site knows no other cookie than these.
    package enum Name: String, Sendable, CaseIterable {
        /// The member's session.
        case session
        /// That a member logged in here before, so that a stranger's guesses do not lock them out.
        case device
        /// The key to the forms that a visitor has open; sent to the pages of the form alone, and with what they do there
        /// only.
        case form
    }

    private let values: [String: String]
    private let isSecure: Bool

    /// - Parameter isSecure: Whether the site is served over https, where cookies are bound to the host (`__Host-`).
    package init(_ fields: HTTPFields, isSecure: Bool) {
        var values: [String: String] = [:]
        for field in fields[values: .cookie] {
            for pair in field.utf8.prefix(8_192).split(separator: UInt8(ascii: ";")).prefix(50) {
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
                let name = String(decoding: pair[..<equals].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
                // The first of two wins: browsers send the more specific one first.
                if values[name] == nil {
                    values[name] = String(decoding: pair[pair.index(after: equals)...], as: UTF8.self)
                }
            }
        }
        self.values = values
        self.isSecure = isSecure
    }

    package subscript(name: Name) -> String? { values[Self.full(name, isSecure)] }

    /// The `Set-Cookie` value. Without an age the cookie goes when the browser closes.
    ///
    /// - Parameter path: Below which addresses the browser sends it; the whole site but for ``Name/form``.
    package static func setting(
        _ name: Name, to value: String, seconds: Int?, path: String = "/", isSecure: Bool
    ) -> String {
        var text = "\(full(name, isSecure))=\(value); Path=\(path); HttpOnly"
        text += name == .form ? "; SameSite=Strict" : "; SameSite=Lax"
        if isSecure { text += "; Secure" }
        if let seconds { text += "; Max-Age=\(seconds)" }
        return text
    }

    /// `__Host-` asks for the path of the whole site, so that a cookie for some of its pages has `__Secure-` (RFC 6265bis,
    /// 4.1.3).
    private static func full(_ name: Name, _ isSecure: Bool) -> String {
        let prefix = isSecure ? (name == .form ? "__Secure-" : "__Host-") : ""
        return "\(prefix)baken-\(name.rawValue)"
    }
}
