import Reporting
import Testing

@Suite("The reference data that are part of the program")
struct ReferenceTests {
    @Test("hold every municipality of 2026 once")
    func municipalities() {
        let all = MunicipalityRegister.embedded.all
        #expect(all.count == 342)
        #expect(Set(all.map(\.code)).count == all.count)
        #expect(Set(all.map(\.policeUnit)).count == 10)
        #expect(Set(all.map(\.province)).count == 12)
        #expect(Set(all.map(\.safetyRegion)).count == 25)
    }

    @Test(
        "find a municipality however it is typed",
        arguments: [
            ("Amsterdam", "Amsterdam"), ("amsterdm", "Amsterdam"), ("'s-hertogenbosch", "Den Bosch"),
            ("DEN HAAG", "Den Haag"), ("Scheveningen", "Den Haag"), ("utrehct", "Utrecht"),
            ("súdwest fryslan", "Súdwest-Fryslân"), ("ut", ""), ("qqqqqq", ""),
        ])
    func search(typed: String, name: String) {
        let found = MunicipalityRegister.embedded.find(typed).first?.name ?? ""
        #expect(found == name)
    }

    @Test("hold reporting points, each once, with safe addresses")
    func points() {
        let all = ReportingPoint.all
        #expect(all.count >= 20)
        #expect(Set(all.map(\.id)).count == all.count)
        #expect(ReportingPoint.named("112")?.phone == "112")
        #expect(all.allSatisfy { $0.web?.hasPrefix("https://") ?? true })
    }

    @Test("hold signs in every group, each known by its id")
    func signs() {
        let ids = SignGroup.allCases.flatMap(\.signs)
        #expect(SignGroup.allCases.allSatisfy { !$0.signs.isEmpty })
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy(Sign.exists) && !Sign.exists("young.nothing"))
    }
}
