import Collaboration
import HTML
import Records
import Reporting
import Terms
import Words

/// What was chosen for an extract, in full.
struct ExtractContents {
    let words: Words
    /// Of which kinds something was chosen, in the order of the page.
    let kinds: [String]
    /// From whom the chosen facts are known.
    let sources: [FactSource]
    let all: HTML

    init(words: Words, contents: DossierContents, chosen: Set<RecordID>) throws {
        self.words = words
        kinds = try RecordLine.forExtract(contents)
            .filter { lines in lines.contains { chosen.contains($0.id) } }.map { $0[0].kind }
        let facts = try contents.all(DossierFact.self).filter { chosen.contains($0.id) }
        sources = FactSource.allCases.filter { source in facts.contains { $0.body.source == source } }
        var parts: [HTML] = []
        func part(_ kind: String, _ items: [HTML]) {
            if items.isEmpty { return }
            parts.append(HTML {
                h2 { words(Key("extract.group", kind)) }
                items.map { item in card { item } }
            })
        }
        part(
            Person.kind.code,
            try contents.all(Person.self).filter { chosen.contains($0.id) }.map { Self.person($0.body, words) })
        part(
            "fact",
            facts.map { kept in
                HTML {
                    if let day = Self.period(kept.body.from, kept.body.until, words) { p { strong { day } } }
                    ownWords(kept.body.text)
                    p(.class("hint")) {
                        [
                            kept.body.source.map { words($0) } ?? "", kept.body.sourceText,
                            TimelineTab.certainty(kept.body, words),
                        ].filter { !$0.isEmpty }.joined(separator: " · ")
                    }
                }
            })
        part(
            SafetyJudgement.kind.code,
            try contents.all(SafetyJudgement.self).filter { chosen.contains($0.id) }.map { Self.judgement($0, words) })
        part(
            DossierDocument.kind.code,
            try contents.all(DossierDocument.self).filter { chosen.contains($0.id) }.map { kept in
                HTML {
                    p { strong { kept.body.title } }
                    ul { for file in kept.body.files { li { file.name } } }
                }
            })
        part(
            DossierMessage.kind.code,
            try contents.all(DossierMessage.self).filter { chosen.contains($0.id) }.map { kept in
                HTML {
                    p { strong { words("extract.by", ["organisation": kept.author.organisationName, "day": words.date(Day(kept.at))]) } }
                    ownWords(kept.body.text)
                }
            })
        all = HTML { parts }
    }

    private static func person(_ person: Person, _ words: Words) -> HTML {
        var facts = [Fact(name: words("extract.person.part"), value: HTML(text: words(person.part)))]
        func add(_ name: Key, _ value: String?) {
            if let value, !value.isEmpty { facts.append(Fact(name: words(name), value: HTML(text: value))) }
        }
        add("extract.person.aliases", person.aliases.joined(separator: ", "))
        add("extract.person.born", period(person.born, nil, words))
        for mark in person.marks { facts.append(Fact(name: words(mark.kind), value: HTML(text: mark.value))) }
        add("extract.person.relation", person.relation)
        return HTML {
            p { strong { person.name } }
            factList(facts)
        }
    }

    private static func judgement(_ kept: Kept<SafetyJudgement>, _ words: Words) -> HTML {
        let judgement = kept.body
        return HTML {
            p {
                strong { words.date(Day(kept.at)) }
                " · "
                SafetyTab.name(of: judgement.danger, words)
            }
            for text in [judgement.toWhom, judgement.fromWhom, judgement.reason, judgement.emergency] where !text.isEmpty {
                ownWords(text)
            }
            if !judgement.measures.isEmpty {
                ul {
                    for measure in judgement.measures {
                        li { [measure.text, measure.who].filter { !$0.isEmpty }.joined(separator: " · ") }
                    }
                }
            }
        }
    }

    /// When something was, as exactly as it is known.
    private static func period(_ from: PartialDate?, _ until: PartialDate?, _ words: Words) -> String? {
        guard let from else { return nil }
        guard let until else { return words.date(from) }
        return words("extract.period", ["from": words.date(from), "until": words.date(until)])
    }
}
