import HTML
import HTTPTypes
import Reporting
import Signpost
import Terms
import Vault
import Web
import Words

/// The form's pages under addresses of their own, so that the browser can go back and forward.
///
/// An answer is sealed on the server under the key in the browser's cookie, and the next page is got by its address. Where
/// the browser keeps no cookie, and while the database is away, the page answers the form itself, with the sealed field that
/// every page carries.
extension ReportRoutes {
    /// A form begins. Whatever other form is open stays as it is.
    func begin(_ visit: Visit, seekingAdvice: Bool = false) -> Reply {
        let form = FormCourse.newForm(desk.ground.chance)
        let first = seekingAdvice ? PublicAddress.adviceFirst : "1"
        return FormMemory(desk: desk, visit: visit).opening(.see(PublicAddress.formPage(form, first, visit.language)))
    }

    /// A page of a form that is open. The first one can always be had: it holds nothing yet.
    func page(_ visit: Visit) async throws -> Reply {
        let (form, name) = (try visit.value("form"), try visit.value("page"))
        guard FormCourse.isForm(form) else { throw ErrorPage.notFound }
        let isFirst = name == "1" || name == PublicAddress.adviceFirst
        let memory = FormMemory(desk: desk, visit: visit)
        if let open = try await isFirst ? memory.findIfPossible(form) : memory.find(form) {
            if let receipt = open.receipt {
                return try await ReceiptRoutes(desk: desk).page(receipt, named: name, open.news, visit)
            }
            let number = isFirst ? 1 : Int(name) ?? 0
            if var state = open.walk, let course = state.course, let page = course[number] {
                state.course = course.at(number)
                let news = course.page == number ? open.news : FormNews()
                return try await render(page, state, visit.language, visit.now, news)
            }
        }
        guard isFirst else { return try await memory.tidying(gone(.of(visit.language))) }
        var state = WalkState(
            walk: .begin(at: visit.now, desk.ground.chance),
            entropy: desk.ground.chance.bytes(Receipt.entropyBytes))
        state.seeksAdvice = name == PublicAddress.adviceFirst
        state.course = FormCourse(form: form)
        return try await render(.step(.subject), state, visit.language, visit.now)
    }

    /// Goes on to a page, or shows the same one again with what is wrong.
    func show(
        _ page: FormPage, _ state: WalkState, _ visit: Visit, in language: Language? = nil, _ news: FormNews = FormNews()
    ) async throws -> Reply {
        var state = state
        state.course?.go(to: page)
        let language = language ?? visit.language
        if let course = state.course, course.page <= FormCourse.mostPages,
            try await FormMemory(desk: desk, visit: visit).keep(OpenForm(walk: state, news: news), as: course.form)
        {
            return .see(PublicAddress.formPage(course.form, String(course.page), language))
        }
        return try await render(page, state, language, visit.now, news)
    }

    private func render(
        _ page: FormPage, _ state: WalkState, _ language: Language, _ now: Instant, _ news: FormNews = FormNews()
    ) async throws -> Reply {
        var reply =
            switch page {
            case .step(.check): try await check(state, language, now, news)
            case .step(.advice): try await advice(state, language, now)
            case .step(let step): try question(step, state, language, now, news)
            case .abandoning(let step): try abandoning(step, state, language, now)
            case .letter(let point): try letter(point, state, language, now)
            }
        if let seconds = news.retryAfter { reply.fields[.retryAfter] = String(seconds) }
        return reply
    }

    private func question(
        _ step: WalkStep, _ state: WalkState, _ language: Language, _ now: Instant, _ news: FormNews
    ) throws -> Reply {
        let page = StepPage(
            words: .of(language), step: step, walk: state, state: try sealedForm.seal(state, at: now),
            problems: news.problems, guide: desk.guide)
        return .page(page.document().render(), status: news.status)
    }

    /// The state that counts: a page may have stood still in a tab, or in the browser's memory, while its form went on.
    func newest(_ state: WalkState, _ open: OpenForm?) -> WalkState {
        guard let course = state.course, let walk = open?.walk, let newer = walk.course, newer.answers > course.answers,
            walk.entropy == state.entropy
        else { return state }
        var newest = walk
        newest.course = newer.at(course.page)
        newest.isAdvised = state.isAdvised
        newest.isChecking = state.isChecking || walk.isChecking
        return newest
    }

    /// What stood here was sent, erased, left, or quiet for too long.
    private func gone(_ words: Words) -> Reply {
        let language = words.language
        let document = publicPage(words, title: words("form.gone.title"), home: PublicAddress.home(language)) {
            h1 { words("form.gone.title") }
            lead(words("form.gone.text"))
            p { words("form.gone.open") }
            buttons {
                linkButton(words("form.gone.begin"), to: PublicAddress.report(language))
                linkButton(words("home.return.link"), to: PublicAddress.conversation(language), .secondary)
            }
        }
        return .page(document.render(), status: .gone)
    }

    /// Away at once, to a page that anybody may have open; nothing of the forms in this browser opens any more.
    func leave(_ visit: Visit) -> Reply {
        FormMemory(desk: desk, visit: visit).leaving(Reply(.seeOther, [.location: exitAddress]))
    }
}
