/// A language that Baken speaks. Adding one is adding its case and its catalogue files.
public enum Language: String, CaseIterable, Sendable, Hashable, Codable {
    case nl, en

    /// The language's own name for itself.
    public var ownName: String { switch self { case .nl: "Nederlands"; case .en: "English" } }
}
