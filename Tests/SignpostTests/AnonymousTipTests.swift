import Signpost
import Terms
import Testing

@Suite("Where an advice leads to Meld Misdaad Anoniem")
struct AnonymousTipTests {
    private let guide = Directory.embedded.on(.today)

    /// All that a page shows of an advice, in Dutch.
    private func texts(_ advice: Advice) -> [String] {
        let shown = advice.recommendations.flatMap { one in
            let says = one.point.says
            return one.reasons.compactMap(\.text)
                + [says.task, says.anonymity, says.next, says.expect].compactMap(\.self)
        }
        return (shown + advice.notRecommended.flatMap(\.reasons).compactMap(\.text)).map(\.nl)
    }

    @Test(
        "it stands among the points, or its number stands in the sentence; and no other sentence says that it takes nothing"
    )
    func oneTruth() throws {
        let number = try #require(guide[point: "meld-misdaad-anoniem"]?.contact.phone)
        var dice = Dice(7)
        var named = 0
        for _ in 0..<4_000 {
            let situation = SituationSpace.random(&dice)
            let advice = guide.advice(for: situation)
            let isAdvised = advice.recommendations.contains { $0.point.id == "meld-misdaad-anoniem" }
            for text in texts(advice) where text.contains("Misdaad Anoniem") || text.contains(/\bM\./) {
                named += 1
                try #require(isAdvised || text.contains(number), "\(text): \(situation)")
            }
            if let omission = advice.notRecommended.first(where: { $0.point.id == "meld-misdaad-anoniem" }) {
                try #require(omission.reasons.allSatisfy { $0.text?.nl.contains(number) == true }, "\(situation)")
            }
        }
        #expect(named > 1_000)
    }
}
