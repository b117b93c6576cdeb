public import Terms

/// Whom a text speaks to (Dutch: aanspreekvorm).
public enum Voice: String, CaseIterable, Sendable {
    /// Anybody.
    case everybody
    /// The victim themself.
    case own
    /// A victim who is younger than 18.
    case young
}

/// A text of the directory in each language, and how it sounds to a victim where that is different.
public struct Wording: Sendable, Hashable {
    public let nl: String
    public let en: String
    /// What stands in its place for somebody in particular. A text that has a young one is not for minors itself.
    private let variants: [Voice: Wording]

    public init(nl: String, en: String) {
        self.init(nl: nl, en: en, variants: [:])
    }

    init(nl: String, en: String, variants: [Voice: Wording]) {
        self.nl = nl
        self.en = en
        self.variants = variants
    }

    public subscript(language: Language) -> String {
        switch language {
        case .nl: nl
        case .en: en
        }
    }

    /// Whether it has words of its own for this voice.
    public func has(_ voice: Voice) -> Bool { variants[voice] != nil }

    /// As it is said to somebody: a minor hears what is written for minors, else what is written for victims.
    public func spoken(to voice: Voice) -> Wording {
        switch voice {
        case .everybody: self
        case .own: variants[.own] ?? self
        case .young: variants[.young] ?? variants[.own] ?? self
        }
    }

    /// This text, with the other one's words for victims where it has none of its own.
    func keepingVariants(of other: Wording?) -> Wording {
        Wording(nl: nl, en: en, variants: (other?.variants ?? [:]).merging(variants) { $1 })
    }
}
