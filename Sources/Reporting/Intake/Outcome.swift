public import Organisations
import Storage
public import Terms

/// What became of a report or a dossier for an organisation that was party to it (Dutch: wat ervan geworden is): for who
/// comes back by an old page. It holds no contents, and nothing of what others did with it since.
public struct Outcome: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// This organisation took it over from the other.
        case taken
        /// The other took it over from this organisation.
        case handedOver
        /// This organisation said no to the other.
        case refused
        /// The other took the question back.
        case withdrawn
        /// What was shared with this organisation is shared no longer.
        case ended
        /// It was destroyed, or the part that this organisation kept.
        case destroyed
    }

    public let kind: Kind
    /// The other organisation; absent when nobody else had a hand in it.
    public let other: String?
    public let at: Instant

    public init(_ kind: Kind, with other: String? = nil, at: Instant) {
        self.kind = kind
        self.other = other
        self.at = at
    }
}

extension Intake {
    /// What became of a report that the session's organisation was asked to take over or asked others to, as far as it was
    /// answered; nil for who never was party to it, and for who cannot open contents.
    public func outcome(of id: ReportID, for session: Session) async throws -> Outcome? {
        guard session.member.isAble else { return nil }
        let us = session.organisation.id
        return try await ground.database.read { tx in
            guard
                let row = try tx.row(
                    """
                    SELECT h.state, h.answered_at, h.receiver, s.name AS sender_name, t.name AS receiver_name
                    FROM hand_over h JOIN organisation s ON s.id = h.sender JOIN organisation t ON t.id = h.receiver
                    WHERE h.report = \(id) AND h.state <> 'offered'
                    AND (h.receiver = \(us) OR (h.sender = \(us) AND h.state = 'accepted'))
                    ORDER BY h.answered_at DESC, h.id DESC LIMIT 1
                    """)
            else { return nil }
            let isReceiver = try row.get("receiver", as: OrganisationID.self) == us
            let kind: Outcome.Kind =
                switch try row.get("state", as: HandOverStep.State.self) {
                case .refused: .refused
                case .withdrawn: .withdrawn
                case .accepted, .offered: isReceiver ? .taken : .handedOver
                }
            return Outcome(
                kind, with: try row.get(isReceiver ? "sender_name" : "receiver_name"), at: try row.get("answered_at"))
        }
    }
}
