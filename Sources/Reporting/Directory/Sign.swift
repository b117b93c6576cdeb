import Embedded
import Foundation
public import Terms

/// Where or on whom a sign shows (Dutch: groep signalen).
public enum SignGroup: String, Coded {
    case young, adultSexual, hotel, labour, criminal, begging, domestic, online, organs, marriage

    public static let list = "signGroup"

    /// The ids of the group's signs, as `young.older-friend`; their sentences stand in the catalogues under `sign.<id>`.
    public var signs: [String] { Sign.groups[self] ?? [] }
}

/// The list of signs that people may have noticed (Dutch: signalenlijst).
public enum Sign {
    private struct Entry: Decodable {
        let group: SignGroup
        let signs: [String]
    }

    fileprivate static let groups: [SignGroup: [String]] = {
        do {
            let entries = try JSONDecoder().decode([Entry].self, from: Data(EmbeddedFile.signs_json.bytes))
            return Dictionary(uniqueKeysWithValues: entries.map { entry in
                (entry.group, entry.signs.map { "\(entry.group.rawValue).\($0)" })
            })
        } catch { preconditionFailure("the embedded list of signs cannot be read: \(error)") }
    }()

    private static let known = Set(SignGroup.allCases.flatMap(\.signs))

    public static func exists(_ id: String) -> Bool { known.contains(id) }
}
