/// Names of files that strangers sent. What stands in them is contents: it may name a person.
enum FileName {
    /// The longest name kept, in bytes of UTF-8.
    static let longest = 200

    /// The name made harmless to show and keep: without folders, control signs, and the invisible signs that turn text
    /// around (a name can be made to look as if it ended in `.jpg`).
    static func shown(_ sent: String) -> String {
        // By scalar, not by character: a sign that belongs to the next one would hide a slash.
        let last =
            Array(sent.unicodeScalars).split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? []
        var name = String.UnicodeScalarView()
        var bytes = 0
        for scalar in last {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: continue
            default: break
            }
            bytes += UTF8.width(scalar)
            guard bytes <= longest else { break }
            name.append(scalar)
        }
        let start = name.drop { $0.properties.isWhitespace || $0 == "." }
        guard let end = start.lastIndex(where: { !$0.properties.isWhitespace && $0 != "." }) else { return "" }
        return String(start[...end])
    }

    /// The `Content-Disposition` that has a file saved (RFC 6266), under a name that ends as its kind does.
    static func attachment(_ name: String, kind: FileKind) -> String {
        let name = withExtension(shown(name), kind)
        let plain = name.unicodeScalars.map { scalar in
            scalar.isASCII && scalar.value > 31 && !"\"\\%;".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
        }
        let encoded = name.utf8.map { byte -> String in
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(encoded.joined())"
    }

    private static func withExtension(_ name: String, _ kind: FileKind) -> String {
        let lower = name.lowercased()
        let endings = [kind.fileExtension] + kind.otherExtensions
        if endings.contains(where: { lower.hasSuffix("." + $0) }) { return name }
        return (name.isEmpty ? kind.rawValue : name) + "." + kind.fileExtension
    }
}
