import Embedded
import Foundation
import Terms

/// What is known of places outside the Netherlands: countries and towns that people name.
enum Abroad {
    /// Whether a text names a country or a town elsewhere, also at the end or the beginning of it: `Gent, België`.
    static func names(_ typed: String) -> Bool {
        let whole = TolerantMatch.fold(typed)
        if countries.contains(whole) || towns.contains(whole) { return true }
        let parts = typed.split(whereSeparator: { ",;/()".contains($0) }).map { TolerantMatch.fold(String($0)) }
        return parts.count > 1 && parts.contains { countries.contains($0) }
            || parts.first.map(towns.contains) == true && parts.count > 1
    }

    private static let towns: Set<[UInt8]> = Set(
        String(decoding: EmbeddedFile.abroad_txt.bytes, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .flatMap { $0.split(separator: "|") }.map { TolerantMatch.fold(String($0)) })

    /// The countries of the world but the Kingdom's, in both languages.
    private static let countries: Set<[UInt8]> = Set(
        ["nl", "en"].map { Locale(identifier: $0) }.flatMap { locale in
            Locale.Region.isoRegions.filter { !kingdom.contains($0.identifier) }.compactMap { region in
                locale.localizedString(forRegionCode: region.identifier).map { TolerantMatch.fold($0) }
            }
        })

    /// The names of the countries of the Kingdom of the Netherlands, in both languages.
    static let ownCountries: Set<[UInt8]> = Set(
        ["nl", "en"].map { Locale(identifier: $0) }.flatMap { locale in
            kingdom.compactMap { locale.localizedString(forRegionCode: $0).map { TolerantMatch.fold($0) } }
        })

    private static let kingdom: Set<String> = ["NL", "AW", "BQ", "CW", "SX"]
}
