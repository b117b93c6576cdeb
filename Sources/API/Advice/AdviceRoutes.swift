import HTTPTypes
import Reporting
import Signpost
import Storage
import Terms
import Web
import Words

/// Whom to turn to in a situation (Dutch: advies). Nothing of the situation is kept.
struct AdviceRoutes: Sendable {
    /// The longest situation that is read, in bytes.
    static let longestBody = 65_536

    let desk: APIDesk

    func all<Session>() -> [Route<Session>] {
        [
            .api(.post, "/api/v1/adviezen", "api.advice") { visit in
                let guide = desk.directory.at(visit.now)
                let bytes = try await visit.json(atMost: Self.longestBody)
                let situation = try SituationReading.read(bytes, guide.municipalities)
                let answer = AdviceAnswer(
                    advice: guide.advice(for: situation, at: visit.now), words: .of(visit.language), now: visit.now,
                    place: situation.municipality.flatMap { guide.municipalities[$0] },
                    here: try await pointsHere(situation, guide))
                return APIReply.own(answer.json.bytes, visit.language)
            }
        ]
    }

    /// The points to which this can be reported on this installation now. The advice itself needs no database: while
    /// that is away nothing can be reported here, and the advice says so.
    private func pointsHere(_ situation: Situation, _ guide: Guide) async throws -> Set<PointID> {
        do {
            let points = try await desk.reception.points(
                for: Routing(
                    subject: situation.subject ?? .question, age: situation.age, forms: situation.forms,
                    place: situation.municipality.flatMap { guide.municipalities.current($0) }))
            return Set(points.keys)
        } catch let error as StorageError {
            DatabaseErrors.count(error)
            return []
        }
    }
}
