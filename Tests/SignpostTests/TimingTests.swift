import Foundation
import Signpost
import Terms
import Testing

@Suite("Whoever can act now comes first")
struct TimingTests {
    private let guide = Directory.embedded.on(.today)

    private func moment(_ text: String) throws -> Instant {
        Instant(milliseconds: Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970 * 1_000))
    }

    private func ids(_ advice: Advice) -> [PointID] { advice.recommendations.map { guide.points[$0.pointIndex].id } }

    /// Whether somebody may be led there by the hour, told apart from the engine: never to where the others should not fit
    /// first, no victim and nobody without a permit to the police, nobody who gives no name to where one is needed.
    private func mayComeFirst(_ recommendation: Recommendation, in situation: Situation) -> Bool {
        if recommendation.strength <= .now { return true }
        if recommendation.strength == .otherwise { return false }
        let point = recommendation.point
        if situation.reporter == .victim || situation.residence == .no, point.kind == .police { return false }
        return !(situation.anonymous || situation.purpose == .consult) || point.anonymity.isPossible
    }

    /// Whether a report that is read later stands where it may: below whatever cannot wait and whatever is open and better
    /// than its receiver, and not lower than that.
    private func isInPlace(_ advice: Advice, _ receiver: PointID?, at now: Instant) -> Bool {
        let list = advice.recommendations
        let place = advice.placesBeforeReport(to: receiver, at: now)
        let own = list.firstIndex { $0.point.id == receiver }
        func mustBeAbove(_ index: Int) -> Bool {
            if list[index].strength == .emergency || list[index].strength == .now { return true }
            guard list[index].point.state(at: now).isOpen == true, index <= own ?? index else { return false }
            return list[index].strength == .main || list[index].isBroughtForward
        }
        let isAboveAll = !(place..<list.count).contains(where: mustBeAbove) && place >= own ?? 0
        return isAboveAll && (place == 0 || place == own || mustBeAbove(place - 1))
    }

    @Test("at every hour of the week and on a holiday, in every advice and every region")
    func everyHour() throws {
        var dice = Dice(11)
        let places = guide.municipalities.all
        let safety = Safety(guide)
        for number in 0..<4_000 {
            var situation = SituationSpace.random(&dice)
            situation.municipality = number % 5 == 0 ? nil : dice.pick(places).code
            let timeless = guide.advice(for: situation)
            for hour in 0..<12 {
                let now = Safety.hours[(number * 12 + hour * 16 + number / 16) % Safety.hours.count]
                let advice = guide.advice(for: situation, at: now)
                let list = advice.recommendations
                let there = list.filter { $0.point.state(at: now).isOpen == true }
                try #require(!there.isEmpty, "nobody is there: \(situation)")
                try #require(Set(ids(advice)) == Set(ids(timeless)))
                let first = try #require(list.first)
                if first.point.state(at: now).isOpen != true {
                    try #require(there.allSatisfy { !mayComeFirst($0, in: situation) }, "\(ids(advice)): \(situation)")
                }
                // The others keep their order, and only what was brought forward says so.
                try #require(ids(advice).dropFirst() == ids(timeless).filter { $0 != ids(advice)[0] }[...])
                try #require(first.isBroughtForward == (ids(advice) != ids(timeless)))
                try #require(first.isBroughtForward == (first.reasons.first?.code == Reason.BuiltIn.openNow.rawValue))
                try #require(list.dropFirst().allSatisfy { !$0.isBroughtForward })
                if let sentence = safety.broken(by: advice, in: situation) {
                    Issue.record("\(sentence): \(situation)")
                }
                for receiver in [nil, list.first?.point.id, list.last?.point.id] {
                    try #require(isInPlace(advice, receiver, at: now), "a report to \(receiver?.text ?? "nobody"): \(situation)")
                }
            }
        }
    }

    @Test("a victim at the airport: the Marechaussee at night, CoMensha by day")
    func airport() throws {
        var situation = Situation()
        situation.reporter = .victim
        situation.age = .adult
        situation.border = true
        #expect(ids(guide.advice(for: situation, at: try moment("2026-12-02T05:15:00+01:00"))).first == "kmar")
        let day = guide.advice(for: situation, at: try moment("2026-12-02T11:00:00+01:00"))
        #expect(ids(day).first == "comensha" && day.recommendations.first?.isBroughtForward == false)
    }

    @Test("what is closed says when it opens, and what was brought forward says why")
    func said() throws {
        var situation = Situation()
        situation.reporter = .bystander
        situation.subject = .victim
        situation.age = .adult
        situation.forms = [.labour]
        let night = try moment("2026-12-02T03:00:00+01:00")
        let advice = guide.advice(for: situation, at: night)
        #expect(ids(advice).first == "politie-0900-8844")
        #expect(advice.recommendations.first?.reasons.first?.code == "openNow")
        let comensha = try #require(advice.recommendations.first { $0.point.id == "comensha" })
        #expect(comensha.point.state(at: night).opening == (try moment("2026-12-02T09:00:00+01:00")))
        #expect(OpeningState.always.opening == nil && OpeningState.unknown.opening == nil)
    }

    @Test("but the hour leads no victim, and nobody without a permit, to the police")
    func choice() throws {
        let night = try moment("2026-12-02T03:00:00+01:00")
        var victim = Situation()
        victim.reporter = .victim
        victim.age = .adult
        victim.residence = .no
        #expect(ids(guide.advice(for: victim, at: night)).first == "de-luisterlijn")
        var neighbour = Situation()
        neighbour.reporter = .bystander
        neighbour.subject = .victim
        neighbour.age = .adult
        neighbour.forms = [.domestic]
        neighbour.residence = .no
        let advice = ids(guide.advice(for: neighbour, at: night))
        #expect(advice.first == "comensha" && advice.contains("politie-0900-8844"))
    }
}
