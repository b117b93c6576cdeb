import Collaboration
import Terms

/// The parts of a dossier's pages, in the order of their menu.
enum DossierTab: String, CaseIterable, Sendable {
    case overview, persons, timeline, safety, parts, sharing, tasks, log
}

/// The addresses of dossiers and of what belongs to them.
enum DossierAddress {
    static func day(_ language: Language) -> String { "/\(language.rawValue)/day" }
    static func newsSeen(_ language: Language) -> String { day(language) + "/seen" }
    /// What an open page asks: how much is new since a moment.
    static func news(_ language: Language, since moment: Instant) -> String {
        "/\(language.rawValue)/news?since=\(moment.milliseconds)"
    }
    static func list(_ language: Language) -> String { "/\(language.rawValue)/dossiers" }
    static func list(_ language: Language, _ filter: DossierFilter, after place: DossierPlace? = nil) -> String {
        list(language) + "?view=" + filter.rawValue + (place.map { "&after=" + $0.text } ?? "")
    }
    static func new(_ language: Language) -> String { list(language) + "/new" }
    static func retention(_ language: Language) -> String { "/\(language.rawValue)/retention" }

    static func dossier(_ id: DossierID, _ language: Language) -> String { list(language) + "/" + id.text }
    static func tab(_ tab: DossierTab, _ id: DossierID, _ language: Language) -> String {
        dossier(id, language) + (tab == .overview ? "" : "/" + tab.rawValue)
    }
    /// Where a deed's form is sent.
    static func deed(_ name: String, _ id: DossierID, _ language: Language) -> String {
        dossier(id, language) + "/" + name
    }
    /// - Parameter part: in which something was kept: the page says who reads it.
    static func done(
        _ deed: String, _ tab: DossierTab, _ id: DossierID, _ language: Language, in part: Compartment? = nil
    ) -> String {
        self.tab(tab, id, language) + "?done=" + deed + (part.map { "&part=" + $0.rawValue } ?? "")
    }
    static func extract(_ id: DossierID, _ language: Language) -> String { dossier(id, language) + "/extract" }
    static func file(_ file: AttachmentID, of id: DossierID, _ language: Language) -> String {
        dossier(id, language) + "/files/" + file.text
    }

    static func consult(_ language: Language) -> String { "/\(language.rawValue)/consultations/new" }
    static func task(_ id: TaskID, _ language: Language) -> String { "/\(language.rawValue)/tasks/" + id.text }
    static func taskDeed(_ name: String, _ id: TaskID, _ language: Language) -> String {
        task(id, language) + "/" + name
    }
}
