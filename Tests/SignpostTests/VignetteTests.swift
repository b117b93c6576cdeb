import Foundation
import Signpost
import Terms
import Testing
import Yams

/// A story from the field, and where the signpost must lead in it.
struct Vignette: Sendable, CustomTestStringConvertible {
    struct Malformed: Error { let line: Int }

    let title: String
    let situation: Situation
    /// When somebody asks; absent when that makes no difference.
    let moment: Instant?
    let first: PointID?
    /// Among the first so many.
    let within: [(count: Int, points: [PointID])]
    let includes, forbids, notHere: [PointID]

    var testDescription: String { title }

    /// The file with the stories, as it stands beside this one.
    private static let file = (try? String(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/vignettes.yaml"),
        encoding: .utf8)) ?? ""

    static let all: [Vignette] = {
        let list = (try? Yams.compose(yaml: file))?.sequence ?? []
        return list.compactMap { try? Vignette($0) }
    }()

    /// How many stories the file tells.
    static var told: Int { file.split(separator: "\n").count { $0.hasPrefix("- title:") } }

    init(_ node: Node) throws {
        func ids(_ node: Node?) throws -> [PointID] {
            guard let node else { return [] }
            return try (node.sequence.map(Array.init) ?? [node]).map { item in
                guard let id = item.scalar.flatMap({ PointID($0.string) }) else {
                    throw Malformed(line: item.mark?.line ?? 0)
                }
                return id
            }
        }
        let known = Set(["title", "story", "situation", "at", "expects", "forbids", "notHere"])
        guard let title = node["title"]?.scalar?.string, let situation = node["situation"]?.mapping,
            let expects = node["expects"]?.mapping,
            node.mapping?.keys.allSatisfy({ known.contains($0.scalar?.string ?? "") }) == true,
            expects.keys.allSatisfy({ ["first", "within", "includes"].contains($0.scalar?.string ?? "") })
        else { throw Malformed(line: node.mark?.line ?? 0) }
        self.title = title
        self.situation = try Situation(situation)
        moment = try node["at"].map { node in
            guard let date = node.scalar.flatMap({ try? Date($0.string, strategy: .iso8601) }) else {
                throw Malformed(line: node.mark?.line ?? 0)
            }
            return Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1_000))
        }
        first = try ids(expects["first"]).first
        within =
            try expects["within"]?.mapping?.map { key, value in
                guard let count = Int(key.scalar?.string ?? "") else { throw Malformed(line: key.mark?.line ?? 0) }
                return (count, try ids(value))
            } ?? []
        includes = try ids(expects["includes"])
        forbids = try ids(node["forbids"])
        notHere = try ids(node["notHere"])
    }
}

extension Situation {
    /// As the vignettes write it.
    init(_ mapping: Node.Mapping) throws {
        self.init()
        for (key, value) in mapping {
            let text = value.scalar?.string ?? ""
            func code<C: RawRepresentable>(_ type: C.Type) throws -> C? where C.RawValue == String {
                if text == "unknown" { return nil }
                guard let code = C(rawValue: text) else { throw Vignette.Malformed(line: value.mark?.line ?? 0) }
                return code
            }
            switch key.scalar?.string {
            case "directDanger": directDanger = text == "true"
            case "subject": subject = try code(Subject.self)
            case "purpose": purpose = try code(Purpose.self)
            case "reporter": reporter = try code(ReporterRole.self)
            case "profession": profession = try code(Profession.self)
            case "age": age = try code(AgeGroup.self) ?? .unknown
            case "forms":
                forms = Set(
                    value.sequence?.compactMap { $0.scalar.flatMap { ExploitationForm(rawValue: $0.string) } } ?? [])
            case "online": online = text == "true"
            case "images": images = text == "true"
            case "anonymous": anonymous = text == "true"
            case "sexualViolence": sexualViolence = try code(SexualViolence.self)
            case "missing": missing = text == "true"
            case "residence": residence = try code(Residence.self)
            case "border": border = text == "true"
            case "abroad": abroad = text == "true"
            case "municipality": municipality = MunicipalityCode(text)
            default: throw Vignette.Malformed(line: key.mark?.line ?? 0)
            }
        }
    }
}

@Suite("Stories from the field")
struct VignetteTests {
    private let guide = Directory.embedded.on(.today)

    @Test("are all read")
    func read() {
        #expect(Vignette.all.count == Vignette.told && Vignette.told == 84)
        let named = Vignette.all.flatMap { $0.includes + $0.forbids + $0.notHere + $0.within.flatMap(\.points) }
        #expect(named.allSatisfy { guide[point: $0] != nil })
    }

    @Test("each lead to the right points, and to none of the wrong ones", arguments: Vignette.all)
    func advice(vignette: Vignette) {
        let advice =
            vignette.moment.map { guide.advice(for: vignette.situation, at: $0) }
            ?? guide.advice(for: vignette.situation)
        let list = advice.recommendations.map(\.point.id)
        let leftOut = advice.notRecommended.map(\.point.id)
        if let first = vignette.first { #expect(list.first == first) }
        for (count, points) in vignette.within {
            for point in points { #expect(list.prefix(count).contains(point), "\(point) within \(count)") }
        }
        for point in vignette.includes { #expect(list.contains(point), "\(point)") }
        for point in vignette.forbids { #expect(!list.contains(point), "\(point)") }
        for point in vignette.notHere { #expect(leftOut.contains(point), "\(point)") }
        #expect(Safety(guide).broken(by: advice, in: vignette.situation) == nil)
    }
}
