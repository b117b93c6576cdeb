import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Signpost
import Terms
import Web
import Words

/// The dossiers of an organisation, and opening one without a report.
struct DossierListRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        [
            .member(Role.caseWork, .get, "/{language}/dossiers", "dossiers") { visit, session in
                try await list(visit, session)
            },
            .member(Role.caseWork, .get, "/{language}/dossiers/new", "dossiers.new") { visit, session in
                try show(NewDossierForm(), visit, session)
            },
            .member(Role.caseWork, .post, "/{language}/dossiers/new", "dossiers.open") { visit, session in
                try await open(visit, session)
            },
        ]
    }

    private func list(_ visit: Visit, _ session: Session) async throws -> Reply {
        let query = try visit.queryFields()
        let filter = query["view"].flatMap(DossierFilter.init) ?? .coordinated
        let place = query["after"].flatMap(DossierPlace.init)
        let page = DossierListPage(
            words: .of(visit.language), session: session, filter: filter,
            page: try await desk.days.dossiers(filter, after: place, for: session), isFurther: place != nil,
            now: visit.now, register: desk.register)
        return .page(page.document().render())
    }

    private func show(_ form: NewDossierForm, _ visit: Visit, _ session: Session) throws -> Reply {
        let draft = try form.draft ?? CaseFiles(desk: desk).sealed(Draft(desk.ground.chance), at: visit.now)
        let page = NewDossierPage(
            words: .of(visit.language), session: session, typed: form, draft: draft, register: desk.register)
        return .page(page.document().render(), status: form.problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func open(_ visit: Visit, _ session: Session) async throws -> Reply {
        let fields = try await visit.form()
        let words = Words.of(visit.language)
        let draft = try CaseFiles(desk: desk).draft(fields)
        var form = NewDossierForm(fields, words, desk.register)
        guard form.problems.isEmpty, let urgency = form.urgency, let traits = form.traits.traits else {
            return try show(form, visit, session)
        }
        do {
            let new = try NewDossier(
                urgency: urgency, age: traits.age, forms: traits.forms, municipality: traits.municipality, words: form.text)
            let id = try await desk.dossiers.open(new, from: draft, by: session)
            return .see(DossierAddress.dossier(id, visit.language))
        } catch let refusal as DossierRefusal {
            form.problems.add("new.text", words(Key("dossierRefusal", refusal.reason.rawValue)))
            return try show(form, visit, session)
        } catch is DossierAbsent {
            // Who does not hold the keys yet opens no dossier either.
            form.problems.add("new.text", words("staff.waiting"))
            return try show(form, visit, session)
        }
    }
}

/// What was typed to open a dossier.
struct NewDossierForm {
    var text = ""
    var urgency: Urgency?
    var traits = TraitsForm()
    var draft: String?
    var problems = Problems()

    init() {}

    init(_ fields: FormFields, _ words: Words, _ register: MunicipalityRegister) {
        text = fields.text("new.text") ?? ""
        urgency = fields["urgency"].flatMap(Urgency.init)
        traits = TraitsForm(fields, register)
        draft = fields["draft"]
        if text.isEmpty { problems.add("new.text", words(Key("dossierRefusal", "nothingSaid"))) }
        if urgency == nil { problems.add("urgency", Choosing.sentence(at: "urgency", words)) }
        for problem in traits.problems(words, register).list { problems.add(problem.field, problem.sentence) }
    }
}
