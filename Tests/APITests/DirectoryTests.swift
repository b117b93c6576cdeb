import HTTPTypes
import Signpost
import Support
import Terms
import Testing

@testable import API
@testable import Web

@Suite("The directory by the API")
struct DirectoryTests {
    private func ids(_ reaction: Reaction) -> [String] { reaction.json["meldpunten"].list.compactMap { $0["id"].text } }

    @Test("gives every point, in the order of the file, and each by its own id as well")
    func points() async throws {
        try await withCaller { caller in
            let all = try await caller.get("/meldpunten")
            #expect(ids(all) == caller.guide.points.map(\.id.text))
            for (id, told) in zip(ids(all), all.json["meldpunten"].list) {
                #expect(try await caller.get("/meldpunten/" + id).json == told, "\(id)")
            }
        }
    }

    @Test("gives every branch, as the branch of its point")
    func branches() async throws {
        try await withCaller { caller in
            #expect(caller.guide.branches.count > 50)
            for branch in caller.guide.branches {
                let told = try await caller.get("/meldpunten/" + branch.id.text).json
                #expect(told["id"].text == branch.id.text && told["afdelingVan"].text == branch.of.text)
                #expect(told["werkgebied"].texts == branch.serves.sorted())
            }
        }
    }

    @Test("gives only what every filter admits")
    func filters() async throws {
        try await withCaller { caller in
            let young = try await caller.get(
                "/meldpunten?doelgroep=slachtoffer&leeftijdsgroep=minderjarig&anoniem=true&uitbuiting=seksueel")
            #expect(ids(young).contains("kindertelefoon"))
            for told in young.json["meldpunten"].list {
                #expect(told["doelgroepen"].texts.contains("slachtoffer"))
                #expect(told["leeftijdsgroepen"].texts.contains("minderjarig"))
                #expect(told["uitbuiting"].texts.contains("seksueel"))
                #expect(["ja", "deels"].contains(told["anoniem"].text))
            }
            let open = try await caller.get("/meldpunten?nuOpen=true").json["meldpunten"].list
            #expect(!open.isEmpty && open.allSatisfy { $0["nuOpen"] == .bool(true) })
            let tips = try await caller.get("/meldpunten?onderwerp=dader&zoek=misdaad")
            #expect(ids(tips).contains("meld-misdaad-anoniem"))
            let there = try await caller.get("/meldpunten?gemeente=GM0363")
            #expect(there.json["meldpunten"].list.contains { $0["afdelingVan"].text == "veilig-thuis" })
            let (wide, all) = (try await caller.get("/meldpunten?anoniem=false"), try await caller.get("/meldpunten"))
            #expect(wide.bytes == all.bytes)
        }
    }

    @Test("tells when a point opens and closes in whole seconds of UTC")
    func times() async throws {
        #expect(Instant(milliseconds: 0).isoText == "1970-01-01T00:00:00Z")
        #expect(Instant(milliseconds: 1_772_366_459_999).isoText == "2026-03-01T12:00:59Z")
        #expect(Instant(milliseconds: -1).isoText == "1969-12-31T23:59:59Z")
        try await withCaller { caller in
            for told in try await caller.get("/meldpunten").json["meldpunten"].list {
                let changes = [told["opentOp"], told["sluitOp"]].filter { $0 != .null }
                #expect(changes.count <= 1)
                if told["nuOpen"] == .null { #expect(changes.isEmpty) }
                if told["nuOpen"] == .bool(true) { #expect(told["opentOp"] == .null) }
            }
        }
    }

    @Test(
        "refuses what it does not know, and says all of it",
        arguments: [
            ("/meldpunten?leeftijd=14", ["leeftijd unknownName"]), ("/meldpunten?anoniem=ja", ["anoniem notFlag"]),
            ("/meldpunten?doelgroep=", ["doelgroep unknownWord"]),
            ("/meldpunten?zoek=", ["zoek badText"]), ("/meldpunten?zoek=%01", ["zoek badText"]),
            ("/meldpunten?gemeente=GM9999&onderwerp=x", ["onderwerp unknownWord", "gemeente unknownMunicipality"]),
            ("/meldpunten?zoek=a&zoek=b", ["zoek givenTwice"]), ("/gemeenten?naam=x", ["naam unknownName"]),
            ("/gemeenten/GM0363?x=1", ["x unknownName"]), ("/openapi.json?x", ["x unknownName"]),
            ("/meldpunten/112?zoek=a", ["zoek unknownName"]), ("/meldpunten?zoek=%ff", []), ("/meldpunten?zoek=%", []),
        ])
    func refused(path: String, mistakes: [String]) async throws {
        try await withCaller { caller in
            let reaction = try await caller.get(path)
            #expect(
                reaction.status == 400 && reaction.isProblem && reaction.mistakes == mistakes, "\(reaction.mistakes)")
        }
    }

    @Test("finds municipalities by what people call them, and also those that are no more")
    func municipalities() async throws {
        try await withCaller { caller in
            let all = try await caller.get("/gemeenten").json["gemeenten"].list
            #expect(all.count == caller.guide.municipalities.all.count && all.count > 300)
            let found = try await caller.get("/gemeenten?zoek=amsterdm").json["gemeenten"].list
            #expect(found.first?["code"].text == "GM0363" && found.first?["provincie"]["naam"].text == "Noord-Holland")
            for code in caller.guide.municipalities.codes {
                let told = try await caller.get("/gemeenten/" + code.text)
                #expect(told.status == 200 && told.json["code"].text == code.text, "\(code)")
            }
            for none in ["GM9999", "gm0363", "Amsterdam", "%00"] {
                #expect(try await caller.get("/gemeenten/" + none).status == 404, "\(none)")
            }
        }
    }
}
