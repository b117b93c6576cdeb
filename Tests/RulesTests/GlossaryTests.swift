import Testing

@Suite("The glossary")
struct GlossaryTests {
    @Test("has every Dutch term that a docstring gives")
    func dutch() throws {
        let glossary = try Repository.file("docs/glossary.md").text.lowercased()
        var terms = 0
        for file in try Repository.swiftFiles("Sources") {
            let comments = file.text.matches(of: /\/\/\/ (.*)/).map { String($0.1) }.joined(separator: " ")
            for match in comments.matches(of: /\(Dutch: ([^)]+)\)/) {
                terms += 1
                for term in match.1.split(separator: ", ") {
                    #expect(glossary.contains(term.lowercased()), "\(file.path): \(term)")
                }
            }
        }
        #expect(terms > 30)
    }

    @Test("names every type of a wing that others see, and none that is gone", arguments: ["Reporting", "Collaboration"])
    func types(wing: String) throws {
        var types: Set<String> = []
        for file in try Repository.swiftFiles("Sources/" + wing) {
            for match in file.code.matches(of: /(?m)^public (?:final )?(?:struct|enum|class|actor|protocol) (\w+)/) {
                types.insert(String(match.1))
            }
        }
        #expect(types.count > 30)
        let glossary = try Repository.file("docs/glossary.md").text
        let section = try #require(
            glossary.split(separator: "## Types of the wing \(wing)\n").last?.split(separator: "\n## ").first)
        let named = Set(section.matches(of: /`(\w+)`/).map { String($0.1) })
        #expect(types.subtracting(named).sorted() == [], "to be named in docs/glossary.md")
        #expect(named.subtracting(types).sorted() == [], "gone from the code")
    }
}
