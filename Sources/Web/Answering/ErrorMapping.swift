import Storage
import Terms

/// The one place where errors become pages.
package struct ErrorMapping: Sendable {
    /// Refusals of the wings that have a page of their own; nil for what is not known there either.
    private let others: @Sendable (any Error) -> ErrorPage?

    package init(others: @escaping @Sendable (any Error) -> ErrorPage? = { _ in nil }) { self.others = others }

    /// The page for an error; nil for a fault, which nobody foresaw and which is logged.
    package func page(for error: any Error) -> ErrorPage? {
        switch error {
        case let page as ErrorPage: page
        case let body as BodyError: Self.page(for: body)
        case is MalformedID: .notFound
        case is Gate.Busy, is CancellationError: .busy
        case StorageError.full: .full
        case StorageError.unavailable, StorageError.unwritable, StorageError.conflict, StorageError.strangeSchema: .unavailable
        default: others(error)
        }
    }

    private static func page(for error: BodyError) -> ErrorPage {
        switch error {
        case .malformed, .cutShort, .unreadableText, .connectionBroke: .malformed
        case .headersTooLong, .tooManyParts, .fieldTooLong, .bodyTooLong: .tooLarge
        case .wrongKind: .wrongKind
        }
    }
}
