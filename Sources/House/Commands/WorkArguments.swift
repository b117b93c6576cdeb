import ArgumentParser
import Collaboration
import Duties
import Organisations

/// What becomes of the work of a member who cannot go on with it.
struct Work: ParsableArguments {
    @Option(help: "The name or id of the colleague who takes over what they had taken on; without, it is nobody's.")
    var giveTo: String?

    func successor(at organisation: Organisation, in house: House) async throws -> Member? {
        guard let giveTo else { return nil }
        return try await house.member(giveTo, of: organisation)
    }

    /// Prints what they had taken on, by reference, first what is due first.
    func tell(_ held: [Duty], of member: Member, to successor: Member?) {
        var objects: [String] = []
        for duty in held where !objects.contains(duty.object) { objects.append(duty.object) }
        guard !objects.isEmpty else { return }
        print("\(member.name) had taken on \(objects.count), now \(successor.map { "with " + $0.name } ?? "nobody's"):")
        for object in objects { print("  " + (WorkName(of: object)?.text ?? object)) }
    }
}

extension WorkName {
    fileprivate var text: String { kind.rawValue + " " + reference }
}
