import Terms

extension DecisionTable {
    /// The rules that hold give points and leave points out; then those whose own facts do not fit are left out too.
    func advice(for situation: Situation) -> Advice {
        let facts = facts(of: situation)
        let count = points.count
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * count) { scratch in
            // The best place that each point was given, whether a rule leaves it out, and the points in their order.
            let best = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
            let leftOut = UnsafeMutableBufferPointer(rebasing: scratch[count..<(2 * count)])
            let order = UnsafeMutableBufferPointer(rebasing: scratch[(2 * count)...])
            best.initialize(repeating: Self.notGiven)
            leftOut.initialize(repeating: 0)
            order.initialize(repeating: 0)
            let grounds = Grounds(self, facts: facts, rules: hold(facts, best, leftOut))
            if grounds.isAnonymityAsked { putBackWhereNamed(best) }
            let given = sort(best, into: order)
            return tell(order[..<given], best, leftOut, grounds, in: situation.municipality)
        }
    }

    /// The rules that hold; what they give and leave out is noted.
    private func hold(
        _ facts: UInt64, _ best: UnsafeMutableBufferPointer<UInt32>, _ leftOut: UnsafeMutableBufferPointer<UInt32>
    ) -> [Int] {
        var held: [Int] = []
        held.reserveCapacity(32)
        for (number, row) in rows.enumerated() where row.when.holds(facts) && row.unless?.holds(facts) != true {
            held.append(number)
            for outcome in outcomes[row.outcomes] {
                best[outcome.point] = min(best[outcome.point], Self.key(outcome.strength, number, outcome.place))
            }
            for point in omits[row.omits] { leftOut[point] = 1 }
        }
        return held
    }

    /// Where somebody cannot stay anonymous comes after where they can, within a strength. What cannot wait stays first.
    private func putBackWhereNamed(_ best: UnsafeMutableBufferPointer<UInt32>) {
        for point in best.indices where best[point] != Self.notGiven && best[point] >= Self.key(.main, 0, 0) {
            if !fits[point].anonymity.isPossible { best[point] |= Self.notAnonymous }
        }
    }

    /// The points that were given, the best first. They are few, so each is put where it belongs.
    ///
    /// - Returns: how many they are.
    private func sort(
        _ best: UnsafeMutableBufferPointer<UInt32>, into order: UnsafeMutableBufferPointer<UInt32>
    ) -> Int {
        var count = 0
        for point in best.indices where best[point] != Self.notGiven {
            var place = count
            while place > 0, best[Int(order[place - 1])] > best[point] {
                order[place] = order[place - 1]
                place -= 1
            }
            order[place] = UInt32(point)
            count += 1
        }
        return count
    }

    private func tell(
        _ order: Slice<UnsafeMutableBufferPointer<UInt32>>, _ best: UnsafeMutableBufferPointer<UInt32>,
        _ leftOut: UnsafeMutableBufferPointer<UInt32>, _ grounds: Grounds, in municipality: MunicipalityCode?
    ) -> Advice {
        var recommendations: [Recommendation] = []
        recommendations.reserveCapacity(order.count)
        var omissions: [Omission] = []
        // What a rule leaves out comes first, in the order of the rules; what is an emergency is never left out.
        for rule in grounds.rules {
            for point in omits[rows[rule].omits] where leftOut[point] == 1 && best[point] >= Self.key(.now, 0, 0) {
                leftOut[point] = 2
                omissions.append(Omission(grounds: grounds, pointIndex: point))
            }
        }
        for point in order.lazy.map({ Int($0) }) where leftOut[point] != 2 {
            let strength = Strength(order: best[point] >> 29)
            if strength == .emergency || fits[point].isFitting(grounds.facts) {
                recommendations.append(
                    Recommendation(
                        rank: recommendations.count + 1, strength: strength, isBroughtForward: false, grounds: grounds,
                        pointIndex: point, branchIndex: municipality.flatMap { branch(of: point, in: $0) }))
            } else {
                omissions.append(Omission(grounds: grounds, pointIndex: point))
            }
        }
        return Advice(recommendations: recommendations, notRecommended: omissions, grounds: grounds)
    }

    private static let notGiven = UInt32.max
    private static let notAnonymous: UInt32 = 1 << 28

    /// A point's place as one number, of which the smallest goes first: its strength, whether anonymity that was asked
    /// for is impossible there, the first rule that gave it that strength, and its place in that rule's list.
    private static func key(_ strength: Strength, _ rule: Int, _ place: Int) -> UInt32 {
        UInt32(strength.order) << 29 | UInt32(min(rule, 0xF_FFFF)) << 8 | UInt32(min(place, 0xFF))
    }
}

extension Strength {
    fileprivate init(order: UInt32) {
        switch order {
        case 0: self = .emergency
        case 1: self = .now
        case 2: self = .main
        case 3: self = .also
        default: self = .otherwise
        }
    }
}
