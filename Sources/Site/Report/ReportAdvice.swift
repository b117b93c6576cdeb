import HTML
import HTTPTypes
import Reporting
import Signpost
import Terms
import Web
import Words

/// Between the questions about the situation and those about what happened: whom to turn to.
extension ReportRoutes {
    func advice(_ state: WalkState, _ language: Language, _ now: Instant) async throws -> Reply {
        var state = state
        state.isAdvised = true
        let answers = state.answers
        let guide = desk.guide
        let place = answers.municipality.flatMap { guide.municipalities.current($0) }
        let (receiver, here) = try await receiving(
            Routing(
                subject: answers.subject ?? .question, age: answers.age ?? .unknown, forms: answers.forms, place: place))
        let page = AdvicePage(
            words: .of(language), answers: answers, state: try sealedForm.seal(state, at: now), guide: guide, now: now,
            receiver: receiver, promise: promise(answers, now), here: here,
            isChecking: state.isChecking)
        return .page(page.document().render())
    }

    /// By when somebody will have looked at a report that is sent now.
    func promise(_ answers: Answers, _ now: Instant) -> Promise {
        Promise(now + desk.settings.intakeTerms.term(answers.urgency), urgency: answers.urgency)
    }

    /// The advice needs no database: while that is away, it says nothing of reporting here.
    private func receiving(_ report: Routing) async throws -> (Receiver?, here: [PointID: Receiver]) {
        do {
            return (try await desk.reception.receiver(for: report), try await desk.reception.points(for: report))
        } catch  where ErrorMapping().page(for: error)?.isPassing == true {
            return (nil, [:])
        }
    }

    /// What the buttons of the advice lead to: a report here, to a point that is here; a letter; nil for all others.
    func onward(_ go: String, _ state: WalkState, _ visit: Visit) async throws -> Reply? {
        var state = state
        if go == "next" || go.hasPrefix("here-") {
            state.answers.point = go == "next" ? nil : PointID(String(go.dropFirst(5)))
            state.isAdvised = false
            state.seeksAdvice = false
            return try await show(.step(state.isChecking ? .check : .signs), state, visit)
        }
        guard go.hasPrefix("letter-") else { return nil }
        guard let id = PointID(String(go.dropFirst(7))), desk.guide[point: id] != nil else { throw ErrorPage.malformed }
        return try await show(.letter(id), state, visit)
    }

    /// A letter to a point, to print and take along.
    func letter(_ id: PointID, _ state: WalkState, _ language: Language, _ now: Instant) throws -> Reply {
        let guide = desk.guide
        guard let point = guide[point: id] else { throw ErrorPage.notFound }
        let branch = state.answers.municipality.flatMap { guide.branch(of: id, in: $0) }
        let page = LetterPage(
            words: .of(language), answers: state.answers, state: try sealedForm.seal(state, at: now), guide: guide,
            point: branch?.point ?? point)
        return .page(page.document().render())
    }
}
