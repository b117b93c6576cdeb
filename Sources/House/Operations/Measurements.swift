import Metrics
import Synchronization

/// Counts and times of this process in memory, told in Prometheus' text format.
///
/// A figure's labels come from the program only: names of routes and classes of answers, never what a visitor sent.
final class Measurements: MetricsFactory {
    struct Name: Hashable, Comparable {
        let label: String
        let dimensions: String

        init(_ label: String, _ dimensions: [(String, String)]) {
            self.label = Self.allowed(label)
            self.dimensions = dimensions.map { name, value in
                let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
                return "\(Self.allowed(name))=\"\(escaped)\""
            }.joined(separator: ",")
        }

        static func < (one: Self, other: Self) -> Bool {
            (one.label, one.dimensions) < (other.label, other.dimensions)
        }

        /// The format knows letters, digits and underscores.
        private static func allowed(_ text: String) -> String {
            String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        }
    }

    private enum Cell {
        case counter(CountCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)
    }

    private let cells = Mutex<[Name: Cell]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cells.withLock { cells in
            if case .counter(let cell) = cells[Name(label, dimensions)] { return cell }
            let cell = CountCell()
            cells[Name(label, dimensions)] = .counter(cell)
            return cell
        }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cells.withLock { cells in
            if case .histogram(let cell) = cells[Name(label, dimensions)] { return cell }
            let cell = HistogramCell()
            cells[Name(label, dimensions)] = .histogram(cell)
            return cell
        }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { gauge(label, dimensions) }

    /// A recorder tells the last value; how values are spread is told for times only.
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        gauge(label, dimensions)
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeCell {
        cells.withLock { cells in
            if case .gauge(let cell) = cells[Name(label, dimensions)] { return cell }
            let cell = GaugeCell()
            cells[Name(label, dimensions)] = .gauge(cell)
            return cell
        }
    }

    // A figure once made is kept: its numbers are the process's.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}

    /// All figures as text, each kind under its name. Source: prometheus.io, exposition formats, version 0.0.4.
    func text() -> String {
        var text = ""
        var announced = ""
        for (name, cell) in cells.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            let (full, kind) =
                switch cell {
                case .counter: (name.label + "_total", "counter")
                case .gauge: (name.label, "gauge")
                case .histogram: (name.label + "_seconds", "histogram")
                }
            if announced != full {
                text += Figures.announced(full, kind)
                announced = full
            }
            let labels = name.dimensions.isEmpty ? "" : "{\(name.dimensions)}"
            switch cell {
            case .counter(let cell): text += "\(full)\(labels) \(cell.value)\n"
            case .gauge(let cell): text += "\(full)\(labels) \(cell.value)\n"
            case .histogram(let cell): text += cell.text(full, name.dimensions)
            }
        }
        return text
    }
}

private final class CountCell: CounterHandler {
    private let count = Atomic<Int64>(0)
    var value: Int64 { count.load(ordering: .relaxed) }
    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
}

private final class GaugeCell: MeterHandler, RecorderHandler {
    private let number = Mutex(0.0)
    var value: Double { number.withLock { $0 } }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { number.withLock { $0 = value } }
    func increment(by amount: Double) { number.withLock { $0 += amount } }
    func decrement(by amount: Double) { number.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }
}

/// How long things took: for each bound how many took at most that long.
private final class HistogramCell: TimerHandler {
    /// Bounds in nanoseconds and as they are written in seconds.
    private static let bounds: [(nanoseconds: Int64, seconds: String)] = [
        (5_000_000, "0.005"), (10_000_000, "0.01"), (25_000_000, "0.025"), (50_000_000, "0.05"), (100_000_000, "0.1"),
        (250_000_000, "0.25"), (500_000_000, "0.5"), (1_000_000_000, "1"), (2_500_000_000, "2.5"),
        (5_000_000_000, "5"), (10_000_000_000, "10"),
    ]

    private struct State {
        /// One for each bound, and one for what took longer than all.
        var counts = [Int64](repeating: 0, count: HistogramCell.bounds.count + 1)
        var nanoseconds: Int64 = 0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) {
        let place = Self.bounds.firstIndex { duration <= $0.nanoseconds } ?? Self.bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.nanoseconds &+= duration
        }
    }

    func text(_ name: String, _ dimensions: String) -> String {
        let state = state.withLock { $0 }
        let before = dimensions.isEmpty ? "" : dimensions + ","
        let labels = dimensions.isEmpty ? "" : "{\(dimensions)}"
        var text = ""
        var sum: Int64 = 0
        for (count, bound) in zip(state.counts, Self.bounds.map(\.seconds) + ["+Inf"]) {
            sum += count
            text += "\(name)_bucket{\(before)le=\"\(bound)\"} \(sum)\n"
        }
        return text + "\(name)_sum\(labels) \(Double(state.nanoseconds) / 1e9)\n\(name)_count\(labels) \(sum)\n"
    }
}
