public import Journal
public import Organisations
public import Records
public import Reporting
import Storage
public import Terms

extension Act {
    public static let dossierCorrected = Act("dossier.corrected")
}

extension RecordKind {
    public static let dossierCorrection = RecordKind("dossierCorrection")
}

/// That age group, forms or municipality of a dossier were corrected (Dutch: correctie).
public struct DossierCorrection: DossierRecord {
    public static let kind = RecordKind.dossierCorrection
    public static let act = Act.dossierCorrected

    public var correction: Correction

    public init(_ correction: Correction) { self.correction = correction }

    public func checked() throws(DossierRefusal) { try Bounds.text(correction.reason, missing: .reasonMissing) }
    public var texts: [String] { [correction.reason] }
}

extension DossierEnvelope {
    public var traits: CaseTraits { CaseTraits(age: age, forms: forms, municipality: municipality) }
}

extension Dossiers {
    /// Corrects age group, forms and municipality of a dossier, with the reason (Dutch: verbeteren); a closed one too. What
    /// stood there before stays to be read in the general part. What is due stays as it is.
    /// Refuses `nothingChanged`, `reasonMissing`, `tooLong`, `changedMeanwhile`.
    public func correct(
        _ id: DossierID, to traits: CaseTraits, because reason: String, version: Int64, by session: Session
    ) async throws {
        try await deed(id, closedToo: true, version: version, by: session, as: .coordinator) {
            [self] envelope, roster, session, tx in
            guard traits != envelope.traits else { throw DossierRefusal(.nothingChanged) }
            let correction = DossierCorrection(Correction(before: envelope.traits, after: traits, reason: reason))
            try correction.checked()
            try DossierStorage.change(
                id,
                """
                age = \(traits.age), forms = \(DossierStorage.text(traits.forms)), municipality = \(traits.municipality)
                """, ground.vouching, in: tx)
            var roster = roster
            try append(correction, .general, to: &roster, by: session, in: tx)
        }
    }
}
