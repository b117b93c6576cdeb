/// What a multipart body turns out to hold, in order: `began`, any number of `bytes`, `ended`, and so on.
enum MultipartEvent: Sendable, Hashable {
    case began(MultipartPart)
    case bytes(ArraySlice<UInt8>)
    case ended
}

/// Reads `multipart/form-data` (RFC 7578, RFC 2046 5.1) from pieces of any size, each byte once.
///
/// It holds at most one part's headers and as much of a possible boundary as has matched. A boundary begins with CR and
/// has no other, so where a match breaks off no second one can have begun inside it: the search needs no going back.
struct MultipartParser: Sendable {
    private enum State: Sendable {
        /// Before the first boundary, or inside a part's content.
        case content
        /// Behind a boundary, where either two hyphens or a line end must follow.
        case boundaryLine
        case headers
        /// Behind the last boundary: whatever follows means nothing.
        case epilogue
    }

    private let delimiter: [UInt8]
    private let limits: MultipartLimits
    private var state = State.content
    /// How much of the delimiter has matched. The body begins as if a line end stood before it.
    private var matched = 2
    /// The rest of a boundary's line, or the headers read so far.
    private var held: [UInt8] = []
    private var insidePart = false
    private var isField = false
    private var fieldBytes = 0
    private var allFieldBytes = 0
    private var parts = 0
    private var bodyBytes = 0

    /// Throws ``BodyError/malformed`` for a boundary that RFC 2046, 5.1.1 does not allow.
    init(boundary: String, limits: MultipartLimits) throws {
        let bytes = Array(boundary.utf8)
        let allowed = Set("'()+_,-./:=? ".utf8)
        guard (1...70).contains(bytes.count), bytes.last != 32,
            bytes.allSatisfy({
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || allowed.contains($0)
            })
        else { throw BodyError.malformed }
        delimiter = [13, 10, 45, 45] + bytes
        self.limits = limits
    }

    /// Takes the next piece and hands on what it holds. After an error the parser is not to be used again.
    /// Throws ``BodyError``, and whatever `emit` throws.
    mutating func feed(_ bytes: ArraySlice<UInt8>, _ emit: (MultipartEvent) throws -> Void) throws {
        bodyBytes += bytes.count
        guard bodyBytes <= limits.bodyBytes else { throw BodyError.bodyTooLong }
        var rest = bytes
        while !rest.isEmpty {
            switch state {
            case .content: try readContent(&rest, emit)
            case .boundaryLine: try readBoundaryLine(&rest)
            case .headers: try readHeaders(&rest, emit)
            case .epilogue: return
            }
        }
    }

    /// Says that there are no more pieces. Throws ``BodyError/cutShort`` when the last boundary has not come.
    func finish() throws {
        guard case .epilogue = state else { throw BodyError.cutShort }
    }

    private mutating func readContent(
        _ rest: inout ArraySlice<UInt8>, _ emit: (MultipartEvent) throws -> Void
    ) throws {
        var index = rest.startIndex
        let end = rest.endIndex
        while index < end {
            if matched == 0 {
                let start = index
                while index < end, rest[index] != 13 { index += 1 }
                if index > start { try pass(rest[start..<index], emit) }
                if index == end { break }
            }
            if rest[index] == delimiter[matched] {
                matched += 1
                index += 1
                if matched == delimiter.count {
                    if insidePart { try emit(.ended) }
                    insidePart = false
                    state = .boundaryLine
                    held.removeAll(keepingCapacity: true)
                    break
                }
            } else {
                let held = delimiter[..<matched]
                matched = 0
                try pass(held, emit)
            }
        }
        rest = rest[index...]
    }

    /// Content of the present part; what stands before the first boundary is nobody's.
    private mutating func pass(_ bytes: ArraySlice<UInt8>, _ emit: (MultipartEvent) throws -> Void) throws {
        guard insidePart, !bytes.isEmpty else { return }
        if isField {
            fieldBytes += bytes.count
            allFieldBytes += bytes.count
            guard fieldBytes <= limits.fieldBytes, allFieldBytes <= limits.allFieldBytes else {
                throw BodyError.fieldTooLong
            }
        }
        try emit(.bytes(bytes))
    }

    /// `--` ends the body; else the line may hold spaces only.
    private mutating func readBoundaryLine(_ rest: inout ArraySlice<UInt8>) throws {
        while let byte = rest.popFirst() {
            held.append(byte)
            switch (held.count, byte) {
            case (1, 45): continue
            case (2, 45) where held[0] == 45:
                state = .epilogue
                return
            case (2..., 10) where held[held.count - 2] == 13:
                state = .headers
                held = [13, 10]
                return
            case (_, 13), (_, 32), (_, 9):
                guard held.count <= 64, held[0] != 45, held.dropLast().last != 13 else { throw BodyError.malformed }
            default: throw BodyError.malformed
            }
        }
    }

    /// Headers end with an empty line. `held` begins with a line end, so that no headers at all look the same.
    private mutating func readHeaders(
        _ rest: inout ArraySlice<UInt8>, _ emit: (MultipartEvent) throws -> Void
    ) throws {
        while let byte = rest.popFirst() {
            held.append(byte)
            guard held.count <= limits.headerBytes else { throw BodyError.headersTooLong }
            guard byte == 10, held.count >= 4, held.suffix(4).elementsEqual([13, 10, 13, 10]) else { continue }
            parts += 1
            guard parts <= limits.parts else { throw BodyError.tooManyParts }
            let part = try MultipartPart(block: held[2..<(held.count - 2)])
            isField = part.fileName == nil
            fieldBytes = 0
            insidePart = true
            matched = 0
            state = .content
            return try emit(.began(part))
        }
    }
}
