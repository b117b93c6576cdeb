import Signpost
import Terms
import Testing

@testable import API

@Suite("The words of the API")
struct VocabularyTests {
    private func check<Code: Spoken>(_ type: Code.Type) {
        for code in Code.allCases { #expect(Code(word: code.word) == code, "\(code)") }
        #expect(Set(Code.allCases.map(\.word)).count == Code.allCases.count, "\(type)")
        #expect(Code(word: "iets") == nil)
    }

    @Test("mean one code each, and every code has one")
    func codes() {
        check(Subject.self)
        check(ReporterRole.self)
        check(AgeGroup.self)
        check(ExploitationForm.self)
        check(Purpose.self)
        check(Profession.self)
        check(SexualViolence.self)
        check(Residence.self)
        check(Reach.self)
        check(PointKind.self)
        check(Anonymity.self)
        check(ContactLine.self)
    }

    @Test("are those that were agreed upon: others have written programs with them")
    func agreed() {
        #expect(SituationReading.subjects.map(\.word) == ["slachtoffer", "dader", "slachtofferEnDader"])
        #expect(Set(ReporterRole.allCases.map(\.word)) == ["omstander", "slachtoffer", "professional"])
        #expect(Set(AgeGroup.allCases.map(\.word)) == ["minderjarig", "meerderjarig", "onbekend"])
        #expect(
            Set(ExploitationForm.allCases.map(\.word)) == [
                "seksueel", "arbeid", "crimineel", "bedelarij", "organen", "huishoudelijk",
                "gedwongenHuwelijk", "illegaleAdoptie", "draagmoederschap", "onbekend",
            ])
        #expect(Set(Purpose.allCases.map(\.word)) == ["melden", "overleggen"])
        #expect(
            Set(Profession.allCases.map(\.word)) == [
                "zorg", "onderwijs", "kinderopvang", "jeugdzorg", "maatschappelijkeOndersteuning", "justitie",
                "gemeente", "horeca", "anders",
            ])
        #expect(
            Set(SexualViolence.allCases.map(\.word) + [SituationReading.unknown]) == [
                "binnen7Dagen", "langerGeleden", "nee", "onbekend",
            ])
        #expect(Set(Residence.allCases.map(\.word) + [SituationReading.unknown]) == ["ja", "nee", "onbekend"])
        #expect(
            SituationReading.names == [
                "directGevaar", "onderwerp", "doel", "melder", "beroepsgroep", "leeftijdsgroep", "uitbuiting", "online",
                "beelden", "anoniem", "seksueelGeweld", "vermist", "verblijfsrecht", "grensOfLuchthaven",
                "buitenland", "gemeente",
            ])
    }

    @Test("name every fact that a source vouches for, each by its own name")
    func facts() throws {
        let guide = Directory.embedded.on(try #require(Day(2026, 11, 25)))
        let vouched = (guide.points + guide.branches.map(\.point)).flatMap(\.sources).flatMap(\.facts)
        #expect(vouched.count > 100)
        for fact in Set(vouched) { #expect(FactWords.all[fact] != nil, "\(fact)") }
        #expect(Set(FactWords.all.values).count == FactWords.all.count)
    }
}
