import Collaboration
import HTML
import Terms
import Web
import Words

/// The part of a form that accounts for sharing: on which ground, what its law asks, what the person thinks of it.
///
/// Which ground it is was chosen on the page before, so that only the questions of that law are asked.
struct GroundsForm {
    let tools: any DeedTools
    let deed: String
    let basis: LegalBasis
    /// Where another ground is chosen.
    let others: String
    private var words: Words { tools.words }

    @HTML.Builder var html: HTML {
        hidden("basis", basis.rawValue)
        h3 { words("sharing.grounds") }
        div(.id("f-basis"), .focusable) {
            if let problem = tools.problem(deed, "basis") { p(.class("error")) { problem } }
            p {
                words("sharing.grounds.basis") + ": "
                strong { words(basis) }
                ". " + words(Key("code", LegalBasis.list, basis.rawValue, "hint"))
            }
            p { a(to: others) { words("sharing.grounds.others") } }
        }
        tools.text(deed, "grounds.purpose", "sharing.grounds.purpose", hint: "sharing.grounds.purpose.hint", rows: 2)
        for question in basis.questions { self.question(question) }
        if basis != .anonymousConsultation {
            view
            tools.text(
                deed, "grounds.proportionality", "sharing.grounds.proportionality",
                hint: "sharing.grounds.proportionality.hint", rows: 2)
            tools.text(
                deed, "grounds.subsidiarity", "sharing.grounds.subsidiarity", hint: "sharing.grounds.subsidiarity.hint",
                rows: 2)
        }
    }

    private func question(_ question: BasisQuestion) -> HTML {
        let name = Self.field(of: question)
        return textArea(
            Field(
                name, words(question), hint: words(Key("code", BasisQuestion.list, question.rawValue, "hint")),
                error: tools.problem(deed, name)), value: tools.typed(deed, name) ?? "", rows: 2)
    }

    /// Who gave consent has said what they think of it.
    @HTML.Builder private var view: HTML {
        if basis == .consent {
            hidden("view", PersonView.agreed.rawValue)
        } else {
            radios(
                Field(
                    "view", words("sharing.grounds.view"), hint: words("sharing.grounds.view.hint"),
                    error: tools.problem(deed, "view")),
                PersonView.allCases.map { Choice($0.rawValue, words($0)) }, chosen: tools.typed(deed, "view"))
            tools.text(
                deed, "grounds.viewReason", "sharing.grounds.viewReason", hint: "sharing.grounds.viewReason.hint", rows: 2)
        }
    }

    fileprivate static func field(of question: BasisQuestion) -> String { "answer." + question.rawValue }

    /// The field at which a refusal of the grounds is told; absent when it is about something else.
    static func field(_ refusal: DossierRefusal) -> String? {
        switch refusal.reason {
        case .purposeMissing: "grounds.purpose"
        case .basisNotFitting: "basis"
        case .answerMissing: refusal.question.map(field)
        case .viewMissing, .consentNotGiven, .consentGiven: "view"
        case .viewReasonMissing: "grounds.viewReason"
        case .proportionalityMissing: "grounds.proportionality"
        case .subsidiarityMissing: "grounds.subsidiarity"
        default: nil
        }
    }

    /// What was filled in.
    static func grounds(_ fields: FormFields) throws -> Grounds {
        guard let basis = fields["basis"].flatMap(LegalBasis.init) else { throw ErrorPage.malformed }
        let answers = basis.questions.map { ($0, DossierDeed.text(field(of: $0), fields)) }
        return Grounds(
            purpose: DossierDeed.text("grounds.purpose", fields), basis: basis,
            answers: Dictionary(uniqueKeysWithValues: answers.filter { !$0.1.isEmpty }),
            view: fields["view"].flatMap(PersonView.init), viewReason: DossierDeed.text("grounds.viewReason", fields),
            proportionality: DossierDeed.text("grounds.proportionality", fields),
            subsidiarity: DossierDeed.text("grounds.subsidiarity", fields))
    }

    /// The grounds as they were kept, to be read again.
    static func facts(_ grounds: Grounds, _ words: Words) -> [Fact] {
        var facts = [
            Fact(name: words("sharing.grounds.purpose"), value: ownWords(grounds.purpose)),
            Fact(name: words("sharing.grounds.basis"), value: HTML(text: words(grounds.basis))),
        ]
        for question in grounds.basis.questions {
            facts.append(Fact(name: words(question), value: ownWords(grounds.answers[question] ?? "")))
        }
        if let view = grounds.view {
            facts.append(Fact(name: words("sharing.grounds.view"), value: HTML(text: words(view))))
        }
        let texts: [(Key, String)] = [
            ("sharing.grounds.viewReason", grounds.viewReason),
            ("sharing.grounds.proportionality", grounds.proportionality),
            ("sharing.grounds.subsidiarity", grounds.subsidiarity),
        ]
        for (name, text) in texts where !text.isEmpty {
            facts.append(Fact(name: words(name), value: ownWords(text)))
        }
        return facts
    }
}

/// The page before a form with grounds: on which ground is it shared? It is sent with GET and holds nothing secret.
struct BasisChoice {
    let words: Words
    /// Where the form itself stands.
    let address: String
    let bases: [LegalBasis]
    var chosen: String?
    var problem: String?
    /// What the address holds besides the ground.
    var carried: [(name: String, value: String)] = []

    func html(@HTML.Builder before: () -> HTML = { HTML.empty }) -> HTML {
        let before = before()
        return HTML {
            form(to: address, method: .get) {
                for (name, value) in carried { hidden(name, value) }
                before
                select(
                    Field("basis", words("sharing.basis"), hint: words("sharing.basis.hint"), error: problem),
                    bases.map { Choice($0.rawValue, words($0)) }, chosen: chosen, empty: words("staff.choose"))
                buttons { button(words("sharing.next"), .secondary) }
            }
            details(.class("more")) {
                summary { words("sharing.basis.which") }
                dl(.class("summary")) {
                    for basis in bases {
                        div {
                            dt { words(basis) }
                            dd { words(Key("code", LegalBasis.list, basis.rawValue, "hint")) }
                        }
                    }
                }
            }
        }
    }
}
