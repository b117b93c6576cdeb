import HTTPTypes
import Hummingbird
import NIOCore
import Reporting
import Signpost
import Storage
import Support
import Terms
import Testing

@testable import API
@testable import Site
@testable import Web

@Suite("Reporting here, as the API tells it")
struct ReportHereTests {
    private func here(_ scene: Scene, _ situation: String) async throws -> Set<String> {
        let answer = try await scene.ask(
            .post, "/api/v1/adviezen", site: "cross-site", type: "application/json",
            body: RequestBody(buffer: ByteBuffer(string: situation)))
        let told = try #require(JSON.read(answer.bytes))
        guard case .object(let members) = told, case .array(let list)? = members.first?.value else { return [] }
        return Set(
            list.compactMap { one in
                guard case .object(let facts) = one,
                    facts.contains(where: { $0.name == "hierMelden" && $0.value == .bool(true) }),
                    case .string(let point)? = facts.first(where: { $0.name == "meldpunt" })?.value
                else { return nil }
                return point
            })
    }

    @Test("is possible to a point that an organisation here is, for what it takes and where it works")
    func linked() async throws {
        try await withScene { scene in
            let young = #"{"onderwerp": "slachtoffer", "leeftijdsgroep": "minderjarig", "gemeente": "GM0363"}"#
            let crew = try await scene.open("Veilig Thuis")
            #expect(try await here(scene, young).isEmpty)
            let code = try #require(MunicipalityCode("GM0363"))
            let place = try #require(Directory.embedded.at(scene.clock.now).municipalities[code])
            let reception = Reception(
                organisation: crew.id, ages: [.minor], reach: .veiligThuis, regions: [place.veiligThuis.text],
                point: "veilig-thuis")
            try await scene.ground.database.write { [ground = scene.ground] tx in
                try ReceptionDesk(ground).set(reception, in: tx)
            }
            #expect(try await here(scene, young) == ["veilig-thuis"])
            let elsewhere = try await here(scene, young.replacing("GM0363", with: "GM0014"))
            let nowhere = try await here(scene, #"{"leeftijdsgroep": "minderjarig"}"#)
            let adult = try await here(scene, young.replacing("minderjarig", with: "meerderjarig"))
            #expect(elsewhere.isEmpty && nowhere.isEmpty && adult.isEmpty)
        }
    }
}
