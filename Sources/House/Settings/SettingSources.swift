import Configuration
import Foundation

/// Where settings come from, the strongest first: the command line, the environment, one JSON file.
struct SettingSources {
    enum Origin: Sendable, Hashable {
        case commandLine
        case environment
        case file(String)
        /// Nobody decided it.
        case standard

        func told(of setting: Setting) -> String {
            switch self {
            case .commandLine: "the command line"
            case .environment: setting.variable
            case .file(let path): path
            case .standard: "standard"
            }
        }
    }

    /// What cannot be a setting at all, in sentences.
    private(set) var mistakes: [String] = []
    private var layers: [(origin: Origin, values: any ConfigSnapshot)]

    /// - Parameter file: The file that was named; else `baken.json` in the data folder is read when it is there.
    init(commandLine: [Setting: ConfigContent], environment: [String: String], file: String?) {
        let given = commandLine.map { ($0.key, ConfigValue($1, isSecret: $0 == .database)) }
        layers = [
            (.commandLine, InMemoryProvider(values: Dictionary(uniqueKeysWithValues: given)).snapshot()),
            (
                .environment,
                EnvironmentVariablesProvider(
                    environmentVariables: environment, secretsSpecifier: .specific([Setting.database.variable])
                ).prefixKeys(with: "baken").snapshot()
            ),
        ]
        let known = Set(Setting.allCases.map(\.variable))
        // The package's manifest reads BAKEN_ROOMS when Baken is built.
        for name in environment.keys.sorted() where name.hasPrefix("BAKEN_") && name != "BAKEN_ROOMS" {
            if !known.contains(name) { mistakes.append("\(name) in the environment: there is no such setting.") }
        }
        addFile(named: file)
    }

    /// The strongest source's value of a setting. Throws what that source throws when it holds another type.
    func find(_ setting: Setting, as type: ConfigType) -> (value: ConfigContent?, origin: Origin) {
        for layer in layers {
            do {
                if let value = try layer.values.value(forKey: setting.key, type: type).value {
                    return (value.content, layer.origin)
                }
            } catch {
                return (nil, layer.origin)
            }
        }
        return (nil, .standard)
    }

    private mutating func addFile(named file: String?) {
        var path = file
        if path == nil, case .string(let folder) = find(.data, as: .string).value {
            let usual = folder + "/baken.json"
            if FileManager.default.fileExists(atPath: usual) { path = usual }
        }
        guard let path else { return }
        guard let data = FileManager.default.contents(atPath: path) else {
            return mistakes.append("\(path): the file with settings cannot be read.")
        }
        do {
            let values = try JSONSnapshot(
                data: Array(data).span.bytes, providerName: path,
                parsingOptions: JSONSnapshot.ParsingOptions(secretsSpecifier: .specific([Setting.database.rawValue])))
            layers.append((.file(path), values))
            let known = Set(Setting.allCases.map(\.rawValue))
            for key in Self.keys(of: try JSONSerialization.jsonObject(with: data)) where !known.contains(key) {
                mistakes.append("\(key) in \(path): there is no such setting.")
            }
        } catch {
            mistakes.append("\(path): one JSON object with settings is expected.")
        }
    }

    /// The keys of a JSON object down to its values, sorted.
    private static func keys(of value: Any, under path: String = "") -> [String] {
        guard let object = value as? [String: Any], !object.isEmpty else { return path.isEmpty ? [] : [path] }
        return object.flatMap { keys(of: $1, under: path.isEmpty ? $0 : path + "." + $0) }.sorted()
    }
}
