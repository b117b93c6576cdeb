/// A secret whose description says what kind of thing it is and nothing of its value, however it is printed:
/// interpolated, dumped, reflected or shown by a debugger.
public protocol Withheld: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The kind of secret, as in "receipt".
    static var kindOfSecret: String { get }
}

extension Withheld {
    public var description: String { "\(Self.kindOfSecret) withheld" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
