/// What the decision table asks about a situation, with the answers that there are. Each answer is a bit of one word.
public enum Question: String, CaseIterable, Sendable {
    case directDanger, subject, purpose, reporter, profession, age, forms, online, images, anonymous, sexualViolence
    case missing, residence, border, municipality
    /// Whether the Veilig Thuis of the municipality is the region's reporting point on trafficking too.
    case regionalPoint

    /// As rules name them, in the order of their bits.
    public var answers: [String] {
        switch self {
        case .directDanger, .online, .images, .anonymous, .missing, .border, .regionalPoint: ["false", "true"]
        case .subject: ["unknown", "victim", "perpetrator", "both"]
        case .purpose: ["unknown", "report", "consult"]
        case .reporter: ["unknown", "bystander", "victim", "professional"]
        case .profession:
            [
                "unknown", "care", "education", "childCare", "youthCare", "socialSupport", "justice", "municipality",
                "hospitality", "other",
            ]
        case .age: ["unknown", "minor", "adult"]
        case .forms:
            [
                "unknown", "sexual", "labour", "criminal", "begging", "domestic", "organs", "forcedMarriage",
                "illegalAdoption", "surrogacy",
            ]
        case .sexualViolence: ["unknown", "within7Days", "longerAgo", "no"]
        case .residence: ["unknown", "yes", "no"]
        case .municipality: ["none", "given", "abroad"]
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
        case .online: 36
        case .images: 38
        case .anonymous: 40
        case .sexualViolence: 42
        case .missing: 46
        case .residence: 48
        case .border: 51
        case .municipality: 53
        case .regionalPoint: 56
        }
    }

    /// The bit of an answer.
    func bit(_ answer: Int) -> UInt64 { 1 << (firstBit + UInt64(answer)) }

    /// The bits of all its answers.
    var bits: UInt64 { ((1 << UInt64(answers.count)) - 1) << firstBit }
}
