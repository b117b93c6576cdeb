import Signpost
import Terms
import Testing

@Suite("The directory that is part of the program")
struct DirectoryTests {
    @Test("reads well")
    func reads() {
        #expect(Directory.embedded.on(.init(number: 20_000)).points.count > 20)
    }
}
