import HTTPTypes
import Signpost
import Support
import Terms
import Testing

@testable import API
@testable import Web

@Suite("The document of the API")
struct DocumentTests {
    private static let document = JSON.read(Array(APIDocument.text([]).utf8)) ?? .null

    /// Every part of the document, with the names that lead to it.
    private static func parts(_ json: JSON = document, _ path: [String] = []) -> [(path: [String], json: JSON)] {
        var all = [(path, json)]
        for name in json.names { all += parts(json[name], path + [name]) }
        for (place, value) in json.list.enumerated() { all += parts(value, path + [String(place)]) }
        return all
    }

    private static func schema(_ name: String, _ property: String) -> JSON {
        document["components"]["schemas"][name]["properties"][property]
    }

    private func expect<Code: Spoken>(_ json: JSON, _ codes: [Code], and others: [String] = []) {
        #expect(Set(json["enum"].texts) == Set(codes.map(\.word) + others), "\(Code.self)")
    }

    @Test("describes every route, and nothing else")
    func routes() async throws {
        try await withCaller { caller in
            let served = Set(caller.routes.map { "\($0.method.rawValue.lowercased()) \($0.path.text)" })
            let described = Self.document["paths"].names.flatMap { path in
                Self.document["paths"][path].names.map { "\($0) \(APIReply.base)\(path)" }
            }
            #expect(served == Set(described) && served.count == caller.routes.count)
            for route in caller.routes { #expect(route.access == .anyone && route.path.text.hasPrefix(APIReply.base)) }
        }
    }

    @Test("has the version that every answer names, a contact, a licence and a server")
    func info() {
        let info = Self.document["info"]
        #expect(info["version"].text == APIReply.version && Self.document["openapi"].text == "3.0.3")
        for name in ["name", "email", "url"] { #expect(info["contact"][name].text?.isEmpty == false) }
        #expect(info["license"]["name"].text == "EUPL-1.2")
        #expect(Self.document["servers"].list.map { $0["url"].text } == [APIReply.base])
    }

    @Test("has the words that are read and told, no more and no fewer")
    func words() {
        func asked(_ name: String) -> JSON { Self.schema("Situatie", name) }
        #expect(
            Set(Self.document["components"]["schemas"]["Situatie"]["properties"].names) == Set(SituationReading.names))
        #expect(Self.document["components"]["schemas"]["Situatie"]["additionalProperties"] == .bool(false))
        expect(asked("onderwerp"), SituationReading.subjects)
        expect(asked("doel"), Purpose.allCases)
        expect(asked("melder"), ReporterRole.allCases)
        expect(asked("beroepsgroep"), Profession.allCases)
        expect(asked("leeftijdsgroep"), AgeGroup.allCases)
        expect(asked("uitbuiting")["items"], ExploitationForm.allCases)
        expect(asked("seksueelGeweld"), SexualViolence.allCases, and: [SituationReading.unknown])
        expect(asked("verblijfsrecht"), Residence.allCases, and: [SituationReading.unknown])
        func told(_ name: String) -> JSON { Self.schema("Meldpunt", name) }
        expect(told("soort"), PointKind.allCases)
        expect(told("doelgroepen")["items"], ReporterRole.allCases)
        expect(told("onderwerpen")["items"], Subject.allCases)
        expect(told("leeftijdsgroepen")["items"], AgeGroup.allCases)
        expect(told("uitbuiting")["items"], ExploitationForm.allCases)
        expect(told("bereik"), Reach.allCases)
        expect(told("anoniem"), Anonymity.allCases)
        #expect(
            Set(Self.document["components"]["schemas"]["Openingstijden"]["properties"].names)
                == Set(ContactLine.allCases.map(\.word)))
        #expect(Set(Self.schema("Bron", "gegevens")["items"]["enum"].texts) == Set(FactWords.all.values))
        #expect(
            Set(Self.schema("OngeldigVeld", "code")["enum"].texts)
                == Set(Problem.Mistake.Reason.allCases.map(\.rawValue)))
        let filters = Self.document["paths"]["/meldpunten"]["get"]["parameters"].list
        #expect(filters.filter { $0["in"].text == "query" }.compactMap { $0["name"].text } == PointRoutes.filters)
        for (name, words) in [
            ("doelgroep", ReporterRole.allCases.map(\.word)), ("onderwerp", Subject.allCases.map(\.word)),
            ("leeftijdsgroep", AgeGroup.allCases.map(\.word)), ("uitbuiting", ExploitationForm.allCases.map(\.word)),
        ] {
            let filter = filters.first { $0["name"].text == name }
            #expect(Set(filter?["schema"]["enum"].texts ?? []) == Set(words), "\(name)")
        }
    }

    @Test("knows exactly the municipalities that are taken")
    func municipalities() async throws {
        try await withCaller { caller in
            let served = try await caller.get("/openapi.json").json
            let codes = served["components"]["schemas"]["Gemeentecode"]["enum"].texts
            #expect(codes == caller.guide.municipalities.codes.map(\.text) && codes.count > 300)
            for code in codes { #expect(try await caller.get("/meldpunten?gemeente=\(code)").status == 200, "\(code)") }
        }
    }

    @Test("says of every answer which version it has, and of every refusal that it is a problem")
    func answers() {
        let responses = Self.parts().filter { $0.path.dropLast().last == "responses" }.map { part in
            part.json["$ref"].text.map { name in
                Self.document["components"]["responses"][String(name.split(separator: "/").last ?? "")]
            } ?? part.json
        }
        #expect(responses.count > 40)
        for response in responses {
            #expect(response["headers"]["API-Version"] != .null && response["description"] != .null)
            for type in response["content"].names {
                #expect(["application/json", "application/problem+json"].contains(type))
            }
        }
        for path in Self.document["paths"].names {
            for method in Self.document["paths"][path].names {
                let told = Self.document["paths"][path][method]["responses"]
                #expect(told["400"] != .null && told["422"] == .null && told["200"]["content"] != .null, "\(path)")
            }
        }
    }

    @Test("describes every property, parameter and header, in words")
    func described() {
        for part in Self.parts() {
            guard let above = part.path.dropLast().last, part.json["$ref"] == .null else { continue }
            let isNamed = ["properties", "headers", "schemas"].contains(above) && part.json.names.count > 1
            let isParameter = above == "parameters" && part.json["in"] != .null
            guard isNamed || isParameter else { continue }
            #expect((part.json["description"].text?.count ?? 0) > 3, "\(part.path.joined(separator: "."))")
        }
    }

    @Test("refers only to what it has")
    func references() {
        for part in Self.parts() {
            guard let reference = part.json["$ref"].text else { continue }
            let found = reference.dropFirst(2).split(separator: "/").reduce(Self.document) { $0[String($1)] }
            #expect(reference.hasPrefix("#/") && found != .null, "\(reference)")
        }
    }
}
