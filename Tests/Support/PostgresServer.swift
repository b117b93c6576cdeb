import Foundation

/// A real PostgreSQL server in a folder of its own, for the time of one test run.
///
/// It is started when the first test asks for it. A shell waits for the test run to end, however it ends, and then
/// stops the server and removes its folder.
public actor PostgresServer {
    public static let shared = PostgresServer()

    public struct NotStarted: Error {
        public let output: String
    }

    /// A server of one test's own, for what would disturb the others.
    public init() {}

    private var starting: Task<String, any Error>?
    private var count = 0

    /// The address of a new, empty database.
    ///
    /// - Parameter options: What `CREATE DATABASE` is told besides the name.
    public func freshDatabase(_ options: String = "") async throws -> String {
        let folder = try await folder()
        count += 1
        let name = "baken_\(count)"
        _ = try Self.shell("psql -q -h \(folder) -U baken -d postgres -c \"CREATE DATABASE \(name) \(options)\"")
        return "postgresql://baken@/\(name)?host=\(folder)"
    }

    /// Stops the server at once and starts it again, as a crash does.
    public func restart() async throws {
        let folder = try await folder()
        _ = try Self.shell(Self.asOwner("$B/pg_ctl -D \(folder)/data -m immediate restart -w -l \(folder)/log"))
    }

    private func folder() async throws -> String {
        if let starting { return try await starting.value }
        let task = Task { try Self.start() }
        starting = task
        return try await task.value
    }

    private static func asOwner(_ command: String) -> String {
        """
        B=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1); cd /
        run() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
        run \(command)
        """
    }

    private static func start() throws -> String {
        let folder = try shell(
            """
            B=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1); cd /
            D=$(mktemp -d /tmp/baken-pg-XXXXXX); chmod 755 "$D"
            run() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
            [ "$(id -u)" = 0 ] && chown postgres "$D"
            run $B/initdb -D "$D/data" -U baken -A trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
            run $B/pg_ctl -D "$D/data" -w -l "$D/log" \
                -o "-k $D -c listen_addresses='' -c fsync=off -c max_connections=200" start >/dev/null
            (setsid sh -c "while kill -0 \(ProcessInfo.processInfo.processIdentifier) 2>/dev/null; do sleep 1; done
                if [ \\$(id -u) = 0 ]; then runuser -u postgres -- $B/pg_ctl -D $D/data -m immediate stop
                else $B/pg_ctl -D $D/data -m immediate stop; fi; rm -rf $D" >/dev/null 2>&1 </dev/null &)
            echo "$D"
            """)
        return folder.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs a script and gives what it printed.
    ///
    /// Not by Foundation's `Process`: that waits until every grandchild has gone, and here one stays.
    private static func shell(_ script: String) throws -> String {
        let log = NSTemporaryDirectory() + "baken-sh-" + UUID().uuidString
        defer { unlink(log) }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&files, 1, 2)
        let words: [String] = ["bash", "-c", script]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let spawned = posix_spawn(&child, "/bin/bash", &files, nil, &arguments, environ)
        var status: Int32 = -1
        if spawned == 0 { while waitpid(child, &status, 0) < 0, errno == EINTR {} }
        let output = try String(contentsOfFile: log, encoding: .utf8)
        guard spawned == 0, status == 0 else { throw NotStarted(output: output) }
        return output
    }
}
