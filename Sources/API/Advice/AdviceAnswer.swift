import Signpost
import Terms
import Words

/// An advice as the API tells it.
struct AdviceAnswer {
    let advice: Advice
    let words: Words
    let now: Instant
    /// The municipality that was given.
    let place: Municipality?
    /// The points to which this can be reported here.
    let here: Set<PointID>

    var json: JSON {
        [
            "aanbevelingen": .array(advice.recommendations.map(recommendation)),
            "nietAanbevolen": .array(
                advice.notRecommended.map {
                    ["meldpunt": .string($0.point.id.text), "redenen": reasons($0.reasons)]
                }),
        ]
    }

    private func recommendation(_ recommendation: Recommendation) -> JSON {
        let point = recommendation.point
        let state = point.state(at: now)
        return [
            "meldpunt": .string(point.id.text), "rang": .number(Double(recommendation.rank)),
            "redenen": reasons(recommendation.reasons), "naam": .string(point.name[words.language]),
            "telefoon": JSON(point.contact.phone), "web": JSON(point.contact.web),
            "nuOpen": JSON(state.isOpen), "opentOp": JSON(state.opening?.isoText),
            "anoniemMogelijk": .bool(point.anonymity.isPossible),
            "hierMelden": .bool(here.contains(point.id)), "regio": JSON(area(point)),
        ]
    }

    /// The region of the municipality that is this point's; the municipality itself where each has its own.
    private func area(_ point: Point) -> String? {
        guard let place else { return nil }
        return point.reach == .municipality ? place.code.text : place.region(point.reach)?.text
    }

    private func reasons(_ reasons: [Reason]) -> JSON {
        .array(
            reasons.map { reason in
                [
                    "code": .string(reason.code),
                    "tekst": .string(
                        reason.text?[words.language] ?? words(Key("advice.reason", reason.code))),
                    "bron": JSON(reason.source),
                ]
            })
    }
}
