namespace OpenClaw.Tenancy.Directory;

/// <summary>How much of each kind a directory holds for one tenant or user, and of grants in whole.</summary>
/// <remarks>INVARIANT: fixed numbers. A process that was configured otherwise would refuse what others apply.</remarks>
internal static class DirectoryLimits
{
    internal const int Members = 100_000;
    internal const int Keys = 1_000;
    internal const int Invitations = 1_000;
    internal const int Identities = 16;
    internal const int ExternalNames = 1_000;
    internal const int Names = 100;
    internal const int Grants = 1_000;
    internal const int GrantsOfOne = 100;
    internal const int GrantScopes = 64;

    /// <summary>The longest that a break-glass grant is open, and that a request for one waits: 24 hours.</summary>
    internal const long GrantTicks = TimeSpan.TicksPerDay;
}
