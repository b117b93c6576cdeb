import Metrics
public import Storage

/// Counts what goes wrong with the database, by kind.
public enum DatabaseErrors {
    public static func count(_ error: StorageError) {
        Counter(label: "baken_database_errors", dimensions: [("kind", error.code)]).increment()
    }
}
