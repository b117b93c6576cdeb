import Collaboration
import HTML
import Organisations
import Terms
import Web
import Words

/// Letting an organisation in to a part: which, whom and on what ground, then the questions of that law.
struct ShareForm {
    static let deed = "share"
    private let tools: DossierTools
    private let part: Compartment
    private let receiver: Organisation
    private let basis: LegalBasis
    private var words: Words { tools.words }

    /// Present when part, receiver and ground were chosen, and fit.
    init?(_ tools: DossierTools) {
        let fields = tools.refused.flatMap { $0.deed == Self.deed ? $0.fields : nil } ?? tools.query
        guard tools.canAct, let part = fields["part"].flatMap(Compartment.init), Self.parts(tools).contains(part),
            let receiver = tools.partners.first(where: { $0.id.text == fields["receiver"] }),
            let basis = fields["basis"].flatMap(LegalBasis.init), part.bases.contains(basis)
        else { return nil }
        self.tools = tools
        self.part = part
        self.receiver = receiver
        self.basis = basis
    }

    /// The parts that this organisation may let others in to: those that it keeps, and for the coordinator those that
    /// nobody opened.
    static func parts(_ tools: DossierTools) -> [Compartment] {
        let readers = Dictionary(uniqueKeysWithValues: tools.view.readers.map { ($0.compartment, $0) })
        return Compartment.allCases.filter { readers[$0]?.isOurs ?? tools.view.isCoordinator }
    }

    /// What was chosen on the first page but does not go together; nil when nothing was chosen yet.
    static func problem(_ tools: DossierTools) -> Key? {
        let query = tools.query
        guard query["basis"] != nil else { return nil }
        guard let part = query["part"].flatMap(Compartment.init), let basis = query["basis"].flatMap(LegalBasis.init),
            query["receiver"] != ""
        else { return "sharing.begin.incomplete" }
        return part.bases.contains(basis) ? nil : "sharing.begin.notFitting"
    }

    /// The first page.
    static func choice(_ tools: DossierTools) -> HTML {
        let words = tools.words
        let parts = parts(tools)
        let problem = problem(tools)
        let chosen = tools.query["part"].flatMap(Compartment.init)
        let fitting = (problem == "sharing.begin.notFitting" ? chosen.map { [$0] } : nil) ?? parts
        return BasisChoice(
            words: words, address: tools.tab(.sharing) + "#share",
            bases: LegalBasis.allCases.filter { basis in fitting.contains { $0.bases.contains(basis) } },
            chosen: tools.query["basis"], problem: problem.map { words($0) }
        ).html {
            tools.partChoice(
                Field("part", words("sharing.part"), hint: words("sharing.part.hint")), among: parts,
                chosen: chosen?.rawValue)
            select(
                Field("receiver", words("sharing.receiver")), tools.partners.map { Choice($0.id.text, $0.name) },
                chosen: tools.query["receiver"], empty: words("staff.choose"))
        }
    }

    /// The first page again, with what was chosen.
    private var others: String {
        tools.tab(.sharing) + "?part=" + part.rawValue + "&receiver=" + receiver.id.text + "#share"
    }

    @HTML.Builder var html: HTML {
        let names = ["part": words(part), "organisation": receiver.name]
        backLink(words("sharing.back"), to: tools.tab(.sharing))
        h2(.id("f-receiver"), .focusable) { words("sharing.form", names) }
        if let problem = tools.problem(Self.deed, "receiver") { p(.class("error")) { problem } }
        notice(.warning) {
            p { words("sharing.form.whole", names) }
            p { words("sharing.form.irrevocable", names) }
        }
        form(to: tools.address(Self.deed)) {
            tools.place
            hidden("part", part.rawValue)
            hidden("receiver", receiver.id.text)
            tools.text(Self.deed, "share.what", "sharing.what", hint: "sharing.what.hint", rows: 3)
            radios(
                Field(
                    "earlier", words("sharing.earlier"), hint: words("sharing.earlier.hint"),
                    error: tools.problem(Self.deed, "earlier")),
                [Choice("all", words("sharing.earlier.all")), Choice("later", words("sharing.earlier.later"))],
                chosen: tools.typed(Self.deed, "earlier"))
            tools.day(Self.deed, "due", "sharing.until", hint: "sharing.until.hint", value: tools.now + .days(92))
            GroundsForm(tools: tools, deed: Self.deed, basis: basis, others: others).html
            buttons { button(words("sharing.share"), .primary) }
        }
    }
}
