import Foundation
func mut(_ n: Int) -> Bool { ProcessInfo.processInfo.environment["MUT"] == String(n) }
