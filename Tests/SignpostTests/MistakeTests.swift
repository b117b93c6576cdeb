import Signpost
import Testing

@Suite("A mistake in the files of the directory")
struct MistakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: Mistake.Code
        let file: String
        let line: Int
        let text: String

        var testDescription: String { code.rawValue }

        init(_ code: Mistake.Code, _ file: String, line: Int, _ text: String) {
            self.code = code
            self.file = file
            self.line = line
            self.text = text
        }
    }

    private static let point = """
        - id: help
          name: {nl: Hulp, en: Help}
          kind: talk
          audience: [victim]
          subjects: [victim]
          ages: [adult]
          forms: all
          reach: national
          anonymous: yes

        """
    private static let rule = """
        - id: own-rule
          when: {online: true}
          recommend: {also: [comensha]}
          reason: {nl: Zo., en: So.}
          source: "https://example.org"

        """
    private static let header =
        "code;name;province;police_unit;safety_region;veilig_thuis;csg;from;until;into;search_words\n"
    private static let place = "GM9999;Nergens;PV20;RE01;VR01;vt-groningen;csg-groningen-drenthe"
    private static let branch = "- of: comensha\n  id: comensha-north\n  serves: [PV20]\n"

    private static let cases = [
        Case(.notYAML, "points.yaml", line: 2, "- id: help\n  name: }\n"),
        Case(.notList, "points.yaml", line: 1, "id: help\n"),
        Case(.notMapping, "points.yaml", line: 1, "- help\n"),
        Case(.notText, "points.yaml", line: 10, point + "  words: [[a]]\n"),
        Case(.unknownKey, "points.yaml", line: 10, point + "  colour: red\n"),
        Case(.unknownKey, "points.yaml", line: 11, point + "  contact:\n    fax: '1'\n"),
        Case(.unknownKey, "rules.yaml", line: 2, rule.replacing("online: true", with: "weather: bad")),
        Case(.missingKey, "points.yaml", line: 1, point.replacing("  kind: talk\n", with: "")),
        Case(.missingKey, "points.yaml", line: 2, point.replacing(", en: Help", with: "")),
        Case(.doubleKey, "points.yaml", line: 3, point.replacing("kind: talk", with: "kind: talk\n  kind: care")),
        Case(.emptyValue, "points.yaml", line: 10, point + "  words: []\n"),
        Case(
            .wrongValue, "points.yaml", line: 4, point.replacing("[victim]\n  subjects", with: "[friend]\n  subjects")),
        Case(.wrongValue, "rules.yaml", line: 2, rule.replacing("online: true", with: "age: old")),
        Case(.malformedID, "points.yaml", line: 1, point.replacing("id: help", with: "id: help line")),
        Case(.malformedDate, "points.yaml", line: 10, point + "  from: 2026-02-30\n"),
        Case(.malformedHours, "points.yaml", line: 10, point + "  hours: {phone: 'weekdays'}\n"),
        Case(.malformedAddress, "points.yaml", line: 11, point + "  contact:\n    web: http://example.org\n"),
        Case(.malformedLanguage, "points.yaml", line: 10, point + "  languages: [Dutch]\n"),
        Case(.malformedTile, "regions.yaml", line: 1, "- {id: X1, kind: province, name: X, tile: [1]}\n"),
        Case(.emptyPeriod, "points.yaml", line: 1, point + "  from: 2027-01-01\n  until: 2027-01-01\n"),
        Case(.doubleEntry, "points.yaml", line: 10, point + point),
        Case(
            .doubleTile, "regions.yaml", line: 2,
            """
            - {id: X1, kind: province, name: X, tile: [90, 90]}
            - {id: X2, kind: province, name: Y, tile: [90, 90]}
            """),
        Case(.unknownPoint, "rules.yaml", line: 3, rule.replacing("comensha", with: "nobody")),
        Case(.unknownPoint, "branches.yaml", line: 1, branch.replacing("comensha", with: "nobody")),
        Case(.unknownRegion, "branches.yaml", line: 3, branch.replacing("PV20", with: "PV99")),
        Case(.unknownRegion, "municipalities.csv", line: 2, header + place.replacing("PV20", with: "PV99") + ";;;;\n"),
        Case(.wrongKind, "municipalities.csv", line: 2, header + place.replacing("PV20", with: "RE01") + ";;;;\n"),
        Case(.foreignID, "branches.yaml", line: 2, branch.replacing("id: comensha", with: "id: other")),
        Case(.doubleService, "branches.yaml", line: 6, branch + branch.replacing("-north", with: "-south")),
        Case(.emptyRule, "rules.yaml", line: 1, rule.replacing("  recommend: {also: [comensha]}\n", with: "")),
        Case(.doublePoint, "rules.yaml", line: 3, rule.replacing("[comensha]", with: "[comensha, comensha]")),
        Case(.header, "municipalities.csv", line: 1, "code;name\n"),
        Case(.columns, "municipalities.csv", line: 2, header + place + ";;;\n"),
        Case(
            .malformedCode, "municipalities.csv", line: 2, header + place.replacing("GM9999", with: "9999") + ";;;;\n"),
        Case(.noRegion, "municipalities.csv", line: 2, header + place.replacing("PV20", with: "") + ";;;;\n"),
        Case(
            .twoRegions, "municipalities.csv", line: 2, header + place.replacing("PV20", with: "PV20|PV21") + ";;;;\n"),
        Case(.endWithoutSuccessor, "municipalities.csv", line: 2, header + place + ";;2027-01-01;;\n"),
        Case(.unknownSuccessor, "municipalities.csv", line: 2, header + place + ";;2027-01-01;GM9998;\n"),
        Case(.doubleEntry, "municipalities.csv", line: 3, header + place + ";;;;\n" + place + ";;;;\n"),
    ]

    private func mistakes(in folder: TemporaryFolder) -> [Mistake] {
        do {
            _ = try Directory(folder: folder.path)
            return []
        } catch { return error.all }
    }

    @Test("is explained by file and line, and by nothing else", arguments: cases)
    func explained(wrong: Case) throws {
        let folder = try TemporaryFolder([wrong.file: wrong.text])
        let found = mistakes(in: folder)
        #expect(found.map(\.code) == [wrong.code])
        #expect(found.first?.file == folder.path + "/" + wrong.file)
        #expect(found.first?.line == wrong.line)
    }

    @Test("of every kind there is has a case here")
    func complete() {
        #expect(Set(Self.cases.map(\.code)).union([.unreadable]) == Set(Mistake.Code.allCases))
    }

    @Test("is also a file that is no text")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        try folder.write([0xFF, 0xFE, 0x00], to: "rules.yaml")
        #expect(mistakes(in: folder).map(\.code) == [.unreadable])
    }

    @Test("does not hide the others: all are told at once, in the order of files and lines")
    func together() throws {
        let folder = try TemporaryFolder([
            "points.yaml": Self.point.replacing("talk", with: "shout") + "  colour: red\n",
            "rules.yaml": Self.rule.replacing("comensha", with: "nobody"),
        ])
        #expect(mistakes(in: folder).map(\.code) == [.wrongValue, .unknownKey, .unknownPoint])
        #expect(mistakes(in: folder).map(\.line) == [3, 10, 3])
    }
}
