import Terms

/// The rules of a day, made ready: a situation is one word of bits, and whether a rule holds is two comparisons with it.
final class DecisionTable: Sendable {
    /// A condition as bits. Each question but that after forms has exactly one answer, so a condition holds when the
    /// facts have none of the answers that it leaves out.
    struct Mask: Sendable {
        /// Answers that must not be there.
        var forbidden: UInt64 = 0
        /// One of these forms must be there; 0 when any will do.
        var forms: UInt64 = 0

        init(_ condition: Condition) {
            for term in condition.terms {
                let bits = term.answers.compactMap { answer in
                    term.question.answers.firstIndex(of: answer).map { term.question.bit($0) }
                }.reduce(0, |)
                if term.question == .forms { forms = bits } else { forbidden |= term.question.bits & ~bits }
            }
        }

        func holds(_ facts: UInt64) -> Bool { facts & forbidden == 0 && (forms == 0 || facts & forms != 0) }
    }

    struct Row: Sendable {
        let when: Mask
        let unless: Mask?
        /// Its outcomes among all.
        let outcomes: Range<Int>
        /// Its points that are left out among all.
        let omits: Range<Int>
    }

    struct Outcome: Sendable {
        let point: Int
        let strength: Strength
        /// Its place among the rule's points of that strength.
        let place: Int
    }

    /// Which facts do not fit a point.
    struct Fit: Sendable {
        let subject: UInt64
        let audience: UInt64
        let age: UInt64
        /// The forms that it takes, and that the form is unknown.
        let forms: UInt64
        let anonymity: Anonymity

        init(_ point: Point) {
            var subject: UInt64 = 0
            let takesVictims = point.subjects.contains(.victim) || point.subjects.contains(.question)
            if !takesVictims { subject |= Question.subject.bit(1) }
            if !point.subjects.contains(.perpetrator) { subject |= Question.subject.bit(2) }
            self.subject = subject
            audience = [ReporterRole.bystander, .victim, .professional].enumerated()
                .map { point.audience.contains($1) ? 0 : Question.reporter.bit($0 + 1) }.reduce(0, |)
            age = [AgeGroup.minor, .adult].enumerated()
                .map { point.ages.contains($1) ? 0 : Question.age.bit($0 + 1) }.reduce(0, |)
            forms = point.forms.map(\.bit).reduce(Question.forms.bit(0), |)
            anonymity = point.anonymity
        }

        func isFitting(_ facts: UInt64) -> Bool {
            facts & (subject | audience | age) == 0 && facts & forms != 0
        }
    }

    let rules: [Rule]
    let points: [Point]
    let branches: [Branch]
    let index: [PointID: Int]
    let rows: [Row]
    let outcomes: [Outcome]
    let omits: [Int]
    let fits: [Fit]
    /// For each point the branch, by municipality, among all branches.
    private let local: [[MunicipalityCode: Int]]
    /// The municipalities that have a regional point on trafficking.
    private let regional: Set<MunicipalityCode>

    init(_ rules: [Rule], points: [Point], branches: [Branch], municipalities: MunicipalityRegister) {
        self.rules = rules
        self.points = points
        self.branches = branches
        let index = Dictionary(points.enumerated().map { ($1.id, $0) }) { first, _ in first }
        self.index = index
        var rows: [Row] = []
        var outcomes: [Outcome] = []
        var omits: [Int] = []
        for rule in rules {
            let firstOutcome = outcomes.count
            let firstOmission = omits.count
            // A point that does not hold on this day is passed over.
            for outcome in rule.recommends {
                for (place, id) in outcome.points.enumerated() {
                    guard let point = index[id] else { continue }
                    outcomes.append(Outcome(point: point, strength: outcome.strength, place: place))
                }
            }
            omits += rule.omits.compactMap { index[$0] }
            rows.append(
                Row(
                    when: Mask(rule.when), unless: rule.unless.map { Mask($0) },
                    outcomes: firstOutcome..<outcomes.count, omits: firstOmission..<omits.count))
        }
        self.rows = rows
        self.outcomes = outcomes
        self.omits = omits
        fits = points.map { Fit($0) }
        let local = Self.local(points, branches, municipalities)
        self.local = local
        regional = Set(
            local.flatMap { served in served.filter { branches[$0.value].isRegionalPoint }.map(\.key) })
    }

    /// Where a municipality is named itself, that goes before the regions that it lies in.
    private static func local(
        _ points: [Point], _ branches: [Branch], _ register: MunicipalityRegister
    ) -> [[MunicipalityCode: Int]] {
        points.map { point in
            let own = branches.enumerated().filter { $1.of == point.id }
            let byArea = Dictionary(own.flatMap { index, branch in branch.serves.map { ($0, index) } }) { first, _ in
                first
            }
            if byArea.isEmpty { return [:] }
            var local: [MunicipalityCode: Int] = [:]
            for place in register.all {
                let areas = [place.code.text] + Reach.allCases.compactMap { place.region($0)?.text }
                local[place.code] = areas.lazy.compactMap { byArea[$0] }.first
            }
            for code in register.absorbed {
                local[code] = register.current(code).flatMap { local[$0.code] }
            }
            return local
        }
    }

    /// The bits of a situation, with what the directory says of its municipality.
    func facts(of situation: Situation) -> UInt64 {
        let hasPoint = situation.municipality.map(regional.contains) ?? false
        return situation.facts | Question.regionalPoint.bit(hasPoint ? 1 : 0)
    }

    func branch(of point: Int, in municipality: MunicipalityCode) -> Int? { local[point][municipality] }

    func branch(of point: Int, in municipality: MunicipalityCode) -> Branch? {
        local[point][municipality].map { branches[$0] }
    }
}
