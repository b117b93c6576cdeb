import HTML
import Signpost
import Terms
import Words

/// When a line is open, day by day; today is marked.
struct HoursTable {
    let words: Words
    let line: ContactLine
    let hours: OpeningHours
    let now: Instant

    var html: HTML {
        let today = Day(now).weekday - 1
        return table(words(line), .class("hours")) {
            thead {
                tr {
                    th(.column) { words("signpost.hours.day") }
                    th(.column) { words("signpost.hours.open") }
                }
            }
            tbody {
                for (day, spans) in hours.week.enumerated() {
                    tr(day == today ? .class("today") : .class("day")) {
                        th(.row) {
                            words(Key("words", "weekday", String(day + 1)))
                            if day == today { HTML { " "; badge(words("signpost.hours.today")) } }
                        }
                        td { text(spans) }
                    }
                }
                if let holidays = hours.holidays {
                    tr {
                        th(.row) { words("signpost.hours.holidays") }
                        td { text(holidays) }
                    }
                }
            }
        }
    }

    private func text(_ spans: [OpeningHours.Span]) -> String {
        if spans.isEmpty { return words("signpost.hours.shut") }
        return spans.map { words("signpost.hours.span", ["start": $0.startText, "end": $0.endText]) }
            .joined(separator: ", ")
    }
}
