import Configuration
import Reporting

/// One thing that whoever runs Baken decides. Its raw value is its key in the file, with a dot for each level.
enum Setting: String, CaseIterable, Sendable {
    /// The folder with the server's secret and, unless another database is named, its database.
    case data
    /// The address of a PostgreSQL database, instead of SQLite in the folder.
    case database
    /// The folder whose files overlay the directory of reporting points.
    case directory
    case host
    case port
    /// The address under which people reach the site.
    case publicAddress = "public"
    /// Whether members may work over http under a name.
    case plain
    /// Where health and figures are told, on the loopback address only.
    case operationsPort = "operations.port"
    case logLevel = "log.level"
    /// Within how many hours a report must first be looked at, by urgency.
    case lookDanger = "terms.look.danger"
    case lookUrgent = "terms.look.urgent"
    case lookNormal = "terms.look.normal"
    /// How many hours after that a late duty rises to the fallback organisation, by urgency.
    case escalationDanger = "terms.escalation.danger"
    case escalationUrgent = "terms.escalation.urgent"
    case escalationNormal = "terms.escalation.normal"
    /// How many megabytes files that were not sent yet may hold together.
    case stagedFiles = "files.staged"
    /// How many megabytes files leave free on the disk, or beneath the largest database.
    case fileReserve = "files.reserve"
    /// How many megabytes the database may hold before files are refused.
    case largestDatabase = "files.largest"
    /// The address from which members are mailed that there is something new; without it nobody is.
    case noticesFrom = "notices.from"
    /// The program that sends mail.
    case sendmail = "notices.sendmail"

    /// The longest term, in hours: a year.
    static let mostHours = 8_760.0
    /// The largest database, in megabytes: a hundred terabytes.
    static let mostMegabytes = 100_000_000

    var key: AbsoluteConfigKey { AbsoluteConfigKey(rawValue.split(separator: ".").map(String.init)) }

    /// Its name among the variables of the environment.
    var variable: String { "BAKEN_" + rawValue.uppercased().replacing(".", with: "_") }

    /// What it must be, to be read after "expected is".
    var expected: String {
        switch self {
        case .data, .directory: "the path of a folder"
        case .database: "an address that begins with postgresql:// or postgres://"
        case .host: "an address to listen on, such as 127.0.0.1"
        case .port, .operationsPort: "a whole number from 0 to 65535; 0 takes any port that is free"
        case .plain: "true or false"
        case .publicAddress: "an address such as https://meld.example.nl, with nothing after the name"
        case .logLevel: "one of trace, debug, info, notice, warning, error and critical"
        case .lookDanger, .lookUrgent, .lookNormal, .escalationDanger, .escalationUrgent, .escalationNormal:
            "a number of hours above 0, at most \(Int(Self.mostHours))"
        case .noticesFrom: "a mail address, such as baken@meld.example.nl"
        case .sendmail: "the path of a program that takes mail as sendmail does, beginning with /"
        case .stagedFiles:
            "a whole number of megabytes from \(StagingRoom.bounds.lowerBound) to \(StagingRoom.bounds.upperBound)"
        case .fileReserve: "a whole number of megabytes from \(Reserve.bounds.lowerBound) to \(Reserve.bounds.upperBound)"
        case .largestDatabase: "a whole number of megabytes from 1 to \(Self.mostMegabytes)"
        }
    }
}
