import Collaboration
import HTML
import Terms
import Web
import Words

/// What happened, in order, as exactly as it is known: a picture, the list that says the same, and the form that adds
/// or corrects.
struct TimelineTab {
    static let deed = "fact"
    let tools: DossierTools
    private var words: Words { tools.words }

    func content() throws -> HTML {
        let facts = try tools.view.contents.all(DossierFact.self)
        let corrected = tools.corrected(Self.deed, among: facts)
        let (dated, undated) = Self.inOrder(facts)
        return HTML {
            if tools.canAct, corrected != nil || tools.wasRefused(Self.deed) { form(corrected) }
            if facts.isEmpty { p { words("dossier.timeline.none") } }
            if !dated.isEmpty {
                div(.class("timeline")) {
                    if dated.count > 1 { TimelineDrawing(words: words, facts: dated).html }
                    list(dated, from: 1)
                }
            }
            if !undated.isEmpty {
                h2 { words("dossier.timeline.undated") }
                list(undated, from: dated.count + 1)
            }
            for line in tools.withdrawn(DossierFact.self) { line.html }
            if tools.canAct, corrected == nil, !tools.wasRefused(Self.deed) { form(nil) }
        }
    }

    /// What has a date, first what was first; and what has none, as it was written down.
    static func inOrder(_ facts: [Kept<DossierFact>]) -> (dated: [Kept<DossierFact>], undated: [Kept<DossierFact>]) {
        let dated = facts.compactMap { kept in kept.body.from.map { (date: $0, kept: kept) } }
            .sorted { ($0.date, $0.kept.id) < ($1.date, $1.kept.id) }.map(\.kept)
        return (dated, facts.filter { $0.body.from == nil })
    }

    private func list(_ facts: [Kept<DossierFact>], from first: Int) -> HTML {
        ol(.class("facts")) {
            for (index, kept) in facts.enumerated() {
                li(.id(kept.id.text), .class("card")) {
                    fact(kept.body, number: first + index)
                    tools.earlier(kept) { fact($0, number: nil) }
                    tools.foot(kept, of: .timeline, named: Self.name(kept.body, words))
                }
            }
        }
    }

    @HTML.Builder private func fact(_ fact: DossierFact, number: Int?) -> HTML {
        p {
            strong {
                if let number { span(.class("fact-number")) { String(number) } }
                Self.when(fact, words)
            }
            " "
            span(.class("certainty " + Self.certaintyClass(fact.certainty))) { Self.certainty(fact, words) }
        }
        ownWords(fact.text)
        if let source = fact.source {
            p(.class("hint")) {
                words(source)
                if !fact.sourceText.isEmpty { HTML { ": "; bdi { fact.sourceText } } }
            }
        }
    }

    /// How sure it is, or that nobody said.
    static func certainty(_ fact: DossierFact, _ words: Words) -> String {
        fact.certainty.map { words($0) } ?? words("dossier.fact.certainty.none")
    }

    /// By which the style sheet draws it.
    static func certaintyClass(_ certainty: Certainty?) -> String { certainty?.rawValue ?? "unjudged" }

    static func when(_ fact: DossierFact, _ words: Words) -> String {
        guard let from = fact.from else { return words("dossier.fact.undated") }
        guard let until = fact.until else { return words.date(from) }
        return words("dossier.fact.period", ["from": words.date(from), "until": words.date(until)])
    }

    /// When it was and how it begins.
    static func name(_ fact: DossierFact, _ words: Words) -> String {
        let beginning = fact.text.prefix(60)
        return when(fact, words) + ", " + beginning + (beginning.count < fact.text.count ? "…" : "")
    }

    private func form(_ kept: Kept<DossierFact>?) -> HTML {
        let deed = Self.deed
        let fact = kept?.body
        return tools.recordForm(deed, "dossier.fact.add", correcting: kept, of: .timeline) {
            tools.text(deed, "fact.text", "dossier.fact.text", hint: "dossier.fact.text.hint", value: fact?.text ?? "")
            tools.partialDate(deed, "from", "dossier.fact.from", hint: "dossier.date.hint", value: fact?.from)
            tools.partialDate(deed, "until", "dossier.fact.until", hint: "dossier.fact.until.hint", value: fact?.until)
            tools.codes(
                deed, "certainty", "dossier.fact.certainty", Certainty.allCases, chosen: fact?.certainty,
                empty: "staff.choose")
            tools.codes(
                deed, "source", "dossier.fact.source", FactSource.allCases, chosen: fact?.source, empty: "staff.choose")
            tools.line(
                deed, "fact.source", "dossier.fact.sourceText", hint: "dossier.fact.sourceText.hint",
                value: fact?.sourceText ?? "")
            tools.partField(deed, fixed: kept?.compartment)
        }
    }
}

extension DossierDeed {
    static func timeline(_ desk: Desk) -> [DossierDeed] {
        let deed = TimelineTab.deed
        return [
            DossierDeed(
                deed, on: .timeline,
                field: { refusal in
                    switch refusal.reason {
                    case .notAdmitted: DossierTools.partField(deed)
                    case .periodBackwards: "until"
                    default: "fact.text"
                    }
                }
            ) { id, fields, session in
                let fact = DossierFact(
                    from: try TypedPartialDate(fields, "from").date(at: "from"),
                    until: try TypedPartialDate(fields, "until").date(at: "until"), text: text("fact.text", fields),
                    source: try code("source", fields), sourceText: text("fact.source", fields),
                    certainty: try code("certainty", fields))
                try await keep(fact, deed, fields, of: id, desk, by: session)
            }
        ]
    }
}
