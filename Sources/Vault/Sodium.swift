import CSodium

/// libsodium, made ready once; it chooses the fastest code for the processor and opens the system's generator.
enum Sodium {
    /// Touched before every call into the library.
    static let ready: Void = {
        precondition(sodium_init() >= 0, "libsodium could not be initialised")
    }()

    /// Overwrites bytes in a way that the compiler does not leave out.
    static func wipe(_ bytes: inout [some FixedWidthInteger]) {
        bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { sodium_memzero(start, buffer.count) }
        }
    }

    static func isZero(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { $0.baseAddress.map { sodium_is_zero($0, bytes.count) == 1 } ?? true }
    }
}
