import Foundation

/// The project's own files, read as text.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    struct File: Sendable {
        /// From the project's folder on: `Sources/Terms/ID.swift`.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The target that the file belongs to.
        var target: String { String(path.split(separator: "/")[1]) }
        /// The text without comments and without what stands in string literals.
        var code: String { Repository.withoutComments(text, keepingStrings: false) }
        var withoutComments: String { Repository.withoutComments(text, keepingStrings: true) }
    }

    static func file(_ path: String) throws -> File {
        File(path: path, text: try String(contentsOfFile: root + "/" + path, encoding: .utf8))
    }

    /// Every Swift file beneath a folder.
    static func swiftFiles(_ folder: String) throws -> [File] {
        let files = FileManager.default.enumerator(atPath: root + "/" + folder)
        var found: [File] = []
        while let name = files?.nextObject() as? String {
            if name.hasSuffix(".swift") { found.append(try file(folder + "/" + name)) }
        }
        return found.sorted { $0.path < $1.path }
    }

    /// Takes comments out of Swift source, and string literals too unless told otherwise. Line ends stay, so that lines
    /// keep their numbers.
    static func withoutComments(_ source: String, keepingStrings: Bool) -> String {
        var out: [UInt8] = []
        let bytes = Array(source.utf8)
        var index = 0
        func starts(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { bytes[index...].starts(with: $0) }
        }
        while index < bytes.count {
            if starts("//") {
                while index < bytes.count, bytes[index] != 10 { index += 1 }
            } else if bytes[index] == UInt8(ascii: "\"") {
                let start = index
                let isLong = starts("\"\"\"")
                index += isLong ? 3 : 1
                while index < bytes.count, isLong ? !starts("\"\"\"") : bytes[index] != UInt8(ascii: "\"") {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                index = min(index + (isLong ? 3 : 1), bytes.count)
                let literal = bytes[start..<index]
                out += keepingStrings ? Array(literal) : [34, 34] + literal.filter { $0 == 10 }
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
