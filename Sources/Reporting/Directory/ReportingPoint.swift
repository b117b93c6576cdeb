import Foundation
public import Terms

/// An organisation that people can turn to outside this system (Dutch: meldpunt).
public struct ReportingPoint: Sendable, Codable, Hashable {
    /// A text in each language.
    public struct Text: Sendable, Codable, Hashable {
        public let nl: String
        public let en: String

        public subscript(language: Language) -> String {
            switch language {
            case .nl: nl
            case .en: en
            }
        }
    }

    public let id: String
    public let name: Text
    public let audience: String
    public let phone: String?
    public let phoneAbroad: String?
    public let web: String?
    public let purpose: Text
    /// Whether one can stay anonymous there, in words.
    public let anonymous: Text
    public let hours: Text
    /// What happens after contact.
    public let next: Text?
    /// The page that these facts come from; absent when nobody has noted it.
    public let source: String?
    /// The date of that page, when it gives one.
    public let sourceDate: String?
    /// When somebody last compared these facts with the source; absent when nobody has.
    public let checked: String?

    /// The national points that are part of the program. That they read well is tested with every build.
    public static let all: [ReportingPoint] = {
        do {
            return try JSONDecoder().decode([ReportingPoint].self, from: Data(PackageResources.reporting_points_json))
        } catch { preconditionFailure("the embedded reporting points cannot be read: \(error)") }
    }()

    public static func named(_ id: String) -> ReportingPoint? { all.first { $0.id == id } }
}
