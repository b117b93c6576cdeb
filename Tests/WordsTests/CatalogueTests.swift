import Foundation
import Terms
import Testing

@testable import Words

@Suite("The catalogues of all languages")
struct CatalogueTests {
    /// Each `{name}` in the texts of a sentence.
    private func places(_ sentence: Sentence) -> Set<String> {
        Set(sentence.texts.flatMap { text in text.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) } })
    }

    @Test("can each be read, and have no sentence twice")
    func read() throws {
        for language in Language.allCases {
            var seen: Set<String> = []
            for part in Catalogue.parts(language) {
                let sentences = try #require(Catalogue.read(part.file.bytes), "\(part.name).\(language)")
                let twice = seen.intersection(sentences.keys)
                #expect(twice.isEmpty, "\(part.name).\(language): \(twice)")
                seen.formUnion(sentences.keys)
                // A file that names a key twice is read as if the last one stood alone.
                let written = String(decoding: part.file.bytes, as: UTF8.self).matches(of: /\n {2}"([^"]+)":/).count
                #expect(written == sentences.count, "\(part.name).\(language)")
            }
        }
    }

    @Test("leave the same places open, and count the same things")
    func same() throws {
        let dutch = Catalogue.of(.nl).sentences
        for language in Language.allCases {
            for (key, sentence) in Catalogue.of(language).sentences {
                let ours = try #require(dutch[key], "\(key) is in \(language) only")
                #expect(places(sentence) == places(ours), "\(language) \(key)")
                #expect(sentence.texts.count == ours.texts.count, "\(language) \(key)")
            }
        }
    }

    @Test("hold text that can be shown: not empty, no markup, no stray brace or space")
    func clean() {
        for language in Language.allCases {
            for (key, sentence) in Catalogue.of(language).sentences {
                for text in sentence.texts {
                    #expect(!text.isEmpty && text.trimmingCharacters(in: .whitespacesAndNewlines) == text, "\(key)")
                    #expect(!text.contains(where: { "<>\t".contains($0) }) && !text.contains("&amp;"), "\(key)")
                    let braces = text.filter { "{}".contains($0) }.count
                    #expect(braces == 2 * text.matches(of: /\{[A-Za-z]+\}/).count, "\(language) \(key)")
                }
            }
        }
    }

    @Test("name the days and months of a year")
    func calendar() {
        for language in Language.allCases {
            let words = Words.of(language)
            #expect(Set((1...7).map { words(Key("words", "weekday", String($0))) }).count == 7)
            #expect(Set((1...12).map { words(Key("words", "month", String($0))) }).count == 12)
            #expect(Set((1...12).map { words(Key("words", "shortMonth", String($0))) }).count == 12)
        }
    }
}
