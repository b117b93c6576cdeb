/// Every kind of thing that has an id, in alphabetical order.
public enum Kinds {
    public enum Attachment: IDKind { public static let prefix = "att" }
    public enum Compartment: IDKind { public static let prefix = "cmp" }
    public enum Destruction: IDKind { public static let prefix = "dst" }
    public enum Dossier: IDKind { public static let prefix = "dos" }
    public enum Duty: IDKind { public static let prefix = "dut" }
    public enum Entry: IDKind { public static let prefix = "ent" }
    public enum HandOver: IDKind { public static let prefix = "hov" }
    public enum Invitation: IDKind { public static let prefix = "inv" }
    public enum Member: IDKind { public static let prefix = "mem" }
    public enum Organisation: IDKind { public static let prefix = "org" }
    public enum Record: IDKind { public static let prefix = "rec" }
    public enum Report: IDKind { public static let prefix = "rep" }
    public enum Session: IDKind { public static let prefix = "ses" }
    public enum Share: IDKind { public static let prefix = "shr" }
    public enum Task: IDKind { public static let prefix = "tsk" }
}

public typealias AttachmentID = ID<Kinds.Attachment>
public typealias CompartmentID = ID<Kinds.Compartment>
public typealias DestructionID = ID<Kinds.Destruction>
public typealias DossierID = ID<Kinds.Dossier>
public typealias DutyID = ID<Kinds.Duty>
public typealias EntryID = ID<Kinds.Entry>
public typealias HandOverID = ID<Kinds.HandOver>
public typealias InvitationID = ID<Kinds.Invitation>
public typealias MemberID = ID<Kinds.Member>
public typealias OrganisationID = ID<Kinds.Organisation>
public typealias RecordID = ID<Kinds.Record>
public typealias ReportID = ID<Kinds.Report>
public typealias SessionID = ID<Kinds.Session>
public typealias ShareID = ID<Kinds.Share>
public typealias TaskID = ID<Kinds.Task>
