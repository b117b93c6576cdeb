public import Embedded

extension EmbeddedFile {
    public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }
}
