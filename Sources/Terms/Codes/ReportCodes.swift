/// What a report is about.
public enum Subject: String, Coded {
    /// A signal about a possible victim (Dutch: signaal over een slachtoffer).
    case victim
    /// A signal about a suspected perpetrator (Dutch: daderssignaal).
    case perpetrator
    /// A signal about both.
    case both
    /// A question: somebody wants to talk it over first (Dutch: vraag).
    case question

    public static let list = "subject"
}

/// Who reports (Dutch: melder).
public enum ReporterRole: String, Coded {
    /// Friend, relative, neighbour, hotel or café staff (Dutch: omstander).
    case bystander
    /// Somebody who meets it in their work: teacher, nurse, youth worker.
    case professional
    /// It is about themself (Dutch: slachtoffer).
    case victim

    public static let list = "role"
}

/// The age of the person it is about.
public enum AgeGroup: String, Coded {
    case minor
    case adult
    case unknown

    public static let list = "age"
}

/// A form of exploitation (Dutch: vorm van uitbuiting); art. 273f Wetboek van Strafrecht, and art. 2 of Directive
/// 2011/36/EU as Directive (EU) 2024/1712 has it.
public enum ExploitationForm: String, Coded {
    case sexual
    case labour
    /// Made to steal, deal or move money (Dutch: criminele uitbuiting).
    case criminal
    case begging
    /// Domestic servitude (Dutch: huishoudelijke dienstbaarheid).
    case domestic
    /// Removal of organs (Dutch: orgaanverwijdering).
    case organs
    /// Made to marry (Dutch: gedwongen huwelijk).
    case forcedMarriage
    /// Given or taken for adoption against the law (Dutch: illegale adoptie).
    case illegalAdoption
    /// Made to carry a child for others (Dutch: gedwongen draagmoederschap).
    case surrogacy
    case unknown

    public static let list = "exploitation"
}

/// How soon somebody must look (Dutch: urgentie); the order of the cases is the order of the inbox.
public enum Urgency: String, Coded, Comparable {
    /// Somebody is in danger now (Dutch: direct gevaar).
    case danger
    case urgent
    case normal

    public static let list = "urgency"

    /// 0 is looked at first.
    public var rank: Int { switch self { case .danger: 0; case .urgent: 1; case .normal: 2 } }
    public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }
}

/// Who an identifier or a person in a report belongs to, as far as the reporter knows.
public enum Involvement: String, Coded {
    case victim
    case perpetrator
    case unknown

    public static let list = "involvement"
}

/// A way to find a person or a thing (Dutch: persoons- of zaakgegeven).
public enum IdentifierKind: String, Coded {
    /// A name, nickname or alias.
    case name
    case phone
    /// An account on a site or app.
    case account
    /// A number plate (Dutch: kenteken).
    case plate
    case address
    case employer

    public static let list = "identifier"
}

/// How a report came in (Dutch: kanaal).
public enum Channel: String, Coded {
    case web
    case telephone
    /// Somebody came to the desk (Dutch: balie).
    case desk

    public static let list = "channel"
}

/// Whether, and how, it is safe to contact the reporter.
public enum ContactWay: String, Coded {
    /// Only through the site, with the receipt code.
    case siteOnly
    case telephone
    case email

    public static let list = "contact"
}
