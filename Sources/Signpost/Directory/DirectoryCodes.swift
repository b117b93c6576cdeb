public import Terms

/// How far an organisation or a reporting point reaches (Dutch: bereik). The order of the cases is that of nearness.
public enum Reach: String, Coded {
    case municipality
    /// The region of a Veilig Thuis organisation.
    case veiligThuis
    case safetyRegion
    /// The region of a Centrum Seksueel Geweld.
    case csg
    case policeUnit
    case province
    case national

    public static let list = "reach"

    /// The kinds of region that every municipality lies in one of.
    public static let regional: [Reach] = [.province, .policeUnit, .safetyRegion, .veiligThuis, .csg]

    /// The nearest goes first.
    public var nearness: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a reporting point is in the first place.
public enum PointKind: String, Coded {
    case emergency, police
    /// Takes tips about crime, without names.
    case tips
    case labour
    /// Judges whether somebody is safe, and acts.
    case safety
    case medical, care
    /// Listens.
    case talk
    case legal, support, coordination
    /// Near to where people live.
    case local

    public static let list = "pointKind"
}

/// Whether one can turn to a point without saying who one is.
public enum Anonymity: String, Coded {
    case yes
    /// For a part of what it does, or from some; the point's own sentence tells which.
    case partly
    case no
    case unknown

    public static let list = "anonymity"

    public var isPossible: Bool { self == .yes || self == .partly }
}

/// A way to a point that has hours of its own.
public enum ContactLine: String, Coded {
    case phone
    /// SMS or a messaging app.
    case text
    case chat
    /// Coming in person.
    case visit

    public static let list = "contactLine"
}
