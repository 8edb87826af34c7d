namespace Gateway.Tests.Histories;

/// <summary>The ways in which a caller comes to a right.</summary>
internal enum CredentialKind
{
    Token,
    Key,
    Grant,
    Forged,
}
