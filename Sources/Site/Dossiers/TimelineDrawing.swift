import Collaboration
import HTML
import Terms
import Words

/// What happened, drawn from top to bottom. A line is as long as the time in which it may have been; how sure it is, is
/// told by the kind of line. The numbers are those of the list beside it, which says the same in words.
struct TimelineDrawing {
    let words: Words
    /// All with a date, in order.
    let facts: [Kept<DossierFact>]

    private static let (width, top, firstLane, laneWidth, mostLanes) = (320, 16, 108, 44, 5)

    var html: HTML {
        let bars = facts.compactMap { Bar($0.body) }
        let scale = Scale(bars)
        let lanes = Self.lanes(bars.map { (scale.y($0.from), scale.y($0.until + 1)) })
        return figure(.class("timeline-picture")) {
            drawing(words("dossier.timeline.picture"), width: Self.width, height: scale.height + 2 * Self.top) {
                axis(scale)
                for (index, kept) in facts.enumerated() where index < bars.count {
                    let x = Self.firstLane + lanes[index] * Self.laneWidth
                    let (from, until) = (scale.y(bars[index].from) + Self.top, scale.y(bars[index].until + 1) + Self.top)
                    a(to: "#" + kept.id.text, .aria("label", label(kept.body, index + 1))) {
                        touchArea(x: x - 8, y: from - 3, width: 40, height: max(until - from, 18) + 6)
                        mark(kept.body.certainty, x: x, from: from, until: until)
                        lettering(String(index + 1), from: x + 9, y: from + 12)
                    }
                }
            }
            figcaption { legend }
        }
    }

    private func label(_ fact: DossierFact, _ number: Int) -> String {
        String(number) + ": " + TimelineTab.name(fact, words) + " (" + TimelineTab.certainty(fact, words) + ")"
    }

    @HTML.Builder private func mark(_ certainty: Certainty?, x: Int, from: Int, until: Int) -> HTML {
        stroke((x, from), to: (x, until), .class("span " + TimelineTab.certaintyClass(certainty)))
        if certainty == .contradicted {
            let middle = (from + until) / 2
            stroke((x - 5, middle - 5), to: (x + 5, middle + 5), .class("crossed"))
            stroke((x - 5, middle + 5), to: (x + 5, middle - 5), .class("crossed"))
        }
    }

    private func axis(_ scale: Scale) -> HTML {
        let x = Self.firstLane - 24
        return HTML {
            stroke((x, Self.top), to: (x, Self.top + scale.height), .class("axis"))
            for (day, y) in scale.ticks {
                stroke((x - 5, y + Self.top), to: (x, y + Self.top), .class("axis"))
                lettering(tick(day), from: 0, y: y + Self.top + 5)
            }
        }
    }

    private func tick(_ day: Day) -> String {
        words("dossier.timeline.tick", ["month": words.shortMonth(day.month), "year": String(day.year)])
    }

    /// The kinds of lines and what each means, as far as they stand in the picture.
    private var legend: HTML {
        HTML {
            ul(.class("legend")) {
                for certainty in Certainty.allCases where facts.contains(where: { $0.body.certainty == certainty }) {
                    li(.class("certainty " + certainty.rawValue)) { words(certainty) }
                }
                if let fact = facts.first(where: { $0.body.certainty == nil }) {
                    li(.class("certainty " + TimelineTab.certaintyClass(nil))) { TimelineTab.certainty(fact.body, words) }
                }
            }
            p(.class("hint")) { words("dossier.timeline.caption") }
        }
    }

    /// Beside each other what is at one time; what finds no place any more stands in the last lane.
    static func lanes(_ spans: [(from: Int, until: Int)]) -> [Int] {
        var ends: [Int] = []
        return spans.map { span in
            let end = max(span.until, span.from + 18)
            if let free = ends.firstIndex(where: { $0 <= span.from }) {
                ends[free] = end
                return free
            }
            guard ends.count < mostLanes else { return mostLanes - 1 }
            ends.append(end)
            return ends.count - 1
        }
    }

    /// From which day to which something may have been.
    struct Bar {
        let from: Int
        let until: Int

        init?(_ fact: DossierFact) {
            guard let date = fact.from else { return nil }
            from = date.first.number
            until = max(date.last, fact.until?.last ?? date.last).number
        }
    }

    /// Where a day stands. Between one beginning or end and the next there is more room the longer it takes, within
    /// bounds, so that years in which nothing is known do not take the page.
    struct Scale {
        private let places: [Int: Int]
        private let beginnings: [Int]
        let height: Int

        init(_ bars: [Bar]) {
            let days = Set(bars.flatMap { [$0.from, $0.until + 1] }).sorted()
            beginnings = Set(bars.map(\.from)).sorted()
            var places = [0]
            for (day, next) in zip(days, days.dropFirst()) {
                let more = min(44, (next - day) * 3 / 10)
                places.append((places.last ?? 0) + 9 + more)
            }
            self.places = Dictionary(uniqueKeysWithValues: zip(days, places))
            height = places.last ?? 0
        }

        func y(_ day: Int) -> Int { places[day] ?? 0 }

        /// Beginnings with room for their month beside them.
        var ticks: [(day: Day, y: Int)] {
            var ticks: [(day: Day, y: Int)] = []
            for day in beginnings where ticks.last.map({ y(day) - $0.y >= 20 }) ?? true {
                ticks.append((Day(number: day), y(day)))
            }
            return ticks
        }
    }
}
