import Metrics
package import Storage

/// Counts what goes wrong with the database, by kind.
package enum DatabaseErrors {
    package static func count(_ error: StorageError) {
        Counter(label: "baken_database_errors", dimensions: [("kind", error.code)]).increment()
    }
}
