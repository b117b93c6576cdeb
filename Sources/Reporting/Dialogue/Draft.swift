public import Terms
import Vault

/// A message or note that is being written (Dutch: concept), from the moment its page was made.
///
/// Its words are stored under an id that follows from the draft and the words: sent twice from one page, in whatever
/// way, they are stored once, while other words from the same page are another message. Whoever does not know the
/// draft cannot tell from the id whether certain words were written.
public struct Draft: Codable, Sendable {
    private let entropy: [UInt8]
    /// Files that are staged to go with it.
    public var files: [FileNote]

    public init(_ chance: Randomness, files: [FileNote] = []) {
        entropy = chance.bytes(16)
        self.files = files
    }

    func id(of message: Message, on report: ReportID) -> RecordID {
        // Files that are sent again come in anew, under another id and key, and are known by what they hold.
        let digests = message.files.flatMap(\.sha256)
        return id("message", message.text, report.text, digests)
    }

    func id(of note: Remark, forOneself: Bool, on report: ReportID) -> RecordID {
        id(forOneself ? "own note" : "team note", note.text, report.text, [])
    }

    /// The id of what another wing writes from this draft.
    ///
    /// - Parameters:
    ///   - kind: what it is.
    ///   - object: what it is written on.
    ///   - text: all that was answered, files apart.
    public func id(of kind: String, on object: String, _ text: String, files: [FileNote] = []) -> RecordID {
        id(kind, text, object, files.flatMap(\.sha256))
    }

    private func id(_ kind: String, _ text: String, _ object: String, _ digests: [UInt8]) -> RecordID {
        RecordID(of: Digest.sha256(entropy + digests + Binding("draft", kind, object, text).bytes))
    }
}

/// These words were stored before, from the same draft.
struct AlreadyWritten: Error {}
