import HTTPTypes
import Signpost
import Support
import Terms
import Testing
import Words

@testable import Site
@testable import Web

@Suite("The pages of the directory")
struct DirectoryTests {
    private let guide = Directory.embedded.at(TestClock().now)

    @Test("list every point that there is, each with its number and whether it is open", arguments: Language.allCases)
    func everything(language: Language) async throws {
        try await withScene { scene in
            let page = try await scene.ask(.get, "/\(language.rawValue)/directory")
            #expect(page.status == 200)
            for point in guide.points {
                #expect(page.text.contains("href=\"/\(language.rawValue)/directory/\(point.id)\""), "\(point.id)")
                let phone = point.contact.phone.map { "tel:" + $0.filter { $0.isNumber || $0 == "+" } }
                #expect(phone.map(page.text.contains) ?? true, "\(point.id)")
            }
        }
    }

    @Test("have one for each point and branch, which says of every fact who told it, or that nobody checked it")
    func points() async throws {
        try await withScene { scene in
            for name in guide.points.map(\.id.text) + guide.branches.map(\.id.text) {
                for language in Language.allCases {
                    let page = try await scene.ask(.get, "/\(language.rawValue)/directory/\(name)")
                    #expect(page.status == 200 && !page.text.contains("«"), "\(name) \(language)")
                }
            }
            let point = try #require(guide[point: "comensha"])
            let page = try await scene.ask(.get, "/en/directory/comensha")
            for source in point.sources { #expect(page.text.contains("href=\"\(source.page)\"")) }
            for fact in PointFacts.known(point) {
                #expect(PointFacts.all.contains(fact))
            }
        }
    }

    @Test("find a point and a place by what was typed, mistakes and all")
    func search() async throws {
        try await withScene { scene in
            let youth = try await scene.ask(.get, "/nl/directory?search=kindertelefon")
            #expect(youth.first("<h3><a href=\"([^\"]*)\"") == "/nl/directory/kindertelefoon")
            let place = try await scene.ask(.get, "/nl/directory?search=amsterdm")
            #expect(place.text.contains("/nl/directory/municipalities/GM0363"))
            let region = try await scene.ask(.get, "/nl/directory?search=Zuidoostbrabant")
            #expect(region.text.contains("/nl/directory/regions/safetyRegion#VR22"))
        }
    }

    @Test("show what a filter leaves: for whom, how old, anonymous, open, and the branch of a municipality")
    func filters() async throws {
        try await withScene { scene in
            let eindhoven = try await scene.ask(.get, "/nl/directory?municipality=eindhoven")
            #expect(eindhoven.text.contains("/nl/directory/veilig-thuis-oost-brabant"))
            let anonymous = try await scene.ask(.get, "/nl/directory?anonymous=yes")
            let shown = Set(anonymous.all("<h3><a href=\"/nl/directory/([^\"]*)\""))
            #expect(shown == Set(guide.points.filter { $0.anonymity.isPossible }.map(\.id.text)))
            let nobody = try await scene.ask(.get, "/nl/directory?municipality=nergenshuizen")
            #expect(nobody.text.contains("aria-invalid"))
            let odd = try await scene.ask(.get, "/nl/directory?audience=x&kind=%F0%9F%8C%B7&age=7")
            #expect(odd.status == 200)
        }
    }

    @Test("are made anew when a point opens or shuts, and not before")
    func shelf() async throws {
        try await withScene { scene in
            let change = DirectoryShelf.nextChange(in: guide, after: scene.clock.now)
            #expect(change > scene.clock.now && change <= Day(scene.clock.now).adding(1).begins)
            let before = try await scene.ask(.get, "/nl/directory")
            scene.clock.advance(by: .seconds(Int((change.milliseconds - scene.clock.now.milliseconds) / 1_000) - 1))
            let still = try await scene.ask(.get, "/nl/directory")
            #expect(still.bytes == before.bytes)
            scene.clock.advance(by: .seconds(1))
            let after = try await scene.ask(.get, "/nl/directory")
            #expect(after.bytes != before.bytes)
        }
    }

    @Test("draw each kind of region as a map, whose tiles lead to the same in the table", arguments: Reach.regional)
    func maps(kind: Reach) async throws {
        try await withScene { scene in
            let page = try await scene.ask(.get, "/nl/directory/regions/\(kind.rawValue)")
            let regions = guide.regions(of: kind)
            let labels = page.all("<a href=\"#[^\"]*\" aria-label=\"([^\"]*)\"")
            #expect(labels.count == regions.count)
            #expect(Set(regions.map { RegionsPage.abbreviation($0.name) }).count == regions.count)
            for region in regions {
                #expect(page.text.contains("<tr id=\"\(region.id)\"") && page.text.contains("href=\"#\(region.id)\""))
            }
            for place in guide.municipalities.all { #expect(page.text.contains("municipalities/\(place.code.text)\"")) }
        }
    }

    @Test("tell of a municipality its regions and its points; of one that is no more, where it went")
    func municipalities() async throws {
        try await withScene { scene in
            let found = try await scene.ask(.get, "/nl/directory/municipalities?municipality=scheveningen")
            #expect(found.location == "/nl/directory/municipalities/GM0518")
            let page = try await scene.ask(.get, "/nl/directory/municipalities/GM0518")
            #expect(page.text.contains("/nl/directory/veilig-thuis-haaglanden"))
            #expect(page.text.contains("/nl/directory/regions/policeUnit#RE06"))
            let nowhere = try await scene.ask(.get, "/nl/directory/municipalities/GM9999")
            #expect(nowhere.status == 404)
            for unknown in ["regions/national", "regions/x", "nowhere"] {
                let answer = try await scene.ask(.get, "/nl/directory/" + unknown)
                #expect(answer.status == 404, "\(unknown)")
            }
        }
    }
}
