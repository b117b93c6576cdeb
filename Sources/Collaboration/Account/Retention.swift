public import Organisations
import Reporting
import Storage
public import Terms

/// How long dossiers are kept (Dutch: bewaartermijn), and how they are destroyed.
public struct Retention: Sendable {
    let dossiers: Dossiers
    var ground: Ground { dossiers.ground }

    public init(_ dossiers: Dossiers) { self.dossiers = dossiers }

    /// How long a closed dossier is kept by an organisation of this kind, in years; a proposal, which people decide on.
    /// Source: Burgerlijk Wetboek art. 7:454 (medical), Jeugdwet art. 7.3.8 and Wmo 2015 art. 5.3.4 (20 and 15 years),
    /// Wet politiegegevens art. 8 (5 years).
    public static func years(_ kind: OrganisationKind?) -> Int {
        switch kind {
        case .communityOfficer, .traffickingDetectives, .emm, .labourInspectorate, .borderPolice, .prosecution: 5
        case .medical, .forensicDoctor, .sexualAssaultCentre, .youthCare, .guardian, .safeAtHome, .childProtection: 20
        case .municipality, .neighbourhoodTeam, .careCoordinator, .shelter, .safetyHouse: 15
        case .nationalCoordination, .crimeInformationCentre, .victimSupport, .lawyer, .other, nil: 5
        }
    }

    /// How long the session's organisation keeps a dossier after it was closed, in years.
    public func years(for session: Session) async throws -> Int {
        try await ground.database.read { [ground] tx in
            Self.years(try ground.profiles.profile(of: session.organisation.id, in: tx)?.kind)
        }
    }

    /// How long a dossier is kept in which these organisations keep parts: as long as the longest of their terms. A day
    /// too late is better than one too early, so leap days are counted in.
    static func term(
        of organisations: some Sequence<OrganisationID>, _ ground: Ground, in tx: any Transaction
    ) throws -> Term {
        let longest = try years(of: organisations, ground, in: tx)
        return .days(longest * 365 + longest / 4 + 1)
    }

    private static func years(
        of organisations: some Sequence<OrganisationID>, _ ground: Ground, in tx: any Transaction
    ) throws -> Int {
        try organisations.map { years(try ground.profiles.profile(of: $0, in: tx)?.kind) }.max() ?? years(nil)
    }

    /// How long a dossier is kept after it was closed, in years, by who keeps parts of it now.
    public func years(of view: DossierView) async throws -> Int {
        let keepers = Set(view.readers.flatMap(\.readers).filter(\.isKeeper).map(\.organisation))
        let all = keepers.union([view.envelope.coordinator])
        return try await ground.database.read { [ground] tx in try Self.years(of: all, ground, in: tx) }
    }

    /// Closed dossiers of the session's organisation whose term has passed, longest ago first.
    public func due(for session: Session) async throws -> [DossierEnvelope] {
        try await ground.database.read { [ground] tx in
            try tx.rows(
                """
                SELECT \(fragment: DossierStorage.columns) FROM dossier d WHERE d.coordinator = \(session.organisation.id)
                AND d.keep_until <= \(ground.time.now()) AND d.destroyed_at IS NULL ORDER BY d.keep_until LIMIT 200
                """
            ).map(DossierStorage.envelope)
        }
    }
}
