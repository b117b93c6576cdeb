import HTTPTypes
import Terms
import Testing
import Vault

@testable import Journal
@testable import Site
@testable import Web

/// Everything else that reads what strangers wrote.
@Suite("Whatever stands in an address, a header, a file or a code")
struct TextFuzz {
    private static let vocabulary =
        [
            "%", "%2", "%2F", "%00", "%25", "+", "&", "=", ";", ",", "\"", "\\", "'", "/", "//", "..", "\0", "\r\n",
            "\u{e9}", "\u{202E}",
            "\u{1F600}", "UTF-8''", "q=0.5", "q=nan", "q=1e999", "nl", "en-GB", "*", "-", " ", "\t", "baken-session=",
            "{", "O", "l", "U",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80]]

    private static func bytes(_ corpus: [String], _ dice: inout Dice) -> [UInt8] {
        var bytes = dice.below(10) == 0 ? dice.bytes(dice.below(40)) : Array(dice.one(of: corpus).utf8)
        for _ in 0..<dice.below(4) { bytes = dice.mutated(bytes, vocabulary) }
        return bytes
    }

    private static func text(_ corpus: [String], _ dice: inout Dice) -> String {
        String(decoding: bytes(corpus, &dice), as: UTF8.self)
    }

    /// Percent-encoded, as strictly as there is.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("is a form that reads the same when it is written again, or is refused")
    func urlEncoded() async {
        let limits = URLEncodedForm.Limits(bytes: 120, fields: 6, nameBytes: 20)
        await Fuzzing.run("url-encoded forms", inputs: 30_000) { dice in
            let bytes = Self.bytes(["a=1&b=2", "name=Jos%C3%A9+X&x", "a=%0D%0Ab&a=&=c", "&&&", ""], &dice)
            do {
                let fields = try URLEncodedForm.parse(bytes, limits: limits)
                guard fields.all.count <= limits.fields,
                    fields.all.allSatisfy({ $0.name.utf8.count <= limits.nameBytes }),
                    !fields.all.contains(where: { $0.value.utf8.contains(13) || $0.value.utf8.contains(0) })
                else { return "a limit does not hold: \(bytes)" }
                let again = fields.all.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(
                    separator: "&")
                let wide = URLEncodedForm.Limits(bytes: 10_000, fields: 6, nameBytes: 20)
                return try URLEncodedForm.parse(Array(again.utf8), limits: wide) == fields
                    ? nil : "read otherwise: \(bytes)"
            } catch is BodyError { return nil }
        }
    }

    @Test("is a segment of an address without slash or NUL, or none")
    func segments() async {
        await Fuzzing.run("segments of addresses", inputs: 30_000) { dice in
            let text = Self.text(["inbox", "rep_0f9c", "%C3%A9", "%2e%2e", "a%2fb"], &dice)
            guard let segment = PercentDecoding.segment(text[...]) else { return nil }
            guard !segment.utf8.contains(0), !segment.utf8.contains(0x2F) else {
                return "holds a slash or NUL: \(text)"
            }
            return PercentDecoding.segment(Self.encoded(segment)[...]) == segment ? nil : "read otherwise: \(text)"
        }
    }

    @Test("is a header of a value and parameters, or none")
    func headers() async {
        await Fuzzing.run("header parameters", inputs: 30_000) { dice in
            let bytes = Self.bytes(
                [
                    "form-data; name=\"a\"; filename=\"C:\\\\x.png\"", "multipart/form-data; boundary=b-1",
                    "form-data; filename*=UTF-8''%e2%82%ac.pdf", "text/html;charset=utf-8", "a; b=\"c\\\"d\"",
                ], &dice)
            guard let read = HeaderParameters(bytes) else { return nil }
            return read.value.isEmpty || read.value != read.value.lowercased() ? "\(bytes)" : nil
        }
    }

    @Test("is an address of the site or none, and its values hold no slash and no NUL")
    func routes() async throws {
        func route(_ path: RoutePath, _ name: String) -> Route<Int> { .anyone(.get, path, name) { _ in .see("/") } }
        let table = RouteTable<Int>([
            route("/", "front"), route("/{language}", "home"), route("/{language}/inbox/{report}", "case"),
            route("/{language}/inbox/{report}/{deed}", "deed"), route("/{language}/inbox/all", "all"),
            route("/assets/x.css", "style"),
        ])
        await Fuzzing.run("addresses", inputs: 30_000) { dice in
            let path = Self.text(
                ["/", "/nl", "/en/inbox/rep_1", "/nl/inbox/all", "/assets/x.css", "/nl/inbox/rep_1/note", "//"], &dice)
            guard let place = table.find(path) else { return nil }
            guard path.hasPrefix("/"), path == "/" || !path.hasSuffix("/"), !path.contains("//") else {
                return "found \(path)"
            }
            let names = place.routes.values.map(\.path.names.count)
            return names == [place.values.count] && !place.values.contains { $0.contains("/") || $0.utf8.contains(0) }
                ? nil : "\(path): \(place.values)"
        }
    }

    @Test("is a cookie of ours, or a language of ours, or is passed over")
    func fields() async {
        await Fuzzing.run("cookies and languages", inputs: 30_000) { dice in
            let text = Self.text(
                ["baken-session=abc; baken-device=x", "a=b", "en-GB,en;q=0.8,nl;q=0.9", "nl", "*;q=0"], &dice)
            var fields: HTTPFields = [:]
            fields[.cookie] = text
            let cookies = Cookies(fields, isSecure: false)
            for name in Cookies.Name.allCases {
                if let value = cookies[name], value.contains(";") || !text.contains("baken-") { return "\(text)" }
            }
            let language = AcceptLanguage.best(text)
            return language == .en && !text.lowercased().filter { !$0.isWhitespace }.contains("en") ? "\(text)" : nil
        }
    }

    @Test("is a name of a file that can be shown and saved, or an empty one")
    func fileNames() async {
        await Fuzzing.run("names and beginnings of files", inputs: 30_000) { dice in
            let bytes = Self.bytes(
                [
                    "a.png", "C:\\fakepath\\b.jpg", "../../etc/passwd", "\u{202E}gpj.exe", ".htaccess", "GIF89a",
                    "%PDF-1.7", "RIFFxxxxWEBPVP8 ",
                ],
                &dice)
            let text = String(decoding: bytes, as: UTF8.self)
            let shown = FileName.shown(text)
            guard shown.utf8.count <= FileName.longest, !shown.contains("/"), !shown.contains("\\"),
                !shown.hasPrefix("."),
                !shown.unicodeScalars.contains(where: { $0.value < 32 || $0 == "\u{202E}" || $0.value == 127 }),
                FileName.shown(shown) == shown
            else { return "\(bytes) became \(shown)" }
            let kind = FileKind(of: bytes) ?? .pdf
            let field = FileName.attachment(text, kind: kind)
            return field.utf8.allSatisfy { (32..<127).contains($0) } && field.filter { $0 == "\"" }.count == 2
                ? nil : "\(bytes): \(field)"
        }
    }

    @Test("is a receipt that reads the same however it is written, or none")
    func receipts() async {
        await Fuzzing.run("typed receipts", inputs: 30_000) { dice in
            let text = Self.text(
                ["208H-44RM-2MB1-E60S-38DH", "208h44rm2mb1e60s38dh", "OIL0 1111 zzzz 0000 yyyy", "208H-44RM"], &dice)
            guard let receipt = try? Receipt(typed: text) else { return nil }
            guard let again = try? Receipt(typed: receipt.code.lowercased()) else { return "not read again: \(text)" }
            return again == receipt && receipt.code.utf8.count == 24 ? nil : "read otherwise: \(text)"
        }
    }

    @Test("is a proof of receipt to the letter, or convinces nobody")
    func proofs() async throws {
        let key = try ServerSecret([UInt8](repeating: 6, count: ServerSecret.byteCount)).signingKey
        let entry = EntryOutline(
            id: try EntryID("ent_" + String(repeating: "0", count: 26)), at: Instant(milliseconds: 1_772_366_400_123),
            act: Act("report.received"), object: "rep_1", digest: [UInt8](repeating: 1, count: 32),
            seal: [UInt8](repeating: 2, count: 32))
        let sibling = MerkleTree.leaf([1])
        let root = MerkleTree.node(MerkleTree.leaf(entry.leafData), sibling)
        let head = try TreeHead(size: 2, root: root, at: entry.at, with: key)
        let proof = InclusionProof(
            entry: entry, position: 0, head: head, path: [sibling], verifyingKey: key.verifyingKey)
        try #require(try InclusionProof(text: proof.text).verify(key: key.verifyingKey))
        let written = Array(proof.text.utf8)
        await Fuzzing.run("proofs of receipt", inputs: 6_000) { dice in
            let text = String(decoding: dice.mutated(written, Self.vocabulary), as: UTF8.self)
            guard let read = try? InclusionProof(text: text) else { return nil }
            return read == proof || !read.verify(key: key.verifyingKey) ? nil : "\(text)"
        }
    }
}
