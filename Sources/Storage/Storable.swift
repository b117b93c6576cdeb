public import Terms

/// A type that has one form in the database and can be read back from it.
public protocol Storable: Sendable {
    /// Reads what was stored; throws ``StorageError/malformed(_:)`` for another type or an impossible value.
    init(stored: SQLValue) throws
    var stored: SQLValue { get }
}

extension SQLValue: Storable {
    public init(stored: SQLValue) { self = stored }
    public var stored: SQLValue { self }
}

extension Int64: Storable {
    public init(stored: SQLValue) throws {
        guard case .integer(let number) = stored else { throw StorageError.wanted("integer", stored) }
        self = number
    }

    public var stored: SQLValue { .integer(self) }
}

extension Int: Storable {
    public init(stored: SQLValue) throws { self = Int(try Int64(stored: stored)) }
    public var stored: SQLValue { .integer(Int64(self)) }
}

/// Kept as 0 or 1.
extension Bool: Storable {
    public init(stored: SQLValue) throws {
        switch stored {
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw StorageError.wanted("0 or 1", stored)
        }
    }

    public var stored: SQLValue { .integer(self ? 1 : 0) }
}

/// A text with a NUL character is refused when it is bound: PostgreSQL cannot keep one.
extension String: Storable {
    public init(stored: SQLValue) throws {
        guard case .text(let text) = stored else { throw StorageError.wanted("text", stored) }
        self = text
    }

    public var stored: SQLValue { .text(self) }
}

extension Array: Storable where Element == UInt8 {
    public init(stored: SQLValue) throws {
        guard case .blob(let bytes) = stored else { throw StorageError.wanted("blob", stored) }
        self = bytes
    }

    public var stored: SQLValue { .blob(self) }
}

/// Kept as milliseconds since 1 January 1970 UTC.
extension Instant: Storable {
    public init(stored: SQLValue) throws { self.init(milliseconds: try Int64(stored: stored)) }
    public var stored: SQLValue { .integer(milliseconds) }
}

/// Kept in milliseconds.
extension Term: Storable {
    public init(stored: SQLValue) throws { self.init(milliseconds: try Int64(stored: stored)) }
    public var stored: SQLValue { .integer(milliseconds) }
}

extension ID: Storable {
    public init(stored: SQLValue) throws {
        let text = try String(stored: stored)
        do { try self.init(text) } catch { throw StorageError.malformed("not an id with prefix \(Kind.prefix)") }
    }

    public var stored: SQLValue { .text(text) }
}

extension MunicipalityCode: Storable {
    public init(stored: SQLValue) throws {
        guard let code = Self(try String(stored: stored)) else {
            throw StorageError.malformed("not a municipality code")
        }
        self = code
    }

    public var stored: SQLValue { .text(text) }
}

extension Optional: Storable where Wrapped: Storable {
    public init(stored: SQLValue) throws { self = stored == .null ? .none : .some(try Wrapped(stored: stored)) }
    public var stored: SQLValue { self?.stored ?? .null }
}
