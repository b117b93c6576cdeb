import Reporting
import Signpost
import Terms

/// What of the answers the advice goes by.
extension Answers {
    /// The circumstances that matter after the other answers: only those are asked, and only those count.
    var asked: [Circumstance] { Circumstance.allCases.filter(isAsked) }

    private func isAsked(_ circumstance: Circumstance) -> Bool {
        let isPerpetratorOnly = subject == .perpetrator && !isVictim
        let maybeSexual = forms.isEmpty || forms.contains(.unknown) || forms.contains(.sexual)
        return switch circumstance {
        // Whoever has a question wants that anyway.
        case .consult: !isVictim && subject != .question && !isPerpetratorOnly
        case .anonymous: true
        case .missing, .noPermit: !isPerpetratorOnly
        // Told with the place.
        case .border: !isAtBorder
        case .abroad: false
        case .recentViolence: maybeSexual
        case .earlierViolence, .online, .images: maybeSexual && !isPerpetratorOnly
        }
    }

    /// What was told, as far as it matters still.
    var told: Set<Circumstance> {
        circumstances.intersection(asked).union(placeAbroad == true ? [.abroad] : []).union(isAtBorder ? [.border] : [])
    }

    /// How soon a report with these answers is looked at first.
    var urgency: Urgency {
        .first(
            directDanger: danger ?? false, age: age ?? .unknown, role: role ?? .bystander, forms: forms,
            circumstances: told)
    }

    var situation: Situation {
        let told = told
        var situation = Situation()
        situation.directDanger = danger ?? false
        situation.subject = subject
        situation.purpose = subject == .question || told.contains(.consult) ? .consult : nil
        situation.reporter = role
        situation.profession = profession
        situation.age = age ?? .unknown
        situation.forms = forms
        situation.online = told.contains(.online)
        situation.images = told.contains(.images)
        situation.anonymous = told.contains(.anonymous)
        situation.sexualViolence =
            told.contains(.recentViolence) ? .within7Days : told.contains(.earlierViolence) ? .longerAgo : nil
        situation.missing = told.contains(.missing)
        situation.residence = told.contains(.noPermit) ? .no : nil
        situation.border = told.contains(.border)
        situation.municipality = municipality
        situation.abroad = placeAbroad == true
        return situation
    }
}
