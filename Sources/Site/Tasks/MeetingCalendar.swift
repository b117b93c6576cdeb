import HTTPTypes
import Terms
import Vault
import Web
import Words

/// A meeting as an entry for somebody's calendar. A calendar is read by whoever looks along, and by the company that
/// keeps it: the entry names no one, no place and no matter, only that there is a meeting, and when.
///
/// Source: RFC 5545 (iCalendar), 3.1 folding, 3.3.5 UTC time, 3.3.11 text, 3.6.1 event.
struct MeetingCalendar {
    private static let length = Term.hours(1)
    private static let mostOctets = 75
    let text: String

    init(of meeting: TaskID, held: Instant, at now: Instant, _ words: Words) {
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Baken//Baken//" + words.language.rawValue.uppercased(),
            "BEGIN:VEVENT", "UID:" + Self.uid(of: meeting), "DTSTAMP:" + Self.moment(now), "DTSTART:" + Self.moment(held),
            "DTEND:" + Self.moment(held + Self.length), "SUMMARY:" + Self.escaped(words("meeting.calendar")),
            "CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR",
        ]
        text = lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    var reply: Reply {
        var reply = Reply.text(text)
        reply.fields[.contentType] = "text/calendar; charset=utf-8"
        reply.fields[.contentDisposition] = "attachment"
        return reply
    }

    /// The same each time, so that a meeting that was moved takes its own place; it does not lead back to the meeting, whose
    /// id begins with the reference that people use.
    static func uid(of meeting: TaskID) -> String {
        Crockford.encode(Array(Digest.sha256(Array(("calendar " + meeting.text).utf8)).prefix(16))).lowercased()
    }

    /// `20261124T130500Z`.
    private static func moment(_ instant: Instant) -> String {
        Words.machineReadable(instant).filter { $0 != "-" && $0 != ":" }
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "\\", ";", ",": escaped += "\\" + String(character)
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
    }

    /// A line of more than 75 octets goes on after a space on the next; no character is cut through.
    static func folded(_ line: String) -> String {
        var folded = ""
        var octets = 0
        for scalar in line.unicodeScalars {
            let count = UTF8.width(scalar)
            if octets + count > mostOctets {
                folded += "\r\n "
                octets = 1
            }
            folded.unicodeScalars.append(scalar)
            octets += count
        }
        return folded
    }
}
