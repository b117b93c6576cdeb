import Foundation
import Signpost
import Terms

/// The advice of the signpost beside a plain reading of the same rules, condition by condition.
enum AdviceBench {
    static let count = 20_000

    static func run(_ table: inout Table) throws {
        let guide = Directory.embedded.at(Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
        var chance = Chance(seed: 2_026)
        let situations = (0..<count).map { _ in chance.situation(guide.municipalities.all) }
        let answers = situations.map { answered($0) }
        var ours: [Double] = []
        var theirs: [Double] = []
        var told = 0
        for _ in 0..<Bench.rounds {
            ours.append(
                microseconds {
                    for situation in situations { told += guide.advice(for: situation).recommendations.count }
                })
            theirs.append(
                microseconds {
                    for answer in answers { told += guide.rules.count { isHolding($0, answer) } }
                })
        }
        precondition(told > 0, "an advice is never empty")
        table.add("an advice, µs", written(ours.median), aim: "below 3")
        table.add("which rules hold, read one condition after another, µs", written(theirs.median))
    }

    private static func microseconds(_ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        return clock.measure(body) / .microseconds(1) / Double(count)
    }

    private static func isHolding(_ rule: Rule, _ answers: [Question: Set<String>]) -> Bool {
        func holds(_ condition: Condition) -> Bool {
            condition.terms.allSatisfy { term in term.answers.contains { answers[term.question]?.contains($0) == true }
            }
        }
        return holds(rule.when) && !(rule.unless.map(holds) ?? false)
    }

    /// The situation in the words of the rules.
    private static func answered(_ situation: Situation) -> [Question: Set<String>] {
        [
            .directDanger: ["\(situation.directDanger)"], .subject: [situation.subject?.rawValue ?? "unknown"],
            .purpose: [situation.purpose?.rawValue ?? "unknown"],
            .reporter: [situation.reporter?.rawValue ?? "unknown"],
            .profession: [situation.profession?.rawValue ?? "unknown"], .age: [situation.age.rawValue],
            .forms: situation.forms.isEmpty ? ["unknown"] : Set(situation.forms.map(\.rawValue)),
            .online: ["\(situation.online)"], .images: ["\(situation.images)"], .anonymous: ["\(situation.anonymous)"],
            .sexualViolence: [situation.sexualViolence?.rawValue ?? "unknown"], .missing: ["\(situation.missing)"],
            .residence: [situation.residence?.rawValue ?? "unknown"], .border: ["\(situation.border)"],
            .municipality: [situation.municipality == nil ? "none" : "given"],
        ]
    }
}

/// Chance that is the same in each run (SplitMix64).
private struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func situation(_ places: [Municipality]) -> Situation {
        var situation = Situation()
        situation.directDanger = Bool.random(using: &self)
        situation.subject = [nil, .victim, .perpetrator, .both].randomElement(using: &self) ?? nil
        situation.purpose = Purpose.allCases.randomElement(using: &self)
        situation.reporter = ReporterRole.allCases.randomElement(using: &self)
        situation.profession =
            situation.reporter == .professional ? Profession.allCases.randomElement(using: &self) : nil
        situation.age = AgeGroup.allCases.randomElement(using: &self) ?? .unknown
        situation.forms = Set(ExploitationForm.allCases.filter { _ in Int.random(in: 0..<4, using: &self) == 0 })
        situation.online = Bool.random(using: &self)
        situation.images = Bool.random(using: &self)
        situation.anonymous = Bool.random(using: &self)
        situation.sexualViolence = SexualViolence.allCases.randomElement(using: &self)
        situation.missing = Bool.random(using: &self)
        situation.residence = Residence.allCases.randomElement(using: &self)
        situation.border = Bool.random(using: &self)
        situation.municipality = places.randomElement(using: &self)?.code
        return situation
    }
}
