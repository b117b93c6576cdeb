import Terms

/// A time of day as people say and type it: `20.00`, `20u`, `0905`, `half negen 's avonds`, `8 pm`.
enum SpokenTime: Hashable, Sendable {
    static let mostCharacters = 40

    case at(hour: Int, minute: Int)
    /// Said as on a clock face, so that it may be twelve hours later as well: the time before noon.
    case either(hour: Int, minute: Int)

    /// Nil when no time can be read in it.
    init?(_ typed: String, _ language: Language) {
        var tokens = Self.tokens(typed)
        let part = tokens.compactMap { Part.words[$0] }.last
        tokens.removeAll { Part.words[$0] != nil || Self.idle.contains($0) }
        guard let clock = Self.clock(tokens, language), let time = part.map({ $0.applied(to: clock) }) ?? clock,
            (0..<24).contains(time.hour), (0..<60).contains(time.minute)
        else { return nil }
        let isSure = part != nil || clock.isWritten || clock.hour == 0 || clock.hour > 11
        self = isSure ? .at(hour: time.hour, minute: time.minute) : .either(hour: time.hour, minute: time.minute)
    }

    /// Whether it says that it cannot be soon enough.
    static func isNow(_ typed: String) -> Bool { atOnce.contains(tokens(typed).joined()) }

    /// Without the spaces.
    private static let atOnce: Set<String> = [
        "nu", "numeteen", "nudirect", "meteen", "direct", "zosnelmogelijk", "zsm", "zogauwmogelijk", "vanafnu",
        "now", "rightnow", "atonce", "immediately", "assoonaspossible", "asap", "fromnow", "fromnowon",
    ]

    /// What it may mean, the earliest first.
    var times: [(hour: Int, minute: Int)] {
        switch self {
        case .at(let hour, let minute): [(hour, minute)]
        case .either(let hour, let minute): [(hour, minute), (hour + 12, minute)]
        }
    }

    private struct Clock {
        var hour: Int
        var minute: Int
        /// As a timetable writes it, of which there is one a day.
        var isWritten = false
    }

    /// When in the day it is.
    private enum Part {
        case night, morning, afternoon, evening

        /// Nil when the hour is none of that part.
        func applied(to clock: Clock) -> Clock? {
            var clock = clock
            switch self {
            case .night, .morning: if clock.hour == 12 { clock.hour = 0 }
            case .afternoon: if clock.hour < 7 { clock.hour += 12 }
            case .evening: if clock.hour < 12 { clock.hour += 12 } else if clock.hour == 12 { return nil }
            }
            return clock
        }

        static let words: [String: Part] = [
            "nachts": .night, "nacht": .night, "vannacht": .night, "am": .morning, "night": .evening, "tonight": .evening,
            "ochtends": .morning, "ochtend": .morning, "vanochtend": .morning, "morgenochtend": .morning, "morgens": .morning,
            "vanmorgen": .morning, "morning": .morning, "middags": .afternoon, "middag": .afternoon, "vanmiddag": .afternoon,
            "morgenmiddag": .afternoon, "afternoon": .afternoon, "avonds": .evening, "avond": .evening, "vanavond": .evening,
            "morgenavond": .evening, "evening": .evening, "pm": .evening,
        ]
    }

    /// Words beside a time that change nothing in it.
    private static let idle: Set<String> = [
        "om", "vanaf", "na", "rond", "ongeveer", "uur", "u", "h", "hr", "hrs", "s", "in", "de", "het", "vandaag", "morgen", "van",
        "at", "from", "after", "about", "around", "the", "this", "o", "clock", "oclock", "today", "tomorrow",
    ]

    private static let numbers: [String: Int] = [
        "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11,
        "twaalf": 12, "twintig": 20, "kwart": 15, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "quarter": 15,
    ]

    /// Runs of digits and runs of letters, without accents; `p.m.` is one.
    private static func tokens(_ typed: String) -> [String] {
        let plain = typed.lowercased().replacing("é", with: "e").replacing("p.m", with: "pm").replacing("a.m", with: "am")
        var tokens: [String] = []
        var last: Character = " "
        for sign in plain {
            if sign.isASCII, sign.isNumber || sign.isLetter {
                let goesOn = last.isASCII && (sign.isNumber && last.isNumber || sign.isLetter && last.isLetter)
                if goesOn, let open = tokens.popLast() { tokens.append(open + String(sign)) } else { tokens.append(String(sign)) }
            }
            last = sign
        }
        return tokens.count > 8 ? [] : tokens
    }

    private static func clock(_ tokens: [String], _ language: Language) -> Clock? {
        func number(_ token: String) -> Int? { token.count <= 2 ? Int(token) ?? numbers[token] : numbers[token] }
        switch tokens.count {
        case 1:
            if tokens[0].count == 4, let digits = Int(tokens[0]) {
                return Clock(hour: digits / 100, minute: digits % 100, isWritten: true)
            }
            return number(tokens[0]).map { Clock(hour: $0, minute: 0, isWritten: tokens[0].hasPrefix("0")) }
        case 2:
            if tokens[0] == "half", let hour = number(tokens[1]) {
                return language == .en ? Clock(hour: hour, minute: 30) : half(before: hour)
            }
            guard let hour = Int(tokens[0]), tokens[0].count <= 2, tokens[1].count == 2, let minute = Int(tokens[1])
            else { return nil }
            return Clock(hour: hour, minute: minute, isWritten: true)
        case 3:
            guard let hour = number(tokens[2]) else { return nil }
            if tokens[0] == "half", tokens[1] == "past" { return Clock(hour: hour, minute: 30) }
            return number(tokens[0]).flatMap { moved(Clock(hour: hour, minute: 0), $0, tokens[1]) }
        case 4:
            // Ten past half eight, as the Dutch say.
            guard tokens[2] == "half", let minutes = number(tokens[0]), let hour = number(tokens[3]) else { return nil }
            return moved(half(before: hour), minutes, tokens[1])
        default: return nil
        }
    }

    private static func half(before hour: Int) -> Clock { Clock(hour: hour == 1 ? 12 : hour - 1, minute: 30) }

    private static func moved(_ clock: Clock, _ minutes: Int, _ way: String) -> Clock? {
        guard (1...30).contains(minutes) else { return nil }
        switch way {
        case "over", "past": return Clock(hour: clock.hour, minute: clock.minute + minutes)
        case "voor", "to", "before":
            if clock.minute >= minutes { return Clock(hour: clock.hour, minute: clock.minute - minutes) }
            return Clock(hour: clock.hour == 1 ? 12 : clock.hour - 1, minute: clock.minute + 60 - minutes)
        default: return nil
        }
    }
}
