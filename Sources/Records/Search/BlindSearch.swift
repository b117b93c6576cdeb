public import Storage
public import Terms
public import Vault

/// Search within an organisation's reports without words in the database: a keyed token stands for each word.
///
/// Somebody with the database learns how many different words a report has, and which reports share some, not which.
public struct BlindSearch: Sendable {
    /// The most words of one record that are indexed.
    public static let mostWords = 4_000
    /// The most words of a question that count.
    static let mostAsked = 12

    public init() {}

    public func index(
        _ record: RecordID, of object: String, texts: [String], identifiers: [String],
        for organisation: OrganisationID, under key: ContentKey, in tx: any Transaction
    ) throws {
        guard
            try tx.execute(
                """
                INSERT INTO search_indexed (organisation, record) VALUES (\(organisation), \(record))
                ON CONFLICT (organisation, record) DO NOTHING
                """) == 1
        else { return }
        let whole = identifiers.flatMap(SearchWords.forms(ofIdentifier:))
        var seen: Set<String> = []
        let words = (whole + (identifiers + texts).flatMap(SearchWords.found(in:))).filter { seen.insert($0).inserted }
        // In an order that tells nothing of the words.
        let tokens = words.prefix(Self.mostWords).map { BlindToken.token($0, under: key) }
        for token in tokens.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            try tx.execute(
                """
                INSERT INTO search_token (organisation, token, object) VALUES (\(organisation), \(token), \(object))
                ON CONFLICT (organisation, token, object) DO NOTHING
                """)
        }
    }

    /// The objects that hold every word of the query, in whatever spelling, or the query as one identifier.
    ///
    /// - Parameter keys: every key under which the organisation's words were indexed.
    public func find(
        _ query: String, of organisation: OrganisationID, under keys: [ContentKey], limit: Int, in tx: any Transaction
    ) throws -> [String] {
        let asked = [[SearchWords.forms(ofIdentifier: query)], Array(SearchWords.asked(by: query).prefix(Self.mostAsked))]
        var found: [String] = []
        for words in asked where !words.isEmpty && !words.contains([]) {
            found += try objects(of: organisation, with: words, under: keys, limit, tx)
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// Whether a record still waits to be indexed for an organisation.
    public func isIndexed(_ record: RecordID, for organisation: OrganisationID, in tx: any Transaction) throws -> Bool {
        try tx.value(
            "SELECT 1 FROM search_indexed WHERE organisation = \(organisation) AND record = \(record)",
            as: Int64.self) != nil
    }

    /// The records of an object that an organisation did not index yet; those that it cannot open are among them.
    public func waiting(
        of object: String, for organisation: OrganisationID, in tx: any Transaction
    ) throws -> Set<RecordID> {
        Set(
            try tx.rows(
                """
                SELECT r.id FROM record r WHERE r.object = \(object) AND r.sealed IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM search_indexed s WHERE s.organisation = \(organisation) AND s.record = r.id)
                """
            ).map { try $0.get("id") })
    }

    /// Forgets what an organisation could find of an object, when its share ends.
    public func forget(_ object: String, for organisation: OrganisationID, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM search_token WHERE organisation = \(organisation) AND object = \(object)")
        try tx.execute(
            """
            DELETE FROM search_indexed WHERE organisation = \(organisation)
            AND record IN (SELECT id FROM record WHERE object = \(object))
            """)
    }

    /// Forgets an object for everybody, when something of it was destroyed.
    public func forget(_ object: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM search_token WHERE object = \(object)")
        try tx.execute(
            "DELETE FROM search_indexed WHERE record IN (SELECT id FROM record WHERE object = \(object))")
    }

    private func objects(
        of organisation: OrganisationID, with words: [Set<String>], under keys: [ContentKey], _ limit: Int,
        _ tx: any Transaction
    ) throws -> [String] {
        let holders = words.map { spellings -> SQL in
            let tokens = spellings.sorted().flatMap { word in keys.map { BlindToken.token(word, under: $0) } }
            return """
                SELECT object FROM search_token WHERE organisation = \(organisation) AND token IN \(list: tokens)
                """
        }
        let all = holders.dropFirst().reduce(holders[0]) { "\(fragment: $0) INTERSECT \(fragment: $1)" }
        return try tx.rows("SELECT DISTINCT object FROM (\(fragment: all)) held LIMIT \(limit)").map {
            try $0.get("object")
        }
    }
}
