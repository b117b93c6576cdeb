import Foundation
import Testing

@Suite("A sentence for people")
struct SentenceTests {
    /// Two words and a space, but no sentence.
    private static let noSentences: Set<String> = [
        "form state",  // what a key is made for
        "baken verify-receipt",  // the command that the page names
        "nofollow noreferrer",  // of a link
        "recorded receipt",  // what a sealed form is for
        "staff draft",  // what a sealed form is for
        "the database does not answer\\n",  // what a probe reads
        "the database takes no writes\\n",  // what a probe reads
    ]

    @Test("never stands in the code of a page: it has a key in the catalogues")
    func literals() throws {
        let styles = try Repository.file("Sources/Site/Assets/baken.css").text
        let classes = Set(styles.matches(of: /\.([a-z][a-z-]*)/).map { String($0.1) })
        let files = try Repository.swiftFiles("Sources/Site") + Repository.swiftFiles("Sources/API")
        #expect(files.count > 10)
        for file in files {
            for match in file.withoutComments.matches(of: /"((?:\\.|[^"\\\n])*)"/) {
                let text = String(match.1)
                guard text.contains(/\p{L}{2,} \p{L}{2,}/), !Self.noSentences.contains(text),
                    !text.split(separator: " ").allSatisfy({ classes.contains(String($0)) })
                else { continue }
                Issue.record("\(file.path): \"\(text)\" belongs in the catalogues")
            }
        }
    }
}
