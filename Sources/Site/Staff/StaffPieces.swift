import HTML
import Reporting
import Signpost
import Terms
import Words

extension Words {
    /// What a code means to those who work here; the code's own sentence speaks to the reporter.
    func forStaff<C: Coded>(_ code: C) -> String {
        let key = Key("staff", C.list, code.rawValue)
        return has(key) ? self(key) : self(code)
    }
}

/// A report in one line: what it is about, and where.
func envelopeSummary(_ words: Words, _ envelope: Envelope, _ register: MunicipalityRegister) -> String {
    let place = envelope.municipality.flatMap { register[$0]?.name }
    let forms = ExploitationForm.allCases.filter(envelope.forms.contains).map { words.forStaff($0) }
    return ([words.forStaff(envelope.subject), words.forStaff(envelope.age)] + forms + [place].compactMap { $0 })
        .joined(separator: " · ")
}

/// How urgent a case is. Nothing is urgent any more about one that is closed.
func urgencyBadge(_ words: Words, _ urgency: Urgency, isOpen: Bool) -> HTML {
    isOpen ? badge(words(urgency), urgency.tone) : .empty
}

/// When something is due: the moment, and how far away it is.
///
/// - Parameter promise: how urgent it is, where the reporter reads a promise: their words stand beside the moment.
func dueTime(_ words: Words, _ due: Instant, _ now: Instant, promise urgency: Urgency? = nil) -> HTML {
    HTML {
        time(Words.machineReadable(due)) { words.shortDateTime(due) }
        " "
        small { words.term(due.since(now)) }
        if let urgency {
            div(.class("hint")) {
                words("staff.promised", ["due": words.promise(Promise(due, urgency: urgency), at: now)])
            }
        }
    }
}

/// A moment within a sentence.
func moment(_ words: Words, _ instant: Instant) -> HTML {
    time(Words.machineReadable(instant)) { words.dateTime(instant) }
}

/// A list of reports: a table, whose rows become cards where the page is narrow.
func reportTable(
    _ words: Words, _ caption: String, columns: [Key], @HTML.Builder rows: () -> HTML
) -> HTML {
    let rows = rows()
    return table(caption, showsCaption: false, .class("cards")) {
        thead { tr { for column in columns { th(.column) { words(column) } } } }
        tbody { rows }
    }
}

/// What a member does in a list or beside a heading: a form that is one button.
///
/// - Parameter named: what it is called to whoever does not see what stands beside it.
func deedButton(
    _ text: String, to address: String, _ look: ButtonLook = .secondary,
    _ values: KeyValuePairs<String, String> = [:], named: String? = nil
) -> HTML {
    form(to: address) {
        for (name, value) in values { hidden(name, value) }
        if let named { button(text, look, .aria("label", named)) } else { button(text, look) }
    }
}
