public import Journal
public import Records
import Reporting
public import Terms

extension Act {
    public static let personKept = Act("dossier.personKept")
}

extension RecordKind {
    public static let person = RecordKind("person")
}

/// Somebody in a dossier (Dutch: betrokkene).
public struct Person: DossierRecord {
    public static let kind = RecordKind.person
    public static let act = Act.personKept

    /// Something by which they can be found.
    public struct Identifier: Codable, Sendable, Equatable {
        public var kind: IdentifierKind
        public var value: String

        public init(kind: IdentifierKind, value: String) {
            self.kind = kind
            self.value = value
        }
    }

    public var part: PersonPart
    /// As they are called here; may be all that is known: "the man with the red car".
    public var name: String
    public var aliases: [String]
    /// A date, as exactly as it is known.
    public var born: PartialDate?
    /// Telephone numbers, accounts, number plates, addresses, employers.
    public var marks: [Identifier]
    /// How they are related to the others, and what else matters.
    public var relation: String

    public init(
        part: PersonPart, name: String, aliases: [String] = [], born: PartialDate? = nil,
        marks: [Identifier] = [], relation: String = ""
    ) {
        self.part = part
        self.name = name
        self.aliases = aliases
        self.born = born
        self.marks = marks
        self.relation = relation
    }

    public func checked() throws(DossierRefusal) {
        try Bounds.line(name, missing: .nameMissing)
        guard aliases.count <= Bounds.mostItems, marks.count <= Bounds.mostItems else {
            throw DossierRefusal(.tooMany)
        }
        for alias in aliases { try Bounds.line(alias) }
        for identifier in marks { try Bounds.line(identifier.value) }
        try Bounds.optional(relation)
    }

    public var texts: [String] { [relation] }
    public var identifiers: [String] { [name] + aliases + marks.map(\.value) }
}
