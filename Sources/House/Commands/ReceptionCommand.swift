import ArgumentParser
import Organisations
import Reporting
import Signpost
import Storage
import Terms

/// What an organisation takes, so that reports reach the right place.
struct ReceptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reception", abstract: "Shows and sets which reports an organisation takes.",
        discussion: "What is not named stays as it is; without any option it is only shown.")
    @OptionGroup var place: Place

    @Argument(help: "The organisation's name or id.")
    var organisation: String

    @Option(name: .customLong("subject"), help: "What it takes; may be given several times.")
    var subjects: [Subject] = []

    @Option(name: .customLong("age"), help: "About whom; may be given several times.")
    var ages: [AgeGroup] = []

    @Option(name: .customLong("form"), help: "Which forms of exploitation; may be given several times.")
    var forms: [ExploitationForm] = []

    @Option(help: "How far it reaches; all but national goes with --region.")
    var reach: Reach?

    @Option(name: .customLong("region"), help: "A region of that reach, by name; may be given several times.")
    var regions: [String] = []

    @Option(name: .customLong("order"), help: "Among equally near organisations, the lowest number goes first.")
    var order: Int?

    @Flag(help: "It takes whatever nobody else takes, instead of the organisation that does so now.")
    var fallback = false

    @Option(help: "The reporting point of the directory that it is, by its id; none for no point.")
    var point: String?

    @Option(help: "One or two sentences for reporters, in Dutch.")
    var aboutNl: String?

    @Option(help: "One or two sentences for reporters, in English.")
    var aboutEn: String?

    func run() async throws {
        let house = try await place.existing()
        let found = try await house.organisation(organisation)
        let desk = ReceptionDesk(house.ground)
        let before = try await house.ground.database.read { tx in try desk.reception(of: found.id, in: tx) }
        var reception = before ?? Reception(organisation: found.id)
        if !subjects.isEmpty { reception.subjects = Set(subjects) }
        if !ages.isEmpty { reception.ages = Set(ages) }
        if !forms.isEmpty { reception.forms = Set(forms) }
        if let order { reception.place = order }
        if fallback { reception.isFallback = true }
        if let aboutNl { reception.about[.nl] = aboutNl }
        if let aboutEn { reception.about[.en] = aboutEn }
        let guide = try house.directory.at(house.ground.time.now())
        let register = guide.municipalities
        if let point { reception.point = try Self.point(point, guide) }
        try setRegions(of: &reception, register)
        if reception != before {
            try await house.ground.database.write { [reception] tx in try desk.set(reception, in: tx) }
        }
        show(reception, of: found, register)
    }

    private static func point(_ typed: String, _ guide: Guide) throws -> PointID? {
        if typed == "none" { return nil }
        guard let id = PointID(typed), guide[point: id] != nil else {
            throw House.Trouble(description: "The directory has no reporting point \(typed).")
        }
        return id
    }

    private func setRegions(of reception: inout Reception, _ register: MunicipalityRegister) throws {
        guard reach != nil || !regions.isEmpty else { return }
        reception.reach = reach ?? reception.reach
        let read = register.read(regions, of: reception.reach)
        guard read.unknown.isEmpty else {
            throw House.Trouble(
                description: "No \(reception.reach.rawValue) is called \(read.unknown.joined(separator: ", ")).")
        }
        guard (reception.reach == .national) == read.regions.isEmpty else {
            throw House.Trouble(
                description: reception.reach == .national
                    ? "A national organisation has no --region." : "Name at least one --region of that reach.")
        }
        reception.regions = read.regions
    }

    private func show(_ reception: Reception, of organisation: Organisation, _ register: MunicipalityRegister) {
        func list<C: Coded>(_ codes: Set<C>) -> String {
            C.allCases.filter(codes.contains).map(\.rawValue).joined(separator: ", ")
        }
        let regions = register.names(of: reception.regions, reception.reach)
        print(organisation.name)
        print("  subjects: \(list(reception.subjects))")
        print("  ages: \(list(reception.ages))")
        print("  forms: \(list(reception.forms))")
        print("  reach: \(([reception.reach.rawValue] + regions).joined(separator: ", "))")
        print("  reporting point: \(reception.point?.text ?? "none")")
        print("  order: \(reception.place)")
        print("  takes what nobody else takes: \(reception.isFallback ? "yes" : "no")")
        for language in Language.allCases {
            print("  about, \(language.rawValue): \(reception.about[language] ?? "")")
        }
    }
}
