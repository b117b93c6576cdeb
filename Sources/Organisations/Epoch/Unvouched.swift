import Journal
public import Storage
import Terms
import Vault

extension Membership {
    /// The organisations, members and invitations of which something in the database was not put there by this
    /// installation, or of which the journal knows better: organisations, their public keys of present and earlier epochs
    /// and of recovery codes, members with what they log in with, who holds an organisation's keys, invitations, sessions.
    public func unvouched(in tx: any Transaction) throws -> [String] {
        let epochs = try unvouched("SELECT organisation AS name, epoch, public_key FROM organisation_epoch", in: tx) {
            _ = try vouching.key(
                in: try $0.get("public_key"),
                PublicKeyBinding.organisation(try $0.get("name"), epoch: try $0.get("epoch")))
        }
        let organisations = try unvouched(
            "SELECT \(fragment: OrganisationRow.columns) FROM organisation o", named: "id", in: tx
        ) {
            let row = try OrganisationRow($0, vouching)
            _ = try vouching.key(in: row.recoveryKey, PublicKeyBinding.recovery(of: row.id))
            let turned = try journal.done([.epochTurned], on: row.id.text, in: tx).count
            let opened = try journal.done([.organisationOpened], on: row.id.text, in: tx).count
            guard row.epoch == Int64(turned) + 1, (row.openedAt != nil) == (opened > 0) else {
                throw VaultError.notOpened
            }
        }
        let members = try unvouched(
            "SELECT \(fragment: MemberRow.columns) FROM member m", named: "id", in: tx
        ) {
            let row = try MemberRow($0, vouching)
            if let key = row.publicKey {
                _ = try vouching.key(
                    in: key, PublicKeyBinding.member(row.id, of: row.organisation, as: row.role))
            }
            guard try turns(of: row.id, in: tx).changes == row.turn else { throw VaultError.notOpened }
        }
        let holders = try unvouched(
            """
            SELECT CASE WHEN holder = \(OrganisationKeys.recoveryHolder) THEN organisation ELSE holder END AS name,
            organisation, epoch, holder, sealed FROM organisation_key
            """, in: tx
        ) {
            _ = try vouching.content(
                of: try $0.get("sealed"),
                OrganisationKeys.binding(
                    try $0.get("organisation"), try $0.get("epoch"), try $0.get("holder")))
        }
        let invitations = try unvouched(
            """
            SELECT i.member AS name, i.id, m.organisation, m.role, i.token_hash, i.expires_at, i.word
            FROM invitation i JOIN member m ON m.id = i.member
            """, in: tx
        ) {
            let binding = InvitationToken.binding(
                try $0.get("id"), for: try $0.get("name"), of: try $0.get("organisation"), as: try $0.get("role"),
                until: try $0.get("expires_at"))
            guard vouching.gave(try $0.get("word"), for: binding, try $0.get("token_hash")) else {
                throw VaultError.notOpened
            }
        }
        return try epochs + organisations + members + holders + invitations + SessionRow.unvouched(self, in: tx)
            + gone(in: tx)
    }

    /// The organisations and members that the journal tells of and that have no row any more.
    private func gone(in tx: any Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT object FROM journal_entry e WHERE (act = \(Act.organisationFounded.code)
                AND NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = e.object))
            OR (act = \(Act.memberInvited.code) AND NOT EXISTS (SELECT 1 FROM member m WHERE m.id = e.object))
            ORDER BY object
            """
        ).map { try $0.get("object") }
    }

    /// The names in the rows that do not pass.
    private func unvouched(
        _ select: SQL, named column: String = "name", in tx: any Transaction, unless check: (Row) throws -> Void
    ) throws -> [String] {
        try tx.rows(select).filter { row in (try? check(row)) == nil }.map { try $0.get(column) }
    }
}
