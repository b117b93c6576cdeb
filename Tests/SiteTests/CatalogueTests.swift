import Foundation
import Organisations
import Reporting
import Signpost
import Terms
import Testing
import Words

@testable import Site
@testable import Web

/// The project's folder, found from this file.
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

@Suite("The catalogues")
struct CatalogueTests {
    @Test("have the same sentences in every language")
    func same() {
        let dutch = Words.of(.nl).keys
        for language in Language.allCases {
            let keys = Words.of(language).keys
            #expect(keys == dutch, "\(language)")
        }
    }

    @Test("have every sentence that the code asks for by name")
    func complete() throws {
        let words = Words.of(.nl)
        let asked = try literalKeys()
        #expect(asked.count > 200)
        for key in asked { #expect(words.has(Key(key)), "\(key)") }
    }

    @Test("say what every code means", arguments: Language.allCases)
    func codes(language: Language) {
        let words = Words.of(language)
        func check<C: Coded>(_ type: C.Type) {
            for code in C.allCases { #expect(words.has(Key("code", C.list, code.rawValue)), "\(C.list) \(code)") }
        }
        check(Subject.self)
        check(ReporterRole.self)
        check(AgeGroup.self)
        check(ExploitationForm.self)
        check(Urgency.self)
        check(Involvement.self)
        check(IdentifierKind.self)
        check(ContactWay.self)
        check(Role.self)
        check(ReportState.self)
        check(Step.self)
        check(ClosingReason.self)
        check(CaseEvent.Kind.self)
        check(HandOverStep.State.self)
        check(SignGroup.self)
        check(Reach.self)
        check(PointKind.self)
        check(Anonymity.self)
        check(ContactLine.self)
        check(Purpose.self)
        check(Profession.self)
        check(Circumstance.self)
        check(SexualViolence.self)
        check(Residence.self)
        check(OrganisationNeed.self)
        check(LookTime.self)
        for group in SignGroup.allCases {
            for sign in group.signs {
                #expect(words.has(Key("sign", sign)) && words.has(Key("own", "sign", sign)), "\(sign)")
            }
        }
    }

    @Test("say sorry in every language for everything that can go wrong", arguments: Language.allCases)
    func errors(language: Language) {
        let words = Words.of(language)
        for code in ErrorPage.allCodes {
            #expect(words.has(Key("error", code, "title")) && words.has(Key("error", code, "text")), "\(code)")
        }
        for refusal in ReportRefusal.allCases { #expect(words.has(Key("refusal", refusal.rawValue)), "\(refusal)") }
        for refusal in MembershipRefusal.allCases { #expect(words.has(Key("refusal", refusal.rawValue)), "\(refusal)") }
    }

    @Test("explain every mistake in the directory and every reason of the advice", arguments: Language.allCases)
    func signpost(language: Language) {
        let words = Words.of(language)
        for code in Mistake.Code.allCases { #expect(words.has(Key("directory", "mistake", code.rawValue)), "\(code)") }
        for reason in Reason.BuiltIn.allCases { #expect(words.has(Key("advice", "reason", reason.rawValue)), "\(reason)") }
    }

    @Test("say in the journal what every act is", arguments: Language.allCases)
    func acts(language: Language) throws {
        let words = Words.of(language)
        let acts = try matches(of: #"Act\("([a-zA-Z.]+)"\)"#, in: "Sources")
        #expect(acts.count > 35)
        for act in acts { #expect(words.has(Key("act", act)), "\(act)") }
    }

    /// Every literal with which the site asks for a sentence.
    private func literalKeys() throws -> Set<String> {
        try matches(of: #"(?:words|say)(?:\.count)?\(\s*"([a-zA-Z]+(?:\.[a-zA-Z0-9]+)+)""#, in: "Sources/Site")
    }

    /// What the pattern's group matches in the sources of a folder.
    private func matches(of pattern: String, in folder: String) throws -> Set<String> {
        let pattern = try NSRegularExpression(pattern: pattern)
        var found: Set<String> = []
        let files = FileManager.default.enumerator(
            at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in pattern.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
                if let range = Range(match.range(at: 1), in: text) { found.insert(String(text[range])) }
            }
        }
        return found
    }
}
