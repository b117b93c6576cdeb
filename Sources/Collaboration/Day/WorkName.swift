import Reporting
import Terms

/// How people call what a duty is about: what it is, and its reference. It holds no contents.
public struct WorkName: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case report, dossier, task
    }

    public let kind: Kind
    public let reference: String

    /// - Parameter object: the id of a report, a dossier or a task; nil for anything else.
    public init?(of object: String) {
        if let report = try? ReportID(object) {
            (kind, reference) = (.report, Envelope.reference(of: report))
        } else if let dossier = try? DossierID(object) {
            (kind, reference) = (.dossier, DossierEnvelope.reference(of: dossier))
        } else if let task = try? TaskID(object) {
            (kind, reference) = (.task, DossierTask.reference(of: task))
        } else {
            return nil
        }
    }
}
