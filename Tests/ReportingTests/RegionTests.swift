import Reporting
import Support
import Terms
import Testing

@Suite("Regions and references, as people type them")
struct RegionTests {
    private let register = MunicipalityRegister.embedded

    @Test("regions are found by name, without case, accents and hyphens; municipalities also by code")
    func read() {
        let provinces = register.read(["utrecht", "Noord Holland", "Fryslan"], of: .province)
        #expect(provinces.regions == ["Utrecht", "Noord-Holland", "Fryslân"] && provinces.unknown.isEmpty)
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
        #expect(register.regions(of: .municipality).count == register.all.count)
        #expect(register.regions(of: .national).isEmpty)
    }

    @Test("a reference leads to the beginning of its report's id, however it is typed")
    func references() {
        for seed in 1...50 as ClosedRange<UInt64> {
            let id = ReportID(.seeded(seed))
            let reference = Envelope.reference(of: id)
            let lookAlikes = reference.lowercased().replacing("0", with: "o").replacing("1", with: "l")
            for typed in [reference, reference.replacing("-", with: ""), " " + lookAlikes] {
                let beginning = Envelope.idBeginning(withReference: typed)
                #expect(beginning.map { id.text.hasPrefix($0) && $0.utf8.count == 12 } == true, "\(typed)")
            }
        }
        for typed in ["", "ABCD-EFG", "ABCD-EFGH-J", "ABCD-EFGU", "<b>-1234"] {
            #expect(Envelope.idBeginning(withReference: typed) == nil, "\(typed)")
        }
    }
}
