import Configuration
import Duties
import Foundation
import Logging
import Organisations
import Reporting
import Terms

/// Everything that whoever runs Baken decides, read, checked and explained in one place when a command begins.
struct Settings: Sendable {
    /// Every mistake that was found, each in a sentence that names the setting and where it stands.
    struct Mistakes: Error, Hashable {
        let sentences: [String]
    }

    /// A setting in force, as `baken config check` tells it.
    struct Line: Sendable, Hashable {
        let name: String
        let value: String
        let origin: String
    }

    /// The operations port follows the public one by this distance unless it is set.
    static let operationsDistance = 1_000
    /// Where every mail server of Debian puts it.
    private static let standardSendmail = "/usr/sbin/sendmail"

    let folder: String
    let database: String?
    let directory: String?
    let host: String
    let port: Int
    let publicAddress: String?
    /// Whether members may work over http under a name.
    let allowsPlain: Bool
    let operationsPort: Int
    /// Whether somebody decided on the operations port, so that it must be had.
    let isOperationsPortSet: Bool
    let logLevel: Logger.Level
    let intakeTerms: IntakeTerms
    let escalationTerms: EscalationTerms
    /// How many megabytes files that were not sent yet may hold together.
    let stagedMegabytes: Int
    /// What files leave free.
    let fileReserve: Reserve
    /// From which address members are mailed; absent when they are not.
    let noticesFrom: MailAddress?
    let sendmailPath: String
    let lines: [Line]

    /// - Parameters:
    ///   - commandLine: What was given as options.
    ///   - file: The file that was named with `--config`; else `baken.json` in the data folder is read if it is there.
    ///
    /// Throws ``Mistakes`` with everything that is wrong.
    init(
        commandLine: [Setting: ConfigContent] = [:],
        environment: [String: String] = ProcessInfo.processInfo.environment, file: String? = nil
    ) throws {
        var reading = SettingReading(
            SettingSources(commandLine: commandLine, environment: environment, file: file))
        folder = reading.text(.data) { !$0.isEmpty } ?? ""
        if folder.isEmpty {
            reading.mistakes.append(
                "data is missing: say with --data, \(Setting.data.variable) or a file which folder.")
        }
        database = reading.text(.database, absent: "SQLite in the folder", shown: SettingReading.withoutPassword) {
            $0.hasPrefix("postgresql://") || $0.hasPrefix("postgres://")
        }
        directory = reading.text(.directory, absent: "none") { !$0.isEmpty }
        let host = reading.text(.host, absent: "127.0.0.1") { !$0.isEmpty } ?? "127.0.0.1"
        // As it stands in an address, or bare.
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        port = reading.port(.port, standard: 8_080).number
        publicAddress = reading.text(.publicAddress, absent: "none", SettingReading.isOrigin)
        allowsPlain = reading.truth(.plain)
        // A port that is any free one has no neighbour; one near the end has its neighbour on the other side.
        let neighbour = port + Self.operationsDistance
        (operationsPort, isOperationsPortSet) = reading.port(
            .operationsPort, standard: port == 0 ? 0 : neighbour > 65_535 ? port - Self.operationsDistance : neighbour)
        if isOperationsPortSet, port != 0, operationsPort == port {
            reading.mistakes.append("operations.port and port are both \(port): they must differ.")
        }
        logLevel =
            reading.text(.logLevel, absent: "info") { Logger.Level(rawValue: $0) != nil }
            .flatMap(Logger.Level.init(rawValue:)) ?? .info
        intakeTerms = IntakeTerms(
            danger: reading.hours(.lookDanger, standard: .hours(1)),
            urgent: reading.hours(.lookUrgent, standard: .hours(24)),
            normal: reading.hours(.lookNormal, standard: .days(5)))
        escalationTerms = EscalationTerms(
            danger: reading.hours(.escalationDanger, standard: .minutes(30)),
            urgent: reading.hours(.escalationUrgent, standard: .hours(12)),
            normal: reading.hours(.escalationNormal, standard: .days(2)))
        stagedMegabytes =
            reading.megabytes(.stagedFiles, in: StagingRoom.bounds, standard: StagingRoom.standardMegabytes)
            ?? StagingRoom.standardMegabytes
        fileReserve = Reserve(
            megabytes: reading.megabytes(.fileReserve, in: Reserve.bounds, standard: Reserve.standardMegabytes)
                ?? Reserve.standardMegabytes,
            largest: reading.megabytes(.largestDatabase, in: 1...Setting.mostMegabytes, standard: nil))
        noticesFrom = reading.text(.noticesFrom, absent: "none: nobody is mailed") { MailAddress($0) != nil }
            .flatMap(MailAddress.init)
        sendmailPath =
            reading.text(.sendmail, absent: Self.standardSendmail) { $0.hasPrefix("/") } ?? Self.standardSendmail
        guard reading.mistakes.isEmpty else { throw Mistakes(sentences: reading.mistakes) }
        lines = reading.lines
    }
}

