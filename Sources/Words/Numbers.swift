public import Terms

extension Words {
    /// A whole number with the thousands apart: 1.234 in Dutch, 1,234 in English.
    public func number(_ number: Int) -> String {
        let separator: Character = switch language { case .nl: "."; case .en: "," }
        var digits = Array(String(number.magnitude))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(separator, at: position)
            position -= 3
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// A size in the unit that people know from their telephone: 812 kB, 2,5 MB (2.5 MB in English); 1 kB is 1,000 bytes.
    public func bytes(_ count: Int) -> String {
        switch count {
        case ..<1_000: self("words.bytes", ["n": number(count)])
        case ..<999_500: self("words.kilobytes", ["n": number((count + 500) / 1_000)])
        default: self("words.megabytes", ["n": oneDecimal(tenths: (count + 50_000) / 100_000)])
        }
    }

    private func oneDecimal(tenths: Int) -> String {
        let point = switch language { case .nl: ","; case .en: "." }
        return tenths % 10 == 0 ? number(tenths / 10) : number(tenths / 10) + point + String(tenths % 10)
    }

    /// A term that is left, or by which something is late: "over 3 uur", "2 dagen te laat".
    ///
    /// In whole minutes below an hour, hours below two days, days from there on, rounded down, since what is left
    /// must not look like more than it is.
    public func term(_ term: Term) -> String {
        let minutes = Int(term.milliseconds.magnitude / 60_000)
        let (unit, number) =
            switch minutes {
            case ..<60: ("minutes", minutes)
            case ..<(48 * 60): ("hours", minutes / 60)
            default: ("days", minutes / (24 * 60))
            }
        if minutes == 0 { return self(term.milliseconds < 0 ? "words.late.now" : "words.in.now") }
        return count(Key("words", term.milliseconds < 0 ? "late" : "in", unit), number)
    }
}
