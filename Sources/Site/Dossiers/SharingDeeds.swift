import Collaboration
import Organisations
import Terms
import Web
import Words

extension DossierDeed {
    /// Letting others in to a part, and ending it.
    static func sharing(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed(ShareForm.deed, on: .sharing, field: field) { id, fields, session in
                guard let part = fields["part"].flatMap(Compartment.init), let receiver = fields["receiver"] else {
                    throw ErrorPage.malformed
                }
                var form = FormReading(fields)
                let what = form.text("share.what")
                if !["all", "later"].contains(fields["earlier"]) { form.refuse("earlier", Choosing.key) }
                let until = form.endOfDay("due")
                let grounds = try form.grounds(among: part.bases)
                guard let until, form.isClear else { throw form.unclear }
                let decision = SharingDecision(
                    compartment: part, receiver: try OrganisationID(receiver), what: what, grounds: grounds, until: until,
                    includesEarlier: fields["earlier"] == "all")
                try await desk.sharing.share(
                    decision, of: id, from: CaseFiles(desk: desk).draft(fields), by: session)
            },
            DossierDeed(ShareEndForm.deed, on: .sharing, field: "end.reason") { id, fields, session in
                try await desk.sharing.end(
                    ShareID(fields["share"] ?? ""), of: id, because: text("end.reason", fields), by: session)
            },
        ]
    }

    private static func field(_ refusal: DossierRefusal) -> String {
        switch refusal.reason {
        case .endInThePast, .endTooLate, .endMissing: "due"
        case .receiverCannotReceive, .alreadyAdmitted, .notKeeper: "receiver"
        default: GroundsForm.field(refusal) ?? "share.what"
        }
    }
}
