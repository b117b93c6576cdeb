import HTML
import Signpost
import Terms
import Words

/// The regions that a municipality lies in, and the points that are for it.
struct MunicipalityPage {
    let words: Words
    let guide: Guide
    let now: Instant
    let place: Municipality
    /// The name under which somebody came, when that municipality has become part of this one.
    var formerName: String?
    private var language: Language { words.language }

    func document() -> Document {
        publicPage(
            words, title: place.name, home: PublicAddress.home(language),
            languages: .links(PublicAddress.inEach { SignpostAddress.municipality(place.code, $0) })
        ) {
            backLink(words("signpost.municipalities.title"), to: SignpostAddress.municipalities(language))
            h1 { words("signpost.municipality.title", ["name": place.name]) }
            if let formerName {
                p { words("signpost.municipality.former", ["former": formerName, "name": place.name]) }
            }
            lead(words("signpost.municipality.lead"))
            ul(.class("stack")) {
                for branch in branches { pointCard(Listing(branch), at: now, words) }
            }
            buttons {
                linkButton(
                    words("signpost.municipality.all", ["name": place.name]),
                    to: SignpostAddress.directory(in: place.code, language), .secondary)
            }
            h2 { words("signpost.municipality.regions") }
            factList(
                Reach.regional.compactMap { kind in
                    place.region(kind).flatMap { guide[region: $0] }.map { region in
                        Fact(name: words(kind), value: a(to: SignpostAddress.region(region, language)) { region.name })
                    }
                })
        }
    }

    private var branches: [Branch] { guide.points.compactMap { guide.branch(of: $0.id, in: place.code) } }
}

/// Which municipality somebody means, or all of them by province.
struct MunicipalitiesPage {
    let words: Words
    let guide: Guide
    let typed: String
    let meant: PlaceMeant
    private var language: Language { words.language }

    func document() -> Document {
        publicPage(
            words, title: words("signpost.municipalities.title"), home: PublicAddress.home(language),
            languages: .links(PublicAddress.inEach(SignpostAddress.municipalities))
        ) {
            backLink(words("signpost.directory.title"), to: SignpostAddress.directory(language))
            h1 { words("signpost.municipalities.title") }
            placeForm(
                words, typed: typed,
                problem: typed.isEmpty ? nil : meant.problem.map { words($0, ["typed": typed]) })
            if !meant.choices.isEmpty {
                h2 { words("step.place.choose.title") }
                list(meant.choices) { place in
                    words(
                        "step.place.choose.option",
                        ["name": place.name, "province": guide.municipalities.provinceName(of: place)])
                }
            } else {
                for province in guide.regions(of: .province) {
                    h2 { province.name }
                    list(guide.municipalities(in: province.id).sorted { $0.name < $1.name }) { $0.name }
                }
            }
        }
    }

    private func list(_ places: [Municipality], _ name: (Municipality) -> String) -> HTML {
        ul(.class("places")) {
            for place in places {
                li { a(to: SignpostAddress.municipality(place.code, language)) { name(place) } }
            }
        }
    }
}
