import Logging
import Organisations
import Reporting
import ServiceLifecycle
import Storage
import Terms

/// Mails to members that there is something new, as each of them chose.
struct Courier: Service {
    private static let pauseSeconds = 20
    private static let mailsPerRound = 20

    let ground: Ground
    let sendmail: Sendmail
    let site: String?
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await deliver() } catch {
                    logger.error("notices were not mailed", metadata: ["error": "\(type(of: error))"])
                }
                do { try await Task.sleep(for: .seconds(Self.pauseSeconds)) } catch { return }
            }
        }
    }

    /// Sends what is due now; tells how many were taken.
    @discardableResult
    func deliver() async throws -> Int {
        let due = try await ground.database.write { [ground] tx in
            try ground.notices.takeDue(limit: Self.mailsPerRound, in: tx)
        }
        var sent = 0
        for mail in due {
            let message = NoticeMail(
                from: sendmail.from, mail: mail, site: site, at: ground.time.now(), chance: ground.chance)
            do {
                try await sendmail.send(message.text, to: mail.address)
                try await ground.database.write { [ground] tx in try ground.notices.mailed(mail, in: tx) }
                sent += 1
            } catch is Sendmail.NotTaken {
                logger.warning("a notice was not taken by the machine's mail")
                try await ground.database.write { [ground] tx in try ground.notices.failed(mail, in: tx) }
            }
        }
        return sent
    }
}
