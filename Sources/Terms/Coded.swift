/// A value of a closed list whose codes are stored and sent, and therefore live for ever.
///
/// The sentence a person reads for it stands in the catalogues under `code.<list>.<code>`.
public protocol Coded: RawRepresentable, CaseIterable, Hashable, Sendable, Codable where RawValue == String {
    /// The list's name in the catalogues.
    static var list: String { get }
}
