namespace OpenClaw.Tenancy.Directory;

/// <summary>What a change of the directory does. The set is closed: a process that does not know a kind follows no further.</summary>
public enum DirectoryChangeKind
{
    /// <summary>Not known. No change has it, and none that is read with it is applied.</summary>
    Unknown = 0,

    /// <summary>A tenant is added.</summary>
    TenantRegistered,

    /// <summary>A tenant moves to another status.</summary>
    StatusSet,

    /// <summary>Every credential that a member holds dies.</summary>
    MemberRevoked,

    /// <summary>What a member is issued from now on lives again.</summary>
    MemberReinstated,

    /// <summary>One credential dies for good.</summary>
    CredentialRevoked,
}
