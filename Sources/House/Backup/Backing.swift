import Foundation
import Reporting
import Storage
import Terms
import Vault

extension House {
    /// Writes a consistent copy of the whole database to a file, while others go on; how many rows it has.
    func backUp(to path: String) async throws -> Int {
        let keys = BackupKeys(ground.secret)
        let now = ground.time.now().milliseconds
        return try await ground.database.copy { snapshot in
            let writer = try BackupWriter(path)
            try writer.begin(
                BackupHeader(
                    format: BackupFormat.name, madeAt: now, secret: keys.fingerprint, migrations: snapshot.migrations))
            for table in snapshot.tables where !BackupFormat.leftOut.contains(table.name) {
                try writer.add(table)
                try snapshot.rows(of: table) { try writer.add($0) }
            }
            return try writer.finish(keys)
        }
    }

    /// Brings a backup back into an empty database, all or nothing; how many rows it had.
    ///
    /// The secret must stand in the folder already: without the right one nothing could be opened afterwards.
    static func restore(from path: String, _ settings: Settings) async throws -> Int {
        let secret = try SecretFile(folder: settings.folder).read(mayMake: false)
        let keys = BackupKeys(secret)
        let header = try BackupReader(path).header()
        guard header.secret == keys.fingerprint else {
            throw Trouble(
                description: "The secret in \(settings.folder) is not the one that this backup was made with, so nothing "
                    + "in it could be opened. Put the right secret there first.")
        }
        let database = try await Database.open(settings.location)
        do {
            let rows = try await database.fill(migrations, had: header.migrations) { filling in
                let reader = try BackupReader(path)
                guard try reader.header() == header else { throw Trouble(description: "\(path) changes while it is read.") }
                return try reader.rows(keys) { values, table in try filling.insert(values, into: table) }
            }
            try await database.migrate(migrations)
            await database.close()
            return rows
        } catch {
            await database.close()
            switch error {
            case is DatabaseNotEmpty:
                throw Trouble(
                    description: "There is a database with something in it already. A backup is restored into an empty "
                        + "one only: give another folder or another database.")
            case let changed as MigrationChanged:
                throw Trouble(
                    description: "The backup was made by another Baken: this program does not know its step "
                        + "\"\(changed.name)\". Restore it with the program that made it, or a newer one.")
            case StorageError.constraint, StorageError.malformed:
                throw Trouble(description: "The backup does not fit together. Nothing of it was kept.")
            default: throw error
            }
        }
    }
}
