import Signpost
import Terms

/// Reads a situation from what was sent, and keeps every mistake in it. Nothing needs to be there.
struct SituationReading {
    /// Every name that may be given, in the order of the document.
    static let names = [
        "directGevaar", "onderwerp", "doel", "melder", "beroepsgroep", "leeftijdsgroep", "uitbuiting", "online",
        "beelden", "anoniem", "seksueelGeweld", "vermist", "verblijfsrecht", "grensOfLuchthaven", "buitenland",
        "gemeente",
    ]
    /// What says that something is not known, where the code itself is absent then.
    static let unknown = "onbekend"
    /// Whom a situation can be about; a question is about nobody yet.
    static let subjects: [Subject] = [.victim, .perpetrator, .both]

    private var values: [String: JSON] = [:]
    private var mistakes: [Problem.Mistake] = []

    /// Throws a ``Problem`` that holds every mistake.
    static func read(_ bytes: [UInt8], _ register: MunicipalityRegister) throws -> Situation {
        guard case .object(let members)? = JSON.read(bytes) else { throw Problem(mistakes: []) }
        var reading = SituationReading()
        for member in members {
            if names.contains(member.name) {
                reading.values[member.name] = member.value
            } else {
                reading.note(member.name, .unknownName, names)
            }
        }
        let situation = reading.situation(register)
        guard reading.mistakes.isEmpty else { throw Problem(mistakes: reading.mistakes) }
        return situation
    }

    private mutating func situation(_ register: MunicipalityRegister) -> Situation {
        var situation = Situation()
        situation.directDanger = flag("directGevaar")
        situation.subject = code("onderwerp", among: Self.subjects)
        situation.purpose = code("doel", among: Purpose.allCases)
        situation.reporter = code("melder", among: ReporterRole.allCases)
        situation.profession = code("beroepsgroep", among: Profession.allCases)
        situation.age = code("leeftijdsgroep", among: AgeGroup.allCases) ?? .unknown
        situation.forms = codes("uitbuiting")
        situation.online = flag("online")
        situation.images = flag("beelden")
        situation.anonymous = flag("anoniem")
        situation.sexualViolence = code("seksueelGeweld", among: SexualViolence.allCases, orUnknown: true)
        situation.missing = flag("vermist")
        situation.residence = code("verblijfsrecht", among: Residence.allCases, orUnknown: true)
        situation.border = flag("grensOfLuchthaven")
        situation.abroad = flag("buitenland")
        if let written = text("gemeente") {
            if let place = MunicipalityCode(written).flatMap({ register.current($0) }) {
                situation.municipality = place.code
            } else {
                note("gemeente", .unknownMunicipality)
            }
        }
        return situation
    }

    private mutating func flag(_ name: String) -> Bool {
        switch values[name] {
        case nil: break
        case .bool(let flag): return flag
        default: note(name, .notFlag)
        }
        return false
    }

    private mutating func text(_ name: String) -> String? {
        switch values[name] {
        case nil: break
        case .string(let text): return text
        default: note(name, .notText)
        }
        return nil
    }

    private mutating func code<Code: Spoken>(_ name: String, among codes: [Code], orUnknown: Bool = false) -> Code? {
        guard let text = text(name), !orUnknown || text != Self.unknown else { return nil }
        if let code = codes.first(where: { $0.word == text }) { return code }
        note(name, .unknownWord, codes.map(\.word) + (orUnknown ? [Self.unknown] : []))
        return nil
    }

    private mutating func codes(_ name: String) -> Set<ExploitationForm> {
        guard let value = values[name] else { return [] }
        guard case .array(let parts) = value else {
            note(name, .notList)
            return []
        }
        var forms: Set<ExploitationForm> = []
        for (place, part) in parts.enumerated() {
            if case .string(let word) = part, let form = ExploitationForm(word: word) {
                forms.insert(form)
            } else {
                note("\(name)[\(place)]", .unknownWord, ExploitationForm.allCases.map(\.word))
            }
        }
        return forms
    }

    private mutating func note(_ name: String, _ reason: Problem.Mistake.Reason, _ words: [String] = []) {
        mistakes.append(.init(name: name, place: .body, reason: reason, words: words))
    }
}
