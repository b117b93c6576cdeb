public import Terms

/// What the hour changes in an advice. The rules know no hours: they say who fits, this says who is there.
extension Advice {
    /// The advice at a moment. When nobody is known to be there where one had best turn first, the first who is there goes
    /// before them; all others keep their order.
    func at(_ instant: Instant) -> Advice {
        guard let best = recommendations.first, !best.isOpen(at: instant),
            let place = recommendations.firstIndex(where: { mayGoFirst($0) && $0.isOpen(at: instant) })
        else { return self }
        var order = recommendations
        order.insert(order.remove(at: place), at: 0)
        return Advice(
            recommendations: order.enumerated().map { index, recommendation in
                recommendation.placed(index + 1, isBroughtForward: index == 0)
            }, notRecommended: notRecommended, grounds: grounds)
    }

    /// How many of the points go before a report to somebody who reads it later: those that cannot wait, and those that are
    /// better than its receiver and open.
    ///
    /// - Parameter receiver: The point that receives it; nil when that is none.
    public func placesBeforeReport(to receiver: PointID?, at instant: Instant) -> Int {
        let own = receiver.flatMap { id in recommendations.firstIndex { $0.point.id == id } }
        let last = recommendations.lastIndex { recommendation in
            if recommendation.strength <= .now { return true }
            let isBetter = recommendation.strength == .main || recommendation.isBroughtForward
            return isBetter && own.map { recommendation.rank <= $0 + 1 } ?? true && recommendation.isOpen(at: instant)
        }
        return max(last.map { $0 + 1 } ?? 0, own ?? 0)
    }

    /// What cannot wait may always go first, what is for when others do not fit never. The hour leads no victim and nobody
    /// without a permit to the police, and nobody who wants to stay anonymous or to talk it over to where that needs a name.
    private func mayGoFirst(_ recommendation: Recommendation) -> Bool {
        switch recommendation.strength {
        case .emergency, .now: true
        case .main, .also:
            !(grounds.isPoliceOnesOwnChoice && recommendation.point.kind == .police)
                && (!grounds.isNamelessAsked || recommendation.point.anonymity.isPossible)
        case .otherwise: false
        }
    }
}

extension Recommendation {
    fileprivate func placed(_ rank: Int, isBroughtForward: Bool) -> Recommendation {
        Recommendation(
            rank: rank, strength: strength, isBroughtForward: isBroughtForward, grounds: grounds,
            pointIndex: pointIndex, branchIndex: branchIndex)
    }
}

extension Grounds {
    /// It is about the person who asks, or about somebody without a right of residence.
    fileprivate var isPoliceOnesOwnChoice: Bool {
        facts & (Question.reporter.bit(2) | Question.residence.bit(2)) != 0
    }

    /// Somebody wants to give no name, or to talk it over first.
    fileprivate var isNamelessAsked: Bool { isAnonymityAsked || facts & Question.purpose.bit(2) != 0 }
}
