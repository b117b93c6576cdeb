import HTML
import Signpost
import Terms
import Words

/// The regions of a kind as a map of tiles, and the same as a table: which point is where, and for which municipalities.
struct RegionsPage {
    private static let tileSize = 100

    let words: Words
    let guide: Guide
    let kind: Reach
    private var language: Language { words.language }

    func document() -> Document {
        publicPage(
            words, title: words("signpost.maps.title"), home: PublicAddress.home(language),
            languages: .links(PublicAddress.inEach { SignpostAddress.regions(kind, $0) })
        ) {
            backLink(words("signpost.directory.title"), to: SignpostAddress.directory(language))
            h1 { words(Key("signpost.regions", kind.rawValue)) }
            lead(words("signpost.regions.lead"))
            placeForm(words)
            map
            regionTable
            nav(.aria("label", words("signpost.maps.title"))) {
                h2 { words("signpost.regions.others") }
                ul {
                    for other in Reach.regional where other != kind {
                        li { a(to: SignpostAddress.regions(other, language)) { words(other) } }
                    }
                }
            }
            printButton(words)
        }
    }

    private var regions: [Region] { guide.regions(of: kind) }

    private var map: HTML {
        // As one reads them, so that the keyboard goes over the map row by row.
        let placed = regions.compactMap { region in region.tile.map { (region, $0) } }
            .sorted { ($0.1.row, $0.1.column) < ($1.1.row, $1.1.column) }
        let columns = (placed.map { $1.column }.max() ?? 0) + 1
        let rows = (placed.map { $1.row }.max() ?? 0) + 1
        let size = Self.tileSize
        return figure {
            drawing(
                words("signpost.regions.map", ["kind": words(kind)]), width: columns * size, height: rows * size,
                .class("tiles")
            ) {
                for (region, tile) in placed {
                    let short = Self.abbreviation(region.name)
                    a(to: "#" + region.id.text, .aria("label", short + ": " + region.name)) {
                        square(x: tile.column * size + 4, y: tile.row * size + 4, size: size - 8, rounded: 12)
                        lettering(short, x: tile.column * size + size / 2, y: tile.row * size + size * 3 / 5)
                    }
                }
            }
            figcaption(.class("hint")) { words("signpost.regions.caption") }
        }
    }

    /// What fits on a tile: the initials of a name of several words, else how it begins.
    static func abbreviation(_ name: String) -> String {
        let parts = name.split { " -".contains($0) }.filter { $0.first?.isUppercase == true }
        if parts.count < 2 { return String(name.prefix(4)) }
        return parts.compactMap(\.first).map(String.init).joined()
    }

    private var regionTable: HTML {
        table(words(Key("signpost.regions", kind.rawValue)), showsCaption: false, .class("cards regions")) {
            thead {
                tr {
                    th(.column) { words("signpost.regions.region") }
                    th(.column) { words("signpost.regions.points") }
                    th(.column) { words("signpost.regions.municipalities") }
                }
            }
            tbody {
                for region in regions {
                    tr(.id(region.id.text), .focusable) {
                        th(.row) {
                            region.name
                            " "
                            span(.class("hint")) { "(" + Self.abbreviation(region.name) + ")" }
                        }
                        td { branches(of: region) }
                        td { municipalities(of: region) }
                    }
                }
            }
        }
    }

    @HTML.Builder private func branches(of region: Region) -> HTML {
        let branches = guide.branches.filter { $0.serves.contains(region.id.text) }
        if branches.isEmpty { p { words("signpost.regions.none") } }
        for branch in branches {
            p {
                a(to: SignpostAddress.branch(branch.id, language)) { branch.point.name[language] }
                if let phone = branch.point.contact.phone { HTML { br(); phoneLink(phone, words) } }
            }
        }
    }

    private func municipalities(of region: Region) -> HTML {
        let places = guide.municipalities(in: region.id)
        return details {
            summary { words.count("signpost.regions.count", places.count) }
            ul(.class("places")) {
                for place in places.sorted(by: { $0.name < $1.name }) {
                    li { a(to: SignpostAddress.municipality(place.code, language)) { place.name } }
                }
            }
        }
    }
}

/// "In which region am I?": a municipality or town, typed.
func placeForm(_ words: Words, typed: String = "", problem: String? = nil) -> HTML {
    form(to: SignpostAddress.municipalities(words.language), method: .get, .role("search")) {
        textField(
            Field("municipality", words("signpost.place.label"), hint: words("step.place.hint"), error: problem),
            value: typed, maxLength: 80)
        buttons { button(words("signpost.search.button"), .secondary) }
    }
}
