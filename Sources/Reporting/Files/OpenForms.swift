public import Storage
import Synchronization
public import Terms
public import Vault

/// The key to the forms that are open in one browser: 256 random bits as hexadecimal, which the visitor's cookie holds and
/// nothing else.
public struct FormKey: Sendable, Withheld {
    public static let kindOfSecret = "form key"

    public let text: String

    public init(_ chance: Randomness) {
        text = chance.bytes(32).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Reads a cookie; anything but 64 hexadecimal digits is no key.
    public init?(_ cookie: String) {
        guard cookie.utf8.count == 64, cookie.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        text = cookie
    }

    /// Names all forms under this key, and leads nobody to it.
    var owner: [UInt8] { Digest.sha256(Array("open forms of \(text)".utf8)) }

    func row(of form: String) -> [UInt8] { Digest.sha256(Array("open form \(form) of \(text)".utf8)) }

    func sealingKey() throws -> ContentKey { try ContentKey(Digest.sha256(Array("form key of \(text)".utf8))) }
}

/// The state of forms that people have open, so that their browser can go back and forward (Dutch: open formulier).
///
/// Each is sealed under the key in the visitor's cookie, forgotten after an hour without an answer, and bounded in number
/// and bytes: the one that was quiet the longest makes room. The form does not depend on it; its page carries the state
/// as well.
public struct OpenForms: Sendable {
    /// A form without an answer for so long is forgotten here.
    public static let idleTerm = Term.hours(1)
    /// The largest state that is kept of one form, in bytes.
    public static let mostBytesOfOne = 200_000

    private let ground: Ground
    private let mostForms: Int
    private let mostBytes: Int
    private let growth = Growth()

    /// - Parameters:
    ///   - mostForms: How many forms are remembered; those that this process kept since it last looked may come on top,
    ///     an eighth at most.
    ///   - mostBytes: How many bytes they may hold together, likewise.
    public init(_ ground: Ground, mostForms: Int = 20_000, mostBytes: Int = 100_000_000) {
        self.ground = ground
        self.mostForms = mostForms
        self.mostBytes = mostBytes
    }

    /// Keeps the state of a form in the place of the one before. False when it is too large to be kept.
    public func keep(_ state: [UInt8], of form: String, under key: FormKey) async throws -> Bool {
        guard state.count <= Self.mostBytesOfOne else { return false }
        let row = key.row(of: form)
        let sealed = try Seal.seal(state, under: key.sealingKey(), Self.binding(form))
        if growth.add(sealed.count, limits: (mostForms / 8, mostBytes / 8)) {
            try await ground.database.write { [self] tx in try makeRoom(in: tx) }
            growth.reset(sealed.count)
        }
        let now = ground.time.now()
        try await ground.database.write { tx in
            try tx.execute(
                """
                INSERT INTO open_form (id, owner, sealed, size, touched_at)
                VALUES (\(row), \(key.owner), \(sealed), \(sealed.count), \(now))
                ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, size = excluded.size,
                touched_at = excluded.touched_at
                """)
        }
        return true
    }

    /// The state of a form that is open; nil when there is none, or no longer.
    public func find(_ form: String, under key: FormKey) async throws -> [UInt8]? {
        let row = key.row(of: form)
        let since = ground.time.now() - Self.idleTerm
        let sealed = try await ground.database.read { tx in
            try tx.value("SELECT sealed FROM open_form WHERE id = \(row) AND touched_at > \(since)", as: [UInt8].self)
        }
        return sealed.flatMap { try? Seal.open($0, under: key.sealingKey(), Self.binding(form)) }
    }

    /// Whether any form is open under this key.
    public func hasAny(under key: FormKey) async throws -> Bool {
        let since = ground.time.now() - Self.idleTerm
        return try await ground.database.read { tx in
            try tx.row("SELECT id FROM open_form WHERE owner = \(key.owner) AND touched_at > \(since) LIMIT 1") != nil
        }
    }

    /// Forgets one form: it was sent, or erased.
    public func forget(_ form: String, under key: FormKey) async throws {
        let row = key.row(of: form)
        try await ground.database.write { tx in try tx.execute("DELETE FROM open_form WHERE id = \(row)") }
    }

    /// Forgets every form of this browser: somebody left quickly.
    public func forgetAll(under key: FormKey) async throws {
        try await ground.database.write { tx in try tx.execute("DELETE FROM open_form WHERE owner = \(key.owner)") }
    }

    /// Removes the forms that were quiet for too long, and those beyond the bounds.
    public func sweep(in tx: any Transaction) throws {
        try tx.execute("DELETE FROM open_form WHERE touched_at <= \(ground.time.now() - Self.idleTerm)")
        try makeRoom(in: tx)
    }

    private func makeRoom(in tx: any Transaction) throws {
        try tx.execute(
            """
            DELETE FROM open_form WHERE id IN (
                SELECT id FROM (
                    SELECT id, row_number() OVER newest AS place, sum(size) OVER newest AS total
                    FROM open_form WINDOW newest AS (ORDER BY touched_at DESC, id)) ranked
                WHERE place > \(mostForms) OR total > \(mostBytes))
            """)
    }

    private static func binding(_ form: String) -> Binding { Binding("open form", form) }

    static let migrations = [
        Migration(
            "open forms 1 what a form that is open holds is sealed under the key in its visitor's cookie",
            """
            CREATE TABLE open_form (
                id BYTEA PRIMARY KEY, owner BYTEA NOT NULL, sealed BYTEA NOT NULL, size BIGINT NOT NULL,
                touched_at BIGINT NOT NULL)
            """,
            "CREATE INDEX open_form_by_owner ON open_form (owner)",
            "CREATE INDEX open_form_by_time ON open_form (touched_at, size)")
    ]
}

/// What this process kept since it last made room.
private final class Growth: Sendable {
    private let kept = Mutex((forms: 0, bytes: 0))

    /// Counts one more form; true when it is time to make room.
    func add(_ bytes: Int, limits: (forms: Int, bytes: Int)) -> Bool {
        kept.withLock {
            $0 = ($0.forms + 1, $0.bytes + bytes)
            return $0.forms > limits.forms || $0.bytes > limits.bytes
        }
    }

    func reset(_ bytes: Int) { kept.withLock { $0 = (1, bytes) } }
}
