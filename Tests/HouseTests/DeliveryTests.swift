import Foundation
import Logging
import Organisations
import Reporting
import Storage
import Support
import Terms
import Testing
import Worlds

@testable import House

/// A program that stands in sendmail's place: it writes down how it was called and what it was given.
private struct Post {
    let folder: TemporaryFolder
    let sendmail: Sendmail

    init(_ script: String = "", patience: Int = 5_000) throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/sendmail"
        let text = """
            #!/bin/sh
            printf '%s\\n' "$@" > \(folder.path)/arguments
            env > \(folder.path)/environment
            cat > \(folder.path)/message
            \(script)
            """
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        sendmail = Sendmail(
            path: path, from: try #require(MailAddress("baken@meld.example.nl")), patience: patience)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8) }
}

@Suite("Mail that says that there is something new")
struct DeliveryTests {
    private func withMail(_ post: Post, _ body: (World, Crew, Courier) async throws -> Void) async throws {
        try await withWorld(on: .sqlite) { world in
            let crew = try await world.open("Shelter of Secret Street")
            let session = try await world.session(crew.intake)
            let choice = try #require(
                NoticeChoice(way: .atOnce, address: MailAddress("worker@example.nl"), language: .nl))
            try await world.ground.database.write { tx in
                try world.ground.notices.choose(choice, by: session, in: tx)
                try world.ground.notices.tell(.shared, about: "dos_secretcase", to: crew.id, by: nil, in: tx)
            }
            let courier = Courier(
                ground: world.ground, sendmail: post.sendmail, site: "https://meld.example.nl",
                logger: Logger(label: "test"))
            try await body(world, crew, courier)
        }
    }

    @Test("goes through the machine's sendmail, once, and names neither case nor organisation nor person")
    func sent() async throws {
        let post = try Post()
        try await withMail(post) { _, _, courier in
            let (first, second) = (try await courier.deliver(), try await courier.deliver())
            #expect(first == 1 && second == 0)
        }
        #expect(try post.read("arguments") == "-i\n-f\nbaken@meld.example.nl\n--\nworker@example.nl\n")
        let message = try post.read("message")
        #expect(message.hasPrefix("From: baken@meld.example.nl\nTo: worker@example.nl\nSubject: "))
        #expect(message.contains("\nDate: Sun, 1 Mar 2026 12:"))
        #expect(message.contains("https://meld.example.nl/nl/day"))
        for secret in ["Secret", "secretcase", "dos_", "intake", "shared"] { #expect(!message.contains(secret)) }
        let environment = try post.read("environment")
        #expect(!environment.contains("HOME="), "it is given nothing of this process")
    }

    @Test("that is not taken is kept for later", arguments: ["exit 75", "kill -9 $$"])
    func refused(script: String) async throws {
        let post = try Post(script)
        try await withMail(post) { world, _, courier in
            #expect(try await courier.deliver() == 0)
            world.clock.advance(by: .minutes(2))
            #expect(try await courier.deliver() == 0)
            let waiting = try await world.ground.database.read { tx in
                try tx.value("SELECT count(*) FROM notice WHERE mailed_at IS NULL", as: Int.self)
            }
            #expect(waiting == 2)
        }
    }

    @Test("does not wait for ever for a program that hangs")
    func hanging() async throws {
        let post = try Post("exec sleep 600", patience: 200)
        try await withMail(post) { _, _, courier in
            let sent = try await courier.deliver()
            #expect(sent == 0)
        }
    }

    @Test("fails quietly where there is no such program")
    func missing() async throws {
        let post = try Post()
        try FileManager.default.removeItem(atPath: post.sendmail.path)
        try await withMail(post) { _, _, courier in
            let sent = try await courier.deliver()
            #expect(sent == 0)
        }
    }
}
