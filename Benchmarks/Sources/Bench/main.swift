import Foundation
import House

// Called with BENCH_CHILD it is Baken itself: so that what is measured as a process is the very program.
if ProcessInfo.processInfo.environment["BENCH_CHILD"] != nil {
    await runBaken()
} else {
    try await Bench.run(only: Set(CommandLine.arguments.dropFirst()))
}
