import Logging
import ServiceLifecycle
import Synchronization

/// Serves at a port, and says in a sentence when the port cannot be had.
struct Listener: Service {
    let host: String
    let port: Int
    /// The option with which another port is chosen.
    let option: String
    /// Whether the program is of use without it.
    let isNeeded: Bool
    let logger: Logger
    /// Makes what serves; it tells when it runs, and at which port.
    let server: @Sendable (_ onRunning: @escaping @Sendable (Int) async -> Void) -> any Service
    let onRunning: @Sendable (Int) async -> Void

    private final class Mark: Sendable {
        let isSet = Atomic(false)
    }

    func run() async throws {
        let runs = Mark()
        do {
            try await server { [onRunning] port in
                runs.isSet.store(true, ordering: .releasing)
                await onRunning(port)
            }.run()
        } catch {
            // What fails before it runs failed to get its port: nothing else happens before.
            guard !runs.isSet.load(ordering: .acquiring), !Task.isCancelled else { throw error }
            guard !isNeeded else {
                throw House.Trouble(
                    description: "Port \(port) on \(host) cannot be had: another program uses it, or it is reserved. "
                        + "Stop that program, or choose another port with \(option).")
            }
            logger.warning(
                "no operations port: it is taken", metadata: ["port": "\(port)", "choose": "\(option)"])
            try await gracefulShutdown()
        }
    }
}
