namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>What became of a claim since it was accepted, or why there is none.</summary>
internal enum Life
{
    Alive,
    Suspended,
    Reopened,
    MemberRevoked,
    CredentialRevoked,
    Expired,
    Missing,
    Ambiguous,
    OtherContainer,
}
