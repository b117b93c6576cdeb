import Terms
import Yams

/// A file of the directory while it is read: what is wrong with it is noted, and reading goes on.
final class FileReading {
    let file: String
    private(set) var mistakes: [Mistake] = []

    init(_ file: String) { self.file = file }

    func note(_ code: Mistake.Code, line: Int, _ values: [String: String] = [:]) {
        mistakes.append(Mistake(file: file, line: line, code: code, values: values))
    }

    /// The mappings of a file that is a list of them.
    func entries(of text: String) -> [Fields] {
        do {
            guard let node = try Yams.compose(yaml: text) else { return [] }
            guard let list = node.sequence else {
                note(.notList, line: node.line)
                return []
            }
            return list.compactMap { Fields($0, in: self) }
        } catch {
            noteUnreadable(error)
            return []
        }
    }

    private func noteUnreadable(_ error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            note(.notYAML, line: mark.line, ["problem": problem])
        case .duplicatedKeysInMapping(let keys, let context):
            note(.doubleKey, line: context.mark.line, ["key": keys.joined(separator: ", ")])
        default: note(.notYAML, line: 1, ["problem": "\(error)"])
        }
    }
}

extension Node {
    /// 1 is the first.
    var line: Int { mark?.line ?? 1 }
}

/// One mapping while it is read: hands out what stands under its keys, and at the end tells which nobody asked for.
final class Fields {
    let reading: FileReading
    let line: Int
    /// What the keys stand under, as `contact.`, for telling.
    private let path: String
    private var rest: [(key: String, value: Node, line: Int)]
    private var known: [String] = []

    init?(_ node: Node, in reading: FileReading, under path: String = "") {
        guard let mapping = node.mapping else {
            reading.note(.notMapping, line: node.line)
            return nil
        }
        self.reading = reading
        self.path = path
        line = node.line
        rest = mapping.map { ($0.key.string ?? "", $0.value, $0.key.line) }
    }

    func node(_ key: String) -> Node? {
        known.append(key)
        guard let index = rest.firstIndex(where: { $0.key == key }) else { return nil }
        return rest.remove(at: index).value
    }

    func required(_ key: String) -> Node? {
        let node = node(key)
        if node == nil { reading.note(.missingKey, line: line, ["key": path + key]) }
        return node
    }

    /// What stands under a key, as a mapping of its own.
    func mapping(_ node: Node?, _ key: String) -> Fields? {
        node.flatMap { Fields($0, in: reading, under: path + key + ".") }
    }

    /// Tells which keys nobody asked for.
    ///
    /// - Parameter known: The keys that there may be, when more than those that were asked for.
    func finish(known: [String]? = nil) {
        let known = known ?? self.known
        for (key, _, line) in rest {
            reading.note(.unknownKey, line: line, ["key": path + key, "known": known.joined(separator: ", ")])
        }
    }

    /// The keys that there are; each is then to be asked for.
    var keys: [(key: String, line: Int)] { rest.map { ($0.key, $0.line) } }

    /// A text that is not empty.
    func text(_ node: Node?, _ key: String) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar?.string else {
            reading.note(.notText, line: node.line, ["key": path + key])
            return nil
        }
        let trimmed = text.trimmed
        if trimmed.isEmpty { reading.note(.emptyValue, line: node.line, ["key": path + key]) }
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A list of texts, or one text alone, each with its line.
    func texts(_ node: Node?, _ key: String) -> [(text: String, line: Int)]? {
        guard let node else { return nil }
        guard let list = node.sequence else { return text(node, key).map { [($0, node.line)] } }
        if list.isEmpty { reading.note(.emptyValue, line: node.line, ["key": path + key]) }
        return list.compactMap { item in text(item, key).map { ($0, item.line) } }
    }

    /// A value of a closed list.
    func code<C: CaseIterable & RawRepresentable>(_ node: Node?, _ key: String, among codes: [C]) -> C?
    where C.RawValue == String {
        guard let node, let text = text(node, key) else { return nil }
        return code(text, line: node.line, key, among: codes)
    }

    func codes<C: CaseIterable & RawRepresentable & Hashable>(_ node: Node?, _ key: String, among codes: [C]) -> Set<C>?
    where C.RawValue == String {
        texts(node, key).map { Set($0.compactMap { code($0.text, line: $0.line, key, among: codes) }) }
    }

    private func code<C: RawRepresentable>(_ text: String, line: Int, _ key: String, among codes: [C]) -> C?
    where C.RawValue == String {
        let found = codes.first { $0.rawValue == text }
        if found == nil {
            reading.note(
                .wrongValue, line: line,
                ["key": path + key, "value": text, "known": codes.map(\.rawValue).joined(separator: ", ")])
        }
        return found
    }

    /// A text in both languages.
    ///
    /// - Parameter voices: For whom it may have words of its own.
    func wording(_ node: Node?, _ key: String, voices: [Voice] = []) -> Wording? {
        guard let inner = mapping(node, key) else { return nil }
        let nl = inner.text(inner.required("nl"), "nl")
        let en = inner.text(inner.required("en"), "en")
        var variants: [Voice: Wording] = [:]
        for voice in voices { variants[voice] = inner.wording(inner.node(voice.rawValue), voice.rawValue) }
        inner.finish()
        guard let nl, let en else { return nil }
        return Wording(nl: nl, en: en, variants: variants)
    }

    func day(_ key: String) -> Day? { day(node(key), key) }

    func day(_ node: Node?, _ key: String) -> Day? {
        guard let node, let text = text(node, key) else { return nil }
        let day = Day(text)
        if day == nil { reading.note(.malformedDate, line: node.line, ["key": path + key, "value": text]) }
        return day
    }

    /// From when until when an entry holds.
    func period() -> Period {
        let period = Period(from: day("from"), until: day("until"))
        if let from = period.from, let until = period.until, until <= from { reading.note(.emptyPeriod, line: line) }
        return period
    }

    func id<Kind>(_ node: Node?, _ key: String, as kind: DirectoryID<Kind>.Type = DirectoryID<Kind>.self)
        -> DirectoryID<Kind>?
    {
        guard let node, let text = text(node, key) else { return nil }
        let id = DirectoryID<Kind>(text)
        if id == nil { reading.note(.malformedID, line: node.line, ["value": text]) }
        return id
    }

    /// An address that begins with `https://`.
    func page(_ node: Node?, _ key: String) -> String? {
        guard let node, let text = text(node, key) else { return nil }
        if text.hasPrefix("https://"), !text.contains(" ") { return text }
        reading.note(.malformedAddress, line: node.line, ["key": path + key, "value": text])
        return nil
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
