/// Why a deed of membership was not done; each has its sentence under `refusal.<case>` in the catalogues.
public enum MembershipRefusal: String, Error, Sendable, CaseIterable {
    /// The organisation's name is taken.
    case nameTaken
    /// The log-in name is taken, or is none.
    case logInTaken
    case malformedName
    /// The recovery code does not open this organisation.
    case wrongRecoveryCode
    /// The invitation was used, withdrawn, or is older than three days.
    case invitationNotValid
    case passwordTooWeak
    /// The password is made of what is tried first.
    case passwordGuessable
    /// The one-time code does not fit the secret shown.
    case wrongOneTimeCode
    /// Name, password or one-time code is wrong, or it was tried too often: which one is not said.
    case logInFailed
    /// The member is the last one able to open the organisation's reports.
    case lastAbleMember
    /// No such member at this organisation.
    case unknownMember
    /// There is nobody to let in: enrolled, waiting, and of this organisation.
    case notWaiting
    /// The two did not compare the key of who waits, or it is another one now.
    case keyNotCompared
    /// Whoever acts holds no key to pass on.
    case holdsNoKey
    /// The form that invites was sent before.
    case alreadyInvited
    /// Somebody meant to remove or reset themself: a colleague does that.
    case oneself
    /// What somebody had taken on can be given only to a colleague who can open reports.
    case colleagueCannot
    /// More than 2,000 characters in one answer about the organisation.
    case profileTooLong
}
