import Foundation
import Organisations

/// The machine's own way of sending mail: a program that takes a message and the address, as sendmail does.
struct Sendmail: Sendable {
    /// The program did not take the message.
    struct NotTaken: Error {}

    let path: String
    let from: MailAddress
    /// After so many milliseconds it is stopped.
    var patience = 30_000

    private static let pollMilliseconds = 20

    /// Hands a message on. The program gets no shell, no file but the message, and nothing of this process's environment.
    func send(_ message: String, to address: MailAddress) async throws {
        let child = try start(message, [path, "-i", "-f", from.text, "--", address.text])
        var waited = 0
        var status: Int32 = 0
        var ended = waitpid(child, &status, WNOHANG)
        while ended == 0 {
            guard waited < patience, !Task.isCancelled else {
                kill(child, SIGKILL)
                waitpid(child, &status, 0)
                throw NotTaken()
            }
            try? await Task.sleep(for: .milliseconds(Self.pollMilliseconds))
            waited += Self.pollMilliseconds
            ended = waitpid(child, &status, WNOHANG)
        }
        guard ended == child, status == 0 else { throw NotTaken() }
    }

    private func start(_ message: String, _ words: [String]) throws -> pid_t {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw NotTaken() }
        defer { close(ends[0]) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        // A pipe holds far more than this message, so nobody has to read yet.
        let bytes = Array(message.utf8)
        let written = write(ends[1], bytes, bytes.count)
        close(ends[1])
        guard written == bytes.count else { throw NotTaken() }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, ends[0], 0)
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)
        for file in try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").compactMap(Int32.init) where file > 2 {
            posix_spawn_file_actions_addclose(&files, file)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), nil]
        defer { for word in arguments + environment { free(word) } }
        var child: pid_t = 0
        guard posix_spawn(&child, path, &files, nil, &arguments, &environment) == 0 else { throw NotTaken() }
        return child
    }
}
