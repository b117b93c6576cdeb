public import Journal
public import Storage
public import Terms
import Vault

extension Act {
    public static let noticesChosen = Act("member.noticesChosen")
}

/// A mail that is due: to whom, in which language. It says no more than that there is something new.
public struct DueMail: Sendable, Hashable {
    public let member: MemberID
    public let address: MailAddress
    public let language: Language
    /// What was told up to this moment is covered by it.
    public let until: Instant
}

extension Notices {
    /// Whom there is anything to tell.
    private static let readers = Role.allCases.filter(\.opensContents)
    /// At most one mail in so long, but for direct danger.
    private static let pause = Term.minutes(15)
    /// So long whoever took a mail on has to send it, before another process may.
    private static let lease = Term.minutes(2)
    private static let longestPause = Term.hours(6)
    /// The hour of the daily mail on a Dutch wall.
    private static let dailyHour = 8

    /// What a member chose.
    public func choice(of member: MemberID, in tx: any Transaction) throws -> NoticeChoice? {
        guard let row = try tx.row("SELECT way, language, address FROM notice_choice WHERE member = \(member)") else {
            return nil
        }
        return NoticeChoice(
            way: try row.get("way"), address: try address(try row.get("address"), of: member),
            language: Language(rawValue: try row.get("language")) ?? .nl)
    }

    /// Keeps what a member chose; the address stands sealed under a key of the server. Who wants no mail leaves none.
    public func choose(_ choice: NoticeChoice, by session: Session, in tx: any Transaction) throws {
        let member = session.member.id
        try tx.execute("DELETE FROM notice_choice WHERE member = \(member)")
        if let address = choice.address {
            let sealed = try Seal.seal(Array(address.text.utf8), under: addressKey, Self.binding(member))
            try tx.execute(
                """
                INSERT INTO notice_choice (member, way, language, address)
                VALUES (\(member), \(choice.way), \(choice.language.rawValue), \(sealed))
                """)
        }
        try membership.journal.record(
            .noticesChosen, by: .member(member), of: session.organisation.id, as: session.member.role,
            on: member.text, basis: choice.way.rawValue, in: tx)
    }

    /// Takes on what is due to be mailed, at most so many. Another process leaves them alone for two minutes.
    public func takeDue(limit: Int, in tx: any Transaction) throws -> [DueMail] {
        let now = time.now()
        let today = LocalTime(now)
        let morning = LocalTime.instant(today.year, today.month, today.day, hour: Self.dailyHour) ?? now
        let daily = now >= morning ? morning : morning - .days(1)
        let waiting = try tx.rows(
            """
            SELECT c.member, c.language, c.address FROM notice_choice c JOIN member m ON m.id = c.member
            WHERE m.state = 'active' AND m.role IN \(list: Self.readers)
            AND (c.leased_until IS NULL OR c.leased_until <= \(now))
            AND EXISTS (SELECT 1 FROM notice n WHERE n.member = c.member AND n.seen_at IS NULL AND n.mailed_at IS NULL
                AND (n.kind IN \(list: NoticeKind.mailedAtOnce)
                    OR (c.way = 'atOnce' AND (c.mailed_at IS NULL OR c.mailed_at <= \(now - Self.pause)))
                    OR (c.way = 'daily' AND n.at_ms < \(daily) AND (c.mailed_at IS NULL OR c.mailed_at < \(daily)))))
            ORDER BY c.member LIMIT \(limit)
            """)
        return try waiting.compactMap { row in
            let member: MemberID = try row.get("member")
            guard
                try tx.execute(
                    """
                    UPDATE notice_choice SET leased_until = \(now + Self.lease)
                    WHERE member = \(member) AND (leased_until IS NULL OR leased_until <= \(now))
                    """) == 1, let address = try readable(row.get("address"), of: member)
            else { return nil }
            return DueMail(
                member: member, address: address, language: Language(rawValue: try row.get("language")) ?? .nl, until: now)
        }
    }

    /// A mail was taken by whoever sends it: what it covers is not mailed again.
    public func mailed(_ mail: DueMail, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE notice SET mailed_at = \(mail.until)
            WHERE member = \(mail.member) AND mailed_at IS NULL AND at_ms <= \(mail.until)
            """)
        try tx.execute(
            """
            UPDATE notice_choice SET mailed_at = \(mail.until), leased_until = NULL, failures = 0
            WHERE member = \(mail.member)
            """)
    }

    /// A mail was not taken: it is tried again after a pause that grows.
    public func failed(_ mail: DueMail, in tx: any Transaction) throws {
        let failures: Int64 =
            try tx.value("SELECT failures FROM notice_choice WHERE member = \(mail.member)", as: Int64.self) ?? 0
        let pause = min(Term.minutes(1 << Int(min(failures, 9))), Self.longestPause)
        try tx.execute(
            """
            UPDATE notice_choice SET failures = \(failures + 1), leased_until = \(time.now() + pause)
            WHERE member = \(mail.member)
            """)
    }

    /// The address, unless somebody else wrote it: that keeps nobody else's mail from going.
    private func readable(_ sealed: [UInt8], of member: MemberID) throws -> MailAddress? {
        do { return try address(sealed, of: member) } catch is VaultError { return nil }
    }

    private func address(_ sealed: [UInt8], of member: MemberID) throws -> MailAddress? {
        let bytes = try Seal.open(sealed, under: addressKey, Self.binding(member))
        return MailAddress(String(decoding: bytes, as: UTF8.self))
    }

    private static func binding(_ member: MemberID) -> Binding { Binding("mail address", member.text) }
}
