public import Journal
public import Records
import Reporting
public import Terms

extension Act {
    public static let factKept = Act("dossier.factKept")
}

extension RecordKind {
    public static let fact = RecordKind("fact")
}

/// Something that happened or is so, on the timeline (Dutch: feit).
public struct Fact: DossierRecord {
    public static let kind = RecordKind.fact
    public static let act = Act.factKept

    /// When it was, or when it began; absent when that is not known.
    public var from: PartialDate?
    /// When it ended; absent for what took no time, or is not known to have ended.
    public var until: PartialDate?
    public var text: String
    /// From whom it is known; absent when nobody said.
    public var source: FactSource?
    /// Who told it, where it stands.
    public var sourceText: String
    /// How sure it is; absent when nobody judged that.
    public var certainty: Certainty?

    public init(
        from: PartialDate?, until: PartialDate? = nil, text: String, source: FactSource?, sourceText: String = "",
        certainty: Certainty?
    ) {
        self.from = from
        self.until = until
        self.text = text
        self.source = source
        self.sourceText = sourceText
        self.certainty = certainty
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.text(text)
        guard sourceText.count <= Bounds.mostLineCharacters else { throw DossierRefusal(.tooLong) }
        if let until {
            guard let from, from.first <= until.last else { throw DossierRefusal(.periodBackwards) }
        }
    }

    public var texts: [String] { [text, sourceText] }
}

/// A fact of a dossier, where a page has facts of its own.
public typealias DossierFact = Fact
