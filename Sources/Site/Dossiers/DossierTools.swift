import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Signpost
import Terms
import Web
import Words

/// A form that was not done: why, and what was typed.
struct RefusedForm: Sendable {
    let deed: String
    /// Per field what is wrong; empty when the whole page was overtaken.
    let problems: Problems
    /// What is told of the whole page.
    let sentence: String?
    let fields: FormFields
    let status: HTTPResponse.Status

    init(_ deed: String, _ problems: Problems, _ fields: FormFields) {
        self.deed = deed
        self.problems = problems
        sentence = nil
        self.fields = fields
        status = .unprocessableContent
    }

    init(_ deed: String, _ unclear: DossierDeed.Unclear, _ fields: FormFields, _ words: Words) {
        var problems = Problems()
        for problem in unclear.problems { problems.add(problem.field, problem.told(in: words)) }
        self.init(deed, problems, fields)
    }

    /// - Parameter field: the field at which a refusal is told.
    init(_ deed: String, _ refusal: DossierRefusal, at field: String, _ fields: FormFields, _ words: Words) {
        let isOvertaken = refusal.reason == .changedMeanwhile || refusal.reason == .alreadyOffered
        let sentence = refusal.problem(at: field).told(in: words)
        self.deed = deed
        self.fields = fields
        var problems = Problems()
        if !isOvertaken { problems.add(field, sentence) }
        self.problems = problems
        self.sentence = isOvertaken ? sentence : nil
        status = isOvertaken ? .conflict : .unprocessableContent
    }
}

/// What all pages of a dossier work with.
struct DossierTools: DeedTools {
    let words: Words
    let session: Session
    let view: DossierView
    let now: Instant
    let register: MunicipalityRegister
    /// The other organisations that something can be asked of or shared with.
    let partners: [Organisation]
    /// Whom a coordinator can give the work to.
    let colleagues: [Member]
    /// What stands behind the question mark: which record is corrected, which form is open.
    let query: FormFields
    let refused: RefusedForm?
    /// What is being written, sealed, and the files that it has already.
    let draft: String
    let carried: [FileNote]
    /// Who read what; absent where a page does not tell.
    var readings: Readings?
    /// When this member looked at the dossier before; absent when they never did, and where a page does not tell.
    var lastLook: Instant?

    var id: DossierID { view.id }
    /// How soon something is due in this dossier, unless somebody says otherwise.
    var term: Term { DossierTerms().term(view.envelope.urgency) }
    var isOpen: Bool { view.envelope.state != .closed }
    /// Somebody who holds no keys yet does nothing either; who was only asked to take the dossier over reads and answers.
    var canAct: Bool { canAnswer && !isOnlyAsked }
    var canAnswer: Bool { session.member.isAble && isOpen }
    /// Whether this organisation was asked to take the dossier over, and has no other part in it.
    var isOnlyAsked: Bool { view.isOffered && !Compartment.allCases.contains(where: isOurs) }

    /// Whether this organisation keeps a part or was let in to it.
    func isOurs(_ part: Compartment) -> Bool {
        let readers = view.readers.first { $0.compartment == part }?.readers ?? []
        return readers.contains { $0.organisation == us && ($0.isKeeper || $0.admission != nil) }
    }
    /// Whether there is something that this organisation accounts for: all of it, or the parts that it keeps.
    var hasLog: Bool { view.isCoordinator || view.readers.contains(where: \.isOurs) }
    var us: OrganisationID { session.organisation.id }

    func address(_ deed: String) -> String { DossierAddress.deed(deed, id, words.language) }
    func tab(_ tab: DossierTab) -> String { DossierAddress.tab(tab, id, words.language) }

    /// From which page a form is sent, and under which draft it is kept once.
    @HTML.Builder var place: HTML {
        hidden("version", String(view.envelope.version))
        hidden("draft", draft)
    }
}

/// A page of a dossier: its name and state, its menu, and the contents of the tab.
func dossierPage(
    _ tools: DossierTools, _ current: DossierTab, done: String?, @HTML.Builder content: () -> HTML
) -> Document {
    let words = tools.words
    let title = words("dossier.title", ["reference": tools.view.envelope.reference])
    let heading = current == .overview ? title : words(Key("dossier.tab", current.rawValue)) + " · " + title
    let content = content()
    return memberPage(
        words, tools.session, title: heading, current: .dossiers,
        address: tools.refused == nil ? { [id = tools.id] in DossierAddress.tab(current, id, $0) } : nil,
        problems: tools.problems, isWide: true
    ) {
        errorSummary(words("form.error.title"), tools.problems)
        if let done, words.has(Key("dossier.done", done)) {
            notice(.good) {
                p(.role("status")) { words(Key("dossier.done", done)) }
                if let part = tools.query["part"].flatMap(Compartment.init), tools.view.parts.contains(part) {
                    tools.readBy(part)
                }
            }
        }
        if let refused = tools.refused {
            overtaken(words, refused)
            if !tools.canAct { givenBack(words, refused) }
        }
        backLink(words("dossiers.title"), to: DossierAddress.list(words.language))
        h1 { heading }
        p {
            urgencyBadge(words, tools.view.envelope.urgency, isOpen: tools.isOpen)
            " "
            badge(words(tools.view.envelope.state))
            " "
            words("dossier.coordinatedBy", ["organisation": tools.view.coordinatorName])
        }
        dossierMenu(tools, current)
        writtenSince(tools)
        content
    }
}

private func dossierMenu(_ tools: DossierTools, _ current: DossierTab) -> HTML {
    nav(.class("tabs"), .aria("label", tools.words("dossier.menu"))) {
        ul {
            for tab in DossierTab.allCases where tab != .log || tools.hasLog {
                li {
                    if tab == current {
                        a(to: tools.tab(tab), .aria("current", "page")) { tools.words(Key("dossier.tab", tab.rawValue)) }
                    } else {
                        a(to: tools.tab(tab)) { tools.words(Key("dossier.tab", tab.rawValue)) }
                    }
                }
            }
        }
    }
}
