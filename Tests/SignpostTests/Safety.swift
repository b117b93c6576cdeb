import Signpost
import Terms

/// What must hold for every advice whatever the situation: the safety rules of the field, written apart from the decision
/// table and from the engine.
struct Safety {
    /// The answers that these rules look at, other than yes and no.
    static let apart: Set<String> = [
        "subject.perpetrator", "reporter.victim", "age.minor", "forms.sexual", "forms.forcedMarriage",
        "sexualViolence.within7Days", "residence.no", "municipality.abroad",
    ]

    private let guide: Guide
    private let all: [Point]
    private let embassy, emergency, police, veiligThuis, csg, comensha, legal, avim, border, images: Int
    /// Points that help, and points that investigate.
    private let helping, investigating: Set<Int>
    private let hours, reflection: [Int]
    private let childElsewhere: Int?
    /// For each point the hours at which it is known to be open, of a week and a holiday.
    private let open: [Hours]

    /// 192 hours.
    private struct Hours {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0

        static func | (one: Hours, other: Hours) -> Hours {
            Hours(first: one.first | other.first, second: one.second | other.second, third: one.third | other.third)
        }

        var isEvery: Bool { first & second & third == .max }

        init(first: UInt64 = 0, second: UInt64 = 0, third: UInt64 = 0) {
            (self.first, self.second, self.third) = (first, second, third)
        }

        init(_ isOpen: (Int) -> Bool) {
            for hour in 0..<64 {
                if isOpen(hour) { first |= 1 << UInt64(hour) }
                if isOpen(hour + 64) { second |= 1 << UInt64(hour) }
                if isOpen(hour + 128) { third |= 1 << UInt64(hour) }
            }
        }
    }

    init(_ guide: Guide) {
        self.guide = guide
        all = guide.points
        func place(_ id: PointID) -> Int { guide.points.firstIndex { $0.id == id } ?? -1 }
        func places(_ ids: [PointID]) -> Set<Int> { Set(ids.map(place)) }
        func rules(_ words: [String]) -> [Int] {
            guide.rules.indices.filter { rule in words.allSatisfy { guide.rules[rule].reason.nl.contains($0) } }
        }
        emergency = place("112")
        embassy = place("nederland-wereldwijd")
        police = place("politie-0900-8844")
        veiligThuis = place("veilig-thuis")
        csg = place("centrum-seksueel-geweld")
        comensha = place("comensha")
        legal = place("juridisch-loket")
        avim = place("avim")
        border = place("kmar")
        images = place("offlimits-helpwanted")
        helping = places([
            "veilig-thuis", "centrum-seksueel-geweld", "comensha", "zorgcoordinator", "fier-chat", "kindertelefoon",
            "offlimits-helpwanted", "slachtofferhulp", "fairwork", "juridisch-loket", "wijkteam",
            "meldpunt-uitbuiting-minderjarigen", "de-luisterlijn", "113-zelfmoordpreventie", "alles-oke-supportlijn",
            "keerpunt", "iom", "nederland-wereldwijd", "nidos", "work-in-nl", "lkha",
        ])
        investigating = places([
            "politie-0900-8844", "wijkagent", "mensenhandelrechercheur", "avim", "emm", "kmar", "arbeidsinspectie",
        ])
        hours = rules(["72 uur"])
        reflection = rules(["bedenktijd", "drie maanden"])
        childElsewhere = guide.rules.firstIndex { $0.id == "child-perpetrator-only" }
        let hours = Self.hours
        open = guide.points.map { point in Hours { point.state(at: hours[$0]).isOpen == true } }
    }

    /// Half past each hour of a week, from Monday on, and of Christmas Day.
    static let hours: [Instant] = [Day(2026, 12, 7), Day(2026, 12, 25)].compactMap(\.self).enumerated().flatMap { number, day in
        (0..<(number == 0 ? 168 : 24)).map { day.begins + .minutes(60 * $0 + 30) }
    }

