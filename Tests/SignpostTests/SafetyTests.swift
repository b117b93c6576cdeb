import Foundation
import Signpost
import Terms
import Testing

@Suite("The advice keeps everybody safe, in every situation that there can be")
struct SafetyTests {
    private let guide = Directory.embedded.on(.today)

    @Test("in every single one of them, and every point has somebody whom it is for")
    func exhaustive() async {
        let space = SituationSpace(guide)
        let safety = Safety(guide)
        async let even = onThread { look(at: stride(from: 0, to: space.shares, by: 2), of: space, safety) }
        async let odd = onThread { look(at: stride(from: 1, to: space.shares, by: 2), of: space, safety) }
        let (seen, more) = await (even, odd)
        for (sentence, situation) in seen.broken.merging(more.broken, uniquingKeysWith: { first, _ in first }) {
            Issue.record("\(sentence): \(situation)")
        }
        #expect(space.isEachTried && seen.count + more.count == space.shares * space.sizeOfShare)
        #expect(seen.count + more.count > 20_000_000)
        for (index, point) in guide.points.enumerated() {
            #expect((seen.reached | more.reached) & (1 << UInt64(index)) != 0, "\(point.id) is recommended to nobody")
        }
    }

    /// Beside the threads that all tests share: who works there for so long keeps the others waiting.
    private func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { done in Thread { done.resume(returning: work()) }.start() }
    }

    /// What was seen of some situations.
    private struct Seen: Sendable {
        var count = 0
        /// For each sentence that was broken, one situation in which it was.
        var broken: [String: Situation] = [:]
        /// The points that were recommended, as bits.
        var reached: UInt64 = 0
    }

    private func look(at shares: StrideTo<Int>, of space: SituationSpace, _ safety: Safety) -> Seen {
        var seen = Seen()
        for share in shares {
            space.forEach(share: share) { situation in
                seen.count += 1
                let advice = guide.advice(for: situation)
                for recommendation in advice.recommendations { seen.reached |= 1 << UInt64(recommendation.pointIndex) }
                if let sentence = safety.broken(by: advice, in: situation) { seen.broken[sentence] = situation }
            }
        }
        return seen
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
                    #expect(recommendation.branch == nil
                            && recommendation.point == guide[point: id]?.spoken(to: situation.voice))
                    continue
                }
                let branch = try #require(recommendation.branch)
                #expect(serving.contains(branch) && recommendation.point == branch.point.spoken(to: situation.voice))
            }
        }
    }
}
