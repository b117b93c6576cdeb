public import ArgumentParser
public import Signpost
public import Terms

// Codes of lists may be typed as arguments; `--help` names them all.
extension Role: ExpressibleByArgument {}
extension Subject: ExpressibleByArgument {}
extension AgeGroup: ExpressibleByArgument {}
extension ExploitationForm: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension Reach: ExpressibleByArgument {}
