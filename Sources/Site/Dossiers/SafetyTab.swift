import Collaboration
import HTML
import Reporting
import Terms
import Web
import Words

/// How much danger there is now and what is done about it; what was judged before; and the form for judging anew.
struct SafetyTab {
    static let deed = "judge"
    static let measures = 5
    let tools: DossierTools
    private var words: Words { tools.words }

    static func measure(_ index: Int) -> String { "measure.\(index)" }
    static func who(_ index: Int) -> String { "measure-who.\(index)" }

    func content() throws -> HTML {
        let judgements = try tools.view.contents.all(SafetyJudgement.self)
        let last = judgements.last
        return HTML {
            if let last {
                notice(tools.isOpen ? last.body.danger.tone : .neutral, Self.title(last.body, tools)) {
                    judgement(last.body)
                    p(.class("hint")) { tools.written(by: last.author, at: last.at) }
                }
            } else if tools.knowsSafety {
                p { words(tools.safetyUnjudged) }
            } else {
                notice { p { words(tools.safetyUnjudged) } }
            }
            if tools.canWrite(.safety) { form(last?.body) }
            if judgements.count > 1 {
                h2 { words("dossier.safety.earlier") }
                for kept in judgements.dropLast().reversed() {
                    details(.class("more")) {
                        summary { Self.name(of: kept.body.danger, words) + " · " + words.shortDateTime(kept.at) }
                        judgement(kept.body)
                        p(.class("hint")) { tools.written(by: kept.author, at: kept.at) }
                    }
                }
            }
        }
    }

    @HTML.Builder private func judgement(_ judgement: SafetyJudgement) -> HTML {
        factList(Self.facts(judgement, words))
        if !judgement.measures.isEmpty {
            h3 { words("dossier.safety.measures") }
            ul {
                for measure in judgement.measures {
                    li {
                        bdi { measure.text }
                        if !measure.who.isEmpty { HTML { " · "; bdi { measure.who } } }
                    }
                }
            }
        }
        if !judgement.emergency.isEmpty {
            h3 { words("dossier.safety.emergency") }
            ownWords(judgement.emergency)
        }
    }

    /// How safe it is now; in a dossier that is closed, how it was judged last.
    static func title(_ judgement: SafetyJudgement, _ tools: DossierTools) -> String {
        let danger = ["danger": name(of: judgement.danger, tools.words)]
        return tools.isOpen
            ? tools.words("dossier.safety.now", danger) : tools.words("dossier.safety.last", danger)
    }

    /// How much danger there is, in words of danger: an ordinary urgency is not an ordinary danger.
    static func name(of danger: Urgency, _ words: Words) -> String { words(Key("dossier.danger", danger.rawValue)) }

    /// What a glance must give.
    static func facts(_ judgement: SafetyJudgement, _ words: Words) -> [Fact] {
        let texts: [(Key, String)] = [
            ("dossier.safety.toWhom", judgement.toWhom), ("dossier.safety.fromWhom", judgement.fromWhom),
            ("dossier.safety.reason", judgement.reason),
        ]
        return texts.filter { !$0.1.isEmpty }.map { Fact(name: words($0.0), value: ownWords($0.1)) }
            + [Fact(name: words("dossier.safety.reviewBy"), value: HTML(text: words.date(judgement.reviewBy)))]
    }

    /// What stands is where the next one begins; only why, and until when, is asked anew.
    private func form(_ last: SafetyJudgement?) -> HTML {
        let deed = Self.deed
        let review = tools.refused.flatMap { $0.deed == deed ? TypedDate($0.fields, "review") : nil }
        return tools.folded(deed, "dossier.safety.judge", isOpen: last == nil && tools.knowsSafety) {
            tools.readBy(.safety)
            radios(
                Field(
                    "danger", words("dossier.safety.danger"), hint: words("dossier.safety.danger.hint"),
                    error: tools.wasRefused(deed) ? tools.problems["danger"] : nil),
                Urgency.allCases.map { Choice($0.rawValue, Self.name(of: $0, words)) },
                chosen: tools.typed(deed, "danger") ?? last?.danger.rawValue)
            tools.text(deed, "safety.toWhom", "dossier.safety.toWhom", rows: 2, value: last?.toWhom ?? "")
            tools.text(deed, "safety.fromWhom", "dossier.safety.fromWhom", rows: 2, value: last?.fromWhom ?? "")
            tools.text(deed, "safety.reason", "dossier.safety.reason", hint: "dossier.safety.reason.hint", rows: 3)
            measures(last?.measures ?? [])
            tools.text(
                deed, "safety.emergency", "dossier.safety.emergency", hint: "dossier.safety.emergency.hint", rows: 2,
                value: last?.emergency ?? "")
            (review ?? TypedDate()).field(
                words,
                Field(
                    "review", words("dossier.safety.reviewBy"), hint: words("dossier.safety.reviewBy.hint"),
                    error: tools.wasRefused(deed) ? tools.problems["review"] : nil))
        }
    }

    private func measures(_ measures: [SafetyJudgement.Measure]) -> HTML {
        let deed = Self.deed
        return fieldset(words("dossier.safety.measures")) {
            p(.class("hint")) { words("dossier.safety.measures.hint") }
            for index in 0..<max(Self.measures, measures.count) {
                let number = ["n": String(index + 1)]
                let measure = index < measures.count ? measures[index] : nil
                div(.class("pair")) {
                    textField(
                        Field(
                            Self.measure(index), words("dossier.safety.measure", number),
                            error: tools.wasRefused(deed) ? tools.problems[Self.measure(index)] : nil),
                        value: tools.typed(deed, Self.measure(index)) ?? measure?.text ?? "", maxLength: 1_000)
                    textField(
                        Field(Self.who(index), words("dossier.safety.measure.who", number)),
                        value: tools.typed(deed, Self.who(index)) ?? measure?.who ?? "", maxLength: 300)
                }
            }
        }
    }
}

extension DossierDeed {
    static func safety(_ desk: Desk) -> [DossierDeed] {
        [
            DossierDeed(
                SafetyTab.deed, on: .safety,
                field: { refusal in
                    switch refusal.reason {
                    case .dueInThePast, .dueTooLate: "review"
                    case .nothingSaid: SafetyTab.measure(0)
                    default: "safety.reason"
                    }
                }
            ) { id, fields, session in
                let measures = (0..<50).compactMap { index -> SafetyJudgement.Measure? in
                    let (what, who) = (text(SafetyTab.measure(index), fields), text(SafetyTab.who(index), fields))
                    return what.isEmpty && who.isEmpty ? nil : SafetyJudgement.Measure(text: what, who: who)
                }
                let judgement = SafetyJudgement(
                    danger: try code("danger", fields), toWhom: text("safety.toWhom", fields),
                    fromWhom: text("safety.fromWhom", fields), reason: text("safety.reason", fields), measures: measures,
                    emergency: text("safety.emergency", fields), reviewBy: try endOfDay("review", fields))
                try await desk.dossiers.judgeSafety(judgement, of: id, version: version(fields), by: session)
            }
        ]
    }
}
