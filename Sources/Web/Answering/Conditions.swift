import HTTPTypes

/// What a request says of the answer that it wants.
enum Conditions {
    /// Whether one of the types is among those that are accepted (RFC 9110, 12.5.1); every one is, when nothing is said.
    static func accepts(_ field: String?, oneOf types: [String]) -> Bool {
        guard let field, !types.isEmpty else { return true }
        return field.prefix(1_000).split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let wanted = parts.first else { return false }
            if parts.dropFirst().contains(where: { $0.hasPrefix("q=") && (Double($0.dropFirst(2)) ?? 1) <= 0 }) {
                return false
            }
            if wanted == "*/*" { return true }
            guard wanted.hasSuffix("/*") else { return types.contains(wanted) }
            return types.contains { $0.hasPrefix(wanted.dropLast()) }
        }
    }

    /// Whether the asker has this already (RFC 9110, 13.1.2).
    static func hasAlready(_ tag: String, _ field: String?) -> Bool {
        guard let field else { return false }
        return field.prefix(2_000).split(separator: ",").contains { written in
            let written = written.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            return written.elementsEqual("*") || written.elementsEqual(tag) || written.elementsEqual("W/" + tag)
        }
    }
}
