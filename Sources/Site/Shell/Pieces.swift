import HTML
import Web
import Words

/// Pieces of pages that public and staff pages share.

/// The tone of a notice or badge. The words say what it means; colour and shape only help to find it.
enum Tone: String, Sendable {
    case neutral, good, warning, danger
}

/// A block that stands out, with its own heading.
func notice(_ tone: Tone = .neutral, _ heading: String? = nil, @HTML.Builder content: () -> HTML) -> HTML {
    let content = content()
    return div(.class("notice " + tone.rawValue)) {
        if let heading { h2 { heading } }
        content
    }
}

/// What was done just now: a reader of the screen says it, and whoever goes on by keyboard goes on from there.
func doneNotice(_ sentence: String, @HTML.Builder more: () -> HTML = { HTML.empty }) -> HTML {
    let more = more()
    return div(.class("notice " + Tone.good.rawValue), .focusable, .autofocus) {
        p(.role("status")) { sentence }
        more
    }
}

/// A short state in a frame: its shape differs by tone, not only its colour.
func badge(_ text: String, _ tone: Tone = .neutral) -> HTML {
    span(.class("badge " + tone.rawValue)) { text }
}

/// A block with a frame: one item of a list of things.
func card(@HTML.Builder content: () -> HTML) -> HTML {
    let content = content()
    return div(.class("card")) { content }
}

/// Back to the page before, at the top of the content.
func backLink(_ text: String, to address: String) -> HTML {
    p(.class("back")) { a(to: address) { text } }
}

/// What stands above the heading: "Stap 2 van 9".
func kicker(_ text: String) -> HTML { p(.class("kicker")) { text } }

/// The first, larger paragraph.
func lead(_ text: String) -> HTML { p(.class("lead")) { text } }

/// Buttons beside each other where there is room; the primary one first.
func buttons(@HTML.Builder content: () -> HTML) -> HTML {
    let content = content()
    return div(.class("buttons")) { content }
}

/// A line of ``factList(_:)``.
struct Fact: Sendable {
    let name: String
    let value: HTML
    /// Where it is changed: a link's address, or the value of a button of the form around the list.
    var change: Change?

    enum Change: Sendable {
        case link(text: String, address: String)
        case button(text: String, name: String, value: String)
    }
}

/// Names with their values, and a way to change each: the check page, the head of a report.
func factList(_ facts: [Fact]) -> HTML {
    dl(.class("summary")) {
        for fact in facts {
            div {
                dt { fact.name }
                dd { fact.value }
                switch fact.change {
                case nil: HTML.empty
                case .link(let text, let address)?:
                    dd(.class("change")) {
                        a(to: address) {
                            text
                            span(.class("visually-hidden")) { ": " + fact.name }
                        }
                    }
                case .button(let text, let name, let value)?:
                    dd(.class("change")) {
                        button(text, .quiet, value: (name, value), .aria("label", text + ": " + fact.name))
                    }
                }
            }
        }
    }
}

/// A receipt code in its groups. A script adds a button that copies it.
func receiptCode(_ words: Words, _ groups: [String]) -> HTML {
    p(
        .class("receipt-code"), .data("copy", words("shell.copy")), .data("copied", words("shell.copied")),
        .data("code", groups.joined(separator: "-"))
    ) {
        for (index, group) in groups.enumerated() {
            if index > 0 { span(.class("dash")) { "-" } }
            span { group }
        }
    }
}

/// Where a script puts a button that prints the page; without scripts there is nothing.
func printButton(_ words: Words) -> HTML { div(.data("print", words("shell.print"))) { HTML.empty } }

/// A form that carries files. A script shows how far they are; without scripts it is an ordinary form.
func uploadForm(
    _ words: Words, to action: String, id: String = "upload", @HTML.Builder content: () -> HTML
) -> HTML {
    form(
        to: action, files: true, .id(id), .data("progress", words("shell.uploading")),
        .data("uploaded", words("shell.uploaded")), .data("limit", String(VisitBody.uploadBytes)),
        .data("excess", words("shell.tooLarge")), content: content)
}

/// A message of a conversation: who, when, and the words as they were typed.
///
/// - Parameter isOwn: written by the side that reads this page; it stands at the other edge.
func message(_ who: String, _ when: HTML, isOwn: Bool, text: String, files: HTML = .empty) -> HTML {
    article(.class(isOwn ? "message own" : "message")) {
        p(.class("message-head")) {
            strong { who }
            " "
            when
        }
        if !text.isEmpty { ownWords(text) }
        files
    }
}