extension Settings {
    /// What is not wrong, and yet seldom meant.
    var warnings: [String] {
        let isLoopback = host == "localhost" || host == "::1" || host.hasPrefix("127.")
        let plain = allowsPlain
            ? ["plain is true: passwords and reports of members can be read by whoever shares the network."] : []
        guard !isLoopback, publicAddress == nil else { return plain }
        return plain + [
            "host is \(host), which other machines reach, and public is not set. Say under which address people reach the "
                + "site: with https:// cookies are bound to it, and browsers insist on it."
        ]
    }
}

/// Settings while they are read: what is in force so far, and what is wrong with the rest.
struct SettingReading {
    var mistakes: [String]
    private(set) var lines: [Settings.Line] = []
    private let sources: SettingSources

    init(_ sources: SettingSources) {
        self.sources = sources
        mistakes = sources.mistakes
    }

    /// A text; nil when nobody decided it.
    mutating func text(
        _ setting: Setting, absent: String = "", shown: (String) -> String = { $0 }, _ accept: (String) -> Bool
    ) -> String? {
        value(setting, .string, absent: absent, shown: shown) { content in
            if case .string(let text) = content, accept(text) { text } else { nil }
        }
    }

    /// A port, and whether somebody decided it.
    mutating func port(_ setting: Setting, standard: Int) -> (number: Int, isSet: Bool) {
        let port = number(setting, in: 0...65_535, absent: "\(standard)") { "\($0)" }
        return (port ?? standard, port != nil)
    }

    /// A whole number; nil when nobody decided it.
    private mutating func number(
        _ setting: Setting, in bounds: ClosedRange<Int>, absent: String, shown: (Int) -> String
    ) -> Int? {
        value(setting, .int, absent: absent, shown: shown) { content in
            if case .int(let number) = content, bounds.contains(number) { number } else { nil }
        }
    }

    /// A whole number of megabytes; nil when nobody decided it and there is no standard.
    mutating func megabytes(_ setting: Setting, in bounds: ClosedRange<Int>, standard: Int?) -> Int? {
        func told(_ megabytes: Int) -> String { "\(megabytes) MB" }
        return number(setting, in: bounds, absent: standard.map(told) ?? "none", shown: told) ?? standard
    }

    /// Whether something holds; it does not unless somebody decided so.
    mutating func truth(_ setting: Setting) -> Bool {
        value(setting, .bool, absent: "false", shown: { "\($0)" }) { content in
            if case .bool(let truth) = content { truth } else { nil }
        } ?? false
    }

    mutating func hours(_ setting: Setting, standard: Term) -> Term {
        func told(_ term: Term) -> String {
            let hours = Double(term.milliseconds) / 3_600_000
            return hours == hours.rounded() ? "\(Int(hours)) h" : "\(hours) h"
        }
        return value(setting, .double, absent: told(standard), shown: told) { content in
            guard case .double(let hours) = content, hours > 0, hours <= Setting.mostHours else { return nil }
            return Term(milliseconds: Int64((hours * 3_600_000).rounded()))
        } ?? standard
    }

    private mutating func value<T>(
        _ setting: Setting, _ type: ConfigType, absent: String, shown: (T) -> String, _ accept: (ConfigContent) -> T?
    ) -> T? {
        let (content, origin) = sources.find(setting, as: type)
        let place = origin.told(of: setting)
        if origin == .standard {
            lines.append(Settings.Line(name: setting.rawValue, value: absent, origin: place))
            return nil
        }
        guard let value = content.flatMap(accept) else {
            mistakes.append("\(setting.rawValue) in \(place): expected is \(setting.expected).")
            return nil
        }
        lines.append(Settings.Line(name: setting.rawValue, value: shown(value), origin: place))
        return value
    }

    /// An address with the password left out, wherever libpq takes one.
    static func withoutPassword(_ address: String) -> String {
        var text = address
        let start = text.range(of: "://")?.upperBound ?? text.startIndex
        let end = text[start...].firstIndex(of: "?") ?? text.endIndex
        if let at = text[start..<end].lastIndex(of: "@"), let colon = text[start..<at].firstIndex(of: ":") {
            text.replaceSubrange(text.index(after: colon)..<at, with: "(withheld)")
        }
        return text.replacing(/([?&][a-z]*password=)[^&]*/) { match in match.output.1 + "(withheld)" }
    }

    static func isOrigin(_ address: String) -> Bool {
        address.wholeMatch(of: /https?:\/\/([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?/) != nil
    }
}
