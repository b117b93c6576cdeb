import Terms

/// Which of our languages a browser asks for first (RFC 9110, 12.5.4).
enum AcceptLanguage {
    /// Dutch when it asks for none of ours.
    static func best(_ field: String?) -> Language {
        var best: (language: Language, quality: Double)?
        for range in (field ?? "").prefix(500).split(separator: ",").prefix(30) {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let tag = parts.first, let language = Language(rawValue: String(tag.prefix { $0 != "-" })) else {
                continue
            }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if quality > 0, quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language ?? .nl
    }
}
