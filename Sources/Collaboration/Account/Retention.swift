public import Organisations
import Reporting
import Storage
public import Terms

/// How long each part of a dossier is kept after it was closed (Dutch: bewaartermijn), and how it is destroyed.
///
/// A part is kept by the law of its keeper, and no longer because another organisation keeps another part longer.
public struct Retention: Sendable {
    let dossiers: Dossiers
    var ground: Ground { dossiers.ground }

    public init(_ dossiers: Dossiers) { self.dossiers = dossiers }

    /// How long an organisation of this kind keeps its parts of a closed dossier, in years; a proposal, which two of its
    /// people decide on.
    ///
    /// - 20: Burgerlijk Wetboek art. 7:454, paragraph 3, and Jeugdwet art. 7.3.8, since 1-1-2020 and from the last change of
    ///   the file on (dirkzwager.nl, 12-9-2024; vhic.nl on youth care). For Veilig Thuis and the Raad voor de
    ///   Kinderbescherming no article was found: the same.
    /// - 15: Wmo 2015 art. 5.3.4 (vhic.nl on the Wmo; the article itself was not read).
    /// - 5: Wet politiegegevens: with the dossier closed, police data are removed from daily work, kept five years for
    ///   complaints and account, and destroyed (art. 14, paragraph 1). At most they are removed after five years and
    ///   destroyed after ten (art. 8; Autoriteit Persoonsgegevens, June 2025), which a dossier that was open for more than
    ///   five years may pass: what is pursued in one case is no daily task (art. 9).
    /// - 5 as well where no law was found that gives a term: prosecution, lawyers, and who said not what they are.
    public static func years(_ kind: OrganisationKind?) -> Int {
        switch kind {
        case .communityOfficer, .traffickingDetectives, .emm, .labourInspectorate, .borderPolice, .prosecution: 5
        case .medical, .forensicDoctor, .sexualAssaultCentre, .youthCare, .guardian, .safeAtHome, .childProtection: 20
        case .municipality, .neighbourhoodTeam, .careCoordinator, .shelter, .safetyHouse: 15
        case .nationalCoordination, .crimeInformationCentre, .victimSupport, .lawyer, .other, nil: 5
        }
    }

    /// The same as a term. A day too late is better than one too early, so leap days are counted in.
    public static func term(_ kind: OrganisationKind?) -> Term {
        let years = years(kind)
        return .days(years * 365 + years / 4 + 1)
    }

    /// How long the session's organisation keeps its parts of a dossier after it was closed, in years.
    public func years(for session: Session) async throws -> Int {
        try await ground.database.read { [ground] tx in
            Self.years(try ground.profiles.profile(of: session.organisation.id, in: tx)?.kind)
        }
    }

    /// How long each part is kept of which the view knows the keeper, in the order of the parts.
    public func terms(of view: DossierView) async throws -> [PartTerm] {
        try await ground.database.read { [ground] tx in
            try view.readers.compactMap { part in
                guard let keeper = part.readers.first(where: \.isKeeper) else { return nil }
                let kind = try ground.profiles.profile(of: keeper.organisation, in: tx)?.kind
                return PartTerm(
                    part: part.compartment, keeperName: keeper.name, years: Self.years(kind), keptUntil: part.keptUntil)
            }
        }
    }

    /// What the session's organisation keeps although its day has come, longest ago first; nothing for who was not let in.
    public func due(for session: Session) async throws -> [DueDestruction] {
        guard session.member.isAble else { return [] }
        return try await ground.database.read { [ground] tx in
            try RetentionStorage.due(for: session.organisation.id, at: ground.time.now(), in: tx)
        }
    }

    /// A dossier is closed: from now on each part has a day until which it is kept, by its keeper's law.
    static func begin(_ roster: Roster, from now: Instant, _ ground: Ground, in tx: any Transaction) throws {
        for (part, keeper) in roster.keepers {
            let kind = try ground.profiles.profile(of: keeper, in: tx)?.kind
            try RetentionStorage.keep(part, of: roster.dossier, until: now + term(kind), in: tx)
        }
    }
}

/// How long one part of a dossier is kept, and by whom (Dutch: bewaartermijn).
public struct PartTerm: Sendable {
    public let part: Compartment
    public let keeperName: String
    /// After the dossier was closed.
    public let years: Int
    /// Absent while the dossier is open.
    public let keptUntil: Instant?
}

/// Something that is kept although its day has come: one part of a closed dossier, or all of it.
public struct DueDestruction: Sendable {
    public let dossier: DossierEnvelope
    /// Absent for the whole dossier, where nobody keeps anything of it any longer.
    public let part: Compartment?
    public let keptUntil: Instant
}
