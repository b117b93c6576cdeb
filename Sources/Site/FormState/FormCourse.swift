import Signpost
import Terms

/// A page of the form, as the browser's history has it.
enum FormPage: Codable, Sendable, Hashable {
    case step(WalkStep)
    /// Whether to stop, asked from a step.
    case abandoning(WalkStep)
    case letter(PointID)
}

/// The way that one person went through the form. It grows as the browser's history does: whoever goes back and on from
/// there leaves what came after.
///
/// A page's address holds the form and the page's number and nothing else, so that the history tells no question.
struct FormCourse: Codable, Sendable {
    /// So many pages can be gone back to; a form with more goes on without.
    static let mostPages = 300

    /// Four characters that tell apart the forms in one browser. They are no secret and open nothing.
    let form: String
    /// The number of the page that carries this state, from 1.
    private(set) var page = 1
    /// What each page shows, the first one first.
    private(set) var pages: [FormPage]
    /// How often an answer came in: of two states of one form, the one with more is the newer.
    private(set) var answers = 0

    init(form: String, at page: FormPage = .step(.subject)) {
        self.form = form
        pages = [page]
    }

    static func newForm(_ chance: Randomness) -> String {
        String(Crockford.encode(chance.bytes(3)).lowercased().prefix(4))
    }

    static func isForm(_ text: String) -> Bool {
        text.utf8.count == 4 && text.allSatisfy { Crockford.value(of: $0) != nil }
    }

    /// What the page of this number shows; nil when there is none.
    subscript(number: Int) -> FormPage? { pages.indices.contains(number - 1) ? pages[number - 1] : nil }

    /// Goes on to a page with an answer; the page that is there already is shown again under its number.
    mutating func go(to next: FormPage) {
        answers += 1
        guard self[page] != next else { return }
        pages = pages.prefix(page) + [next]
        page += 1
    }

    /// The same way, seen from another of its pages.
    func at(_ number: Int) -> FormCourse {
        var course = self
        course.page = number
        return course
    }
}
