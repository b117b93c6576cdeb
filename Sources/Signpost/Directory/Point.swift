public import Terms

/// An organisation that people can turn to (Dutch: meldpunt), and everything that is known of it.
///
/// What is unknown is absent; a fact that no source names was never checked.
public struct Point: Sendable, Hashable {
    public let id: PointID
    public internal(set) var name: Wording
    public let kind: PointKind
    /// Who may come.
    public let audience: Set<ReporterRole>
    /// What it takes: questions, signals about victims, signals about perpetrators.
    public let subjects: Set<Subject>
    public let ages: Set<AgeGroup>
    public let forms: Set<ExploitationForm>
    public let reach: Reach
    public let anonymity: Anonymity
    /// ISO 639-1; absent when unknown.
    public let languages: [String]?
    public internal(set) var contact: Contact
    public internal(set) var hours: [ContactLine: OpeningHours]
    public internal(set) var says: Says
    /// Further words by which people search for it, in both languages.
    public internal(set) var words: [String]
    public internal(set) var sources: [Source]
    let period: Period

    /// The first day on which this holds; absent when it always did.
    public var from: Day? { period.from }
    /// The first day on which it no longer holds; absent when none is foreseen.
    public var until: Day? { period.until }

    /// Which page says this fact; absent when nobody compared it with one. Facts are named as in the data: `phone`,
    /// `hours.phone`, `task`.
    public func source(of fact: String) -> Source? { sources.first { $0.facts.contains(fact) } }

    /// The point as it is told to somebody.
    public func spoken(to voice: Voice) -> Point {
        guard voice != .everybody else { return self }
        var point = self
        for fact in Says.facts {
            point.says[keyPath: fact.path] = point.says[keyPath: fact.path]?.spoken(to: voice)
        }
        return point
    }

    /// Whether any of its lines is open; `unknown` when no hours are known.
    public func state(at instant: Instant) -> OpeningState {
        OpeningState.best(of: ContactLine.allCases.compactMap { hours[$0]?.state(at: instant) })
    }
}

/// How to reach a point; what there is not, or what is unknown, is absent.
public struct Contact: Sendable, Hashable {
    public internal(set) var phone: String?
    public internal(set) var phoneAbroad: String?
    /// SMS or a messaging app.
    public internal(set) var text: String?
    public internal(set) var chat: String?
    public internal(set) var email: String?
    public internal(set) var web: String?
    public internal(set) var post: String?

    /// The names of the facts, and where each stands.
    static let facts: [(name: String, path: any WritableKeyPath<Contact, String?> & Sendable)] = [
        ("phone", \.phone), ("phoneAbroad", \.phoneAbroad), ("text", \.text), ("chat", \.chat), ("email", \.email),
        ("web", \.web), ("post", \.post),
    ]
}

/// What is told about a point.
public struct Says: Sendable, Hashable {
    /// What it does for you.
    public internal(set) var task: Wording?
    public internal(set) var anonymity: Wording?
    /// What happens after contact.
    public internal(set) var next: Wording?
    /// What to expect when you call or come.
    public internal(set) var expect: Wording?

    /// The names of the facts, and where each stands.
    static let facts: [(name: String, path: any WritableKeyPath<Says, Wording?> & Sendable)] = [
        ("task", \.task), ("anonymity", \.anonymity), ("next", \.next), ("expect", \.expect),
    ]
}

/// A page that says some of the facts.
public struct Source: Sendable, Hashable {
    public let page: String
    /// The page's own date, when it has one.
    public let dated: Day?
    /// The day on which the facts were compared with it.
    public let checked: Day
    public internal(set) var facts: Set<String>
}

/// From when until when an entry holds.
struct Period: Sendable, Hashable {
    var from: Day?
    /// The first day on which it no longer holds.
    var until: Day?

    func contains(_ day: Day) -> Bool { from.map { $0 <= day } ?? true && until.map { day < $0 } ?? true }

    func overlaps(_ other: Period) -> Bool {
        func begins(_ one: Period, before other: Period) -> Bool {
            guard let from = one.from, let until = other.until else { return true }
            return from < until
        }
        return begins(self, before: other) && begins(other, before: self)
    }
}
