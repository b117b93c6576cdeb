import Foundation
import Vault

/// The file with the server's secret: beside the database, never in it.
struct SecretFile {
    let path: String

    init(folder: String) { path = folder + "/secret" }

    /// Reads the secret, or makes it for an installation that holds nothing yet.
    ///
    /// Throws ``House/Trouble`` when it is missing although the database holds something: a new one would open nothing.
    func read(mayMake: Bool) throws -> ServerSecret {
        if let bytes = FileManager.default.contents(atPath: path) {
            do { return try ServerSecret(Array(bytes)) } catch {
                throw House.Trouble(description: "\(path) is no secret of \(ServerSecret.byteCount) bytes.")
            }
        }
        guard mayMake else {
            throw House.Trouble(description: "\(path) is missing. Put back the secret that belongs to this database.")
        }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<ServerSecret.byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw House.Trouble(description: "\(path) cannot be written.") }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0, keepName(of: path) else {
            throw House.Trouble(description: "\(path) cannot be written.")
        }
        return try ServerSecret(bytes)
    }
}

/// Sees the name of a new file to the disk: it outlives a power cut once its folder is there as well. False when that
/// fails; `errno` says why.
func keepName(of path: String) -> Bool {
    let folder = Foundation.open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    return fsync(folder) == 0
}
