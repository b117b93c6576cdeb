/// What the decision table asks about a situation, with the answers that there are. Each answer is a bit of one word.
public enum Question: String, CaseIterable, Sendable {
    case directDanger, subject, purpose, reporter, profession, age, forms, online, anonymous, sexualViolence, missing
    case residence, border, municipality

    /// As rules name them, in the order of their bits.
    public var answers: [String] {
        switch self {
        case .directDanger, .online, .anonymous, .missing, .border: ["false", "true"]
        case .subject: ["unknown", "victim", "perpetrator", "both"]
        case .purpose: ["unknown", "report", "consult"]
        case .reporter: ["unknown", "bystander", "victim", "professional"]
        case .profession:
            [
                "unknown", "care", "education", "childCare", "youthCare", "socialSupport", "justice", "municipality",
                "hospitality", "other",
            ]
        case .age: ["unknown", "minor", "adult"]
        case .forms: ["unknown", "sexual", "labour", "criminal", "begging", "domestic", "organs"]
        case .sexualViolence: ["unknown", "within7Days", "longerAgo", "no"]
        case .residence: ["unknown", "yes", "no"]
        case .municipality: ["none", "given"]
        }
    }

    /// Where its bits begin.
    var firstBit: UInt64 {
        switch self {
        case .directDanger: 0
        case .subject: 2
        case .purpose: 6
        case .reporter: 9
        case .profession: 13
        case .age: 23
        case .forms: 26
        case .online: 33
        case .anonymous: 35
        case .sexualViolence: 37
        case .missing: 41
        case .residence: 43
        case .border: 46
        case .municipality: 48
        }
    }

    /// The bit of an answer.
    func bit(_ answer: Int) -> UInt64 { 1 << (firstBit + UInt64(answer)) }

    /// The bits of all its answers.
    var bits: UInt64 { ((1 << UInt64(answers.count)) - 1) << firstBit }
}
