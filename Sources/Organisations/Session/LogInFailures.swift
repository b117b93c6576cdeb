import Storage
import Terms
import Vault

/// How often logging in with a name has failed, whether or not there is such a name: what is written and how long it
/// takes tells nobody that a name exists.
///
/// A device that logged in before is counted apart, so that a stranger who keeps guessing cannot lock a member out.
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
