import HTML
import Signpost
import Terms
import Words

/// All reporting points, to browse by kind, to search and to filter.
struct DirectoryPage {
    let words: Words
    let guide: Guide
    let now: Instant
    let query: DirectoryQuery
    private var language: Language { words.language }

    func document() -> Document {
        publicPage(
            words, title: words("signpost.directory.title"), home: PublicAddress.home(language),
            languages: .links(PublicAddress.inEach(SignpostAddress.directory))
        ) {
            h1 { words("signpost.directory.title") }
            lead(words("signpost.directory.lead"))
            buttons {
                linkButton(words("signpost.advice.start"), to: SignpostAddress.advice(language))
            }
            searchForm
            if query.isEmpty { browse } else { found }
            maps
            section {
                h2 { words("signpost.data") }
                p { words("signpost.data.text") }
                p { a(to: SignpostAddress.openData) { words("signpost.data.link") } }
            }
        }
    }

    private var searchForm: HTML {
        form(to: SignpostAddress.directory(language), method: .get, .role("search"), .id("search")) {
            textField(
                Field("search", words("signpost.search"), hint: words("signpost.search.hint")),
                value: query.filter.text, kind: .search, maxLength: 80)
            textField(
                Field(
                    "municipality", words("signpost.filter.municipality"), hint: words("step.place.hint"),
                    error: query.placeProblem.map { words($0, ["typed": query.placeTyped]) }),
                value: query.placeTyped, maxLength: 80)
            // Where a browser opens what was chosen, the person sees what they look through.
            if query.isFiltered { details(.open) { filters } } else { details { filters } }
            buttons {
                button(words("signpost.search.button"), .secondary)
                if !query.isEmpty {
                    linkButton(words("signpost.search.clear"), to: SignpostAddress.directory(language), .quiet)
                }
            }
        }
    }

    @HTML.Builder private var filters: HTML {
        summary { words("signpost.filter.more") }
        choose("audience", "signpost.filter.audience", ReporterRole.allCases, query.filter.audience)
        choose("subject", "signpost.filter.subject", Subject.allCases, query.filter.subject)
        choose("age", "signpost.filter.age", [AgeGroup.minor, .adult], query.filter.age)
        choose(
            "form", "signpost.filter.form", ExploitationForm.allCases.filter { $0 != .unknown }, query.filter.form)
        choose("kind", "signpost.filter.kind", PointKind.allCases, query.filter.kind)
        checkbox(Field("anonymous", words("signpost.filter.anonymous")), isChosen: query.filter.anonymous)
        checkbox(Field("open", words("signpost.filter.open")), isChosen: query.filter.openNow)
    }

    private func choose<C: Coded>(_ name: String, _ label: Key, _ codes: [C], _ chosen: C?) -> HTML {
        select(
            Field(name, words(label)), codes.map { Choice($0.rawValue, words($0)) }, chosen: chosen?.rawValue,
            empty: words("signpost.filter.any"))
    }

    @HTML.Builder private var browse: HTML {
        for kind in PointKind.allCases {
            let points = guide.points.filter { $0.kind == kind }
            if !points.isEmpty {
                section {
                    h2 { words(kind) }
                    list(points.map { Listing($0) })
                }
            }
        }
    }

    @HTML.Builder private var found: HTML {
        let listings = guide.listings(query.filter, at: now)
        section(.id("found")) {
            h2(.role("status")) { words.count("signpost.found", listings.count) }
            if !query.places.isEmpty {
                p { words("step.place.choose.title") }
                places(query.places)
            }
            if let place = query.filter.municipality.flatMap({ guide.municipalities[$0] }) {
                p {
                    a(to: SignpostAddress.municipality(place.code, language)) {
                        words("signpost.municipality.link", ["name": place.name])
                    }
                }
            }
            if listings.isEmpty { p { words("signpost.found.none") } } else { list(listings) }
            nearby
        }
    }

    /// Places and regions that the search may have meant.
    @HTML.Builder private var nearby: HTML {
        let hits = guide.search(query.filter.text).filter { hit in
            switch hit {
            case .municipality, .region: true
            case .point, .branch: false
            }
        }.prefix(6)
        if !query.filter.text.isEmpty, !hits.isEmpty {
            h2 { words("signpost.found.places") }
            ul {
                for hit in hits {
                    switch hit {
                    case .municipality(let place):
                        li { a(to: SignpostAddress.municipality(place.code, language)) { place.name } }
                    case .region(let region):
                        li {
                            a(to: SignpostAddress.region(region, language)) {
                                words("signpost.region.named", ["kind": words(region.kind), "name": region.name])
                            }
                        }
                    case .point, .branch: HTML.empty
                    }
                }
            }
        }
    }

    private func places(_ places: [Municipality]) -> HTML {
        ul {
            for place in places {
                li {
                    a(to: SignpostAddress.directory(in: place.code, language)) {
                        words(
                            "step.place.choose.option",
                            ["name": place.name, "province": guide.municipalities.provinceName(of: place)])
                    }
                }
            }
        }
    }

    private func list(_ listings: [Listing]) -> HTML {
        ul(.class("stack")) { for listing in listings { pointCard(listing, at: now, words) } }
    }

    private var maps: HTML {
        section {
            h2 { words("signpost.maps.title") }
            p { words("signpost.maps.text") }
            ul {
                for kind in Reach.regional {
                    li { a(to: SignpostAddress.regions(kind, language)) { words(kind) } }
                }
                li { a(to: SignpostAddress.municipalities(language)) { words("signpost.municipalities.title") } }
            }
        }
    }
}
