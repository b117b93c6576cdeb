import Foundation
import Signpost
import Terms
import Testing

@Suite("An installation's own files")
struct OverlayTests {
    private let helpLine = """
        - id: local-help
          name: {nl: Hulplijn, en: Help line}
          kind: talk
          audience: [bystander, victim]
          subjects: [question, victim]
          ages: [adult]
          forms: [labour]
          reach: municipality
          anonymous: yes
          hours: {phone: "Mo-Fr 09:00-17:00"}
          contact: {phone: "010-000 00 00"}
          until: 2027-01-01
        """

    private func directory(_ files: [String: String]) throws -> Directory {
        let folder = try TemporaryFolder(files)
        return try Directory(folder: folder.path)
    }

    @Test("add points, and rules that come after ours")
    func added() throws {
        let directory = try directory([
            "points.yaml": helpLine,
            "rules.yaml": """
            - id: local-rule
              when: {forms: labour, reporter: [victim, bystander]}
              recommend: {emergency: [local-help]}
              reason: {nl: Hier., en: Here.}
              source: "https://example.org"
            """,
        ])
        let guide = directory.on(.today)
        #expect(guide.points.last?.id == "local-help" && guide.rules.last?.id == "local-rule")
        #expect(guide.points.count == Directory.embedded.on(.today).points.count + 1)
        var situation = Situation()
        situation.forms = [.labour]
        situation.reporter = .victim
        #expect(guide.advice(for: situation).recommendations.first?.point.id == "local-help")
        // From the new year on it is gone, and nobody is sent there any more.
        let later = directory.on(try #require(Day("2027-01-01")))
        #expect(later[point: "local-help"] == nil)
        #expect(!later.advice(for: situation).recommendations.contains { $0.point.id == "local-help" })
    }

    @Test("stand in place of ours where ids are the same, at the same place")
    func replaced() throws {
        let ours = Directory.embedded.on(.today)
        let guide = try directory([
            "points.yaml": helpLine.replacing("local-help", with: "veilig-thuis"),
            "municipalities.csv": """
            code;name;province;police_unit;safety_region;veilig_thuis;csg;from;until;into;search_words
            GM0363;Mokum;PV27;RE05;VR13;vt-amsterdam-amstelland;csg-amsterdam-amstelland;;;;
            """,
        ]).on(.today)
        #expect(guide.points.map(\.id) == ours.points.map(\.id))
        #expect(guide[point: "veilig-thuis"]?.name.nl == "Hulplijn")
        #expect(guide.municipalities.all.count == 342 && guide.municipalities.find("Mokum").first?.name == "Mokum")
    }

    @Test("may give an entry twice, one after the other in time")
    func successive() throws {
        let directory = try directory([
            "points.yaml": helpLine + "\n"
                + helpLine.replacing("until:", with: "from:").replacing("Hulplijn", with: "Nieuwe lijn")
        ])
        #expect(directory.on(.today)[point: "local-help"]?.name.nl == "Hulplijn")
        let later = try #require(Day("2027-01-01"))
        #expect(directory.on(later)[point: "local-help"]?.name.nl == "Nieuwe lijn")
    }

    @Test("of a branch say only what is otherwise there; what it says itself, the point's source does not vouch for")
    func branch() throws {
        let guide = try directory([
            "branches.yaml": """
            - of: comensha
              id: comensha-north
              serves: [PV20, GM0363]
              contact: {phone: "050-000 00 00"}
            """
        ]).on(.today)
        let national = try #require(guide[point: "comensha"])
        let groningen = try #require(MunicipalityCode("GM0014"))
        let branch = try #require(guide.branch(of: "comensha", in: groningen))
        #expect(branch.point.contact.phone == "050-000 00 00" && branch.point.contact.web == national.contact.web)
        #expect(branch.point.says == national.says)
        // Nobody said when its own number is answered.
        #expect(national.hours[.phone] != nil && branch.point.hours[.phone] == nil)
        #expect(national.source(of: "phone") != nil && branch.point.source(of: "phone") == nil)
        #expect(branch.point.source(of: "task")?.page == national.source(of: "task")?.page)
        let (amsterdam, rotterdam) = try (#require(MunicipalityCode("GM0363")), #require(MunicipalityCode("GM0599")))
        #expect(guide.branch(of: "comensha", in: amsterdam)?.id == "comensha-north")
        #expect(guide.branch(of: "comensha", in: rotterdam) == nil)
    }

    @Test("may come from a spreadsheet on Windows: with its line ends, and its mark at the beginning")
    func spreadsheet() throws {
        let lines = [
            "code;name;province;police_unit;safety_region;veilig_thuis;csg;from;until;into;search_words",
            "GM0363;Mokum;PV27;RE05;VR13;vt-amsterdam-amstelland;csg-amsterdam-amstelland;;;;", "",
        ]
        for text in [lines.joined(separator: "\r\n"), "\u{FEFF}" + lines.joined(separator: "\r\n")] {
            let guide = try directory(["municipalities.csv": text]).on(.today)
            #expect(guide.municipalities.find("Mokum").first?.name == "Mokum")
        }
    }

    @Test("may be a table that a Dutch Excel saved: in its code page, its dates, quotes, and rows that only look used")
    func excel() throws {
        let text = [
            "code;name;province;police_unit;safety_region;veilig_thuis;csg;from;until;into;search_words;;",
            "GM0363;\"Mok\u{FA}m \"\"aan\"\"; zee\";PV27;RE05;VR13;vt-amsterdam-amstelland;csg-amsterdam-amstelland;1-1-2020;;;A'dam|Damsko;;",
            ";;;;;;;;;;;;", "", "",
        ].joined(separator: "\r\n")
        for encoding in [String.Encoding.windowsCP1252, .utf8] {
            let folder = try TemporaryFolder()
            try folder.write(Array(try #require(text.data(using: encoding))), to: "municipalities.csv")
            let directory = try Directory(folder: folder.path)
            let place = try #require(directory.on(.today).municipalities.find("Damsko").first)
            #expect(place.name == "Mok\u{FA}m \"aan\"; zee" && place.searchWords == ["A'dam", "Damsko"])
            #expect(place.from?.text == "2020-01-01" && place.until == nil)
        }
    }

    @Test("may be none at all")
    func none() throws {
        #expect(try directory([:]).counts == Directory.embedded.counts)
    }
}
