import Foundation
import Storage
import Terms
import Vault

/// Writes a backup under a name of its own that is given up for the wanted one when everything is on the disk.
final class BackupWriter {
    /// So many bytes are written at a time.
    private static let portion = 262_144

    private let path: String
    /// The name until then. Nobody can foresee it, so that nothing can lie in wait under it.
    private let part: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var running = RunningDigest()
    private var rows: [String: Int] = [:]
    private var current = ""
    private var isKept = false

    /// Throws when there is a file of that name already.
    init(_ path: String) throws {
        self.path = path
        guard !FileManager.default.fileExists(atPath: path) else {
            throw House.Trouble(description: "\(path) is there already. Give the backup another name.")
        }
        part = path + "." + Crockford.encode(Randomness.system.bytes(10)).lowercased() + ".part"
        descriptor = Foundation.open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.trouble(path) }
    }

    deinit {
        close(descriptor)
        if !isKept { unlink(part) }
    }

    func begin(_ header: BackupHeader) throws {
        buffer += Array(try JSONEncoder().encode(header)) + [UInt8(ascii: "\n")]
        try flush()
    }

    func add(_ table: Table) throws {
        current = table.name
        rows[current] = 0
        buffer.append(BackupFormat.table)
        append(text: table.name)
        append(number: UInt32(table.columns.count))
        for column in table.columns { append(text: column) }
    }

    /// A row of the table that was added last.
    func add(_ values: [SQLValue]) throws {
        rows[current, default: 0] += 1
        buffer.append(BackupFormat.row)
        for value in values {
            switch value {
            case .null: buffer.append(0)
            case .integer(let number):
                buffer.append(1)
                append(number: UInt64(bitPattern: number))
            case .text(let text):
                buffer.append(2)
                append(text: text)
            case .blob(let bytes):
                buffer.append(3)
                append(number: UInt32(bytes.count))
                buffer += bytes
            }
        }
        if buffer.count >= Self.portion { try flush() }
    }

    /// Ends the file, sees it to the disk and gives it its name; the number of rows in it.
    func finish(_ keys: BackupKeys) throws -> Int {
        try flush()
        let digest = running.sha256
        let trailer = BackupTrailer(rows: rows, digest: base64(digest), seal: keys.seal(digest))
        buffer.append(BackupFormat.end)
        append(text: String(decoding: try JSONEncoder().encode(trailer), as: UTF8.self))
        try flush()
        guard fsync(descriptor) == 0, rename(part, path) == 0 else { throw Self.trouble(path) }
        isKept = true
        guard keepName(of: path) else { throw Self.trouble(path) }
        return rows.values.reduce(0, +)
    }

    private func append(text: String) {
        append(number: UInt32(text.utf8.count))
        buffer += text.utf8
    }

    private func append(number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { buffer += $0 }
    }

    private func flush() throws {
        running.add(buffer)
        var written = 0
        while written < buffer.count {
            let count = buffer[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw Self.trouble(path) }
            written += max(count, 0)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func trouble(_ path: String) -> House.Trouble {
        House.Trouble(description: "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
