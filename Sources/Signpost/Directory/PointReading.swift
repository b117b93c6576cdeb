import Terms
import Yams

/// Reads `points.yaml` and `branches.yaml`.
enum PointReading {
    static func points(_ text: String, in reading: FileReading) -> [Found<Point>] {
        reading.entries(of: text).compactMap { point($0) }
    }

    static func branches(_ text: String, in reading: FileReading) -> [Found<BranchFacts>] {
        reading.entries(of: text).compactMap { branch($0) }
    }

    private static func point(_ fields: Fields) -> Found<Point>? {
        let id: PointID? = fields.id(fields.required("id"), "id")
        let name = fields.wording(fields.required("name"), "name")
        let kind = fields.code(fields.required("kind"), "kind", among: PointKind.allCases)
        let audience = fields.codes(fields.required("audience"), "audience", among: ReporterRole.allCases)
        let subjects = fields.codes(
            fields.required("subjects"), "subjects", among: [Subject.question, .victim, .perpetrator])
        let ages = fields.codes(fields.required("ages"), "ages", among: [AgeGroup.minor, .adult])
        let forms = forms(fields)
        let reach = fields.code(fields.required("reach"), "reach", among: Reach.allCases)
        let anonymity = fields.code(fields.required("anonymous"), "anonymous", among: Anonymity.allCases)
        let languages = languages(fields)
        let contact = contact(fields)
        let hours = hours(fields)
        let says = says(fields)
        let words = fields.texts(fields.node("words"), "words")?.map(\.text) ?? []
        let sources = sources(fields)
        let period = fields.period()
        fields.finish()
        guard let id, let name, let kind, let audience, let subjects, let ages, let forms, let reach, let anonymity
        else { return nil }
        let point = Point(
            id: id, name: name, kind: kind, audience: audience, subjects: subjects, ages: ages, forms: forms,
            reach: reach, anonymity: anonymity, languages: languages, contact: contact, hours: hours, says: says,
            words: words, sources: sources, period: period)
        return Found(
            entry: point, id: id.text, period: period, file: fields.reading.file, line: fields.line, mentions: [])
    }

    private static func branch(_ fields: Fields) -> Found<BranchFacts>? {
        let ofNode = fields.required("of")
        let of: PointID? = fields.id(ofNode, "of")
        let idNode = fields.required("id")
        let id: BranchID? = fields.id(idNode, "id")
        let serves = fields.texts(fields.required("serves"), "serves") ?? []
        let takesTrafficking = fields.code(fields.node("regionalPoint"), "regionalPoint", among: Flag.allCases)
        let name = fields.wording(fields.node("name"), "name")
        let contact = contact(fields)
        let hours = hours(fields)
        let says = says(fields)
        let words = fields.texts(fields.node("words"), "words")?.map(\.text) ?? []
        let sources = sources(fields)
        let period = fields.period()
        fields.finish()
        guard let id, let of else { return nil }
        if !id.text.hasPrefix(of.text + "-") {
            fields.reading.note(
                .foreignID, line: idNode?.line ?? fields.line, ["value": id.text, "beginning": of.text + "-"])
        }
        let facts = BranchFacts(
            id: id, of: of, serves: Set(serves.map(\.text)), isRegionalPoint: takesTrafficking == .yes, name: name,
            contact: contact, hours: hours, says: says, words: words, sources: sources, period: period)
        let mentions =
            [Found<BranchFacts>.Mention(id: of.text, target: .point, line: ofNode?.line ?? fields.line)]
            + serves.map { Found<BranchFacts>.Mention(id: $0.text, target: .area, line: $0.line) }
        return Found(
            entry: facts, id: id.text, period: period, file: fields.reading.file, line: fields.line,
            mentions: mentions)
    }

    private static func forms(_ fields: Fields) -> Set<ExploitationForm>? {
        let known = ExploitationForm.allCases.filter { $0 != .unknown }
        let node = fields.required("forms")
        if node?.scalar?.string == "all" { return Set(known) }
        return fields.codes(node, "forms", among: known)
    }

    private static func languages(_ fields: Fields) -> [String]? {
        fields.texts(fields.node("languages"), "languages")?.map { language, line in
            if language.utf8.count != 2 || !language.utf8.allSatisfy({ (97...122).contains($0) }) {
                fields.reading.note(.malformedLanguage, line: line, ["value": language])
            }
            return language
        }
    }

    private static func contact(_ fields: Fields) -> Contact {
        var contact = Contact()
        guard let inner = fields.mapping(fields.node("contact"), "contact") else { return contact }
        for (name, path) in Contact.facts {
            let node = inner.node(name)
            contact[keyPath: path] =
                name == "web" || name == "chat" ? inner.page(node, name) : inner.text(node, name)
        }
        inner.finish()
        return contact
    }

    private static func hours(_ fields: Fields) -> [ContactLine: OpeningHours] {
        guard let inner = fields.mapping(fields.node("hours"), "hours") else { return [:] }
        var hours: [ContactLine: OpeningHours] = [:]
        for line in ContactLine.allCases {
            guard let node = inner.node(line.rawValue), let text = inner.text(node, line.rawValue) else { continue }
            hours[line] = OpeningHours(text)
            if hours[line] == nil {
                fields.reading.note(.malformedHours, line: node.line, ["value": text])
            }
        }
        inner.finish()
        return hours
    }

    private static func says(_ fields: Fields) -> Says {
        var says = Says()
        guard let inner = fields.mapping(fields.node("says"), "says") else { return says }
        for (name, path) in Says.facts { says[keyPath: path] = inner.wording(inner.node(name), name, voices: [.own, .young]) }
        inner.finish()
        return says
    }

    private enum Flag: String, CaseIterable { case yes, no }

    private enum Fact: String, CaseIterable {
        case name, audience, subjects, ages, forms, reach, anonymous, languages
        case phone, phoneAbroad, text, chat, email, web, post
        case phoneHours = "hours.phone"
        case textHours = "hours.text"
        case chatHours = "hours.chat"
        case visitHours = "hours.visit"
        case task, anonymity, next, expect
    }

    private static func sources(_ fields: Fields) -> [Source] {
        guard let node = fields.node("sources") else { return [] }
        guard let list = node.sequence else {
            fields.reading.note(.notList, line: node.line)
            return []
        }
        return list.compactMap { item in
            guard let inner = Fields(item, in: fields.reading, under: "sources.") else { return nil }
            let page = inner.page(inner.required("page"), "page")
            let dated = inner.day("dated")
            let checked = inner.day(inner.required("checked"), "checked")
            let facts = inner.codes(inner.required("facts"), "facts", among: Fact.allCases)
            inner.finish()
            guard let page, let checked, let facts else { return nil }
            return Source(page: page, dated: dated, checked: checked, facts: Set(facts.map(\.rawValue)))
        }
    }
}
