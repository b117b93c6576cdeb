import HTML
import Reporting
import Signpost
import Terms
import Web
import Words

/// Reads the fields of one page into the answers and tells what is wrong with them.
struct AnswerReading {
    private let say: FormVoice
    private var words: Words { say.words }
    let fields: FormFields
    let register: MunicipalityRegister
    private let now: Instant
    private(set) var problems = Problems()

    /// - Parameter now: what "today" means.
    init(_ say: FormVoice, fields: FormFields, register: MunicipalityRegister, at now: Instant) {
        self.say = say
        self.fields = fields
        self.register = register
        self.now = now
    }

    mutating func read(_ step: WalkStep, into answers: inout Answers) {
        switch step {
        case .subject:
            answers.subject = fields["subject"].flatMap(Subject.init) ?? answers.subject
            if answers.subject == nil { problems.add("subject", say("step.subject.error.required")) }
        case .role:
            answers.role = fields["role"].flatMap(ReporterRole.init) ?? answers.role
            if answers.role == nil { problems.add("role", say("step.role.error.required")) }
        case .danger:
            answers.danger = fields["danger"].map { $0 == "yes" } ?? answers.danger
            if answers.danger == nil { problems.add("danger", say("step.danger.error.required")) }
        case .profession: answers.profession = fields["profession"].flatMap(Profession.init)
        case .circumstances:
            answers.circumstances = Set(fields.all("circumstances").compactMap(Circumstance.init))
        case .call, .advice, .files, .check: break
        case .place: readPlace(into: &answers)
        case .age:
            answers.age = fields["age"].flatMap(AgeGroup.init) ?? answers.age
            if answers.age == nil { problems.add("age", say("step.age.error.required")) }
        case .exploitation:
            answers.forms = Set(fields.all("exploitation").compactMap(ExploitationForm.init))
            if answers.forms.isEmpty { problems.add("exploitation", say("step.exploitation.error.required")) }
            if answers.forms.contains(.unknown), answers.forms.count > 1 {
                problems.add("exploitation", say("step.exploitation.error.unknownAlone"))
            }
        case .signs:
            let signs = fields.all("signs")
            if !signs.allSatisfy(Sign.exists) { problems.add("signs", say("step.signs.error.unknown")) }
            answers.signs = signs.filter(Sign.exists)
        case .words:
            answers.words = fields.text("words") ?? ""
            if answers.words.count > NewReport.mostCharacters {
                problems.add(
                    "words",
                    say(
                        "step.words.error.tooLong",
                        [
                            "count": words.number(answers.words.count),
                            "limit": words.number(NewReport.mostCharacters),
                        ]))
            }
        case .persons: readDetails(into: &answers)
        case .contact: readContact(into: &answers)
        }
    }

    private mutating func readPlace(into answers: inout Answers) {
        answers.placeUnknown = fields["placeUnknown"] != nil
        answers.placeAbroad = nil
        let typed = fields.text("place") ?? ""
        let isTypedAnew = typed != answers.placeTyped
        if isTypedAnew { answers.municipality = nil }
        answers.placeTyped = String(typed.prefix(100))
        if answers.placeUnknown {
            answers.municipality = nil
            return
        }
        // What was ticked belongs to what was typed before.
        if !isTypedAnew, let chosen = fields["municipality"].flatMap(MunicipalityCode.init), let place = register.current(chosen) {
            answers.municipality = place.code
            return
        }
        guard !typed.isEmpty else { return problems.add("place", say("step.place.error.required")) }
        guard answers.municipality == nil else { return }
        switch register.meaning(of: typed) {
        case .one(let place): answers.municipality = place.code
        // Nobody at an airport has the time to look up in which municipality it lies.
        case .perhaps where Crossings.names(typed), .nothing where Crossings.names(typed): break
        case .perhaps(let places) where places.count == 1:
            problems.add("municipality", say("step.place.error.one", ["name": places[0].name]))
        case .perhaps: problems.add("municipality", say("step.place.error.choose"))
        case .abroad where fields["placeAbroad"] != nil: answers.placeAbroad = true
        case .abroad: problems.add("placeAbroad", say("step.place.error.abroad", ["typed": answers.placeTyped]))
        case .wider(let places):
            problems.add(
                places.isEmpty ? "place" : "municipality",
                say("step.place.error.wider", ["typed": answers.placeTyped]))
        case .nothing: problems.add("place", say("step.place.error.notFound", ["typed": answers.placeTyped]))
        }
    }

