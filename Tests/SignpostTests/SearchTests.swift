import Signpost
import Terms
import Testing

@Suite("Searching the directory")
struct SearchTests {
    private let guide = Directory.embedded.on(.today)
    /// A Wednesday at noon.
    private let noon = Instant(milliseconds: 1_795_604_400_000)

    private func names(_ typed: String) -> [String] {
        guide.search(typed).map { hit in
            switch hit {
            case .point(let point): point.id.text
            case .branch(let branch): branch.id.text
            case .region(let region): region.id.text
            case .municipality(let place): place.name
            }
        }
    }

    @Test(
        "finds what is meant among the first, however it is typed",
        arguments: [
            ("veilig thuis", "veilig-thuis", 1), ("veilgthuis", "veilig-thuis", 1), ("Zuidoostbrabant", "VR22", 3),
            ("amsterdm", "Amsterdam", 4), ("amsterdam", "Amsterdam", 3), ("comensja", "comensha", 1),
            ("kindertelfoon", "kindertelefoon", 1), ("Utrecht", "PV26", 5), ("arbeidsinspectie", "arbeidsinspectie", 1),
            ("loosdrecht", "Wijdemeren", 3), ("veilig thuis twente", "veilig-thuis-twente", 1), ("SPOED", "112", 3),
        ])
    func found(typed: String, wanted: String, among count: Int) {
        #expect(names(typed).prefix(count).contains(wanted), "\(names(typed).prefix(8))")
    }

    @Test("finds by what a point does: jeugd")
    func tasks() {
        let found = names("jeugd")
        #expect(
            found.contains("veilig-thuis") || found.contains("kindertelefoon") || found.contains("fier-chat"),
            "\(found)")
    }

    @Test(
        "finds by what is going on, in the words that people have for it",
        arguments: [
            ("arbeidsuitbuiting", "arbeidsinspectie"), ("seksuele uitbuiting", "comensha"), ("prostitutie", "comensha"),
            ("drugs", "keerpunt"), ("bedelen", "veilig-thuis"), ("anoniem melden", "meld-misdaad-anoniem"),
            ("dochter", "veilig-thuis"), ("jeugdzorg", "veilig-thuis"), ("hotel", "politie-0900-8844"),
            ("huwelijksdwang", "lkha"), ("forced marriage", "veilig-thuis"), ("loverboy", "veilig-thuis"),
        ])
    func words(typed: String, wanted: String) {
        #expect(names(typed).prefix(8).contains(wanted), "\(names(typed).prefix(10))")
    }

    @Test("offers no place with a typing mistake for a word that means something", arguments: ["loverboy", "hotel", "drugs"])
    func nonsense(typed: String) {
        let places = guide.search(typed).filter { if case .municipality = $0 { true } else { false } }
        #expect(places.isEmpty, "\(names(typed))")
    }

    @Test("finds nothing for what is nothing", arguments: ["", "x", "qqqqqqqq", "!!", "zzz yyy"])
    func nothing(typed: String) {
        #expect(names(typed).isEmpty)
    }

    @Test("is no work without end, however long what was typed is")
    func long() {
        _ = guide.search(String(repeating: "ab ", count: 10_000))
    }

    @Test("narrows down by who asks, what it is about, age, form, anonymity and hours")
    func filters() {
        func ids(_ change: (inout PointFilter) -> Void) -> Set<PointID> {
            var filter = PointFilter()
            change(&filter)
            return Set(guide.listings(filter, at: noon).map(\.point.id))
        }
        #expect(ids { _ in } == Set(guide.points.map(\.id)))
        #expect(
            ids { $0.audience = .professional }.contains("emm") && !ids { $0.audience = .bystander }.contains("emm"))
        #expect(ids { $0.subject = .perpetrator }.contains("meld-misdaad-anoniem"))
        #expect(!ids { $0.subject = .victim }.contains("meld-misdaad-anoniem"))
        #expect(
            !ids { $0.age = .adult }.contains("kindertelefoon") && ids { $0.age = .minor }.contains("kindertelefoon"))
        #expect(!ids { $0.form = .sexual }.contains("arbeidsinspectie"))
        #expect(
            !ids { $0.anonymous = true }.contains("112") && ids { $0.anonymous = true }.contains("meld-misdaad-anoniem")
        )
        #expect(ids { $0.kind = .police }.isSuperset(of: ["politie-0900-8844", "avim"]))
        let open = ids { $0.openNow = true }
        #expect(open.contains("112") && open.contains("comensha"))
        // At noon on a Wednesday; nothing whose hours are unknown is called open.
        #expect(guide.points.allSatisfy { open.contains($0.id) == ($0.state(at: noon).isOpen == true) })
        var both = PointFilter()
        both.text = "kindertelefoon"
        both.age = .adult
        #expect(!guide.listings(both, at: noon).contains { $0.point.id == "kindertelefoon" })
    }

    @Test("shows of a point what serves the municipality that was asked for")
    func local() throws {
        var filter = PointFilter()
        filter.municipality = MunicipalityCode("GM0772")
        let listings = guide.listings(filter, at: noon)
        let safety = try #require(listings.first { $0.point.id == "veilig-thuis" })
        #expect(safety.branch?.id == "veilig-thuis-oost-brabant" && safety.point == safety.branch?.point)
        #expect(listings.contains { $0.point.id == "112" && $0.branch == nil })
    }
}
