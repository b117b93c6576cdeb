import Signpost
import Terms

/// Every situation that there can be. Answers that no rule, no point and no safety rule tells apart make the same advice:
/// of such answers one is tried each time, another the next time, and all in turn.
struct SituationSpace {
    static let subjects: [Subject?] = [nil, .victim, .perpetrator, .both]
    static let purposes: [Purpose?] = [nil, .report, .consult]
    /// A profession counts for professionals only.
    static let reporters: [(ReporterRole?, Profession?)] =
        [(nil, nil), (.bystander, nil), (.victim, nil), (.professional, nil)]
        + Profession.allCases.map { (.professional, $0) }
    static let violence: [SexualViolence?] = [nil] + SexualViolence.allCases
    static let residences: [Residence?] = [nil] + Residence.allCases
    static let forms = ExploitationForm.allCases.filter { $0 != .unknown }

    /// Answers that are alike, together.
    private let forms: [[ExploitationForm]]
    private let reporters: [[(ReporterRole?, Profession?)]]
    private let subjects: [[Subject?]]
    private let purposes: [[Purpose?]]
    private let ages: [[AgeGroup]]
    private let violence: [[SexualViolence?]]
    private let residences: [[Residence?]]
    private let places: [[Place]]

    /// Where it is: unknown, in a municipality, or outside the Netherlands.
    private enum Place {
        case unknown, abroad
        case municipality(MunicipalityCode)
    }

    init(_ guide: Guide) {
        let alike = Alike(guide)
        forms = alike.together(Self.forms) { form in
            alike.mark(.forms, form.rawValue) + guide.points.map { $0.forms.contains(form) }
        }
        reporters = alike.together(Self.reporters) { role, profession in
            alike.mark(.reporter, role?.rawValue) + alike.mark(.profession, profession?.rawValue)
                + guide.points.map { point in role.map(point.audience.contains) ?? true }
        }
        subjects = alike.together(Self.subjects) { subject in
            alike.mark(.subject, subject?.rawValue)
                + guide.points.map { point in subject.map(point.subjects.contains) ?? true }
        }
        purposes = alike.together(Self.purposes) { alike.mark(.purpose, $0?.rawValue) }
        ages = alike.together(AgeGroup.allCases) { age in
            alike.mark(.age, age.rawValue) + guide.points.map { $0.ages.contains(age) }
        }
        violence = alike.together(Self.violence) { alike.mark(.sexualViolence, $0?.rawValue) }
        residences = alike.together(Self.residences) { alike.mark(.residence, $0?.rawValue) }
        places = alike.together([.unknown, .abroad] + guide.municipalities.all.map { Place.municipality($0.code) }) { place in
            switch place {
            case .unknown: alike.mark(.municipality, "none") + alike.mark(.regionalPoint, "false")
            case .abroad: alike.mark(.municipality, "abroad") + alike.mark(.regionalPoint, "false")
            case .municipality(let code):
                alike.mark(.municipality, "given")
                    + alike.mark(
                        .regionalPoint, String(guide.branch(of: "veilig-thuis", in: code)?.isRegionalPoint == true))
            }
        }
    }

    /// The sets of forms with one profession, by number: each is a part of the whole that is tried by itself.
    var shares: Int { (1 << forms.count) * reporters.count }

    /// How many situations are in a share.
    var sizeOfShare: Int {
        subjects.count * purposes.count * ages.count * violence.count * residences.count * places.count * 64
    }

    /// Whether there are shares enough for every answer to have its turn.
    var isEachTried: Bool {
        let groups =
            [subjects.map(\.count), purposes.map(\.count), ages.map(\.count), violence.map(\.count)]
            + [residences.map(\.count), places.map(\.count), forms.map(\.count)]
        return groups.flatMap(\.self).allSatisfy { $0 <= shares }
            && reporters.allSatisfy { $0.count <= 1 << forms.count }
    }

    /// The situations of a share, one after another.
    func forEach(share: Int, _ body: (Situation) -> Void) {
        func turn<T>(_ alike: [T]) -> T { alike[share % alike.count] }
        var situation = Situation()
        let bits = share / reporters.count
        situation.forms = Set(forms.indices.filter { bits & (1 << $0) != 0 }.map { turn(forms[$0]) })
        let profession = reporters[share % reporters.count]
        (situation.reporter, situation.profession) = profession[bits % profession.count]
        for subject in subjects {
            situation.subject = turn(subject)
            for purpose in purposes {
                situation.purpose = turn(purpose)
                for age in ages {
                    situation.age = turn(age)
                    for sexualViolence in violence {
                        situation.sexualViolence = turn(sexualViolence)
                        for residence in residences {
                            situation.residence = turn(residence)
                            for place in places {
                                (situation.municipality, situation.abroad) = (nil, false)
                                switch turn(place) {
                                case .unknown: break
                                case .abroad: situation.abroad = true
                                case .municipality(let code): situation.municipality = code
                                }
                                forEachFlag(of: situation, body)
                            }
                        }
                    }
                }
            }
        }
    }

    private func forEachFlag(of situation: Situation, _ body: (Situation) -> Void) {
        var situation = situation
        for bits in 0..<64 {
            situation.directDanger = bits & 1 != 0
            situation.online = bits & 2 != 0
            situation.images = bits & 4 != 0
            situation.anonymous = bits & 8 != 0
            situation.missing = bits & 16 != 0
            situation.border = bits & 32 != 0
            body(situation)
        }
    }

    static func random(_ dice: inout Dice) -> Situation {
        var situation = Situation()
        situation.forms = Set(forms.filter { _ in dice.toss() && dice.toss() })
        if dice.toss(), dice.toss() { situation.forms.insert(.unknown) }
        (situation.reporter, situation.profession) = dice.pick(reporters)
        situation.subject = dice.pick(subjects)
        situation.purpose = dice.pick(purposes)
        situation.age = dice.pick(AgeGroup.allCases)
        situation.sexualViolence = dice.pick(violence)
        situation.residence = dice.pick(residences)
        situation.directDanger = dice.toss()
        situation.online = dice.toss()
        situation.images = dice.toss()
        situation.anonymous = dice.toss()
        situation.missing = dice.toss()
        situation.border = dice.toss()
        situation.abroad = dice.toss() && dice.toss() && dice.toss()
        return situation
    }
}

/// Which answers make no difference to any rule.
private struct Alike {
    private let guide: Guide

    init(_ guide: Guide) { self.guide = guide }

    /// For each condition on the question whether the answer meets it, and whether the safety rules look at it.
    func mark(_ question: Question, _ answer: String?) -> [Bool] {
        let answer = answer ?? "unknown"
        let asked = guide.rules.flatMap { [$0.when] + ($0.unless.map { [$0] } ?? []) }.flatMap(\.terms)
        return asked.filter { $0.question == question }.map { $0.answers.contains(answer) }
            + [Safety.apart.contains("\(question.rawValue).\(answer)")]
    }

    /// The values in groups of those with the same mark.
    func together<T>(_ values: [T], _ mark: (T) -> [Bool]) -> [[T]] {
        var groups: [(mark: [Bool], values: [T])] = []
        for value in values {
            let own = mark(value)
            if let index = groups.firstIndex(where: { $0.mark == own }) {
                groups[index].values.append(value)
            } else {
                groups.append((own, [value]))
            }
        }
        return groups.map(\.values)
    }
}
