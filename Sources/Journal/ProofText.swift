import Foundation
import Terms
import Vault

/// The printed form of a proof: a block between two rules, with what it says in words above the bytes that prove it.
///
/// The words are written from the bytes again when it is read, so the two cannot differ.
enum ProofText {
    static let header = "-----BEGIN BAKEN PROOF OF RECEIPT-----"
    static let footer = "-----END BAKEN PROOF OF RECEIPT-----"
    static let lineCharacters = 76
    /// Above the longest text of a proof: 63 hashes in a path and the longest codes come to some 4,000 characters.
    static let greatestLength = 8_192
    private static let label = "baken proof of receipt 1"

    static func write(_ proof: InclusionProof) -> String {
        let encoded = Data(bytes(proof)).base64EncodedString()
        var lines = [
            header,
            "Entry: \(proof.entry.id.text)",
            "Received: \(moment(proof.entry.at))",
            "Act: \(proof.entry.act.code)",
            "Object: \(proof.entry.object)",
            "Position: \(proof.position + 1) of \(proof.head.size)",
            "",
        ]
        var rest = encoded[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(lineCharacters)))
            rest = rest.dropFirst(lineCharacters)
        }
        lines.append(footer)
        return lines.joined(separator: "\n") + "\n"
    }

    static func read(_ text: String) throws(ProofUnreadable) -> InclusionProof {
        guard text.utf8.count <= greatestLength, text.utf8.allSatisfy({ $0 < 0x80 }) else { throw ProofUnreadable() }
        let plain = text.replacing("\r\n", with: "\n")
        let lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
        guard let gap = lines.firstIndex(of: ""), let end = lines.firstIndex(of: footer[...]), gap < end,
            let data = Data(base64Encoded: lines[(gap + 1)..<end].joined()), let proof = try? proof(Array(data))
        else { throw ProofUnreadable() }
        let written = write(proof)
        guard plain == written || plain + "\n" == written else { throw ProofUnreadable() }
        return proof
    }

    private static func bytes(_ proof: InclusionProof) -> [UInt8] {
        var form = CanonicalBytes(label)
        form.add(proof.entry.id.text)
        form.add(proof.entry.at.milliseconds)
        form.add(proof.entry.act.code)
        form.add(proof.entry.object)
        form.add(proof.entry.digest)
        form.add(proof.entry.seal)
        form.add(proof.position)
        form.add(proof.head.size)
        form.add(proof.head.root)
        form.add(proof.head.at.milliseconds)
        form.add(proof.head.signature)
        form.add(proof.verifyingKey.bytes)
        form.add(Int64(proof.path.count))
        for hash in proof.path { form.add(hash) }
        return form.bytes
    }

    private static func proof(_ bytes: [UInt8]) throws -> InclusionProof {
        var form = try CanonicalReader(bytes, label: label)
        let id = try EntryID(form.text())
        let at = Instant(milliseconds: try form.number())
        let act = Act(read: try form.text())
        let object = try form.text()
        guard let act, Act.isCode(object), writableMoments.contains(at.milliseconds) else { throw ProofUnreadable() }
        let entry = EntryOutline(
            id: id, at: at, act: act, object: object, digest: try form.optionalValue(), seal: try form.value())
        let position = try form.number()
        let head = TreeHead(
            size: try form.number(), root: try form.value(), at: Instant(milliseconds: try form.number()),
            signature: try form.value())
        let key = try VerifyingKey(form.value())
        let steps = try form.number()
        guard (0...63).contains(steps), 0 <= position, position < head.size else { throw ProofUnreadable() }
        let path = try (0..<steps).map { _ in try form.value() }
        try form.end()
        return InclusionProof(entry: entry, position: position, head: head, path: path, verifyingKey: key)
    }

    /// 1970 to the end of 9999: what fits into four digits of a year.
    private static let writableMoments: ClosedRange<Int64> = 0...253_402_300_799_999

    /// `2026-03-01T12:34:56.789Z` (ISO 8601, UTC).
    private static func moment(_ at: Instant) -> String {
        // The fraction is written apart: a floating-point number of seconds may lose its last millisecond.
        let second = Date(timeIntervalSince1970: Double(at.milliseconds / 1_000)).formatted(.iso8601)
        let fraction = String(at.milliseconds % 1_000 + 1_000).dropFirst()
        return second.dropLast() + "." + fraction + "Z"
    }
}
