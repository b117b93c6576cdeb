import Signpost
import Terms
import Testing

@Suite("An advice speaks to who asks")
struct YoungVoiceTests {
    private let guide = Directory.embedded.on(.today)

    /// How a text speaks that is meant for an adult, a professional, or about somebody else.
    private static let adult: [Language: [String]] = [
        .nl: [
            "rofessional", "beroep volg", "Werk je met", "voor wie je werkt", "hulpverlener?", "ouders, leraren",
            "het om iemand", "iemand onder de 18", "een kind ", "het kind", "Een kind ", "inkomen", "verdient",
            "volwassen slachtoffer", "rostitu", "contract", "werkgever", "cliënt", "uitvragen", "je organisatie", "slachtoffer",
            "Slachtoffer", "de persoon", "Zie je", "au pair", "een ander gaat", "iemand zelf", "kan iemand helpen",
        ],
        .en: [
            "rofessional", "your profession", "when working", "for whom you work", "parents, teachers", "about someone",
            "someone under 18", "a child", "the child", "income", " earn", "adult victim", "rostitu", "contract",
            "employer", "client", "question anyone", "your organisation", "victim", "the person", "Do you see", "au pair",
            "about someone else", "help someone before",
        ],
    ]

    /// Situations of a victim of this age: what else is so is left to chance, in every region.
    private func situations(_ age: AgeGroup, _ seed: UInt64) -> [Situation] {
        var dice = Dice(seed)
        let places = guide.municipalities.all
        return (0..<6_000).map { number in
            var situation = SituationSpace.random(&dice)
            situation.reporter = .victim
            situation.age = age
            situation.municipality = number % 3 == 0 ? nil : places[number % places.count].code
            return situation
        }
    }

    private func texts(_ point: Point) -> [Wording] {
        [point.says.task, point.says.anonymity, point.says.next, point.says.expect].compactMap(\.self)
    }

    /// Everything that is told in the advices of these situations, with where it stands.
    private func told(in situations: [Situation]) -> [Wording: String] {
        var told: [Wording: String] = [:]
        for situation in situations {
            let advice = guide.advice(for: situation)
            for recommendation in advice.recommendations {
                for text in texts(recommendation.point) { told[text] = "\(recommendation.point.id)" }
                for reason in recommendation.reasons { reason.text.map { told[$0] = reason.code } }
            }
            for omission in advice.notRecommended {
                for reason in omission.reasons { reason.text.map { told[$0] = reason.code } }
            }
        }
        return told
    }

    /// Every text of the directory, as it is written.
    private var written: [Wording] {
        guide.rules.map(\.reason) + guide.points.flatMap(texts) + guide.branches.flatMap { texts($0.point) }
    }

    @Test("no minor victim reaches a text that is marked for adults, and no victim one that speaks of somebody else")
    func marked() {
        let young = Set(told(in: situations(.minor, 31)).keys.flatMap { [$0.nl, $0.en] })
        let own = Set(told(in: situations(.adult, 32)).keys.flatMap { [$0.nl, $0.en] })
        var marked = 0
        for text in written {
            if text.has(.young) {
                marked += 1
                for other in [text, text.spoken(to: .own)] {
                    #expect(!young.contains(other.nl) && !young.contains(other.en), "\(other.nl)")
                }
            }
            if text.has(.own) { #expect(!own.contains(text.nl) && !own.contains(text.en), "\(text.nl)") }
        }
        #expect(marked > 40)
    }

    @Test("what a minor victim reaches speaks to them: of no contract, no profession, and of nobody else", arguments: Language.allCases)
    func words(language: Language) {
        let told = told(in: situations(.minor, 33))
        #expect(told.count > 80)
        for (text, place) in told {
            for phrase in Self.adult[language] ?? [] where text[language].contains(phrase) {
                Issue.record("\(place): “\(phrase)” in “\(text[language])”")
            }
        }
    }

    @Test("a minor hears what is written for minors, else what is written for victims, and everybody else what is written for all")
    func fallback() throws {
        let kmar = try #require(guide[point: "kmar"]?.says.expect)
        #expect(kmar.spoken(to: .young) == kmar.spoken(to: .own) && kmar.spoken(to: .own).nl != kmar.nl)
        let safety = try #require(guide[point: "veilig-thuis"]?.says.next)
        #expect(safety.spoken(to: .own).nl == safety.nl && safety.spoken(to: .young).nl != safety.nl)
        var situation = Situation()
        situation.age = .minor
        situation.reporter = .professional
        #expect(situation.voice == .everybody)
        let branch = try #require(guide.branches.first { $0.id == "veilig-thuis-utrecht" })
        #expect(branch.point.says.task?.spoken(to: .young) == guide[point: "veilig-thuis"]?.says.task?.spoken(to: .young))
    }
}
