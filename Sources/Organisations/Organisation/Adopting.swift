public import Storage
import Terms

extension Membership {
    /// Gives the server's word to organisations and members that were there before it vouched for their rows, as they
    /// stand. Whoever calls it makes sure that it happens once.
    public func adopt(in tx: any Transaction) throws {
        for row in try tx.rows("SELECT \(fragment: OrganisationRow.columns) FROM organisation o WHERE o.word IS NULL") {
            try OrganisationRow(unchecked: row).write(vouching, in: tx)
        }
        for row in try tx.rows("SELECT \(fragment: MemberRow.columns) FROM member m WHERE m.word IS NULL") {
            var member = try MemberRow(unchecked: row)
            member.turn = try turns(of: member.id, in: tx).changes
            try member.write(vouching, in: tx)
        }
    }
}
