import Foundation

/// How many files and connections the process may have open.
enum OpenFiles {
    /// Raises it as far as the system lets the process: a service is begun with 1,024 for programs of long ago, and may
    /// have more. Tells how many it is then.
    static func raise() -> Int {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return 1_024 }
        let wanted = min(limit.rlim_max, 65_536)
        if wanted > limit.rlim_cur {
            var raised = limit
            raised.rlim_cur = wanted
            if setrlimit(kind, &raised) == 0 { limit = raised }
        }
        return Int(limit.rlim_cur)
    }
}
