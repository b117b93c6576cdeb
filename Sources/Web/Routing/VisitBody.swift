import HTTPTypes
import Hummingbird
import NIOCore

/// The body of a request, to be read once.
package struct VisitBody: Sendable {
    /// The largest body of a form without files, in bytes.
    package static let formBytes = 1_000_000
    /// The largest body of a form with files, in bytes. Of the files 50 MB are taken; what is above is read past, so that
    /// the browser hears what was too much instead of a broken connection.
    package static let uploadBytes = 200_000_000

    private let body: RequestBody
    private let fields: HTTPFields
    private let reading = FormReading()

    init(_ request: Request) {
        body = request.body
        fields = request.headers
    }

    package func form() async throws -> FormFields {
        switch try kind() {
        case .urlEncoded:
            let fields = try URLEncodedForm.parse(try await collect(atMost: Self.formBytes), limits: .body)
            reading.note(fields)
            return fields
        case .multipart(let boundary):
            var upload = try Upload(body, boundary: boundary, limits: .withoutFiles, reading)
            while try await upload.nextFile() != nil { throw BodyError.wrongKind }
            return upload.fields
        }
    }

    package func upload() throws -> Upload {
        switch try kind() {
        case .urlEncoded: throw BodyError.wrongKind
        case .multipart(let boundary): return try Upload(body, boundary: boundary, limits: .withFiles, reading)
        }
    }

    /// The fields of the form as far as they arrived, to give back what somebody typed: those that were read already, else
    /// those that can be read now, past any files. None of what is no form.
    package func typed() async -> FormFields {
        if !reading.hasBegun { try? await readPast() }
        return reading.fields
    }

    /// The fields of a form that can carry no files, as far as they were read; nil of one that can.
    func typedWithoutFiles() async -> FormFields? {
        if (try? canCarryFiles()) == false { await typed() } else { nil }
    }

    private func readPast() async throws {
        guard try canCarryFiles() else {
            _ = try await form()
            return
        }
        var upload = try upload()
        while try await upload.nextFile() != nil {}
    }

    /// JSON as it stands, of no more bytes than these; whoever wants it reads it.
    func json(atMost bytes: Int) async throws -> [UInt8] {
        if let coding = fields[.contentEncoding], coding.lowercased() != "identity" { throw BodyError.wrongKind }
        guard let type = fields[.contentType].flatMap({ HeaderParameters($0.utf8) }), type.value == "application/json",
            ["utf-8", nil].contains(type["charset"]?.lowercased())
        else { throw BodyError.wrongKind }
        guard fields[.contentLength].flatMap({ Int($0) }) ?? 0 <= bytes else { throw BodyError.bodyTooLong }
        return try await collect(atMost: bytes)
    }

    /// Whether it is of the kind that can carry files.
    package func canCarryFiles() throws -> Bool {
        if case .multipart = try kind() { true } else { false }
    }

    private enum Kind {
        case urlEncoded
        case multipart(boundary: String)
    }

    /// Refuses early what is announced too long, and what is compressed: nothing here is unpacked, so nothing can burst.
    private func kind() throws -> Kind {
        if let coding = fields[.contentEncoding], coding.lowercased() != "identity" { throw BodyError.wrongKind }
        guard let type = fields[.contentType].flatMap({ HeaderParameters($0.utf8) }) else { throw BodyError.wrongKind }
        let announced = fields[.contentLength].flatMap { Int($0) } ?? 0
        switch type.value {
        case "application/x-www-form-urlencoded":
            guard announced <= Self.formBytes else { throw BodyError.bodyTooLong }
            return .urlEncoded
        case "multipart/form-data":
            guard announced <= Self.uploadBytes else { throw BodyError.bodyTooLong }
            guard let boundary = type["boundary"] else { throw BodyError.malformed }
            return .multipart(boundary: boundary)
        default:
            throw BodyError.wrongKind
        }
    }

    private func collect(atMost limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        reading.begin()
        var chunks = BodyChunks(body)
        while let chunk = try await chunks.next() {
            guard bytes.count + chunk.readableBytes <= limit else { throw BodyError.bodyTooLong }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }
}

/// The pieces of a body as they come in. A connection that breaks or speaks no HTTP is one typed error.
struct BodyChunks {
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) { iterator = body.makeAsyncIterator() }

    mutating func next() async throws -> ByteBuffer? {
        do {
            return try await iterator.next()
        } catch {
            throw BodyError.connectionBroke
        }
    }
}
