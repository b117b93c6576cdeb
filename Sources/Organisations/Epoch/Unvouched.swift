public import Storage
import Terms
import Vault

extension Membership {
    /// The organisations, members and invitations of which something in the database was not put there by this
    /// installation: public keys of present and earlier epochs, of recovery codes and of members with their organisation
    /// and role, who holds an organisation's keys, and invitations.
    public func unvouched(in tx: any Transaction) throws -> [String] {
        let epochs = try unvouched("SELECT organisation AS name, epoch, public_key FROM organisation_epoch", in: tx) {
            _ = try vouching.key(
                in: try $0.get("public_key"),
                PublicKeyBinding.organisation(try $0.get("name"), epoch: try $0.get("epoch")))
        }
        let recoveries = try unvouched("SELECT id AS name, recovery_key FROM organisation", in: tx) {
            _ = try vouching.key(in: try $0.get("recovery_key"), PublicKeyBinding.recovery(of: try $0.get("name")))
        }
        let members = try unvouched(
            "SELECT id AS name, organisation, role, public_key FROM member WHERE public_key IS NOT NULL", in: tx
        ) {
            _ = try vouching.key(
                in: try $0.get("public_key"),
                PublicKeyBinding.member(
                    try $0.get("name"), of: try $0.get("organisation"), as: try $0.get("role")))
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
        return epochs + recoveries + members + holders + invitations
    }

    /// The names in the rows that do not pass.
    private func unvouched(
        _ select: SQL, in tx: any Transaction, unless check: (Row) throws -> Void
    ) throws -> [String] {
        try tx.rows(select).filter { row in (try? check(row)) == nil }.map { try $0.get("name") }
    }
}
