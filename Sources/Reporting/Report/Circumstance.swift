public import Terms

/// Something that changes whom one had best turn to (Dutch: omstandigheid). Nobody has to say any of it.
public enum Circumstance: String, Coded {
    /// Whoever asks wants to talk it over first.
    case consult
    /// Whoever asks does not want to give their name.
    case anonymous
    case missing
    /// Sex against somebody's will in the last seven days: traces can be secured and illness prevented.
    case recentViolence
    case earlierViolence
    case online
    /// Sexual images were made or shared, or somebody threatens to.
    case images
    /// Outside the Netherlands.
    case abroad
    /// At an airport, a port or the border.
    case border
    /// The victim has no right of residence.
    case noPermit

    public static let list = "circumstance"
}
