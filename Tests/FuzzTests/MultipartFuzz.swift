import Testing

@testable import Site
@testable import Web

@Suite("Whatever is sent as a multipart body")
struct MultipartFuzz {
    private static let boundary = "b-1"
    private static let limits = MultipartLimits(
        headerBytes: 160, parts: 4, fieldBytes: 40, allFieldBytes: 70, bodyBytes: 420)

    private static let corpus: [[UInt8]] = [
        "--b-1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b-1--\r\n",
        "--b-1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\r\n--b-1--",
        "--b-1\r\ncontent-disposition: form-data; name=a\r\n\r\none\r\n--b-1\r\nContent-Disposition: form-data; name=b\r\n\r\ntwo\r\n--b-1--\r\n",
        "nobody's\r\n--b-1 \t\r\nContent-Disposition: form-data; name=\"%22\"\r\n\r\n\r\n--b\r\n--b-1-\r\r\n--b-1--more",
        "--b-1--", "--b-1\r\n\r\n\r\n--b-1--",
    ].map { Array($0.utf8) }

    private static let vocabulary: [[UInt8]] =
        [
            "\r\n", "\r", "\n", "--", "--b-1", "\r\n--b-1", "\r\n--b-1--", "\r\n--b-1\r\n", "\r\n\r\n", ";", "\"", "\\",
            "=", ":",
            "Content-Disposition: form-data; name=\"n\"", "filename*=UTF-8''%e2%82%ac", "filename=\"\"", "%22", "\0",
            "\u{e9}",
            "Content-Transfer-Encoding: base64\r\n", " ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3]]

    /// What a body comes to: every event in one sequence of bytes, and how it ended.
    private struct Reading: Equatable {
        var trace: [UInt8] = []
        var error: BodyError?
        var fieldBytes = 0
        var allFieldBytes = 0
        var parts = 0
        var isField = false
        var isOpen = false
        var isOutOfOrder = false

        mutating func take(_ event: MultipartEvent) {
            switch event {
            case .began(let part):
                isOutOfOrder = isOutOfOrder || isOpen
                (isOpen, isField, fieldBytes) = (true, part.fileName == nil, 0)
                parts += 1
                trace.append(1)
                trace.append(contentsOf: part.name.utf8)
                trace.append(2)
                trace.append(contentsOf: (part.fileName ?? "-").utf8)
                trace.append(contentsOf: (part.contentType ?? "-").utf8)
                trace.append(3)
            case .bytes(let bytes):
                isOutOfOrder = isOutOfOrder || !isOpen || bytes.isEmpty
                if isField {
                    fieldBytes += bytes.count
                    allFieldBytes += bytes.count
                }
                trace.append(contentsOf: bytes)
            case .ended:
                isOutOfOrder = isOutOfOrder || !isOpen
                isOpen = false
                trace.append(4)
            }
        }
    }

    private static func read(_ pieces: [ArraySlice<UInt8>]) throws -> Reading {
        var parser = try MultipartParser(boundary: boundary, limits: limits)
        var reading = Reading()
        do {
            for piece in pieces { try parser.feed(piece) { reading.take($0) } }
            try parser.finish()
        } catch let error as BodyError { reading.error = error }
        return reading
    }

    private static func split(_ bytes: [UInt8], _ dice: inout Dice) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        let longest = dice.one(of: [1, 3, 9, 60])
        while start < bytes.count {
            let end = min(start + 1 + dice.below(longest), bytes.count)
            pieces.append(bytes[start..<end])
            start = end
        }
        return pieces
    }

    /// What is wrong with how this body was read, in one piece or in several.
    private static func judged(_ bytes: [UInt8], _ dice: inout Dice) throws -> String? {
        let whole = try read([bytes[...]])
        if whole.isOutOfOrder { return "events out of order: \(bytes)" }
        if whole.parts > limits.parts || whole.fieldBytes > limits.fieldBytes
            || whole.allFieldBytes > limits.allFieldBytes
        {
            return "a limit does not hold: \(bytes)"
        }
        if whole.error == nil, whole.isOpen { return "a part without its end: \(bytes)" }
        if bytes.count > limits.bodyBytes {
            return whole.error == .bodyTooLong && whole.trace.isEmpty ? nil : "a body too long was taken: \(bytes)"
        }
        let pieces = split(bytes, &dice)
        var parted = try read(pieces)
        // A field too long is told at once: in one piece before any of it is handed on, in pieces after some of it was.
        if whole.error == .fieldTooLong, parted.error == .fieldTooLong, parted.trace.starts(with: whole.trace) {
            parted = whole
        }
        return parted == whole ? nil : "read otherwise in pieces of \(pieces.map(\.count)): \(bytes)"
    }

    @Test("is read alike in one piece and in many, within its limits, or refused")
    func mutated() async {
        await Fuzzing.run("multipart bodies", inputs: 300_000) { dice in
            var bytes = dice.one(of: Self.corpus)
            if dice.below(20) == 0 {
                bytes = dice.bytes(dice.below(100))
            } else {
                bytes = dice.mutated(bytes, Self.vocabulary)
            }
            return try Self.judged(bytes, &dice)
        }
    }

    @Test("comes out as the browser put it in, whatever stands in the fields")
    func wellFormed() async {
        await Fuzzing.run("multipart bodies as browsers write them", inputs: 40_000) { dice in
            var body: [UInt8] = []
            var wanted = Reading()
            for _ in 0..<dice.below(4) {
                let content = dice.mutated(
                    dice.bytes(dice.below(12)), [[13, 10], [13], [45, 45], Array("\r\n--b-".utf8)])
                // No browser chooses a boundary that the contents hold; nor do we.
                guard wanted.allFieldBytes + content.count <= Self.limits.allFieldBytes,
                    content.count <= Self.limits.fieldBytes,
                    !String(decoding: content, as: UTF8.self).contains("b-1")
                else { continue }
                body += Array("--b-1\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n".utf8) + content + [13, 10]
                wanted.take(
                    .began(try MultipartPart(block: Array("Content-Disposition: form-data; name=n\r\n".utf8)[...])))
                if !content.isEmpty { wanted.take(.bytes(content[...])) }
                wanted.take(.ended)
            }
            body += Array("--b-1--\r\n".utf8)
            guard body.count <= Self.limits.bodyBytes else { return nil }
            return try Self.read(Self.split(body, &dice)) == wanted ? nil : "came out otherwise: \(body)"
        }
    }
}
