// swift-tools-version: 6.2
import PackageDescription

/// The walls of the house (see ARCHITECTURE.md): a target, what it may import, and nothing else.
func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], data: [String] = [], _ settings: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: data, swiftSettings: strict + settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], data: [String] = [], _ settings: [SwiftSetting] = []
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: strict + settings)
}

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The signpost's rules are tried on every situation that there can be, which is too slow without.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let embedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "baken",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "baken", targets: ["baken"]),
        // What Benchmarks, a package of its own, measures.
        .library(
            name: "Rooms",
            targets: [
                "Terms", "Storage", "Vault", "Journal", "Organisations", "Records", "Duties", "Signpost", "Reporting",
                "Collaboration", "Web", "Site", "API", "House",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Ground
        // The files of all rooms that the program carries within it.
        .target(name: "Embedded"),
        room("Terms", ["Embedded"]),
        room("Words", ["Embedded", "Terms"], data: ["Catalogues"]),
        room("HTML"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        room("Storage", ["Terms", grdb, "CPostgres", "CSQLite"]),
        room("Vault", ["Terms", crypto, "CSodium"]),
        room("Journal", ["Terms", "Storage", "Vault"]),
        room("Organisations", ["Embedded", "Terms", "Storage", "Vault", "Journal"], data: ["Passwords/passwords.txt"]),
        room("Records", ["Terms", "Storage", "Vault", "Journal", "Organisations"]),
        room("Duties", ["Terms", "Storage", "Journal", "Organisations"]),
        // Pure, of data
        room("Signpost", ["Embedded", "Terms", yams], data: ["Data"], optimised),
        // Wings
        room(
            "Reporting",
            ["Embedded", "Terms", "Storage", "Vault", "Journal", "Organisations", "Records", "Duties", "Signpost"],
            data: ["Reference"]),
        room(
            "Collaboration",
            ["Terms", "Storage", "Vault", "Journal", "Organisations", "Records", "Duties", "Reporting"]),
        // Roof
        room(
            "Web",
            [
                "Terms", "Storage", hummingbird, hummingbirdCore, nio, nioHTTP1, nioHTTPTypes, logging, metrics,
                httpTypes,
            ]),
        room(
            "Site",
            [
                "Embedded", "Terms", "Words", "HTML", "CQREncode", "Storage", "Vault", "Journal", "Organisations", "Records",
                "Duties", "Signpost", "Reporting", "Collaboration", "Web", hummingbird, nio, logging, httpTypes,
            ],
            data: ["Assets"]),
        room(
            "API",
            [
                "Embedded", "Terms", "Words", "Storage", "Vault", "Signpost", "Reporting", "Web", nio, httpTypes,
            ],
            data: ["Document/openapi.json"]),
        room(
            "House",
            [
                "Terms", "Words", "Storage", "Vault", "Journal", "Organisations", "Records", "Duties", "Signpost",
                "Reporting", "Collaboration", "Web", "Site", "API", logging, metrics, lifecycle, signals, arguments,
                configuration,
            ]),
        .executableTarget(name: "baken", dependencies: ["House"], swiftSettings: strict),
        // Tests
        .target(name: "Support", dependencies: ["Terms", "Storage"], path: "Tests/Support", swiftSettings: strict),
        .target(
            name: "Worlds", dependencies: ["Terms", "Storage", "Vault", "Organisations", "Reporting", "Support"],
            path: "Tests/Worlds", swiftSettings: strict),
        tests("StorageTests", ["Terms", "Storage", "Support"]),
        tests("VaultTests", ["Terms", "Vault", "Support"]),
        tests(
            "HouseTests",
            [
                "Terms", "Words", "Storage", "Vault", "Journal", "Organisations", "Duties", "Signpost", "Reporting",
                "House",
                "Support", "Worlds", logging,
                metrics, lifecycle, arguments, configuration,
            ]),
        tests("TermsTests", ["Terms", "Support"]),
        tests("WordsTests", ["Terms", "Words", "Support"]),
        tests("HTMLTests", ["HTML", "Support"]),
        tests("SignpostTests", ["Terms", "Signpost", yams], data: ["Fixtures"], optimised),
        tests("JournalTests", ["Terms", "Storage", "Vault", "Journal", "Support"]),
        tests("FuzzTests", ["Terms", "Vault", "Journal", "Web", "Site", httpTypes]),
        tests(
            "RulesTests",
            [
                "Terms", "Words", "Organisations", "Signpost", "Reporting", "Collaboration", "Web", "Site", "API",
                httpTypes,
            ]),
        tests(
            "APITests",
            [
                "Terms", "Words", "Storage", "Vault", "Organisations", "Signpost", "Reporting", "Web", "API", "Support",
                hummingbird, nio, embedded, logging, httpTypes,
            ]),
        tests(
            "SiteTests",
            [
                "Terms", "Words", "Storage", "Vault", "Journal", "Organisations", "Records", "Signpost", "Reporting",
                "Collaboration", "Web", "Site", "API",
                "Support", hummingbird, nio, embedded, logging, httpTypes,
            ]),
        tests(
            "CollaborationTests",
            [
                "Terms", "Storage", "Vault", "Journal", "Organisations", "Records", "Duties", "Signpost", "Reporting",
                "Collaboration", "Support", "Worlds",
            ]),
        tests(
            "ReportingTests",
            [
                "Terms", "Storage", "Vault", "Journal", "Organisations", "Records", "Duties", "Signpost", "Reporting",
                "Support", "Worlds",
            ]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x  // For #embed.
)

// `BAKEN_ROOMS=Storage,Vault swift test` builds only those rooms, what they need, and their tests.
if let only = Context.environment["BAKEN_ROOMS"]?.split(separator: ",").map(String.init) {
    var wanted = Set(only + only.map { $0 + "Tests" })
    var grew = true
    while grew {
        grew = false
        for target in package.targets where wanted.contains(target.name) {
            for case .byNameItem(let name, _) in target.dependencies where wanted.insert(name).inserted { grew = true }
        }
    }
    package.products.removeAll()
    package.targets.removeAll { !wanted.contains($0.name) }
}
