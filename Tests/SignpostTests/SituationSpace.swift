import Signpost
import Terms

/// Every situation that there can be: each answer to each question, and each set of known forms.
enum SituationSpace {
    static let subjects: [Subject?] = [nil, .victim, .perpetrator, .both]
    static let purposes: [Purpose?] = [nil, .report, .consult]
    /// A profession counts for professionals only.
    static let reporters: [(ReporterRole?, Profession?)] =
        [(nil, nil), (.bystander, nil), (.victim, nil), (.professional, nil)]
        + Profession.allCases.map { (.professional, $0) }
    static let violence: [SexualViolence?] = [nil] + SexualViolence.allCases
    static let residences: [Residence?] = [nil] + Residence.allCases
    static let formSets: [Set<ExploitationForm>] = {
        let known = ExploitationForm.allCases.filter { $0 != .unknown }
        return (0..<(1 << known.count)).map { bits in
            Set(known.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element))
        }
    }()

    /// The situations with these forms and this profession, one after another, with and without a municipality.
    static func forEach(
        forms: Set<ExploitationForm>, reporter: (ReporterRole?, Profession?), place: MunicipalityCode,
        _ body: (Situation) -> Void
    ) {
        var situation = Situation()
        situation.forms = forms
        (situation.reporter, situation.profession) = reporter
        for subject in subjects {
            situation.subject = subject
            for purpose in purposes {
                situation.purpose = purpose
                for age in AgeGroup.allCases {
                    situation.age = age
                    for sexualViolence in violence {
                        situation.sexualViolence = sexualViolence
                        for residence in residences {
                            situation.residence = residence
                            for bits in 0..<64 {
                                situation.directDanger = bits & 1 != 0
                                situation.online = bits & 2 != 0
                                situation.anonymous = bits & 4 != 0
                                situation.missing = bits & 8 != 0
                                situation.border = bits & 16 != 0
                                situation.municipality = bits & 32 != 0 ? place : nil
                                body(situation)
                            }
                        }
                    }
                }
            }
        }
    }

    static func random(_ dice: inout Dice) -> Situation {
        var situation = Situation()
        situation.forms = dice.pick(formSets)
        if dice.toss(), dice.toss() { situation.forms.insert(.unknown) }
        (situation.reporter, situation.profession) = dice.pick(reporters)
        situation.subject = dice.pick(subjects)
        situation.purpose = dice.pick(purposes)
        situation.age = dice.pick(AgeGroup.allCases)
        situation.sexualViolence = dice.pick(violence)
        situation.residence = dice.pick(residences)
        situation.directDanger = dice.toss()
        situation.online = dice.toss()
        situation.anonymous = dice.toss()
        situation.missing = dice.toss()
        situation.border = dice.toss()
        return situation
    }
}
