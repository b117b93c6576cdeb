import Testing

@testable import Vault

@Suite struct StreamTests {
    let binding = Binding("attachment", "att_1")

    func sealed(
        _ chunks: [[UInt8]], _ key: ContentKey, _ binding: Binding? = nil
    ) throws -> (header: [UInt8], chunks: [[UInt8]]) {
        var sealer = StreamSealer(key: key, binding ?? self.binding)
        let sealed = try chunks.enumerated().map { index, chunk in
            try sealer.push(chunk, last: index == chunks.count - 1)
        }
        return (sealer.header, sealed)
    }

    /// The whole file, as somebody who reads it would: anything but all of it is refused.
    func opened(
        _ header: [UInt8], _ chunks: [[UInt8]], _ key: ContentKey, _ binding: Binding? = nil
    ) throws -> [UInt8] {
        var opener = try StreamOpener(key: key, header: header, binding ?? self.binding)
        let content = try chunks.flatMap { try opener.pull($0).chunk }
        guard opener.isFinished else { throw VaultError.notOpened }
        return content
    }

    @Test("Files of every length come back", arguments: [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 200_000])
    func filesComeBack(length: Int) throws {
        let dice = Dice(UInt64(length))
        let key = ContentKey(dice.randomness)
        let file = dice.bytes(length)
        var chunks = stride(from: 0, to: length, by: Stream.chunkBytes).map {
            Array(file[$0..<min($0 + Stream.chunkBytes, length)])
        }
        if chunks.isEmpty { chunks = [[]] }
        let (header, parts) = try sealed(chunks, key)
        #expect(try opened(header, parts, key) == file)
        let size = parts.reduce(0) { $0 + $1.count - Stream.overheadBytes }
        #expect(size == Padding.content.sizeClass(of: length))
    }

    @Test func aCutFileIsNeverFinished() throws {
        let dice = Dice(40)
        let key = ContentKey(dice.randomness)
        let (header, parts) = try sealed((0..<4).map { _ in dice.bytes(500) }, key)
        var opener = try StreamOpener(key: key, header: header, binding)
        for part in parts.dropLast() {
            let (_, last) = try opener.pull(part)
            #expect(!last && !opener.isFinished)
        }
        let (_, last) = try opener.pull(parts[3])
        #expect(last && opener.isFinished)
        for count in 0..<4 {
            #expect(throws: VaultError.notOpened) { try opened(header, Array(parts.prefix(count)), key) }
        }
    }

    @Test func chunksOpenInTheirOrderOnly() throws {
        let dice = Dice(41)
        let key = ContentKey(dice.randomness)
        let (header, parts) = try sealed((0..<3).map { _ in dice.bytes(500) }, key)
        let orders = [[1, 0, 2], [0, 2, 1], [2, 1, 0], [0, 0, 1, 2], [0, 2], [1, 2], [0, 1, 1, 2], [2], [0, 1, 2, 2]]
        for order in orders {
            #expect(throws: VaultError.notOpened) { try opened(header, order.map { parts[$0] }, key) }
        }
        #expect(try opened(header, parts, key).count == 1_500)
    }

    @Test func nothingFollowsTheLastChunk() throws {
        let dice = Dice(42)
        let key = ContentKey(dice.randomness)
        var sealer = StreamSealer(key: key, binding)
        let whole = [try sealer.push([1], last: false), try sealer.push([2], last: true)]
        #expect(throws: VaultError.malformed) { try sealer.push([3], last: true) }
        let copy = sealer
        var again = copy
        #expect(throws: VaultError.malformed) { try again.push([3], last: false) }
        var opener = try StreamOpener(key: key, header: sealer.header, binding)
        for part in whole { _ = try opener.pull(part) }
        #expect(throws: VaultError.notOpened) { try opener.pull(whole[1]) }
        #expect(opener.isFinished)
    }

    @Test func aCopyOfASealerGoesOnWhereTheOtherIs() throws {
        let key = ContentKey()
        var one = StreamSealer(key: key, binding)
        var other = one
        let parts = [try one.push([1], last: false), try other.push([2], last: false), try one.push([3], last: true)]
        #expect(try opened(one.header, parts, key) == [1, 2, 3])
    }

    @Test func aFlippedBitInAChunkOrTheHeaderIsFound() throws {
        let dice = Dice(43)
        let key = ContentKey(dice.randomness)
        let (header, parts) = try sealed([dice.bytes(100)], key)
        for place in parts[0].indices {
            #expect(throws: VaultError.notOpened) { try opened(header, [dice.flipped(parts[0], at: place)], key) }
        }
        for place in header.indices {
            #expect(throws: VaultError.self) { try opened(dice.flipped(header, at: place), parts, key) }
        }
    }

    @Test func aFileOpensAtItsOwnPlaceWithItsOwnKeyOnly() throws {
        let dice = Dice(44)
        let key = ContentKey(dice.randomness)
        let (header, parts) = try sealed([dice.bytes(100)], key)
        let (otherHeader, otherParts) = try sealed([dice.bytes(100)], key)
        #expect(throws: VaultError.notOpened) { try opened(header, parts, ContentKey(dice.randomness)) }
        #expect(throws: VaultError.notOpened) { try opened(header, parts, key, Binding("attachment", "att_2")) }
        #expect(throws: VaultError.notOpened) { try opened(header, otherParts, key) }
        #expect(throws: VaultError.notOpened) { try opened(otherHeader, parts, key) }
    }

    @Test func chunksThatAreTooLongOrTooShortAreRefused() throws {
        var sealer = StreamSealer(key: ContentKey(), binding)
        let long = [UInt8](repeating: 0, count: Stream.chunkBytes + 1)
        #expect(throws: VaultError.malformed) { try sealer.push(long, last: false) }
        var opener = try StreamOpener(key: ContentKey(), header: sealer.header, binding)
        for count in [0, 1, 20, Stream.chunkBytes + 22] {
            let bytes = [UInt8](repeating: 0, count: count)
            #expect(throws: VaultError.malformed) { try opener.pull(bytes) }
        }
        for header in [[], [3], sealer.header + [0], [2] + Array(sealer.header.dropFirst())] as [[UInt8]] {
            #expect(throws: VaultError.malformed) { try StreamOpener(key: ContentKey(), header: header, binding) }
        }
    }
}
