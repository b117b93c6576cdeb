import HTTPTypes
import Reporting
import Signpost
import Storage
import Support
import Terms
import Testing

@testable import API
@testable import Web

@Suite("An advice by the API")
struct AdviceTests {
    @Test(
        "is the advice of the signpost, told in Dutch words",
        arguments: [
            ("{}", 0), (#"{"directGevaar":true}"#, 1),
            (
                #"{"onderwerp":"slachtoffer","melder":"professional","beroepsgroep":"onderwijs","leeftijdsgroep":"minderjarig"}"#,
                2
            ),
        ])
    func same(sent: String, number: Int) async throws {
        try await withCaller { caller in
            let reaction = try await caller.advise(sent)
            let guide = caller.guide
            let situation = try SituationReading.read(Array(sent.utf8), guide.municipalities)
            let advice = guide.advice(for: situation, at: caller.clock.now)
            let told = reaction.json["aanbevelingen"].list
            #expect(reaction.status == 200 && !told.isEmpty)
            #expect(told.map { $0["meldpunt"].text } == advice.recommendations.map { $0.point.id.text })
            #expect(told.map { $0["rang"] } == (1...told.count).map { .number(Double($0)) })
            #expect(
                reaction.json["nietAanbevolen"].list.map { $0["meldpunt"].text }
                    == advice.notRecommended.map { $0.point.id.text })
            if number == 1 { #expect(told[0]["meldpunt"].text == "112") }
            if number == 2 { #expect(told.contains { $0["meldpunt"].text == "veilig-thuis" }) }
            for one in told {
                #expect(
                    Set(one.names) == [
                        "meldpunt", "rang", "redenen", "naam", "telefoon", "web", "nuOpen", "opentOp",
                        "anoniemMogelijk", "hierMelden", "regio",
                    ])
                #expect(!one["redenen"].list.isEmpty && one["hierMelden"] == .bool(false))
                for reason in one["redenen"].list { #expect(Set(reason.names) == ["code", "tekst", "bron"]) }
            }
        }
    }

    @Test("reads every answer that there is")
    func all() async throws {
        try await withCaller { caller in
            let sent = """
                {"directGevaar": false, "onderwerp": "slachtofferEnDader", "doel": "overleggen", "melder": "professional",
                 "beroepsgroep": "horeca", "leeftijdsgroep": "meerderjarig", "uitbuiting": ["arbeid", "seksueel"],
                 "online": true, "beelden": true, "anoniem": true, "seksueelGeweld": "binnen7Dagen", "vermist": true,
                 "verblijfsrecht": "nee", "grensOfLuchthaven": true, "buitenland": true, "gemeente": "GM0363"}
                """
            let read = try SituationReading.read(Array(sent.utf8), caller.guide.municipalities)
            #expect(read.subject == .both && read.purpose == .consult && read.reporter == .professional)
            #expect(read.profession == .hospitality && read.age == .adult && read.forms == [.labour, .sexual])
            #expect(read.online && read.images && read.anonymous && read.missing && read.border && read.abroad && !read.directDanger)
            #expect(read.sexualViolence == .within7Days && read.residence == .no && read.municipality?.text == "GM0363")
            let unknown = #"{"seksueelGeweld": "onbekend", "verblijfsrecht": "onbekend", "leeftijdsgroep": "onbekend"}"#
            let nothing = try SituationReading.read(Array(unknown.utf8), caller.guide.municipalities)
            #expect(nothing.sexualViolence == nil && nothing.residence == nil && nothing.age == .unknown)
        }
    }

    @Test("names the region of the municipality, and the branch there")
    func region() async throws {
        try await withCaller { caller in
            let sent = #"{"onderwerp":"slachtoffer","leeftijdsgroep":"minderjarig","gemeente":"GM0363"}"#
            let told = try await caller.advise(sent).json["aanbevelingen"].list
            let safe = try #require(told.first { $0["meldpunt"].text == "veilig-thuis" })
            let code = try #require(MunicipalityCode("GM0363"))
            let place = try #require(caller.guide.municipalities[code])
            #expect(safe["regio"].text == place.veiligThuis.text)
            #expect(safe["naam"].text == caller.guide.branch(of: "veilig-thuis", in: code)?.point.name.nl)
            let national = try await caller.advise(#"{"leeftijdsgroep":"minderjarig"}"#).json["aanbevelingen"].list
            #expect(national.allSatisfy { $0["regio"] == .null })
        }
    }

    @Test("speaks English to who asks for it")
    func english() async throws {
        try await withCaller { caller in
            let sent = #"{"directGevaar":true}"#
            let (dutch, english) = (try await caller.advise(sent), try await caller.advise(sent, language: "en"))
            #expect(dutch.fields[.contentLanguage] == "nl" && english.fields[.contentLanguage] == "en")
            let reasons = [dutch, english].map { $0.json["aanbevelingen"].list[0]["redenen"].list[0]["tekst"].text }
            #expect(reasons[0] != reasons[1] && reasons[1]?.contains("danger") == true)
        }
    }

    @Test("names every mistake at once, and where it is")
    func mistakes() async throws {
        try await withCaller { caller in
            let sent = """
                {"melder": "oom", "directGevaar": 1, "online": "true", "uitbuiting": ["arbeid", "x", 3], "leeftijd": 14,
                 "gemeente": "GM9999", "doel": null, "onderwerp": "vraag", "anoniem": null}
                """
            let reaction = try await caller.advise(sent)
            #expect(reaction.status == 400 && reaction.isProblem)
            #expect(
                Set(reaction.mistakes) == [
                    "melder unknownWord", "directGevaar notFlag", "online notFlag", "uitbuiting[1] unknownWord",
                    "uitbuiting[2] unknownWord", "leeftijd unknownName", "gemeente unknownMunicipality", "doel notText",
                    "onderwerp unknownWord", "anoniem notFlag",
                ])
            let english = try await caller.advise(#"{"doel": "x"}"#, language: "en").json["invalidParams"].list[0]
            #expect(english["reason"].text == "Choose one of: melden, overleggen." && english["in"].text == "body")
        }
    }

    @Test(
        "is refused for what is no object of JSON",
        arguments: [
            "", "{", "[]", "null", "\"x\"", "{\"a\":}", "{} {}", "{'a':1}", String(repeating: "[", count: 60_000),
        ])
    func unreadable(sent: String) async throws {
        try await withCaller { caller in
            let reaction = try await caller.advise(sent)
            #expect(reaction.status == 400 && reaction.isProblem && reaction.mistakes.isEmpty)
        }
    }

    @Test("is given while the database is away: then nothing can be reported here")
    func away() async throws {
        try await withCaller { caller in
            await caller.ground.database.close()
            let reaction = try await caller.advise(#"{"directGevaar":true}"#)
            #expect(reaction.status == 200 && reaction.json["aanbevelingen"].list[0]["hierMelden"] == .bool(false))
        }
    }
}
