import Terms
import Testing

@testable import Reporting

@Suite("How soon a report is first looked at")
struct FirstUrgencyTests {
    private func urgency(
        danger: Bool = false, _ age: AgeGroup = .adult, _ role: ReporterRole = .bystander,
        _ forms: Set<ExploitationForm> = [], _ circumstances: Set<Circumstance> = []
    ) -> Urgency {
        .first(directDanger: danger, age: age, role: role, forms: forms, circumstances: circumstances)
    }

    @Test("is as danger when a child is missing, or who is made to marry stands at the border, whatever was said of danger")
    func danger() {
        #expect(urgency(danger: true) == .danger)
        #expect(urgency(.minor, circumstances: .missing) == .danger)
        for age in AgeGroup.allCases { #expect(urgency(age, .victim, [.forcedMarriage], [.border]) == .danger) }
        #expect(urgency(.adult, .bystander, [.forcedMarriage], []) == .normal)
        #expect(urgency(.adult, .bystander, [.labour], [.border]) == .normal)
        #expect(urgency(.adult, circumstances: .missing) == .normal)
    }

    @Test("is urgent for a minor, for who reports for themself, and while traces of violence can be secured; else normal")
    func urgent() {
        #expect(urgency(.minor) == .urgent)
        #expect(urgency(.adult, .victim) == .urgent)
        #expect(urgency(.adult, circumstances: .recentViolence) == .urgent)
        #expect(urgency(.unknown) == .normal)
    }

    private func urgency(_ age: AgeGroup, circumstances: Circumstance) -> Urgency {
        urgency(age, .bystander, [], [circumstances])
    }
}
