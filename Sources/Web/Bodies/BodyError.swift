/// Why the body of a request is refused. Says what is wrong with its form and never what stands in it.
package enum BodyError: Error, Sendable, Hashable {
    /// Not what its kind prescribes.
    case malformed
    /// Ends before its end.
    case cutShort
    /// Text that is no UTF-8, or holds a NUL.
    case unreadableText
    case headersTooLong
    case tooManyParts
    case fieldTooLong
    case bodyTooLong
    /// A kind of body, or of coding, that is not taken here.
    case wrongKind
    /// The connection broke, or ceased to be HTTP.
    case connectionBroke
}
