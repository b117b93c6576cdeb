/// What was done, as a code that lives for ever: `report.received`, `record.opened`.
///
/// Each room adds its own: `extension Act { static let reportReceived = Act("report.received") }`.
public struct Act: Hashable, Sendable {
    public let code: String

    /// - Precondition: the code keeps to the alphabet of ``isCode(_:)``; codes are literals in the source.
    public init(_ code: String) {
        precondition(Act.isCode(code), "an act's code has 1 to 64 letters, digits and _ . : / -")
        self.code = code
    }

    /// Reads a code from the database or from a proof; nil when it has not the form of one.
    init?(read code: String) {
        guard Act.isCode(code) else { return nil }
        self.code = code
    }

    /// Whether a text has the form of a code or of an id: 1 to 64 ASCII letters, digits and `_ . : / -`.
    ///
    /// What an entry names must have this form, so that no sentence, and with it no contents, ever gets into the journal.
    static func isCode(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...64).contains(bytes.count)
            && bytes.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E, 0x3A, 0x2F, 0x2D: true
                default: false
                }
            }
    }
}