    /// The first safety rule that an advice breaks, in a sentence; nil when it breaks none.
    func broken(by advice: Advice, in situation: Situation) -> String? {
        let list = advice.recommendations
        guard let first = list.first else { return "nobody is left without an answer" }
        func place(_ point: Int) -> Int { list.firstIndex { $0.pointIndex == point } ?? .max }
        func firstPlace(_ points: Set<Int>) -> Int { list.firstIndex { points.contains($0.pointIndex) } ?? .max }
        func isLeftOut(_ point: Int) -> Bool { advice.notRecommended.contains { $0.pointIndex == point } }
        let isVictim = situation.reporter == .victim
        let isRecent = situation.sexualViolence == .within7Days
        let isPerpetratorOnly =
            situation.subject == .perpetrator && !isVictim && !isRecent && !situation.missing

        if let order = wrongOrder(advice) { return order }
        if situation.directDanger, first.pointIndex != emergency { return "in danger, 112 comes first" }
        if situation.age == .minor {
            let isSaid = childElsewhere.map { advice.ruleIndices.contains($0) && isLeftOut(veiligThuis) } ?? false
            if isPerpetratorOnly ? !isSaid : place(veiligThuis) == .max {
                return "for a child, Veilig Thuis is there, or the reason to go elsewhere"
            }
        }
        if isRecent, place(csg) > 1 || !isTold(hours, by: advice) {
            return "within seven days, the Centrum Seksueel Geweld is in the first two, with the hours that are left"
        }
        if situation.anonymous, !offersAnonymity(list) {
            return "when somebody wants to stay anonymous, the first that can wait is one where that is possible"
        }
        // At the border the Marechaussee is who can help before somebody leaves.
        let prosecuting = situation.border ? investigating.subtracting([border]) : investigating
        if isVictim, firstPlace(helping) > firstPlace(prosecuting) {
            return "a victim is offered help before prosecution"
        }
        if isPerpetratorOnly, list.contains(where: { !all[$0.pointIndex].subjects.contains(.perpetrator) }) {
            return "what is about a perpetrator only goes to no point that does not take it"
        }
        if situation.residence == .no {
            if !isTold(reflection, by: advice) { return "without a permit, one learns of the reflection period" }
            if !isPerpetratorOnly, place(comensha) == .max || place(legal) == .max {
                return "without a permit, there is help that does not depend on the police"
            }
            if place(avim) != .max { return "without a permit, one is not sent to the immigration police" }
        }
        if situation.missing, !isVictim, first.pointIndex != (situation.directDanger ? emergency : police) {
            return "for a missing person, the police come first"
        }
        if situation.missing, !isVictim, situation.age == .minor, place(emergency) == .max {
            return "for a missing child, 112 is in the list"
        }
        if situation.border || situation.forms.contains(.forcedMarriage), !isPerpetratorOnly, place(emergency) == .max {
            return "whoever is being taken abroad finds 112 in the list, also when nobody said that there is danger"
        }
        if situation.abroad, !isPerpetratorOnly, place(embassy) == .max {
            return "what is outside the Netherlands leads to who helps there"
        }
        if situation.border, place(border) > urgent(list, among: [emergency, csg, police]) + 1 {
            return "at the border, the Marechaussee is in the first two after what cannot wait"
        }
        let mayBeImages = situation.forms.isEmpty || !situation.forms.isDisjoint(with: [.sexual, .unknown])
        if situation.images, !isPerpetratorOnly, mayBeImages,
            place(images) > urgent(list, among: [emergency, csg, police, border]) + 2
        {
            return "with images, Helpwanted is in the first three after what cannot wait"
        }
        if !list.reduce(Hours(), { $0 | open[$1.pointIndex] }).isEvery {
            return "at every hour somebody is there"
        }
        return nil
    }

    /// Ranks count up, strengths fall, nobody stands twice, and whom one must not go to is not recommended.
    private func wrongOrder(_ advice: Advice) -> String? {
        var seen: UInt64 = 0
        var strength = Strength.emergency
        for (index, recommendation) in advice.recommendations.enumerated() {
            let bit: UInt64 = 1 << UInt64(recommendation.pointIndex)
            let isForward = recommendation.isBroughtForward
            if seen & bit != 0 || recommendation.rank != index + 1 || isForward && index > 0
                || !isForward && recommendation.strength < strength
            {
                return "the order is that of the strengths, and nobody stands twice"
            }
            seen |= bit
            if !isForward { strength = recommendation.strength }
        }
        for omission in advice.notRecommended where seen & (1 << UInt64(omission.pointIndex)) != 0 {
            return "nobody is both recommended and left out"
        }
        return nil
    }

    /// How many of these stand first because they cannot wait.
    private func urgent(_ list: [Recommendation], among points: [Int]) -> Int {
        list.prefix { $0.strength <= .now }.count { points.contains($0.pointIndex) }
    }

    private func offersAnonymity(_ list: [Recommendation]) -> Bool {
        guard list.contains(where: { all[$0.pointIndex].anonymity.isPossible }) else { return false }
        return list.first { $0.strength > .now }.map { all[$0.pointIndex].anonymity.isPossible } ?? true
    }

    /// Whether one of these rules holds, and a point with its reason is shown.
    private func isTold(_ rules: [Int], by advice: Advice) -> Bool {
        advice.ruleIndices.contains { index in
            guard rules.contains(index) else { return false }
            let rule = guide.rules[index]
            return advice.recommendations.contains { shown in
                rule.recommends.contains { $0.points.contains(all[shown.pointIndex].id) }
            } || advice.notRecommended.contains { rule.omits.contains(all[$0.pointIndex].id) }
        }
    }

    /// What the reasons of an advice must be: each is there, in both languages, and anonymity that is not sure is said.
    func wrongReasons(of advice: Advice, in situation: Situation) -> String? {
        for recommendation in advice.recommendations {
            let reasons = recommendation.reasons
            if reasons.isEmpty || reasons.contains(where: { $0.text.map { $0.nl.isEmpty || $0.en.isEmpty } ?? false }) {
                return "every recommendation has its reason"
            }
            let isSaid = reasons.contains {
                ["notAnonymous", "anonymityPartly", "anonymityUnknown"].contains($0.code)
            }
            if isSaid != (situation.anonymous && recommendation.point.anonymity != .yes) {
                return "where anonymity is not sure, that is said to whom it matters"
            }
        }
        return advice.notRecommended.contains { $0.reasons.isEmpty }
            ? "whoever is left out is left out for a reason" : nil
    }
}
