import Reporting
import Signpost
import Terms
import Words

/// What is said to a professional about the reporting code for domestic violence and child abuse (Dutch: Meldcode). It goes
/// by their work and by who receives the report.
///
/// Source: Wet maatschappelijke ondersteuning 2015, art. 3.3.3, and the like of it in the laws on care, education, childcare,
/// youth and custody.
enum Meldcode: String, Codable, CaseIterable {
    /// The report goes to Veilig Thuis, and the code holds for their work.
    case toVeiligThuis
    /// The same for who did not say what their work is.
    case perhapsToVeiligThuis
    /// The report goes to somebody else.
    case elsewhere
    case perhapsElsewhere

    static let veiligThuis: PointID = "veilig-thuis"
    private static let professions: Set<Profession> = [
        .care, .education, .childCare, .youthCare, .socialSupport, .justice, .municipality,
    ]

    /// Nil for whom the code does not concern: who is no professional, or works in a hotel.
    init?(_ answers: Answers, receivedAs point: PointID?) {
        guard answers.role == .professional else { return nil }
        if let profession = answers.profession, !Self.professions.contains(profession) { return nil }
        let isSure = answers.profession != nil
        self =
            if point == Self.veiligThuis { isSure ? .toVeiligThuis : .perhapsToVeiligThuis } else {
                isSure ? .elsewhere : .perhapsElsewhere
            }
    }

    func sentence(_ words: Words) -> String { words(Key("meldcode", rawValue)) }
}
