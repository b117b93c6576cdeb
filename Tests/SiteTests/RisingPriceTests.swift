import HTTPTypes
import Support
import Terms
import Testing

@testable import Site
@testable import Web

@Suite("The rising price of sending")
struct RisingPriceTests {
    private let now = TestClock().now

    private func busy(_ forms: Int) -> RisingPrice {
        let price = RisingPrice()
        for _ in 0..<forms { price.count(at: now) }
        return price
    }

    @Test("is nothing up to six hundred a minute, and at most a minute and a half")
    func bounds() {
        let walk = Walk.begin(at: now, .seeded(1))
        #expect(busy(600).ask(walk, at: now) == .accepted)
        for forms in [601, 2_000, 100_000] {
            guard case .wait(let seconds, let promised) = busy(forms).ask(walk, at: now) else {
                Issue.record("\(forms) a minute cost nothing")
                continue
            }
            #expect((1...90).contains(seconds))
            #expect(busy(1_000_000).ask(promised, at: now + .seconds(seconds)) == .accepted)
        }
    }

    @Test("rises with the bytes of files as with forms")
    func bytes() {
        let walk = Walk.begin(at: now, .seeded(1))
        func asked(_ reports: Int, of bytes: Int) -> RisingPrice.Answer {
            let price = RisingPrice()
            for _ in 0..<reports { price.count(at: now, bytes: bytes) }
            return price.ask(walk, at: now)
        }
        #expect(asked(10, of: 5_000_000) == .accepted)
        guard case .wait = asked(10, of: 45_000_000) else {
            Issue.record("ten reports with all the files that one may have cost nothing")
            return
        }
    }

    @Test("does not rise by asking")
    func asking() {
        let price = busy(600)
        for number in 1...2_000 as ClosedRange<UInt64> {
            #expect(price.ask(Walk.begin(at: now, .seeded(number)), at: now) == .accepted)
        }
    }

    @Test("does not rise when the disk is full: whoever is told that nothing was stored may press again at once")
    func fullDisk() async throws {
        try await withScene { scene in
            _ = try await scene.open("Shelter")
            for _ in 0..<600 { scene.site.desk.price.count(at: scene.clock.now) }
            var person = try await Person(scene)
            try await person.goToFiles(words: String(repeating: "many words ", count: 1_800))
            try await person.goToCheck()
            try await scene.leaveRoom(pages: 0)
            for _ in 0..<5 {
                try await person.press("send")
                #expect(person.page.status == 503 && person.page.fields[.retryAfter] != nil)
            }
            try await scene.leaveRoom(pages: nil)
            _ = try await person.send()
            // What was stored does count: the next one waits.
            var next = try await Person(scene)
            try await next.goToFiles()
            try await next.goToCheck()
            try await next.press("send")
            #expect(next.page.status == 200 && next.page.hidden("step") == "check")
            #expect(next.page.fields[.retryAfter] != nil)
        }
    }
}
