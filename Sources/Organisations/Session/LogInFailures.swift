import Storage
import Terms
import Vault

/// How often logging in has failed, on a device that the member used before, or on others with the right password: there
/// only one-time codes are left to guess.
struct LogInFailures: Sendable {
    /// Attempts without waiting, per name and device.
    static let freeAttempts: Int64 = 5
    /// After so long without another failure they are forgotten.
    static let memory = Term.days(1)

    private let counted: [UInt8]

    /// - Parameters:
    ///   - name: the blind token of the name.
    ///   - device: the cookie of a device that this member used before; nil for every other.
    init(of name: [UInt8], on device: String?) { counted = Digest.sha256(name + Array((device ?? "").utf8)) }

    /// Whether it may be tried now; if so it counts as failed from here on, until ``forget(in:)``. Many at once would
    /// otherwise all be let through before the first of them has failed.
    func tryOnce(at now: Instant, in tx: any Transaction) throws -> Bool {
        guard try !mustWait(at: now, in: tx) else { return false }
        try count(at: now, in: tx)
        return true
    }

    private func mustWait(at now: Instant, in tx: any Transaction) throws -> Bool {
        guard let row = try tx.row("SELECT failures, failed_at FROM log_in_failure WHERE counted = \(counted)") else {
            return false
        }
        let failedAt: Instant = try row.get("failed_at")
        let wait = Self.wait(after: try row.get("failures"))
        // What is to fail yet was noted while this machine's clock was wrong.
        return failedAt <= now && now < failedAt + wait
    }

    private func count(at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO log_in_failure (counted, failures, failed_at) VALUES (\(counted), 1, \(now))
            ON CONFLICT (counted) DO UPDATE SET failures = log_in_failure.failures + 1, failed_at = excluded.failed_at
            """)
    }

    func forget(in tx: any Transaction) throws {
        try tx.execute("DELETE FROM log_in_failure WHERE counted = \(counted)")
    }

    static func sweep(at now: Instant, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM log_in_failure WHERE failed_at <= \(now - memory)")
    }

    /// Nothing up to five failures, then 1 s, 2 s, 4 s … and 30 s at most.
    static func wait(after failures: Int64) -> Term {
        failures < freeAttempts ? .seconds(0) : .seconds(min(30, 1 << Int(min(failures - freeAttempts, 5))))
    }
}

/// How many tries to log in failed since a member logged in last: one row for each member, and one for all names that nobody
/// has, so that what is written tells them apart no more than the answer does.
enum FailedLogIns {
    static let migration = Migration(
        "organisations 7 failed log-ins are told at the next one, and every session knows of the others",
        "CREATE TABLE failed_log_in (member TEXT PRIMARY KEY, tries BIGINT NOT NULL)",
        "DELETE FROM session",
        "ALTER TABLE session ADD COLUMN known_at BIGINT NOT NULL DEFAULT 0",
        // Counted in another way from now.
        "DELETE FROM log_in_failure")

    static func count(_ member: MemberID?, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO failed_log_in (member, tries) VALUES (\(member?.text ?? ""), 1)
            ON CONFLICT (member) DO UPDATE SET tries = failed_log_in.tries + 1
            """)
    }

    /// Gives the sum and begins anew.
    static func take(of member: MemberID, in tx: any Transaction) throws -> Int64 {
        let tries = try tx.value("SELECT tries FROM failed_log_in WHERE member = \(member)", as: Int64.self) ?? 0
        try forget(member, in: tx)
        return tries
    }

    static func forget(_ member: MemberID, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM failed_log_in WHERE member = \(member)")
    }
}
