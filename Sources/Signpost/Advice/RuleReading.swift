import Terms
import Yams

/// Reads `rules.yaml`.
enum RuleReading {
    static func rules(_ text: String, in reading: FileReading) -> [Found<Rule>] {
        reading.entries(of: text).compactMap { rule($0) }
    }

    private static func rule(_ fields: Fields) -> Found<Rule>? {
        let id: RuleID? = fields.id(fields.required("id"), "id")
        let when = condition(fields.required("when"), "when", in: fields)
        let unlessNode = fields.node("unless")
        let unless = condition(unlessNode, "unless", in: fields)
        let (recommends, named) = outcomes(fields)
        let omitted = fields.texts(fields.node("notHere"), "notHere") ?? []
        let reason = fields.wording(fields.required("reason"), "reason", voices: [.own, .young])
        let source = fields.text(fields.required("source"), "source")
        let period = fields.period()
        fields.finish()
        let mentions = (named + omitted).map { Found<Rule>.Mention(id: $0.text, target: .point, line: $0.line) }
        if mentions.isEmpty { fields.reading.note(.emptyRule, line: fields.line) }
        var seen: Set<String> = []
        for mention in mentions where !seen.insert(mention.id).inserted {
            fields.reading.note(.doublePoint, line: mention.line, ["value": mention.id])
        }
        guard let id, let when, let reason, let source, unlessNode == nil || unless != nil else { return nil }
        return Found(
            entry: Rule(
                id: id, when: when, unless: unless, recommends: recommends,
                omits: omitted.compactMap { PointID($0.text) }, reason: reason, source: source, period: period),
            id: id.text, period: period, file: fields.reading.file, line: fields.line, mentions: mentions)
    }

    private static func condition(_ node: Node?, _ key: String, in fields: Fields) -> Condition? {
        guard let inner = fields.mapping(node, key) else { return nil }
        var terms: [Condition.Term] = []
        for (name, _) in inner.keys {
            guard let question = Question(rawValue: name) else { continue }
            let answers = inner.texts(inner.node(name), name) ?? []
            for answer in answers where !question.answers.contains(answer.text) {
                fields.reading.note(
                    .wrongValue, line: answer.line,
                    [
                        "key": key + "." + name, "value": answer.text,
                        "known": question.answers.joined(separator: ", "),
                    ])
            }
            terms.append(Condition.Term(question: question, answers: answers.map(\.text)))
        }
        inner.finish(known: Question.allCases.map(\.rawValue))
        return Condition(terms: terms)
    }

    private static func outcomes(_ fields: Fields) -> ([Rule.Outcome], [(text: String, line: Int)]) {
        guard let inner = fields.mapping(fields.node("recommend"), "recommend") else { return ([], []) }
        var outcomes: [Rule.Outcome] = []
        var named: [(text: String, line: Int)] = []
        for strength in Strength.allCases {
            guard let node = inner.node(strength.rawValue) else { continue }
            let points = inner.texts(node, strength.rawValue) ?? []
            named += points
            outcomes.append(Rule.Outcome(strength: strength, points: points.compactMap { PointID($0.text) }))
        }
        inner.finish()
        return (outcomes, named)
    }
}
