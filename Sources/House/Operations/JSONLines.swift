import Foundation
import Logging

/// The log: one JSON object a line on standard error, so that whoever runs Baken can send it anywhere.
///
/// Baken's own messages are constants, and their metadata holds codes, names of routes, counts and types of errors. What
/// a library says about itself could hold what a visitor sent, so of libraries only warnings and errors are told, and of
/// their metadata only what stands on ``heard``.
struct JSONLines: LogHandler {
    /// What of a library's metadata may be told: numbers that it makes itself.
    static let heard: Set<String> = ["hb.request.id", "hb.connections", "signal"]

    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level
    private let label: String
    private let isOwn: Bool
    private let write: @Sendable (String) -> Void

    /// - Parameter label: `baken` for Baken's own; any other is a library's.
    init(label: String, level: Logger.Level, write: @escaping @Sendable (String) -> Void = JSONLines.toStandardError) {
        self.label = label
        self.write = write
        isOwn = label == "baken"
        logLevel = isOwn ? level : max(level, .warning)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        // A library's logger may have been turned up by the library itself.
        guard isOwn || event.level >= .warning else { return }
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        let told = all.filter { isOwn || Self.heard.contains($0.key) }.sorted { $0.key < $1.key }
        var line = "{\"time\":\(quoted(Date.now.formatted(Self.time))),\"level\":\"\(event.level.rawValue)\""
        line += ",\"label\":\(quoted(label)),\"message\":\(quoted(event.message.description))"
        if let error = event.error { line += ",\"error\":\(quoted(String(reflecting: type(of: error))))" }
        if !told.isEmpty {
            line += ",\"metadata\":{" + told.map { "\(quoted($0.key)):\(quoted("\($0.value)"))" }.joined(separator: ",") + "}"
        }
        write(line + "}\n")
    }

    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// One call of the system, so that lines of several threads never mix.
    static func toStandardError(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            // Nobody can be told that the log itself cannot be written.
            _ = Foundation.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }
}

/// A JSON string.
private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            let hex = String(scalar.value, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}
