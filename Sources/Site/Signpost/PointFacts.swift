import HTML
import Signpost
import Terms
import Words

/// Which page says which facts of a point, which nobody checked, and which are unknown.
struct PointFacts {
    let words: Words
    let point: Point

    var html: HTML {
        section(.class("sources")) {
            h2 { words("signpost.sources.title") }
            ul {
                for source in point.sources {
                    let facts = Self.known(point).filter(source.facts.contains)
                    if !facts.isEmpty {
                        li {
                            words(
                                "signpost.source",
                                ["facts": named(facts), "checked": words.date(source.checked)])
                            " "
                            webLink(source.page)
                            if let dated = source.dated {
                                HTML { " "; words("signpost.source.dated", ["date": words.date(dated)]) }
                            }
                        }
                    }
                }
                if !unchecked.isEmpty { li { words("signpost.source.none", ["facts": named(unchecked)]) } }
                if !unknown.isEmpty { li { words("signpost.source.unknown", ["facts": named(unknown)]) } }
            }
        }
    }

    private func named(_ facts: [String]) -> String {
        facts.map { words(Key("signpost.fact", $0)).lowercased() }.joined(separator: ", ")
    }

    /// What is known, and no page vouches for.
    private var unchecked: [String] { Self.known(point).filter { point.source(of: $0) == nil } }

    private var unknown: [String] {
        var unknown: [String] = []
        if point.anonymity == .unknown { unknown.append("anonymous") }
        if point.languages == nil { unknown.append("languages") }
        if point.contact.phone == nil { unknown.append("phone") }
        if point.contact.phone != nil, point.hours[.phone] == nil { unknown.append("hours.phone") }
        if point.contact.chat != nil, point.hours[.chat] == nil { unknown.append("hours.chat") }
        if point.says.next == nil { unknown.append("next") }
        if point.says.expect == nil { unknown.append("expect") }
        return unknown
    }

    /// The facts of the directory by the names that sources use, in the order in which a person reads them.
    static let all = [
        "name", "task", "audience", "subjects", "ages", "forms", "reach", "anonymous", "anonymity", "languages",
        "phone", "phoneAbroad", "text", "chat", "email", "web", "post", "hours.phone", "hours.text", "hours.chat",
        "hours.visit", "next", "expect",
    ]

    static func known(_ point: Point) -> [String] {
        let (contact, says) = (point.contact, point.says)
        let absent: [(String, Bool)] = [
            ("task", says.task == nil), ("anonymous", point.anonymity == .unknown), ("anonymity", says.anonymity == nil),
            ("languages", point.languages == nil), ("phone", contact.phone == nil),
            ("phoneAbroad", contact.phoneAbroad == nil), ("text", contact.text == nil), ("chat", contact.chat == nil),
            ("email", contact.email == nil), ("web", contact.web == nil), ("post", contact.post == nil),
            ("next", says.next == nil), ("expect", says.expect == nil),
        ] + ContactLine.allCases.map { ("hours." + $0.rawValue, point.hours[$0] == nil) }
        let unknown = Set(absent.filter(\.1).map(\.0))
        return all.filter { !unknown.contains($0) }
    }
}
