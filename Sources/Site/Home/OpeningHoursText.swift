import Signpost
import Words

/// Opening hours as a sentence: "maandag t/m vrijdag 09:00 – 17:00; op feestdagen dicht".
func openingHours(_ hours: OpeningHours, _ words: Words) -> String {
    let wholeDay = OpeningHours("24/7")?.week.first
    if hours.week.allSatisfy({ $0 == wholeDay }), hours.holidays == nil { return words("hours.always") }
    var parts: [String] = []
    var day = 0
    while day < 7 {
        var last = day
        while last < 6, hours.week[last + 1] == hours.week[day] { last += 1 }
        if !hours.week[day].isEmpty { parts.append(days(day, last, words) + " " + spans(hours.week[day], words)) }
        day = last + 1
    }
    switch hours.holidays {
    case nil: break
    case []: parts.append(words("hours.holidays.closed"))
    case .some(let own): parts.append(words("hours.holidays.open", ["hours": spans(own, words)]))
    }
    return parts.joined(separator: "; ")
}

private func days(_ first: Int, _ last: Int, _ words: Words) -> String {
    func name(_ day: Int) -> String { words(Key("words", "weekday", String(day + 1))) }
    return switch (first, last) {
    case (0, 6): words("hours.everyDay")
    case _ where first == last: name(first)
    default: words("hours.days", ["first": name(first), "last": name(last)])
    }
}

private func spans(_ spans: [OpeningHours.Span], _ words: Words) -> String {
    spans.map { words("hours.span", ["start": $0.startText, "end": $0.endText]) }.joined(separator: ", ")
}
