import HTML
import HTTPTypes
import Journal
import Organisations
import Reporting
import Signpost
import Storage
import Terms
import Web
import Words

/// What the organisation takes, and how it presents itself to reporters: set by its administrator.
struct ReceptionRoutes: Sendable {
    private static let roles: Set<Role> = [.administrator]

    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Self.roles, .get, "/{language}/organisation/reception", "reception.page") { visit, session in
                let typed = TypedReception(try await current(session), register: desk.register)
                return page(visit, session, typed, Problems())
            },
            .member(Self.roles, .post, "/{language}/organisation/reception", "reception") { visit, session in
                let words = Words.of(visit.language)
                let typed = TypedReception(try await visit.form())
                var problems = Problems()
                let before = try await current(session)
                guard let reception = typed.reception(from: before, desk.guide, words, &problems) else {
                    return page(visit, session, typed, problems)
                }
                try await desk.ground.database.write { [reception, desk] tx in
                    let session = try desk.ground.membership.present(session, in: tx)
                    try desk.reception.set(
                        reception, by: .member(session.member.id), acting: session.member.role, in: tx)
                }
                return .see(MembersAddress.reception(visit.language) + "?kept=yes")
            },
        ]
    }

    private func current(_ session: Session) async throws -> Reception {
        let id = session.organisation.id
        return try await desk.ground.database.read { [desk] tx in try desk.reception.reception(of: id, in: tx) }
            ?? Reception(organisation: id)
    }

    private func page(_ visit: Visit, _ session: Session, _ typed: TypedReception, _ problems: Problems) -> Reply {
        let words = Words.of(visit.language)
        let wasKept = problems.isEmpty && (try? visit.queryFields()["kept"]) == "yes"
        let document = memberPage(
            words, session, title: words("reception.title"), current: .organisation,
            address: problems.isEmpty ? { MembersAddress.reception($0) } : nil, problems: problems
        ) {
            backLink(words("organisation.title"), to: MembersAddress.organisation(words.language))
            errorSummary(words("form.error.title"), problems)
            h1 { words("reception.title") }
            if wasKept { doneNotice(words("reception.kept")) }
            lead(words("reception.lead"))
            form(to: MembersAddress.reception(words.language)) {
                choices(words, "subjects", "reception.subjects", Subject.self, typed.subjects, problems)
                choices(words, "ages", "reception.ages", AgeGroup.self, typed.ages, problems)
                choices(words, "forms", "reception.forms", ExploitationForm.self, typed.forms, problems)
                select(
                    Field("reach", words("reception.reach")), Reach.allCases.map { Choice($0.rawValue, words($0)) },
                    chosen: typed.reach)
                select(
                    Field("point", words("reception.point"), hint: words("reception.point.hint")),
                    desk.guide.points.map { Choice($0.id.text, $0.name[words.language]) }, chosen: typed.point,
                    empty: words("reception.point.none"))
                textArea(
                    Field(
                        "regions", words("reception.regions"), hint: words("reception.regions.hint"),
                        error: problems["regions"]), value: typed.regions, rows: 4)
                h2 { words("reception.about.title") }
                p { words("reception.about.text") }
                for language in Language.allCases {
                    textArea(
                        Field(
                            "about." + language.rawValue, language.ownName,
                            hint: words("reception.about.hint"), error: problems["about." + language.rawValue]),
                        value: typed.about[language] ?? "", rows: 3, maxLength: TypedReception.longestAbout)
                }
                buttons { button(words("reception.button")) }
            }
        }
        return .page(document.render(), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func choices<C: Coded>(
        _ words: Words, _ name: String, _ title: Key, _ type: C.Type, _ chosen: Set<String>, _ problems: Problems
    ) -> HTML {
        checkboxes(
            Field(name, words(title), error: problems[name]), C.allCases.map { Choice($0.rawValue, words($0)) },
            chosen: chosen)
    }
}

/// What an organisation takes as the form has it: text, until it is found right.
struct TypedReception {
    static let longestAbout = 500

    var subjects: Set<String>
    var ages: Set<String>
    var forms: Set<String>
    var reach: String
    /// One region a line.
    var regions: String
    /// The id of a reporting point, or empty.
    var point: String
    var about: [Language: String]

    init(_ reception: Reception, register: MunicipalityRegister) {
        subjects = Set(reception.subjects.map(\.rawValue))
        ages = Set(reception.ages.map(\.rawValue))
        forms = Set(reception.forms.map(\.rawValue))
        reach = reception.reach.rawValue
        regions = register.names(of: reception.regions, reception.reach).joined(separator: "\n")
        point = reception.point?.text ?? ""
        about = reception.about
    }

    init(_ fields: FormFields) {
        subjects = Set(fields.all("subjects"))
        ages = Set(fields.all("ages"))
        forms = Set(fields.all("forms"))
        reach = fields["reach"] ?? ""
        regions = fields["regions"] ?? ""
        point = fields["point"] ?? ""
        about = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, fields.text("about." + $0.rawValue) ?? "") })
    }

    /// The reception as it was, with what the form changes; nil when there are problems.
    func reception(
        from before: Reception, _ guide: Guide, _ words: Words, _ problems: inout Problems
    ) -> Reception? {
        var new = before
        new.subjects = Set(subjects.compactMap(Subject.init))
        new.ages = Set(ages.compactMap(AgeGroup.init))
        new.forms = Set(forms.compactMap(ExploitationForm.init))
        new.reach = Reach(rawValue: reach) ?? .national
        new.about = about
        new.point = PointID(point).flatMap { guide[point: $0]?.id }
        if new.subjects.isEmpty { problems.add("subjects", words("reception.missing")) }
        if new.ages.isEmpty { problems.add("ages", words("reception.missing")) }
        if new.forms.isEmpty { problems.add("forms", words("reception.missing")) }
        let lines = regions.split(whereSeparator: { $0.isNewline || $0 == ";" }).map { String($0).trimmed }
            .filter { !$0.isEmpty }
        let read = guide.municipalities.read(lines, of: new.reach)
        new.regions = read.regions
        if new.reach == .national {
            new.regions = []
        } else if !read.unknown.isEmpty {
            problems.add(
                "regions", words("reception.regions.unknown", ["names": read.unknown.joined(separator: ", ")]))
        } else if read.regions.isEmpty {
            problems.add("regions", words("reception.regions.missing"))
        }
        for language in Language.allCases where (about[language] ?? "").count > Self.longestAbout {
            problems.add("about." + language.rawValue, words("refusal.tooLong"))
        }
        return problems.isEmpty ? new : nil
    }
}
