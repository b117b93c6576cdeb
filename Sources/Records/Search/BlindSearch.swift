import Foundation
public import Storage
public import Terms
public import Vault

/// Search within an organisation's reports without words in the database: a keyed token stands for each word.
///
/// Somebody with the database learns how many different words a report has, and which reports share some, not which.
public struct BlindSearch: Sendable {
    /// The most words of one record that are indexed.
    public static let mostWords = 4_000

    public init() {}

    /// The words by which a text is found: folded of case and accents, letters and digits only, from 2 characters.
    /// What holds at least 5 digits (a phone number, a plate) is also found whole, without its separators.
    public static func words(_ text: String) -> Set<String> {
        let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        var found: Set<String> = []
        for piece in folded.split(whereSeparator: \.isWhitespace) {
            for word in piece.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) where word.count >= 2 {
                found.insert(String(word))
            }
        }
        return found
    }

    /// The one form of an identifier, however it is typed: letters and digits only; a Dutch phone number in its
    /// international form.
    public static func identifier(_ text: String) -> String {
        let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        let hasPlus = folded.drop(while: \.isWhitespace).first == "+"
        let plain = folded.filter { $0.isLetter || $0.isNumber }
        guard plain.allSatisfy(\.isNumber), plain.count >= 9 else { return plain }
        if hasPlus { return plain }
        if plain.hasPrefix("00") { return String(plain.dropFirst(2)) }
        return plain.hasPrefix("0") ? "31" + plain.dropFirst() : plain
    }

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
        var words = Set(identifiers.map(Self.identifier).filter { $0.count >= 2 })
        for text in texts + identifiers { words.formUnion(Self.words(text)) }
        for word in words.sorted().prefix(Self.mostWords) {
            try tx.execute(
                """
                INSERT INTO search_token (organisation, token, object)
                VALUES (\(organisation), \(BlindToken.token(word, under: key)), \(object))
                ON CONFLICT (organisation, token, object) DO NOTHING
                """)
        }
    }

    /// The objects that hold every word of the query, or the query as one identifier.
    ///
    /// - Parameter keys: every key under which the organisation's words were indexed.
    public func find(
        _ query: String, of organisation: OrganisationID, under keys: [ContentKey], limit: Int, in tx: any Transaction
    ) throws -> [String] {
        let words = Self.words(query).sorted().prefix(12)
        let whole = Self.identifier(query)
        var found: [String] = []
        if whole.count >= 2 { found += try objects(of: organisation, with: [whole], under: keys, limit, tx) }
        if !words.isEmpty { found += try objects(of: organisation, with: Array(words), under: keys, limit, tx) }
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
        of organisation: OrganisationID, with words: [String], under keys: [ContentKey], _ limit: Int,
        _ tx: any Transaction
    ) throws -> [String] {
        let holders = words.map { word -> SQL in
            let tokens = keys.map { BlindToken.token(word, under: $0) }
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