    private mutating func readDetails(into answers: inout Answers) {
        answers.details = (0..<NewReport.mostClues).compactMap { index in
            guard let value = fields["value.\(index)"] else { return nil }
            return Answers.Detail(
                kind: fields["kind.\(index)"] ?? "", value: value.trimmed, whose: fields["whose.\(index)"] ?? "")
        }
        if let removed = fields["go"].flatMap({ $0.hasPrefix("remove-") ? Int($0.dropFirst(7)) : nil }),
            answers.details.indices.contains(removed)
        {
            answers.details.remove(at: removed)
        }
        answers.details.removeAll { $0.value.isEmpty && $0.kind.isEmpty }
        for (index, detail) in answers.details.enumerated() {
            let named = ["n": String(index + 1)]
            let place = String(index)
            if detail.value.isEmpty { problems.add("value." + place, say("step.persons.error.value", named)) }
            if IdentifierKind(rawValue: detail.kind) == nil {
                problems.add("kind." + place, say("step.persons.error.kind", named))
            }
            if Involvement(rawValue: detail.whose) == nil {
                problems.add("whose." + place, say("step.persons.error.whose", named))
            }
            if detail.value.count > NewReport.mostClueCharacters {
                problems.add(
                    "value." + place,
                    say(
                        "step.persons.error.tooLong",
                        ["n": String(index + 1), "limit": String(NewReport.mostClueCharacters)]))
            }
        }
    }

    private mutating func readContact(into answers: inout Answers) {
        answers.contactWay = fields["contact"].flatMap(ContactWay.init) ?? answers.contactWay
        answers.phone = (fields.text("phone") ?? "").trimmed
        answers.email = (fields.text("email") ?? "").trimmed
        answers.safely = String((fields.text("safely") ?? "").prefix(2_000))
        answers.contactDay = fields["contactDay"].flatMap(ContactDay.init) ?? answers.contactDay
        answers.contactTime = fields.text("contactTime").map { String($0.prefix(SpokenTime.mostCharacters)) }
        answers.contactFrom = nil
        if answers.contactWay != .siteOnly { readMoment(into: &answers) }
        switch answers.contactWay {
        case nil: problems.add("contact", say("step.contact.error.required"))
        case .siteOnly: break
        case .telephone:
            let digits = answers.phone.filter(\.isNumber).count
            if answers.phone.isEmpty {
                problems.add("phone", say("step.contact.error.phoneMissing"))
            } else if !(8...15).contains(digits) || answers.phone.count > 40 {
                problems.add("phone", say("step.contact.error.phone"))
            }
        case .email:
            if answers.email.isEmpty {
                problems.add("email", say("step.contact.error.emailMissing"))
            } else if !answers.email.contains("@") || answers.email.count > 254 || answers.email.contains(" ") {
                problems.add("email", say("step.contact.error.email"))
            }
        }
    }
}

extension AnswerReading {
    /// From when to call or mail: a time that is still to come, on the day that was chosen, else on the first one. What may
    /// be before noon or after it is asked, also when only one of them is still to come: a call that is not expected may
    /// betray somebody.
    fileprivate mutating func readMoment(into answers: inout Answers) {
        let day = answers.contactDay ?? .any
        let typed = (answers.contactTime ?? "").trimmed
        if typed.isEmpty, day == .any { return }
        if typed.isEmpty || SpokenTime.isNow(typed), let moment = day.begins(at: now, isNow: !typed.isEmpty) {
            answers.contactFrom = moment
            return
        }
        guard let time = SpokenTime(typed, words.language) else {
            return problems.add("contactTime", say("step.contact.error.time"))
        }
        let moments = time.times.compactMap { day.moment($0, at: now) }
        let toCome = moments.filter { $0 > now }
        guard let moment = toCome.first else { return problems.add("contactTime", say("step.contact.error.past")) }
        guard moments.count == 1 else {
            return problems.add(
                "contactTime",
                say(
                    toCome.count == 1 ? "step.contact.error.passed" : "step.contact.error.either",
                    ["one": words.time(moments[0]), "other": words.time(moments[1])]))
        }
        answers.contactFrom = moment
    }
}

extension String {
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
