import Foundation
import Testing

@Suite("SECURITY.md")
struct SecurityDocumentTests {
    @Test("names for each attacker the tests that show what it says, and each of them exists")
    func named() throws {
        let rows = try Repository.file("SECURITY.md").lines.filter { $0.hasPrefix("| **") }
        #expect(rows.count > 10)
        let code = try Repository.swiftFiles("Tests").map(\.text).joined(separator: "\n")
        for row in rows {
            let shown = try #require(row.split(separator: "|").last { $0.contains { !$0.isWhitespace } })
            let named = shown.matches(of: /`([^`]+)`/).map { String($0.1) }
            #expect(!named.isEmpty || shown.contains("none: "), "\(row.prefix(60)) names no test")
            for name in named {
                let exists =
                    name.hasSuffix(".py")
                    ? FileManager.default.fileExists(atPath: Repository.root + "/" + name)
                    : code.contains("struct \(name) ")
                #expect(exists, "\(name), which SECURITY.md names, is no test")
            }
        }
    }
}
