import HTML
import Signpost
import Terms
import Words

/// What the pages of the signpost share.

/// Whether it is open, until when, or when it opens: "Nu dicht. Morgen open om 09.00 uur".
func openingText(_ state: OpeningState, at now: Instant, _ words: Words) -> String {
    let today = Day(now)
    switch state {
    case .always: return words("signpost.open.always")
    case .unknown: return words("signpost.open.unknown")
    case .open(let until):
        if Day(until) == today { return words("signpost.open.until", ["time": words.time(until)]) }
        return words("signpost.open.untilDay", ["day": weekday(until, words), "time": words.time(until)])
    case .closed(nil): return words("signpost.closed")
    case .closed(let opens?):
        let time = words.time(opens)
        switch Day(opens).number - today.number {
        case 0: return words("signpost.closed.today", ["time": time])
        case 1: return words("signpost.closed.tomorrow", ["time": time])
        case 2...6: return words("signpost.closed.day", ["day": weekday(opens, words), "time": time])
        default: return words("signpost.closed.date", ["date": words.date(Day(opens)), "time": time])
        }
    }
}

private func weekday(_ moment: Instant, _ words: Words) -> String {
    words(Key("words", "weekday", String(Day(moment).weekday)))
}

/// The same in a frame, whose shape says open or not as well.
func openingBadge(_ state: OpeningState, at now: Instant, _ words: Words) -> HTML {
    badge(openingText(state, at: now, words), state.isOpen == true ? .good : .neutral)
}

/// Whether one can stay anonymous, in a few words.
func anonymityText(_ anonymity: Anonymity, _ words: Words) -> String {
    words(Key("signpost.anonymous", anonymity.rawValue))
}

/// A number to press.
func phoneLink(_ phone: String, _ words: Words) -> HTML {
    a(to: "tel:" + phone.filter { $0.isNumber || $0 == "+" }, .class("phone")) { phone }
}

/// The number as a button; what it says is whom one calls.
func callButton(_ phone: String, _ look: ButtonLook, _ words: Words) -> HTML {
    linkButton(words("signpost.call", ["phone": phone]), to: "tel:" + phone.filter { $0.isNumber || $0 == "+" }, look)
}

/// What comes before all else when there is danger now, with a sentence of the page.
func callNotice(_ words: Words, _ sentence: String) -> HTML {
    notice(.danger, words("step.danger.call.title")) {
        p { sentence }
        p { a(to: "tel:112", .class("button danger")) { words("step.danger.call.link") } }
    }
}

/// An address as people read it: `www.example.nl/page`.
func webLink(_ address: String) -> HTML {
    a(to: address, .rel("noreferrer")) {
        String(address.dropFirst(address.hasPrefix("https://") ? 8 : 0).prefix { $0 != "?" && $0 != "#" })
    }
}

/// A point in a list: its name, what for, its number, whether it is open, anonymous or not.
func pointCard(_ listing: Listing, at now: Instant, _ words: Words) -> HTML {
    let point = listing.point
    return li(.class("card")) {
        h3 { a(to: SignpostAddress.page(listing, words.language)) { point.name[words.language] } }
        if let task = point.says.task { p { task[words.language] } }
        if let phone = point.contact.phone { p { phoneLink(phone, words) } }
        p(.class("badges")) {
            openingBadge(point.state(at: now), at: now, words)
            " "
            badge(anonymityText(point.anonymity, words))
        }
    }
}

extension Words {
    /// The codes that are in the set, as words in the order of the list.
    func list<C: Coded>(_ codes: Set<C>) -> String {
        C.allCases.filter { codes.contains($0) }.map { self($0) }.joined(separator: ", ")
    }
}
