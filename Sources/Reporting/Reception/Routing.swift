public import Signpost
public import Terms

/// What decides who receives a report (Dutch: routering).
public struct Routing: Sendable, Hashable {
    public let subject: Subject
    public let age: AgeGroup
    /// Empty is unknown.
    public let forms: Set<ExploitationForm>
    public let place: Municipality?
    /// The point to which the reporter wants to send it.
    public let point: PointID?

    public init(
        subject: Subject, age: AgeGroup, forms: Set<ExploitationForm>, place: Municipality?, at point: PointID? = nil
    ) {
        self.subject = subject
        self.age = age
        self.forms = forms
        self.place = place
        self.point = point
    }

    /// The same, to be sent to a point.
    func asked(at point: PointID) -> Routing {
        Routing(subject: subject, age: age, forms: forms, place: place, at: point)
    }

    /// Whom such a report is entrusted to, the best first: whoever is the point that was asked for, when it takes such
    /// reports; those that take them, the nearest first; the fallback; all others. The first that can receive gets it, so
    /// that it reaches somebody as long as anybody can.
    func order(_ receptions: [Reception]) -> [Reception] {
        receptions.map { (rank($0), $0) }.sorted { one, other in
            let (a, b) = (one.1, other.1)
            return (one.0, a.reach.nearness, a.place, a.organisation) < (other.0, b.reach.nearness, b.place, b.organisation)
        }
        .map(\.1)
    }

    private func rank(_ reception: Reception) -> Int {
        let takes = reception.takes(self)
        if takes, let point, reception.point == point { return 0 }
        if takes, !reception.isFallback { return 1 }
        return reception.isFallback ? 2 : 3
    }
}
