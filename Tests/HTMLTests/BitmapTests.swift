import HTML
import Testing

@Suite("A picture of squares")
struct BitmapTests {
    @Test("draws each row's dark runs within its margin, and says what it is for")
    func drawn() throws {
        let rows = [[true, true, false], [false, false, false], [true, false, true]]
        let read = Markup(bitmap(rows, margin: 4, alt: "<a key>"))
        #expect(read.faults.isEmpty)
        let picture = try #require(read.all("svg").first?.attributes)
        #expect(picture["role"] == "img" && picture["aria-label"] == "<a key>" && picture["viewBox"] == "0 0 11 11")
        let paths = read.all("path").map { $0.attributes["d"] }
        #expect(paths == ["M0 0h11v11H0z", "M4 4h2v1h-2zM4 6h1v1h-1zM6 6h1v1h-1z"])
    }
}
