public import Embedded

extension EmbeddedFile {
    /// What stands in the file, copied.
    public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }
}
