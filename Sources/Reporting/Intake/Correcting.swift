import Journal
public import Organisations
import Records
import Storage
public import Terms

extension Intake {
    /// Corrects age group, forms and municipality of a report, with the reason (Dutch: verbeteren). Who owns it, who
    /// receives it and what is due stay as they are; what stood there before stays to be read. A closed report too: figures
    /// go by it.
    /// Refuses `nothingChanged`, `reasonMissing`, `tooLong`, `changedMeanwhile`.
    public func correct(
        _ id: ReportID, to traits: CaseTraits, because reason: String, version: Int64, by session: Session
    ) async throws {
        let remark = try Remark(reason).checked()
        try await deed(id, closedToo: true, version: version, by: session) { [self] envelope, session, tx in
            guard traits != envelope.traits else { throw ReportRefusal.nothingChanged }
            try ReportStorage.change(
                id,
                """
                age = \(traits.age), forms = \(ReportStorage.text(traits.forms)),
                municipality = \(traits.municipality)
                """, ground.vouching, in: tx)
            let correction = Correction(before: envelope.traits, after: traits, reason: remark.text)
            try append(correction, .correction, .work, as: .reportCorrected, to: id, by: session, in: tx)
        }
    }
}
