import Hummingbird
import NIOCore

/// A multipart form that is read while it comes in: files one after the other, never whole in memory.
///
///     var upload = try visit.upload()
///     while let file = try await upload.nextFile() {
///         while let chunk = try await upload.chunk() { … }
///     }
///     let fields = upload.fields
///
/// What stands in the form before a file is in ``fields`` when that file begins: put the hidden form state first.
package struct Upload {
    /// A file that begins.
    package struct File: Sendable, Hashable {
        /// The field's name.
        package let name: String
        /// The name the person's device gave it, made harmless to show. It can tell about persons: it is contents.
        package let fileName: String
    }

    /// The text fields read so far, in order.
    package private(set) var fields = FormFields()
    private var chunks: BodyChunks
    private var parser: MultipartParser
    private var events: [MultipartEvent] = []
    private var eventIndex = 0
    private var ended = false
    private var insideFile = false
    /// Bytes of the present file that were read and not asked for yet.
    private var held: [UInt8] = []
    private let reading: FormReading

    init(_ body: RequestBody, boundary: String, limits: MultipartLimits, _ reading: FormReading) throws {
        self.reading = reading
        reading.begin()
        chunks = BodyChunks(body)
        parser = try MultipartParser(boundary: boundary, limits: limits)
    }

    /// The next file, or nil when the form has ended. What was not read of the file before is skipped.
    /// An empty choice (a file field nobody filled in) is no file.
    package mutating func nextFile() async throws -> File? {
        while insideFile { _ = try await chunk() }
        while let event = try await nextEvent() {
            guard case .began(let part) = event else { continue }
            if let file = part.fileName {
                if file.isEmpty, try await peek() == .ended { continue }
                insideFile = true
                reading.note(fields)
                return File(name: part.name, fileName: FileName.shown(file))
            }
            try await readField(part.name)
        }
        reading.note(fields)
        return nil
    }

    /// The next piece of the present file: exactly `size` bytes but for the last; nil when the file has ended.
    package mutating func chunk(of size: Int = 65_536) async throws -> [UInt8]? {
        while insideFile, held.count < size {
            switch try await nextEvent() {
            case .bytes(let bytes): held.append(contentsOf: bytes)
            case .ended: insideFile = false
            case .began, nil: throw BodyError.malformed
            }
        }
        guard !held.isEmpty else { return nil }
        if held.count <= size {
            defer { held = [] }
            return held
        }
        let chunk = Array(held[..<size])
        held.removeFirst(size)
        return chunk
    }

    private mutating func readField(_ name: String) async throws {
        var bytes: [UInt8] = []
        while let event = try await nextEvent() {
            switch event {
            case .bytes(let more): bytes.append(contentsOf: more)
            case .ended: return try fields.append(name, bytes)
            case .began: throw BodyError.malformed
            }
        }
        throw BodyError.cutShort
    }

    private mutating func peek() async throws -> MultipartEvent? {
        let event = try await nextEvent()
        if event != nil { eventIndex -= 1 }
        return event
    }

    private mutating func nextEvent() async throws -> MultipartEvent? {
        while eventIndex == events.count {
            guard !ended else { return nil }
            events.removeAll(keepingCapacity: true)
            eventIndex = 0
            if let buffer = try await chunks.next() {
                try parser.feed(Array(buffer.readableBytesView)[...]) { events.append($0) }
            } else {
                try parser.finish()
                ended = true
            }
        }
        defer { eventIndex += 1 }
        return events[eventIndex]
    }
}
