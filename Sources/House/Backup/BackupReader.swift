import Foundation
import Storage
import Vault

/// Reads a backup piece by piece, and finds when it was cut or changed.
final class BackupReader {
    private static let portion = 262_144
    /// No header is longer, in bytes.
    private static let longestHeader = 1_048_576

    private static let damaged = House.Trouble(
        description: "The backup is not whole: it was cut, changed or damaged. Nothing of it was kept.")

    private let path: String
    private let descriptor: Int32
    /// Bytes of the file that were not taken yet: no length in it can be larger.
    private var left: Int
    private var buffer: ArraySlice<UInt8> = []
    private var running = RunningDigest()

    init(_ path: String) throws {
        self.path = path
        descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
            throw House.Trouble(description: "\(path) cannot be read.")
        }
        left = Int(facts.st_size)
    }

    deinit { close(descriptor) }

    /// The head of the file, which is read first. Throws when there is no backup, or one that this program does not know.
    func header() throws -> BackupHeader {
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n"), line.count < Self.longestHeader, left > 0 { line += try take(1) }
        guard let header = try? JSONDecoder().decode(BackupHeader.self, from: Data(line)),
            header.format == BackupFormat.name
        else { throw House.Trouble(description: "\(path) is no backup that this program can read.") }
        return header
    }

    /// Gives all rows, and checks at the end that they are what was written; how many there were.
    func rows(_ keys: BackupKeys, _ body: ([SQLValue], Table) throws -> Void) throws -> Int {
        var table: Table?
        var rows: [String: Int] = [:]
        while true {
            let before = running
            switch try take(1).first {
            case BackupFormat.table:
                let name = try text()
                let columns = try (0..<Int(try number(UInt32.self))).map { _ in try text() }
                guard rows.updateValue(0, forKey: name) == nil else { throw Self.damaged }
                table = Table(name: name, columns: columns)
            case BackupFormat.row:
                guard let table else { throw Self.damaged }
                rows[table.name, default: 0] += 1
                try body(try table.columns.map { _ in try value() }, table)
            case BackupFormat.end:
                let trailer = try? JSONDecoder().decode(BackupTrailer.self, from: Data(try text().utf8))
                let digest = before.sha256
                guard left == 0, trailer == BackupTrailer(rows: rows, digest: base64(digest), seal: keys.seal(digest))
                else { throw Self.damaged }
                return rows.values.reduce(0, +)
            default: throw Self.damaged
            }
        }
    }

    private func value() throws -> SQLValue {
        switch try take(1).first {
        case 0: .null
        case 1: .integer(Int64(bitPattern: try number(UInt64.self)))
        case 2: .text(try text())
        case 3: .blob(try take(Int(try number(UInt32.self))))
        default: throw Self.damaged
        }
    }

    private func text() throws -> String {
        guard let text = String(validating: try take(Int(try number(UInt32.self))), as: UTF8.self) else {
            throw Self.damaged
        }
        return text
    }

    private func number<N: FixedWidthInteger & UnsignedInteger>(_ type: N.Type) throws -> N {
        try take(N.bitWidth / 8).reduce(0) { $0 << 8 | N($1) }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        guard count <= left else { throw Self.damaged }
        while buffer.count < count {
            let wanted = max(Self.portion, count - buffer.count)
            let more = [UInt8](unsafeUninitializedCapacity: wanted) { space, filled in
                filled = max(0, read(descriptor, space.baseAddress, wanted))
            }
            guard !more.isEmpty else { throw Self.damaged }
            buffer += more
        }
        let taken = Array(buffer.prefix(count))
        buffer = buffer.dropFirst(count)
        left -= count
        running.add(taken)
        return taken
    }
}
