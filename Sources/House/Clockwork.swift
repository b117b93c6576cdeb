import Collaboration
import Duties
import Foundation
import Journal
import Logging
import Organisations
import Records
import Reporting
import ServiceLifecycle
import Site
import Storage
import Terms
import Web

/// What the house does by itself: each second the journal's places, each minute what is late and what has ended.
struct Clockwork: Service {
    let ground: Ground
    let sharing: Sharing
    let folder: String
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var ticks = 0
            while !Task.isCancelled {
                await attempt("sequence") {
                    let head = try await ground.database.write { [ground] tx in try ground.journal.sequence(in: tx) }
                    if let head { try await Witness(folder: folder).follow(to: head, in: ground) }
                }
                if ticks % 60 == 0 { await sweep() }
                ticks += 1
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    private func sweep() async {
        await attempt("escalate") {
            let risen = try await LateDuties(ground).raise()
            if risen > 0 { logger.notice("late duties rose", metadata: ["count": "\(risen)"]) }
        }
        await attempt("lapse") {
            let lapsed = try await sharing.lapse()
            if lapsed > 0 { logger.notice("what was shared until now ended", metadata: ["dossiers": "\(lapsed)"]) }
        }
        await attempt("foretell") {
            let told = try await sharing.foretell()
            if told > 0 { logger.notice("the end of what was shared was told", metadata: ["shares": "\(told)"]) }
        }
        await attempt("sweep") {
            try await ground.database.write { [ground] tx in
                try ground.membership.sweep(in: tx)
                try ground.notices.sweep(in: tx)
                _ = try ground.attachments.sweep(in: tx)
                try OpenForms(ground).sweep(in: tx)
            }
        }
        await attempt("forget") { try await ground.database.forget() }
    }

    private static func kind(of error: any Error) -> String {
        (error as? StorageError).map { "StorageError.\($0.code)" } ?? "\(type(of: error))"
    }

    /// A sweep that fails is told and tried again at its next turn; it never stops the house.
    private func attempt(_ name: String, _ work: () async throws -> Void) async {
        do { try await work() } catch {
            if let error = error as? StorageError { DatabaseErrors.count(error) }
            logger.error("a sweep failed", metadata: ["sweep": "\(name)", "error": "\(Self.kind(of: error))"])
        }
    }
}
