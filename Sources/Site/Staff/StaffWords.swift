import Reporting
import Terms
import Words

/// Codes as colleagues say them to each other, where the form says them to a reporter.
extension Words {
    func toStaff(_ subject: Subject) -> String { self(Key("staff.subject", subject.rawValue)) }
    func toStaff(_ role: ReporterRole) -> String { self(Key("staff.reporter", role.rawValue)) }
    func toStaff(_ age: AgeGroup) -> String { age == .unknown ? self("staff.unknown") : self(age) }
    func toStaff(_ form: ExploitationForm) -> String { form == .unknown ? self("staff.unknown") : self(form) }
    func toStaff(_ involvement: Involvement) -> String {
        involvement == .unknown ? self("staff.unknown") : self(involvement)
    }

    /// Why a deed was not done, in a sentence.
    func sentence(_ refusal: ReportRefusal) -> String { self(Key("refusal", refusal.rawValue)) }
}
