import HTML
import Signpost
import Terms
import Words

/// Everything about one point, or about its branch.
struct PointPage {
    let words: Words
    let guide: Guide
    let now: Instant
    /// The point as it is shown, perhaps as its branch has it.
    let listing: Listing
    /// Where the person asks for their branch.
    let query: DirectoryQuery
    private var language: Language { words.language }
    private var point: Point { listing.point }

    func document() -> Document {
        let page = { (language: Language) in
            listing.branch.map { SignpostAddress.branch($0.id, language) }
                ?? SignpostAddress.point(point.id, language)
        }
        return publicPage(
            // The tab and the history do not tell which point somebody looked at.
            words, title: words("signpost.point.title"), home: PublicAddress.home(language),
            languages: .links(PublicAddress.inEach(page))
        ) {
            backLink(words("signpost.directory.title"), to: SignpostAddress.directory(language))
            kicker(words(point.kind))
            h1 { point.name[language] }
            if let task = point.says.task { lead(task[language]) }
            p(.class("badges")) {
                openingBadge(point.state(at: now), at: now, words)
                " "
                badge(anonymityText(point.anonymity, words))
            }
            if let phone = point.contact.phone { buttons { callButton(phone, .primary, words) } }
            branchOf
            told("signpost.point.expect", point.says.expect)
            told("signpost.point.next", point.says.next)
            told("signpost.point.anonymity", point.says.anonymity)
            contact
            hours
            section {
                h2 { words("signpost.point.facts") }
                factList(facts)
            }
            branches
            PointFacts(words: words, point: point).html
            printButton(words)
        }
    }

    @HTML.Builder private func told(_ title: Key, _ text: Wording?) -> HTML {
        if let text {
            section {
                h2 { words(title) }
                p { text[language] }
            }
        }
    }

    /// Which point this is a branch of, and for whom.
    @HTML.Builder private var branchOf: HTML {
        if let branch = listing.branch, let whole = guide[point: branch.of] {
            notice {
                p { words("signpost.branch.serves", ["areas": areas(branch)]) }
                p {
                    a(to: SignpostAddress.point(whole.id, language)) {
                        words("signpost.branch.of", ["name": whole.name[language]])
                    }
                }
            }
        }
    }

    private func areas(_ branch: Branch) -> String {
        branch.serves.sorted().compactMap { area in
            RegionID(area).flatMap { guide[region: $0]?.name }
                ?? MunicipalityCode(area).flatMap { guide.municipalities[$0]?.name }
        }.joined(separator: ", ")
    }

    private var contact: HTML {
        let contact = point.contact
        return section {
            h2 { words("signpost.point.contact") }
            factList(
                [
                    fact("phone", contact.phone.map { phoneLink($0, words) }),
                    fact("phoneAbroad", contact.phoneAbroad.map { phoneLink($0, words) }),
                    fact("text", contact.text.map { HTML(text: $0) }),
                    fact("chat", contact.chat.map { webLink($0) }),
                    fact("email", contact.email.map { address in a(to: "mailto:" + address) { address } }),
                    fact("web", contact.web.map { webLink($0) }),
                    fact("post", contact.post.map { HTML(text: $0) }),
                ].compactMap(\.self))
        }
    }

    private func fact(_ name: String, _ value: HTML?) -> Fact? {
        value.map { Fact(name: words(Key("signpost.fact", name)), value: $0) }
    }

    private var hours: HTML {
        section {
            h2 { words("signpost.point.hours") }
            if point.hours.isEmpty { p { words("signpost.open.unknown") } }
            for line in ContactLine.allCases {
                switch point.hours[line] {
                case nil: HTML.empty
                case let hours? where hours.state(at: now) == .always:
                    p { words("signpost.hours.always", ["line": words(line)]) }
                case let hours?: HoursTable(words: words, line: line, hours: hours, now: now).html
                }
            }
        }
    }

    private var facts: [Fact] {
        func fact(_ name: String, _ value: String) -> Fact {
            Fact(name: words(Key("signpost.fact", name)), value: HTML(text: value))
        }
        return [
            fact("audience", words.list(point.audience)), fact("subjects", words.list(point.subjects)),
            fact("ages", words.list(point.ages)),
            fact(
                "forms",
                point.forms.isSuperset(of: ExploitationForm.allCases.filter { $0 != .unknown })
                    ? words("signpost.forms.all") : words.list(point.forms)),
            fact("reach", words(point.reach)),
            fact(
                "languages",
                point.languages.map { $0.map(named).joined(separator: ", ") }
                    ?? words("signpost.unknown")),
        ]
    }

    /// An installation's own directory may name a language that has no word here: its code is shown.
    private func named(_ code: String) -> String {
        let key = Key("signpost.language", code)
        return words.has(key) ? words(key) : code
    }

    /// The regional organisations: yours by municipality, or all of them by region.
    @HTML.Builder private var branches: HTML {
        let all = listing.branch == nil ? guide.branches(of: point.id) : []
        if !all.isEmpty {
            section {
                h2 { words("signpost.branches.title") }
                form(to: SignpostAddress.point(point.id, language), method: .get) {
                    textField(
                        Field(
                            "municipality", words("signpost.branches.yours"), hint: words("step.place.hint"),
                            error: query.placeProblem.map { words($0, ["typed": query.placeTyped]) }),
                        value: query.placeTyped, maxLength: 80)
                    buttons { button(words("signpost.search.button"), .secondary) }
                }
                if !query.places.isEmpty {
                    p { words("step.place.choose.title") }
                    ul {
                        for place in query.places {
                            li { a(to: SignpostAddress.point(point.id, in: place.code, language)) { place.name } }
                        }
                    }
                }
                ul(.class("rows")) {
                    for branch in all {
                        li {
                            a(to: SignpostAddress.branch(branch.id, language)) { branch.point.name[language] }
                            if branch.point.name[language] != areas(branch) {
                                HTML { br(); span(.class("hint")) { areas(branch) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
