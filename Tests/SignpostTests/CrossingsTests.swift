import Signpost
import Terms
import Testing

@Suite("An airport, a port or the border that somebody types")
struct CrossingsTests {
    private let register = Directory.embedded.on(.today).municipalities

    @Test(
        "is known by the names that people give it, with the municipality that it lies in",
        arguments: [
            ("Schiphol", "Haarlemmermeer"), ("op schiphol", "Haarlemmermeer"),
            ("Amsterdam Airport Schiphol", "Haarlemmermeer"),
            ("Schiphol Plaza", "Haarlemmermeer"), ("Eindhoven Airport", "Eindhoven"),
            ("vliegveld Eindhoven", "Eindhoven"),
            ("Rotterdam The Hague Airport", "Rotterdam"), ("Zestienhoven", "Rotterdam"),
            ("Rotterdam Airport", "Rotterdam"),
            ("Maastricht Aachen Airport", "Beek (L.)"), ("vliegveld Maastricht", "Beek (L.)"),
            ("Vliegveld Beek", "Beek (L.)"),
            ("Groningen Airport Eelde", "Tynaarlo"), ("luchthaven Eelde", "Tynaarlo"), ("Lelystad Airport", "Lelystad"),
            ("veerboot in IJmuiden", "Velsen"), ("Eemshaven", "Het Hogeland"), ("Hazeldonk", "Breda"),
            ("haven Rotterdam", "Rotterdam"),
            ("Ferry Hoek van Holland", "Rotterdam"), ("grens bij Venlo", "Venlo"),
        ])
    func known(typed: String, municipality: String) {
        #expect(Crossings.names(typed))
        guard case .one(let place) = register.meaning(of: typed) else {
            Issue.record("\(typed): \(register.meaning(of: typed))")
            return
        }
        #expect(place.name == municipality)
    }

    @Test(
        "is one by the word alone too, and with a letter wrong",
        arguments: [
            "vliegveld", "op het vliegveld", "Luchthaven", "airport", "at the airport", "de haven", "ferry", "veerboot",
            "grens",
            "border", "grens met Duitsland", "Schipol", "Schiphool", "vliegvelt", "luchthave", "vertrekhal 2", "douane",
        ])
    func word(typed: String) {
        #expect(Crossings.names(typed))
        if case .abroad = register.meaning(of: typed) { Issue.record("\(typed) is abroad") }
    }

    @Test(
        "is abroad when the town beside it is",
        arguments: ["vliegveld Istanbul", "Airport Düsseldorf", "haven Antwerpen"])
    func abroad(typed: String) {
        #expect(register.meaning(of: typed) == .abroad([]), "\(register.meaning(of: typed))")
    }

    @Test("is never a town that is none")
    func towns() {
        let names = register.all.flatMap { [$0.name] + $0.searchWords }.filter(Crossings.names)
        #expect(
            Set(names) == [
                "Schiphol", "Schiphol Airport", "Luchthaven Schiphol", "Groningen Airport Eelde", "Maastricht Airport",
                "Lelystad Airport", "Eindhoven Airport", "Kempen Airport", "Eemshaven", "Maasvlakte", "Europoort",
            ])
        for typed in [
            "Den Haag", "Port Zélande", "Havenstraat", "Grave", "Vliegenbos", "school", "hotel", "", "Hoek van Holland",
            "almere haven",
        ] {
            #expect(!Crossings.names(typed), "\(typed)")
        }
    }
}
