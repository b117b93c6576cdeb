import HTML
import Testing

@Suite("A field of a form")
struct FormTests {
    private static let choices = [Choice("a", "First"), Choice("b", "Second", hint: "The other one")]

    /// Each kind of field there is, made of the same field.
    private static func kinds(_ field: Field) -> [(name: String, html: HTML)] {
        [
            ("text", textField(field, value: "\"x\"", maxLength: 10, suggestions: ["one", "two"])),
            ("area", textArea(field, value: "<x>", maxLength: 10)),
            ("date", dateField(field, parts: ("Day", "Month", "Year"), value: ("1", "2", "2026"))),
            ("radios", radios(field, choices, chosen: "b")),
            ("checkboxes", checkboxes(field, choices, chosen: ["a", "b"])),
            ("checkbox", checkbox(field, isChosen: true)),
            ("select", select(field, choices, chosen: "a", empty: "Choose")),
            ("file", fileField(field, accept: ["image/*"])),
        ]
    }

    private static let fields = [
        Field("name", "Your name"), Field("name", "Your name", hint: "Any name will do"),
        Field("name", "Your name", error: "Write a name"),
        Field(
            "name", "Your name", hint: "Any name will do", error: "Write a name", optional: "(optional)",
            isHeading: true),
    ]

    private static let controls = ["input", "select", "textarea"]

    @Test("has a label for every control, and every id once")
    func labels() {
        for field in Self.fields {
            for (name, html) in Self.kinds(field) {
                let read = Markup(html)
                #expect(read.faults.isEmpty, "\(name)")
                let labelled = Set(read.all("label").compactMap { $0.attributes["for"] })
                for control in read.tags where Self.controls.contains(control.name) && !control.isClosing {
                    let id = control.attributes["id"] ?? ""
                    #expect(labelled.contains(id), "\(name): \(control)")
                    #expect(control.attributes["name"]?.hasPrefix(field.name) == true, "\(name)")
                    #expect(
                        control.attributes["autocomplete"] == "off" || name == "file",
                        "\(name): nothing is offered again")
                }
                let ids = read.tags.compactMap { $0.attributes["id"] }
                #expect(Set(ids).count == ids.count, "\(name): \(ids)")
                #expect(labelled.isSubset(of: ids), "\(name)")
                #expect(read.allText.contains(field.label), "\(name)")
            }
        }
    }

    @Test("is described by its hint and its error wherever it has them, and by nothing that is not there")
    func described() {
        for field in Self.fields {
            for (name, html) in Self.kinds(field) {
                let read = Markup(html)
                let ids = Set(read.tags.compactMap { $0.attributes["id"] })
                let named = read.tags.flatMap {
                    ($0.attributes["aria-describedby"] ?? "").split(separator: " ").map(String.init)
                }
                #expect(Set(named).isSubset(of: ids), "\(name)")
                #expect(named.contains(field.id + "-hint") == (field.hint != nil), "\(name)")
                #expect(named.contains(field.id + "-error") == (field.error != nil), "\(name)")
                let isInvalid = read.tags.contains { $0.attributes["aria-invalid"] == "true" }
                #expect(isInvalid == (field.error != nil), "\(name)")
                for text in [field.hint, field.error, field.optional].compactMap({ $0 }) {
                    #expect(read.allText.contains(text), "\(name): \(text)")
                }
            }
        }
    }

    @Test("of several choices is a group with its question as legend")
    func groups() {
        for field in Self.fields {
            for (name, html) in Self.kinds(field) where ["date", "radios", "checkboxes"].contains(name) {
                let read = Markup(html)
                #expect(read.all("fieldset").count == 1 && read.all("legend").count == 1, "\(name)")
                #expect(read.all("h1").count == (field.isHeading ? 1 : 0), "\(name)")
            }
        }
    }

    @Test("keeps what was chosen and typed")
    func values() {
        let kinds = Dictionary(uniqueKeysWithValues: Self.kinds(Self.fields[0]))
        func checked(_ name: String) -> [String?] {
            Markup(kinds[name] ?? .empty).all("input").filter { $0.attributes["checked"] != nil }.map {
                $0.attributes["value"]
            }
        }
        #expect(checked("radios") == ["b"] && checked("checkboxes") == ["a", "b"] && checked("checkbox") == ["yes"])
        #expect(Markup(kinds["text"] ?? .empty).all("input")[0].attributes["value"] == "\"x\"")
        // A browser drops the first line end of a text area.
        #expect(Markup(kinds["area"] ?? .empty).texts.last == "\n<x>")
        let selected = Markup(kinds["select"] ?? .empty).all("option").filter { $0.attributes["selected"] != nil }
        #expect(selected.map { $0.attributes["value"] } == ["a"])
    }

    @Test("that is wrong is where the list of problems leads")
    func problems() {
        var problems = Problems()
        #expect(errorSummary("Mind this", problems).isEmpty)
        for field in Self.fields { problems.add(field.name, "Write a name") }
        problems.add("birth.date", "Write a date")
        #expect(problems.list.count == 2 && problems["name"] == "Write a name" && problems["other"] == nil)
        let read = Markup(errorSummary("Mind this", problems))
        #expect(
            read.all("a").map { $0.attributes["href"] } == [
                "#" + Field("name", "").id, "#" + Field("birth.date", "").id,
            ])
        #expect(read.tags.contains { $0.attributes["role"] == "alert" })
        for (name, html) in Self.kinds(Field("birth.date", "Born")) {
            let ids = Markup(html).tags.compactMap { $0.attributes["id"] }
            #expect(ids.contains(Field("birth.date", "").id), "\(name)")
        }
    }

    @Test("goes to where the form says, and files only when it may carry them")
    func forms() {
        let plain = Markup(form(to: "/nl/send") { "" }).tags[0].attributes
        #expect(plain["method"] == "post" && plain["action"] == "/nl/send" && plain["enctype"] == nil)
        let files = Markup(form(to: "/nl/send", files: true) { "" }).tags[0].attributes
        #expect(files["enctype"] == "multipart/form-data")
    }
}
