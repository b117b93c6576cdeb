import Signpost
import Terms
import Web

/// What somebody looks for in the directory, as it stands in the address: what it says of no case.
struct DirectoryQuery {
    private(set) var filter = PointFilter()
    /// A municipality or town as it was typed.
    private(set) var placeTyped = ""
    /// The municipalities that may be meant, when they are several.
    private(set) var places: [Municipality] = []
    private(set) var isPlaceUnknown = false

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
        let found = PlaceSearch.find(typed, register)
        placeTyped = found.first.flatMap { found.count == 1 ? $0.name : nil } ?? String(typed.prefix(80))
        isPlaceUnknown = found.isEmpty
        if found.count == 1 { filter.municipality = found[0].code } else { places = found }
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
    static func find(_ typed: String, _ register: MunicipalityRegister) -> [Municipality] {
        if let code = MunicipalityCode(typed), let place = register.current(code) { return [place] }
        return register.find(typed)
    }
}
