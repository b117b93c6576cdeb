import Organisations
import Terms
import Testing
import Words

@Suite("The document of what is told to whom")
struct NoticeDocumentTests {
    @Test("says what the code does, line by line")
    func table() throws {
        let words = Words.of(.en)
        let drawn = NoticeKind.allCases.map { kind in
            let cells = [
                "`\(kind.rawValue)`", words(kind), words(Key("notices.audience", kind.rule.audience.rawValue)),
                words(Key("notices.pace", kind.rule.pace.rawValue)),
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let written = try Repository.file("docs/notices.md").lines.map(String.init).filter { $0.hasPrefix("| `") }
        #expect(written == drawn)
    }
}
