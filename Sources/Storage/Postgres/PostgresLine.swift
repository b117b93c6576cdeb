import CPostgres

/// A PostgreSQL connection. It belongs to one thread at a time.
final class PostgresLine: Line {
    let dialect = Dialect.postgres
    /// Statements kept ready per connection.
    private static let mostPrepared = 400
    /// Rows fetched at a time when they are given one by one.
    private static let fetched = 500

    private let connection: OpaquePointer
    private var prepared: [String: String] = [:]
    private var isDoubtful = false

    /// Why an address gives no connection, in words for whoever runs it. What libpq says can hold parts of the address, and
    /// so of a password: only what is known to hold none is told.
    static func trouble(with url: String) -> String {
        guard let connection = PQconnectdb(url) else { return "there is no memory for a connection" }
        defer { PQfinish(connection) }
        let said = String(cString: PQerrorMessage(connection))
        let known = [
            ("Connection refused", "nothing answers at that address and port; is the server running?"),
            ("No such file", "there is no server on this machine's socket; is it running?"),
            ("could not translate host name", "there is no machine of that name"),
            ("password authentication failed", "the name or the password is wrong"),
            ("no password supplied", "a password is wanted"),
            ("no pg_hba.conf entry", "the server does not let this name in from this machine (pg_hba.conf)"),
            ("role", "there is no such user on the server"),
            ("database", "there is no such database on the server"),
            ("SSL", "the line could not be encrypted as the address asks"),
            ("certificate", "the server's certificate is not one that the address trusts"),
            ("timeout", "the server does not answer in time"), ("timed out", "the server does not answer in time"),
            ("starting up", "the server is starting up"), ("too many", "the server takes no more connections"),
        ]
        return known.first { said.contains($0.0) }?.1 ?? "the server cannot be reached; is the address right?"
    }

    init(url: String) throws {
        guard let connection = PQconnectdb(url) else { throw StorageError.unavailable }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else { throw PostgresFault.connectionLost }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        try script(
            """
            SET client_encoding = 'UTF8'; SET client_min_messages = error; SET statement_timeout = '60s';
            SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '120s'
            """)
        try fixSchema()
    }

    /// Works in the schema that the address names by its options, else in `public`: who can change the database's or
    /// the role's settings sends no statement to tables of their own. Foreign keys are kept, whatever a setting says.
    private func fixSchema() throws {
        let isNamed = try run("SELECT 1 AS one FROM pg_settings WHERE name = 'search_path' AND source = 'client'")
        if isNamed.rows.isEmpty { try script("SET search_path = public") }
        guard let row = try run("SELECT current_setting('session_replication_role') AS kept").rows.first,
            try row.get("kept", as: String.self) == "origin"
        else { throw StorageError.cannotOpen("PostgreSQL: session_replication_role is not origin") }
    }

    /// Compares the schema when that is due. Throws ``StorageError/strangeSchema``.
    func check(_ schema: SchemaGuard, every pause: Duration, evenSooner: Bool) throws {
        try schema.check(every: pause, evenSooner: evenSooner) {
            try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") { try Schema(tx: $0).objects() }
        }
    }

    deinit { PQfinish(connection) }

    /// Whether the connection can be used for the next transaction.
    var isSound: Bool {
        !isDoubtful && PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE
    }

    /// Throws when this server answers a commit before it is kept.
    func checkDurable() throws {
        guard let row = try run("SELECT current_setting('synchronous_commit') AS kept").rows.first,
            try row.get("kept", as: String.self) != "off"
        else { throw StorageError.cannotOpen("PostgreSQL: synchronous_commit is off") }
    }

    /// Throws when this database cannot hold every letter.
    func checkEncoding() throws {
        guard let row = try run("SELECT current_setting('server_encoding') AS encoding").rows.first else { return }
        let encoding: String = try row.get("encoding")
        guard encoding == "UTF8" else {
            throw StorageError.cannotOpen(
                "PostgreSQL: the database has the encoding \(encoding) and needs UTF8; make it with CREATE DATABASE baken "
                    + "ENCODING 'UTF8' TEMPLATE template0")
        }
    }

    /// Whom a writing transaction goes beside. The lock is taken before anything is read, so that who waited for it
    /// sees what was written meanwhile; it is let go with the transaction.
    enum Company: String {
        case besideOthers = "; LOCK TABLE storage_migration IN ROW SHARE MODE"
        case alone = "; LOCK TABLE storage_migration IN EXCLUSIVE MODE"
        /// There is no table yet to lock.
        case beforeMigrations = ""
    }

    /// A transaction that writes, from its beginning to its end. Throws ``StorageError/unwritable``.
    func writing<T>(_ company: Company, _ body: Body<T>) throws -> T {
        do { return try transaction("BEGIN ISOLATION LEVEL SERIALIZABLE" + company.rawValue, body) } catch StorageError.readOnly {
            throw StorageError.unwritable
        }
    }

    /// One transaction from its beginning to its end.
    func transaction<T>(_ begin: String, _ body: Body<T>) throws -> T {
        try script(begin)
        let value: T
        do { value = try OpenTransaction(self).run(body) } catch {
            release("ROLLBACK")
            throw error
        }
        do { try script("COMMIT") } catch PostgresFault.connectionLost {
            // Nobody knows whether it was kept, so it must not be run again.
            isDoubtful = true
            throw StorageError.unavailable
        } catch {
            release("ROLLBACK")
            throw error
        }
        return value
    }

    /// Runs a transaction of which nothing is kept.
    func tried<T>(_ body: Body<T>) throws -> T {
        try script("BEGIN")
        defer { release("ROLLBACK") }
        return try OpenTransaction(self).run(body)
    }

    /// Gives up what is held; a connection that cannot do even that is replaced.
    func release(_ text: String) {
        do { try script(text) } catch { isDoubtful = true }
    }

    func script(_ text: String) throws {
        try finish(PQexec(connection, text)) { _ in }
    }

    func run(_ sql: SQL) throws -> (rows: [Row], changed: Int) {
        let (text, values) = try sql.rendered(for: .postgres)
        let parameters = PostgresParameters(values)
        let result = try sql.isFixed
            ? parameters.execute(prepared: name(of: text, parameters), on: connection)
            : parameters.execute(text, on: connection)
        return try finish(result) { answer in
            (try answer.rows(), Int(String(cString: PQcmdTuples(answer.result))) ?? 0)
        }
    }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let (text, values) = try sql.rendered(for: .postgres)
        try finish(
            PostgresParameters(values).execute("DECLARE baken_rows NO SCROLL CURSOR FOR " + text, on: connection)
        ) { _ in }
        while true {
            let rows = try finish(
                PostgresParameters([]).execute("FETCH \(Self.fetched) FROM baken_rows", on: connection)
            ) { try $0.rows() }
            for row in rows { try body(row) }
            if rows.count < Self.fetched { break }
        }
        try script("CLOSE baken_rows")
    }

    private func name(of text: String, _ parameters: PostgresParameters) throws -> String {
        let key = parameters.signature + text
        if let name = prepared[key] { return name }
        if prepared.count >= Self.mostPrepared {
            try script("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        try finish(parameters.prepare(text, as: name, on: connection)) { _ in }
        prepared[key] = name
        return name
    }

    private func finish<T>(_ result: OpaquePointer?, _ read: (PostgresAnswer) throws -> T) throws -> T {
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            guard let result else { throw PostgresFault.connectionLost }
            return try read(PostgresAnswer(result: result))
        default: throw PostgresFault.translate(result, connection)
        }
    }
}
