import Foundation

/// A button of a page, with everything that is sent when it is pressed.
struct PageButton: Hashable {
    let action: String
    /// The hidden fields of its form, and its own.
    let fields: [String: String]

    /// Whether it goes by what is typed.
    var label: String { (fields["go"] ?? "") + (fields["language"] ?? "") }
}

extension Answer {
    /// Every button of the page, wherever it stands.
    var buttons: [PageButton] {
        var forms: [String: (action: String, hidden: [String: String])] = [:]
        var found: [PageButton] = []
        let parts = text.components(separatedBy: "<form ").dropFirst()
        for (index, part) in parts.enumerated() {
            let inside = part.components(separatedBy: "</form>")[0]
            var hidden: [String: String] = [:]
            for field in Self.tags("input type=\"hidden\"", in: inside) {
                hidden[Self.value("name", of: field) ?? ""] = Self.value("value", of: field)
            }
            let head = String(inside.prefix { $0 != ">" })
            let id = Self.value("id", of: head) ?? "form \(index)"
            forms[id] = (Self.value("action", of: head) ?? "", hidden)
            for button in Self.tags("button", in: inside) where Self.value("form", of: button) == nil {
                found.append(Self.button(button, (Self.value("action", of: head) ?? "", hidden)))
            }
        }
        for button in Self.tags("button", in: text) {
            if let form = Self.value("form", of: button).flatMap({ forms[$0] }) { found.append(Self.button(button, form)) }
        }
        return found
    }

    /// The links that lead to pages of this site, but for the way out.
    var links: [String] {
        Self.tags("a", in: text).filter { Self.value("class", of: $0) != "exit" }
            .compactMap { Self.value("href", of: $0) }.filter { $0.hasPrefix("/") }
    }

    private static func button(_ tag: String, _ form: (action: String, hidden: [String: String])) -> PageButton {
        var fields = form.hidden
        if let name = value("name", of: tag) { fields[name] = value("value", of: tag) ?? "" }
        return PageButton(action: value("formaction", of: tag) ?? form.action, fields: fields)
    }

    private static func tags(_ name: String, in text: String) -> [String] {
        text.components(separatedBy: "<\(name) ").dropFirst().map { String($0.prefix { $0 != ">" }) }
    }

    private static func value(_ name: String, of tag: String) -> String? {
        let parts = (" " + tag).components(separatedBy: " \(name)=\"")
        return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : nil
    }
}
