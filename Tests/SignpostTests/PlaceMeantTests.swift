import Signpost
import Terms
import Testing

@Suite("A place that somebody typed")
struct PlaceMeantTests {
    private let register = Directory.embedded.on(.today).municipalities

    @Test(
        "is taken without asking when it is the very name, or the postcode of one municipality",
        arguments: [
            ("Amsterdam", "Amsterdam"), ("scheveningen", "Den Haag"), ("'s-Hertogenbosch", "Den Bosch"),
            ("Weesp", "Amsterdam"), ("Utrecht", "Utrecht"), ("Groningen", "Groningen"),
            ("DEN HAAG", "Den Haag"), ("Hoofddorp", "Haarlemmermeer"), ("1012", "Amsterdam"), ("3511 AB", "Utrecht"),
            ("5611ab", "Eindhoven"), ("9751 aa", "Groningen"), ("1381", "Amsterdam"), ("6211", "Maastricht"),
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
            "Amstrdam", "Roterdam", "Eindhofen", "0123", "0999", "35115", "1012 A",
        ])
    func asked(typed: String) {
        if case .one(let place) = register.meaning(of: typed) { Issue.record("\(typed): \(place.name)") }
    }

    @Test(
        "is larger than a municipality when it is a province or the country",
        arguments: [
            "Friesland", "Fryslân", "Drenthe", "Overijssel", "Flevoland", "Gelderland", "Noord-Holland", "Zuid-Holland",
            "Noord-Brabant", "Brabant", "Limburg", "Nederland", "Curaçao",
        ])
    func wider(typed: String) {
        guard case .wider = register.meaning(of: typed) else {
            Issue.record("\(typed): \(register.meaning(of: typed))")
            return
        }
    }

    @Test(
        "lies outside the Netherlands when it is a country or a town elsewhere",
        arguments: [
            "Polen", "Roemenië", "Bulgarije", "Germany", "Suriname", "Antwerpen", "antwerp", "Köln", "Keulen", "Brussel",
            "Gent, België", "Istanbul", "Boekarest", "București", "Marrakesh", "Düsseldorf", "duitsland",
        ])
    func abroad(typed: String) {
        #expect(register.meaning(of: typed) == .abroad([]), "\(register.meaning(of: typed))")
    }

    @Test(
        "is no far-fetched guess when it is an everyday word",
        arguments: ["hotel", "school", "thuis", "huis", "werk", "kerk", "bar", "straat", "internet", "vliegveld", "hostel", "farm"])
    func word(typed: String) {
        #expect(register.meaning(of: typed) == .nothing, "\(register.meaning(of: typed).choices.map(\.name))")
    }

    @Test("every postcode leads to municipalities that there are, and one on a border asks which")
    func postcodes() {
        var known = 0
        for digits in 1000...9999 {
            let found = register.find(String(digits))
            known += found.isEmpty ? 0 : 1
            #expect(found.count <= 2, "\(digits): \(found.map(\.name))")
        }
        #expect(known > 4_000)
        guard case .perhaps(let places) = register.meaning(of: "1481") else {
            Issue.record("\(register.meaning(of: "1481"))")
            return
        }
        #expect(places.count == 2)
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
        #expect(register.meaning(of: "Amstrdam").choices.map(\.name) == ["Amsterdam"])
        #expect(register.meaning(of: "Amstrdaam").choices.contains { $0.name == "Amsterdam" })
        #expect(register.meaning(of: "qqqqqq") == .nothing && register.meaning(of: "") == .nothing)
    }
}
