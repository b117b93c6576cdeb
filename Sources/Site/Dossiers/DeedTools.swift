import HTML
import Terms
import Web
import Words

/// What the forms of deeds work with, on a page of a dossier, of a task, or of a new question.
protocol DeedTools {
    var words: Words { get }
    var now: Instant { get }
    /// The form that was not done.
    var refused: RefusedForm? { get }
    /// From which page a form is sent, and under which draft it is kept once.
    var place: HTML { get }

    /// Where a deed's form is sent.
    func address(_ deed: String) -> String
}

extension DeedTools {
    var problems: Problems { refused?.problems ?? Problems() }

    /// What was typed into a field of a deed that was refused.
    func typed(_ deed: String, _ field: String) -> String? {
        refused.flatMap { $0.deed == deed ? $0.fields[field] : nil }
    }

    func wasRefused(_ deed: String) -> Bool { refused?.deed == deed }

    func problem(_ deed: String, _ field: String) -> String? { wasRefused(deed) ? problems[field] : nil }

    /// A form behind its name; the one that was refused is open.
    func folded(
        _ deed: String, _ title: Key, isOpen: Bool = false, look: ButtonLook = .secondary,
        @HTML.Builder content: () -> HTML
    ) -> HTML {
        let content = content()
        return details(.id(deed), isOpen || wasRefused(deed) ? .open : .class("more")) {
            summary { words(title) }
            form(to: address(deed)) {
                place
                content
                buttons { button(words(title), look) }
            }
        }
    }

    /// A text area of a deed, with what was typed and what was wrong with it.
    func text(_ deed: String, _ field: String, _ label: Key, hint: Key? = nil, rows: Int = 4, value: String = "") -> HTML {
        textArea(
            Field(field, words(label), hint: hint.map { words($0) }, error: problem(deed, field)),
            value: typed(deed, field) ?? value, rows: rows)
    }

    /// A line of a deed, with what was typed and what was wrong with it.
    func line(_ deed: String, _ field: String, _ label: Key, hint: Key? = nil, value: String = "") -> HTML {
        textField(
            Field(field, words(label), hint: hint.map { words($0) }, error: problem(deed, field)),
            value: typed(deed, field) ?? value, maxLength: 300)
    }

    /// A list to choose a code from.
    func codes<C: Coded>(
        _ deed: String, _ field: String, _ label: Key, _ codes: [C], hint: Key? = nil, chosen: C? = nil, empty: Key? = nil
    ) -> HTML {
        list(
            deed, field, label, codes.map { Choice($0.rawValue, words($0)) }, hint: hint, chosen: chosen?.rawValue,
            empty: empty)
    }

    /// A list to choose from.
    func list(
        _ deed: String, _ field: String, _ label: Key, _ choices: [Choice], hint: Key? = nil, chosen: String? = nil,
        empty: Key? = nil
    ) -> HTML {
        select(
            Field(field, words(label), hint: hint.map { words($0) }, error: problem(deed, field)), choices,
            chosen: typed(deed, field) ?? chosen, empty: empty.map { words($0) })
    }

    /// A day and a time of it.
    func dayAndTime(_ deed: String, _ label: Key, hint: Key? = nil, value: Instant? = nil) -> HTML {
        let local = LocalTime(value ?? now)
        let clock = "\(local.hour):" + (local.minute < 10 ? "0" : "") + "\(local.minute)"
        return HTML {
            day(deed, "due", label, hint: hint, value: value)
            textField(
                Field("clock", words("staff.case.plan.clock"), hint: words("staff.case.plan.clock.hint")),
                value: typed(deed, "clock") ?? (value == nil ? "12:00" : clock), maxLength: 5, width: .narrow)
        }
    }

    /// A day. Its name begins with `due`, so that it is not taken for words that somebody typed.
    func day(_ deed: String, _ field: String, _ label: Key, hint: Key? = nil, value: Instant? = nil) -> HTML {
        let typed = refused.flatMap { $0.deed == deed ? TypedDate($0.fields, field) : nil }
        return (typed ?? value.map { TypedDate($0) } ?? TypedDate()).field(
            words, Field(field, words(label), hint: hint.map { words($0) }, error: problem(deed, field)))
    }
}

/// A colleague was quicker: why, and what was typed, to be copied. Nothing when the form was refused at a field.
func overtaken(_ words: Words, _ refused: RefusedForm) -> HTML {
    guard let sentence = refused.sentence else { return .empty }
    let typed = TypedWords.of(refused.fields)
    return div(.class("notice warning"), .focusable, .autofocus) {
        div(.role("alert")) {
            h2 { words("staff.case.overtaken") }
            p { sentence }
            if !typed.isEmpty {
                p { words(refused.isGone ? "dossier.correct.typed" : "staff.case.overtaken.typed") }
                for text in typed { ownWords(text) }
            }
        }
    }
}

/// What was typed in a form that was refused at a field and stands here no longer: its dossier was closed meanwhile, or
/// another organisation opened its part. Nothing when ``overtaken(_:_:)`` gives it back.
func givenBack(_ words: Words, _ refused: RefusedForm) -> HTML {
    let typed = refused.sentence == nil ? TypedWords.of(refused.fields) : []
    guard !typed.isEmpty else { return .empty }
    return notice(.neutral, words("staff.case.typed")) { for text in typed { ownWords(text) } }
}
