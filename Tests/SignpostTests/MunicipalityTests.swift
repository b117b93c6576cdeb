import Signpost
import Terms
import Testing

@Suite("Municipalities and regions, as people type them")
struct MunicipalityTests {
    private let register = Directory.embedded.on(.today).municipalities

    @Test("hold every municipality of 2026 once")
    func municipalities() {
        #expect(register.all.count == 342)
        #expect(Set(register.all.map(\.code)).count == 342)
    }

    @Test(
        "a municipality is found however it is typed",
        arguments: [
            ("Amsterdam", "Amsterdam"), ("amsterdm", "Amsterdam"), ("'s-hertogenbosch", "Den Bosch"),
            ("DEN HAAG", "Den Haag"), ("Scheveningen", "Den Haag"), ("utrehct", "Utrecht"),
            ("súdwest fryslan", "Súdwest-Fryslân"), ("ut", ""), ("qqqqqq", ""),
            ("Ĳsselstein", "IJsselstein"), ("Am\u{AD}ster\u{200B}dam", "Amsterdam"),
        ])
    func search(typed: String, name: String) {
        #expect((register.find(typed).first?.name ?? "") == name)
    }

    @Test("regions are found by name, without case, accents and hyphens; municipalities also by code")
    func read() {
        let provinces = register.read(["utrecht", "Noord Holland", "Fryslan"], of: .province)
        #expect(provinces.regions == ["PV26", "PV27", "PV21"] && provinces.unknown.isEmpty)
        #expect(register.names(of: provinces.regions, .province) == ["Fryslân", "Noord-Holland", "Utrecht"])
        let places = register.read(["Amsterdam", "GM0599"], of: .municipality)
        #expect(places.regions == ["GM0363", "GM0599"] && places.unknown.isEmpty)
        #expect(register.names(of: places.regions, .municipality) == ["Amsterdam", "Rotterdam"])
    }

    @Test("what is no region of that reach is told")
    func unknown() {
        #expect(register.read(["Atlantis", "Utrecht"], of: .province).unknown == ["Atlantis"])
        #expect(register.read(["Utrecht"], of: .national).unknown == ["Utrecht"])
    }

    @Test("every reach has as many regions as there are")
    func counted() {
        #expect(register.regions(of: .province).count == 12)
        #expect(register.regions(of: .policeUnit).count == 10)
        #expect(register.regions(of: .safetyRegion).count == 25)
        #expect(register.regions(of: .veiligThuis).count == 25)
        #expect(register.regions(of: .csg).count == 16)
        #expect(register.regions(of: .municipality).count == 342)
        #expect(register.regions(of: .national).isEmpty)
    }

    @Test("on 1 January 2027 Wijdemeren is part of Hilversum; whoever looks for it, or kept its code, is led there")
    func dated() throws {
        let wijdemeren = try #require(MunicipalityCode("GM1696"))
        let before = Directory.embedded.on(try #require(Day("2026-12-31")))
        #expect(before.municipalities.find("Loosdrecht").first?.name == "Wijdemeren")
        #expect(before.municipalities.current(wijdemeren)?.name == "Wijdemeren")
        let after = Directory.embedded.on(try #require(Day("2027-01-01")))
        #expect(after.municipalities.all.count == 341)
        #expect(after.municipalities.find("Wijdemeren").first?.name == "Hilversum")
        #expect(after.municipalities.find("Loosdrecht").first?.name == "Hilversum")
        #expect(after.municipalities.current(wijdemeren)?.name == "Hilversum")
        #expect(after.municipalities[wijdemeren]?.name == "Wijdemeren", "what was kept under the old code has its name")
        #expect(
            after.branch(of: "veilig-thuis", in: wijdemeren)?.id
                == after.branch(of: "veilig-thuis", in: try #require(MunicipalityCode("GM0402")))?.id)
    }
}

extension Day {
    /// The day of these tests.
    static let today = Day("2026-11-25") ?? Day(number: 0)
}
