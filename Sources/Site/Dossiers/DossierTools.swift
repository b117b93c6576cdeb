import Collaboration
import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Web
import Words

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

    /// Why something that was to be corrected stands here no longer.
    static func goneSentence(_ record: RecordID, _ contents: DossierContents, _ words: Words) -> String {
        let isWithdrawn = contents.withdrawn.contains { $0.id == record }
        return words(isWithdrawn ? "dossier.correct.withdrawn" : "dossier.correct.gone")
    }

    /// That what was to be corrected, by a link of an older page, stands here no longer.
    @HTML.Builder var correctedGone: HTML {
        if refused == nil, let asked = query["edit"].flatMap({ try? RecordID($0) }), !view.contents.holds(asked) {
            notice(.warning) { p(.role("status")) { Self.goneSentence(asked, view.contents, words) } }
        }
    }

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
            doneNotice(words(Key("dossier.done", done))) {
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
        tools.correctedGone
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
