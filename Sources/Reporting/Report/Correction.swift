public import Journal
import Records
public import Terms

extension Act {
    public static let reportCorrected = Act("report.corrected")
}

extension RecordKind {
    static let correction = RecordKind("correction")
}

/// What of a case stands in clear, for queues and figures, and may turn out to be otherwise (Dutch: kenmerken van de zaak).
public struct CaseTraits: Codable, Sendable, Hashable {
    public var age: AgeGroup
    /// Empty when it is not known.
    public var forms: Set<ExploitationForm>
    /// Where it happens; absent when it is not known.
    public var municipality: MunicipalityCode?

    public init(age: AgeGroup, forms: Set<ExploitationForm>, municipality: MunicipalityCode?) {
        self.age = age
        self.forms = forms
        self.municipality = municipality
    }
}

/// That traits of a case were corrected (Dutch: correctie): what stood there, what stands there from now, and why.
public struct Correction: Codable, Sendable, Hashable {
    public var before: CaseTraits
    public var after: CaseTraits
    public var reason: String

    public init(before: CaseTraits, after: CaseTraits, reason: String) {
        self.before = before
        self.after = after
        self.reason = reason
    }
}

extension Envelope {
    public var traits: CaseTraits { CaseTraits(age: age, forms: forms, municipality: municipality) }
}
