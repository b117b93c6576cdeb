import Foundation
import Testing

@Suite("The files that the program carries")
struct EmbeddedTests {
    @Test("are all that stand beside them in the folders of data: none is forgotten")
    func complete() throws {
        let listed = try Repository.file("Sources/Embedded/Embedded.c").text
            .matches(of: /#define NAME embedded_(\w+)\n#define PATH "\.\.\/(.+)"\n/)
        let paths = Set(listed.map { String($0.2) })
        let folders = Set(paths.map { ($0 as NSString).deletingLastPathComponent })
        #expect(paths.count > 30 && folders.count > 4)
        for folder in folders {
            let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Sources/" + folder)
            for name in names where !name.hasSuffix(".swift") {
                #expect(paths.contains(folder + "/" + name), "Sources/\(folder)/\(name) is not in Sources/Embedded")
            }
        }
        for file in listed {
            let name = (String(file.2) as NSString).lastPathComponent.map { $0.isLetter ? $0 : "_" }
            #expect(String(file.1) == String(name), "\(file.2) is called otherwise")
        }
    }
}
