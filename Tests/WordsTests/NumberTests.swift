import Terms
import Testing

@testable import Words

@Suite("Numbers in words")
struct NumberTests {
    private let dutch = Words.of(.nl)
    private let english = Words.of(.en)

    @Test(
        "have their thousands apart as each language writes them",
        arguments: [
            (0, "0", "0"), (7, "7", "7"), (999, "999", "999"), (1_000, "1.000", "1,000"), (-1_000, "-1.000", "-1,000"),
            (12_345, "12.345", "12,345"), (999_999, "999.999", "999,999"), (1_000_000, "1.000.000", "1,000,000"),
            (-12, "-12", "-12"), (Int.min, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
        ])
    func thousands(number: Int, inDutch: String, inEnglish: String) {
        #expect(dutch.number(number) == inDutch)
        #expect(english.number(number) == inEnglish)
    }

    @Test(
        "tell the size of a file in the unit that people know, never 1.000 kB",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1_000, "1 kB", "1 kB"), (1_499, "1 kB", "1 kB"),
            (1_500, "2 kB", "2 kB"),
            (999_499, "999 kB", "999 kB"), (999_500, "1 MB", "1 MB"), (2_540_000, "2,5 MB", "2.5 MB"),
            (2_950_000, "3 MB", "3 MB"), (50_000_000, "50 MB", "50 MB"), (1_234_500_000, "1.234,5 MB", "1,234.5 MB"),
        ])
    func sizes(count: Int, inDutch: String, inEnglish: String) {
        #expect(dutch.bytes(count).hasPrefix(inDutch), "\(dutch.bytes(count))")
        #expect(english.bytes(count).hasPrefix(inEnglish), "\(english.bytes(count))")
    }

    @Test("take the singular for exactly one, and the plural for all else")
    func plurals() {
        let words = Words(
            language: .nl,
            sentences: ["signs": .byNumber(one: "{n} signaal", other: "{n} signalen"), "plain": .one("{n} keer")])
        #expect(words.count("signs", 1) == "1 signaal")
        for number in [0, 2, 11, 21, 101] { #expect(words.count("signs", number) == "\(number) signalen") }
        #expect(words.count("signs", -1) == "-1 signalen")
        #expect(words.count("signs", 1_000) == "1.000 signalen")
        #expect(words.count("plain", 1) == "1 keer" && words.count("plain", 3) == "3 keer")
    }

    @Test("tell a term that is left or gone by, rounded down, so that nothing looks later than it is")
    func terms() {
        for words in [dutch, english] {
            func same(_ one: Term, _ other: Term) -> Bool { words.term(one) == words.term(other) }
            #expect(same(Term(milliseconds: 0), Term(milliseconds: 59_999)))
            #expect(!same(Term(milliseconds: 0), Term(milliseconds: -1)))
            #expect(same(.minutes(1), Term(milliseconds: 119_999)) && !same(.minutes(1), .minutes(2)))
            #expect(same(.minutes(60), .hours(1)) && same(.hours(1), .minutes(119)) && !same(.minutes(59), .hours(1)))
            #expect(same(.hours(47), .minutes(48 * 60 - 1)) && same(.hours(48), .days(2)))
            #expect(same(.days(2), .hours(71)) && !same(.days(2), .days(-2)))
        }
        #expect(dutch.term(.hours(3)).contains("3 uur") && english.term(.hours(3)).contains("3 hours"))
        #expect(english.term(.hours(1)).contains("1 hour") && !english.term(.hours(1)).contains("hours"))
        #expect(dutch.term(.days(-2)).contains("2 dagen") && english.term(.days(-2)).contains("2 days"))
    }
}

@Suite("A sentence")
struct SentenceTests {
    private func words(_ text: String) -> Words { Words(language: .nl, sentences: ["key": .one(text)]) }

    @Test("fills each of its places once, whatever the values hold")
    func filled() {
        #expect(words("{a} en {b}")("key", ["a": "{b}", "b": "{a}"]) == "{b} en {a}")
        #expect(words("{a}{a}")("key", ["a": "x"]) == "xx")
        #expect(words("{a}")("key", ["b": "x"]) == "{a}")
        #expect(words("{ open")("key", ["a": "x"]) == "{ open")
        #expect(words("} {a} {")("key", ["a": "x"]) == "} x {")
        #expect(words("niets")("key", ["a": "x"]) == "niets")
        #expect(words("{a}")("key", ["a": "</p><script>"]) == "</p><script>", "escaping is the page's")
    }

    @Test("that is missing is shown as its key, and never stops a page")
    func missing() {
        #expect(words("niets")("no.such.key") == "«no.such.key»")
        #expect(words("niets").count("no.such.key", 3) == "«no.such.key»")
        #expect(!words("niets").has("no.such.key") && words("niets").has("key"))
    }
}
