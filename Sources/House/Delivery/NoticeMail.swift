import Organisations
import Terms
import Words

/// A mail that says that there is something new, and no more: no name, no kind, no number, no reference. RFC 5322.
struct NoticeMail: Sendable {
    let from: MailAddress
    let mail: DueMail
    let site: String?
    let at: Instant
    let chance: Randomness

    /// As it is given to whoever sends it, with lines that end as on this machine.
    var text: String {
        let words = Words.of(mail.language)
        let id = Crockford.encode(chance.bytes(16)).lowercased()
        let lines = [
            "From: \(from.text)", "To: \(mail.address.text)", "Subject: \(Self.header(words("mail.subject")))",
            "Date: \(Self.date(at))", "Message-ID: <\(id)@\(from.domain)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
            "Auto-Submitted: auto-generated", "", words("mail.text"),
            site.map { $0 + "/" + mail.language.rawValue + "/day" } ?? "", "", words("mail.why"),
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// A header's text, encoded when it is more than ASCII (RFC 2047).
    private static func header(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ (32...126).contains($0) }) else { return text }
        let escaped = text.utf8.map { byte -> String in
            let hex = String(byte, radix: 16, uppercase: true)
            return byte == 32 ? "_" : "=" + (hex.count == 1 ? "0" + hex : hex)
        }
        return "=?utf-8?Q?" + escaped.joined() + "?="
    }

    /// "Sat, 28 Nov 2026 17:33:00 +0000".
    private static func date(_ instant: Instant) -> String {
        let seconds = Int(instant.milliseconds / 1_000)
        let day = Day(number: seconds / 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (hour, minute, second) = (seconds % 86_400 / 3_600, seconds % 3_600 / 60, seconds % 60)
        return "\(weekdays[day.weekday - 1]), \(day.day) \(months[day.month - 1]) \(day.year) "
            + "\(two(hour)):\(two(minute)):\(two(second)) +0000"
    }
}
