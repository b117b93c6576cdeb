import Signpost
import Terms
import Web
import Words

/// What somebody looks for in the directory, as it stands in the address: what it says of no case.
struct DirectoryQuery {
    private(set) var filter = PointFilter()
    /// A municipality or town as it was typed.
    private(set) var placeTyped = ""
    /// The municipalities that may be meant, when they are several.
    private(set) var places: [Municipality] = []
    /// Why no municipality is meant, when that is sure.
    private(set) var placeProblem: Key?

    init(_ fields: FormFields, _ register: MunicipalityRegister) {
        filter.text = String((fields.text("search") ?? "").prefix(80))
        filter.audience = fields["audience"].flatMap(ReporterRole.init)
        filter.subject = fields["subject"].flatMap(Subject.init)
        filter.age = fields["age"].flatMap(AgeGroup.init)
        filter.form = fields["form"].flatMap(ExploitationForm.init)
        filter.kind = fields["kind"].flatMap(PointKind.init)
        filter.anonymous = fields["anonymous"] != nil
        filter.openNow = fields["open"] != nil
        guard let typed = fields.text("municipality") else { return }
        let meant = PlaceSearch.meaning(of: typed, register)
        placeProblem = meant.problem
        if case .one(let place) = meant {
            placeTyped = place.name
            filter.municipality = place.code
        } else {
            placeTyped = String(typed.prefix(80))
            places = meant.choices
        }
    }

    /// Nothing is looked for: the page that is the same for everybody.
    var isEmpty: Bool { filter == PointFilter() && placeTyped.isEmpty }

    /// Something is set besides the search.
    var isFiltered: Bool {
        var others = filter
        others.text = ""
        return others != PointFilter() || !placeTyped.isEmpty
    }
}

/// Municipalities by what was typed or by their code.
enum PlaceSearch {
    static func meaning(of typed: String, _ register: MunicipalityRegister) -> PlaceMeant {
        if let code = MunicipalityCode(typed), let place = register.current(code) { return .one(place) }
        return register.meaning(of: typed)
    }
}

extension PlaceMeant {
    /// What is said when there is nothing to choose from.
    var problem: Key? {
        switch self {
        case .nothing: "step.place.error.notFound"
        case .wider(let places): places.isEmpty ? "step.place.error.wider" : nil
        case .abroad(let places): places.isEmpty ? "signpost.place.abroad" : nil
        case .one, .perhaps: nil
        }
    }
}
