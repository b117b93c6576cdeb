import Foundation
import Signpost
import Terms
import Testing

@Suite("The advice keeps everybody safe, in every situation that there can be")
struct SafetyTests {
    private let guide = Directory.embedded.on(.today)

    @Test("in every single one of them")
    func exhaustive() async {
        let places = guide.municipalities.all.map(\.code)
        let shares = SituationSpace.formSets.enumerated().flatMap { number, forms in
            SituationSpace.reporters.enumerated().map { index, reporter in
                let place = places[(number * SituationSpace.reporters.count + index) % places.count]
                return Share(forms: forms, reporter: reporter, place: place)
            }
        }
        let safety = Safety(guide)
        async let even = onThread { look(at: shares.indices.filter { $0 % 2 == 0 }.map { shares[$0] }, safety) }
        async let odd = onThread { look(at: shares.indices.filter { $0 % 2 == 1 }.map { shares[$0] }, safety) }
        let (seen, more) = await (even, odd)
        for (sentence, situation) in seen.broken.merging(more.broken, uniquingKeysWith: { first, _ in first }) {
            Issue.record("\(sentence): \(situation)")
        }
        #expect(seen.count + more.count == 64 * 13 * 4 * 3 * 3 * 4 * 3 * 64)
    }

    /// Beside the threads that all tests share: who works there for so long keeps the others waiting.
    private func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { done in Thread { done.resume(returning: work()) }.start() }
    }

    private struct Share: Sendable {
        let forms: Set<ExploitationForm>
        let reporter: (ReporterRole?, Profession?)
        let place: MunicipalityCode
    }

    /// How many situations were looked at, and for each sentence that was broken one in which it was.
    private func look(at shares: [Share], _ safety: Safety) -> (count: Int, broken: [String: Situation]) {
        var count = 0
        var broken: [String: Situation] = [:]
        for share in shares {
            SituationSpace.forEach(forms: share.forms, reporter: share.reporter, place: share.place) { situation in
                count += 1
                if let sentence = safety.broken(by: guide.advice(for: situation), in: situation) {
                    broken[sentence] = situation
                }
            }
        }
        return (count, broken)
    }

    @Test("each recommendation and each omission has its reason, and anonymity that is not sure is said")
    func reasons() {
        var dice = Dice(5)
        let safety = Safety(guide)
        for _ in 0..<3_000 {
            let situation = SituationSpace.random(&dice)
            let wrong = safety.wrongReasons(of: guide.advice(for: situation), in: situation)
            #expect(wrong == nil, "\(situation)")
        }
    }

    @Test("everything regional is that of the municipality, or national when none was given")
    func regional() throws {
        var dice = Dice(7)
        let places = guide.municipalities.all
        for (number, place) in places.enumerated() {
            var situation = SituationSpace.random(&dice)
            situation.municipality = number % 10 == 0 ? nil : place.code
            let areas = Set([place.code.text] + Reach.regional.compactMap { place.region($0)?.text })
            for recommendation in guide.advice(for: situation).recommendations {
                let id = guide.points[recommendation.pointIndex].id
                let serving = guide.branches.filter { $0.of == id && !$0.serves.isDisjoint(with: areas) }
                guard situation.municipality != nil, !serving.isEmpty else {
                    #expect(recommendation.branch == nil && recommendation.point == guide[point: id])
                    continue
                }
                let branch = try #require(recommendation.branch)
                #expect(serving.contains(branch) && recommendation.point == branch.point)
            }
        }
    }
}
