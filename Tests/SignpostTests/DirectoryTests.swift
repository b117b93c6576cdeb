import Foundation
import Signpost
import Terms
import Testing

@Suite("The directory that is part of the program")
struct DirectoryTests {
    private let guide = Directory.embedded.on(.today)

    @Test("has each point that the issue names, and more")
    func points() {
        let named: [PointID] = [
            "112", "politie-0900-8844", "wijkagent", "mensenhandelrechercheur", "avim", "emm", "meld-misdaad-anoniem",
            "kmar", "arbeidsinspectie", "veilig-thuis", "centrum-seksueel-geweld", "comensha", "zorgcoordinator",
            "fier-chat", "kindertelefoon", "offlimits-helpwanted", "slachtofferhulp", "fairwork", "wijkteam",
        ]
        for id in named { #expect(guide[point: id] != nil, "\(id)") }
        #expect(guide.points.count >= 34 && Set(guide.points.map(\.id)).count == guide.points.count)
    }

    @Test("tells of each point what it does, how it is reached and what happens next, in both languages")
    func told() {
        for point in guide.points {
            let says = [point.name, point.says.task, point.says.next, point.says.expect, point.says.anonymity]
            for wording in says { #expect(wording?.nl.isEmpty == false && wording?.en.isEmpty == false, "\(point.id)") }
        }
        for branch in guide.branches { #expect(!branch.point.name.nl.isEmpty && !branch.point.name.en.isEmpty) }
    }

    @Test("names for facts only pages that are encrypted, and dates that are not to come")
    func sources() {
        for point in guide.points + guide.branches.map(\.point) {
            for source in point.sources {
                #expect(source.page.hasPrefix("https://") && !source.facts.isEmpty, "\(point.id)")
                #expect(source.checked >= source.dated ?? source.checked, "\(point.id): \(source.page)")
            }
            for web in [point.contact.web, point.contact.chat].compactMap(\.self) { #expect(web.hasPrefix("https://")) }
        }
        for point in guide.points { #expect(!point.sources.isEmpty, "\(point.id)") }
    }

    @Test("has each municipality in exactly one region of each kind, and no region without one")
    func municipalities() {
        #expect(Reach.regional.map { guide.regions(of: $0).count } == [12, 10, 25, 25, 16])
        for kind in Reach.regional {
            let regions = guide.regions(of: kind)
            for place in guide.municipalities.all {
                #expect(regions.count { $0.id == place.region(kind) } == 1, "\(place.name): \(kind)")
            }
            for region in regions { #expect(!guide.municipalities(in: region.id).isEmpty, "\(region.name)") }
        }
    }

    @Test(
        "has for each region exactly one branch of what works by that kind of region",
        arguments: [
            ("veilig-thuis", Reach.veiligThuis), ("centrum-seksueel-geweld", .csg),
            ("mensenhandelrechercheur", .policeUnit),
            ("avim", .policeUnit),
        ] as [(PointID, Reach)])
    func branches(point: PointID, kind: Reach) {
        for region in guide.regions(of: kind) {
            #expect(guide.branches(of: point).count { $0.serves.contains(region.id.text) } == 1, "\(region.name)")
        }
        for place in guide.municipalities.all {
            let branch = guide.branch(of: point, in: place.code)
            #expect(branch?.serves.contains(place.region(kind)?.text ?? "") == true, "\(place.name)")
        }
    }

    @Test("has no two regions of a kind on one tile, and all have one")
    func tiles() {
        for kind in Reach.regional {
            let tiles = guide.regions(of: kind).compactMap(\.tile)
            #expect(tiles.count == guide.regions(of: kind).count && Set(tiles).count == tiles.count)
        }
    }

    @Test("gives one number the same hours wherever it stands, and a branch's own number no hours but its own")
    func numbers() throws {
        var hours: [String: OpeningHours] = [:]
        for point in guide.points { if let phone = point.contact.phone { hours[phone] = point.hours[.phone] } }
        for point in guide.points + guide.branches.map(\.point) {
            guard let phone = point.contact.phone, let known = hours[phone] else { continue }
            #expect(point.hours[.phone]?.text == known.text, "\(point.name.nl)")
        }
        let place = try #require(MunicipalityCode("GM0772"))
        let lumens = try #require(guide.branch(of: "zorgcoordinator", in: place))
        #expect(lumens.point.contact.phone == "040-219 33 88" && lumens.point.hours[.phone] == nil)
    }

    @Test("shows CoMensha's number under no other name")
    func names() {
        let number = guide[point: "comensha"]?.contact.phone
        for point in guide.points + guide.branches.map(\.point) where point.id != "comensha" {
            #expect(point.contact.phone != number, "\(point.name.nl)")
        }
    }

    @Test("has a way in for each point, or says that each municipality or region has its own")
    func ways() {
        for point in guide.points where point.reach == .national {
            let contact = point.contact
            #expect(contact.phone != nil || contact.chat != nil || contact.web != nil, "\(point.id)")
        }
    }

    @Test("has rules with a reason in both languages and a source, each for points that there are")
    func rules() {
        #expect(guide.rules.count > 40)
        for rule in guide.rules {
            #expect(!rule.reason.nl.isEmpty && !rule.reason.en.isEmpty && !rule.source.isEmpty, "\(rule.id)")
            for id in rule.recommends.flatMap(\.points) + rule.omits { #expect(guide[point: id] != nil, "\(rule.id)") }
        }
    }

    @Test("gives the same guide for a day that was asked for before, and another when something changes")
    func dates() throws {
        let last = try #require(Day("2026-12-31"))
        #expect(Directory.embedded.on(last).municipalities.all.count == 342)
        #expect(Directory.embedded.on(last.adding(1)).municipalities.all.count == 341)
        // Half an hour before midnight in Greenwich it is next year on a Dutch wall.
        let eve = Instant(milliseconds: Int64(last.adding(1).number) * 86_400_000 - 1_800_000)
        #expect(Directory.embedded.at(eve).municipalities.all.count == 341)
    }
}
