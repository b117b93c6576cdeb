import Signpost
import Terms
import Testing

@Suite("A place that somebody typed")
struct PlaceMeantTests {
    private let register = Directory.embedded.on(.today).municipalities

    @Test(
        "is taken without asking when it is the very name, or a long name with one letter wrong",
        arguments: [
            ("Amsterdam", "Amsterdam"), ("scheveningen", "Den Haag"), ("'s-Hertogenbosch", "Den Bosch"),
            ("Weesp", "Amsterdam"), ("Amstrdam", "Amsterdam"), ("Utrecht", "Utrecht"), ("Groningen", "Groningen"),
            ("DEN HAAG", "Den Haag"), ("Hoofddorp", "Haarlemmermeer"),
        ])
    func one(typed: String, name: String) {
        guard case .one(let place) = register.meaning(of: typed) else {
            Issue.record("\(typed): \(register.meaning(of: typed).choices.map(\.name))")
            return
        }
        #expect(place.name == name)
    }

    @Test(
        "is never a municipality without asking when it is any other word",
        arguments: [
            "hotel", "loverboy", "Biesland2", "Rotterd", "Beisland", "mijn huis", "school", "Amsterdm oost", "Enschde zuid",
        ])
    func asked(typed: String) {
        if case .one(let place) = register.meaning(of: typed) { Issue.record("\(typed): \(place.name)") }
    }

    @Test(
        "is larger than a municipality when it is a province or a country",
        arguments: [
            "Friesland", "Fryslân", "Drenthe", "Overijssel", "Flevoland", "Gelderland", "Noord-Holland", "Zuid-Holland",
            "Noord-Brabant", "Brabant", "Limburg", "Polen", "Roemenië", "Bulgarije", "Germany", "Nederland", "Suriname",
        ])
    func wider(typed: String) {
        guard case .wider = register.meaning(of: typed) else {
            Issue.record("\(typed): \(register.meaning(of: typed))")
            return
        }
    }

    @Test("no province and no region is ever taken for a municipality that has another name")
    func regions() {
        for region in Directory.embedded.on(.today).regions {
            guard region.kind == .province, case .one(let place) = register.meaning(of: region.name) else { continue }
            #expect(place.name == region.name)
        }
    }

    @Test("that is a letter or two off is a question with what may be meant")
    func question() {
        #expect(register.meaning(of: "Scheveninge") == .perhaps(register.find("Scheveninge")))
        #expect(register.meaning(of: "Amstrdaam").choices.contains { $0.name == "Amsterdam" })
        #expect(register.meaning(of: "qqqqqq") == .nothing && register.meaning(of: "") == .nothing)
    }
}
