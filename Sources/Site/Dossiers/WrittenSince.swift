import Collaboration
import HTML
import Organisations
import Records
import Terms
import Words

/// What others wrote since the member looked last, by kind, each with the page on which it stands: that it was looked at is
/// noted when the first page of the dossier is opened, so that page says what there is.
@HTML.Builder func writtenSince(_ tools: DossierTools) -> HTML {
    let words = tools.words
    let lines = tools.view.written.compactMap { written in
        DossierTab.of(written.kind).map { (tab: $0, written: written) }
    }
    if !lines.isEmpty {
        notice(.neutral, words("dossier.newSince")) {
            ul(.class("rows")) {
                for line in lines {
                    li {
                        a(to: tools.tab(line.tab)) { words(Key("log.record", line.written.kind.code)) }
                        " · " + words.number(line.written.count)
                    }
                }
            }
        }
    }
}

extension DossierTab {
    /// Where records of a kind stand; absent for what is told of otherwise.
    fileprivate static func of(_ kind: RecordKind) -> DossierTab? {
        switch kind {
        case .person: .persons
        case .fact: .timeline
        case .safetyJudgement: .safety
        case .dossierDocument, .dossierMessage: .parts
        case .nextStep: .overview
        case .task, .taskOutcome: .tasks
        default: nil
        }
    }
}
