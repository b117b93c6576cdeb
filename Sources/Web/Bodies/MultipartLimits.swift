/// How large a multipart body and its parts may be, in bytes. All memory the parser uses is bounded by them.
struct MultipartLimits: Sendable {
    /// Of the headers of one part.
    var headerBytes: Int
    /// Number of parts.
    var parts: Int
    /// Of one text field.
    var fieldBytes: Int
    /// Of all text fields together.
    var allFieldBytes: Int
    /// Of the whole body.
    var bodyBytes: Int

    /// A form that may be sent as multipart but holds text only.
    static let withoutFiles = Self(
        headerBytes: 4_096, parts: 1_000, fieldBytes: 300_000, allFieldBytes: 1_000_000, bodyBytes: 1_000_000)
    /// A form with files; how much of them is taken is decided where they are taken.
    static let withFiles = Self(
        headerBytes: 4_096, parts: 1_000, fieldBytes: 300_000, allFieldBytes: 1_000_000,
        bodyBytes: VisitBody.uploadBytes)
}
