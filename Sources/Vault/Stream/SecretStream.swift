import CSodium
import Synchronization

/// libsodium's secretstream in one direction (XChaCha20-Poly1305).
///
/// A class, so that copies of a sealer share their progress: two copies that both went on from one state would use a
/// nonce twice.
final class SecretStream: Sendable {
    private struct Progress {
        var cipher = crypto_secretstream_xchacha20poly1305_state()
        var chunks = 0
        var isFinished = false
    }

    static let headerBytes = crypto_secretstream_xchacha20poly1305_headerbytes()

    private let progress: Mutex<Progress>

    private init(_ cipher: crypto_secretstream_xchacha20poly1305_state) {
        progress = Mutex(Progress(cipher: cipher))
    }

    deinit {
        progress.withLock { sodium_memzero(&$0.cipher, MemoryLayout.size(ofValue: $0.cipher)) }
    }

    /// A stream to seal with, and its header.
    static func sealing(_ key: [UInt8]) -> (stream: SecretStream, header: [UInt8]) {
        Sodium.ready
        var cipher = crypto_secretstream_xchacha20poly1305_state()
        var header = [UInt8](repeating: 0, count: headerBytes)
        let result = crypto_secretstream_xchacha20poly1305_init_push(&cipher, &header, key)
        precondition(result == 0, "libsodium began no stream")
        return (SecretStream(cipher), header)
    }

    /// A stream to open with.
    static func opening(_ key: [UInt8], header: [UInt8]) throws(VaultError) -> SecretStream {
        Sodium.ready
        var cipher = crypto_secretstream_xchacha20poly1305_state()
        guard header.count == headerBytes,
            crypto_secretstream_xchacha20poly1305_init_pull(&cipher, header, key) == 0
        else { throw .malformed }
        return SecretStream(cipher)
    }

    var isFinished: Bool { progress.withLock { $0.isFinished } }

    /// Pads and seals the next chunk. A stream of one chunk is padded as a text is; in a longer one every chunk is
    /// padded to the full length.
    func push(_ chunk: [UInt8], last: Bool, _ binding: [UInt8]) throws(VaultError) -> [UInt8] {
        try progress.withLock { state throws(VaultError) in
            guard !state.isFinished, chunk.count <= Stream.chunkBytes else { throw .malformed }
            let isOnly = last && state.chunks == 0
            let size = isOnly ? Padding.content.sizeClass(of: chunk.count) : Stream.chunkBytes
            var padded = try Padding.pad(chunk, to: size)
            defer { Sodium.wipe(&padded) }
            var sealed = [UInt8](repeating: 0, count: size + Stream.overheadBytes)
            let tag = last ? crypto_secretstream_xchacha20poly1305_tag_final() : 0
            let result = crypto_secretstream_xchacha20poly1305_push(
                &state.cipher, &sealed, nil, padded, UInt64(padded.count), binding, UInt64(binding.count), tag)
            precondition(result == 0, "libsodium sealed no chunk")
            state.chunks += 1
            state.isFinished = last
            return sealed
        }
    }

    /// Opens the next chunk and removes its padding.
    func pull(_ sealed: [UInt8], _ binding: [UInt8]) throws(VaultError) -> (chunk: [UInt8], last: Bool) {
        try progress.withLock { state throws(VaultError) in
            guard !state.isFinished else { throw .notOpened }
            guard sealed.count >= Stream.overheadBytes, sealed.count <= Stream.chunkBytes + Stream.overheadBytes else {
                throw .malformed
            }
            var padded = [UInt8](repeating: 0, count: sealed.count - (Stream.overheadBytes - Padding.lengthBytes))
            defer { Sodium.wipe(&padded) }
            var tag: UInt8 = 0
            let result = crypto_secretstream_xchacha20poly1305_pull(
                &state.cipher, &padded, nil, &tag, sealed, UInt64(sealed.count), binding, UInt64(binding.count))
            guard result == 0 else { throw .notOpened }
            state.isFinished = tag == crypto_secretstream_xchacha20poly1305_tag_final()
            return (try Padding.unpad(padded), state.isFinished)
        }
    }
}
