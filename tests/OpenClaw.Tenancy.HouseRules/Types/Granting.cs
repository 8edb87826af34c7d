using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>The types whose objects open something: whoever holds one has been through a gate.</summary>
internal static class Granting
{
    internal static IReadOnlyList<Type> Types { get; } =
    [
        .. new[]
        {
            "VerifiedTenantClaim", "TenantIssuer", "AccessPermit", "AccessAction", "ScopeSet", "PolicyEngine", "TenantContext",
            "TenantEntry", "TenantDirectory", "CredentialVerifiers", "TenancyBuilder", "ScopeLattice", "TokenKey", "TokenKeyRing",
            "TenantDirectoryRoots", "TenantDirectoryRoot", "ApprovalGrant", "ApprovalDesk", "ClaimGrant", "BreakGlassGrant", "TrailAccess", "VaultAccess",
            "UsageAccess", "UsageReservation", "SecretLease", "TenantConnector", "TenantEnvelope", "TenantEnvelopes", "TenantJob", "TenantJobRunner",
            "EventGate", "EventInlet", "EventSubscription", "TenantEvent", "LiveConnection", "LiveConnections", "LiveHandshake",
        }.Select(Library.Named),
    ];

    /// <summary>Values that carry a grant or its absence: whatever outsiders can make of them is a denial.</summary>
    internal static IReadOnlyList<Type> Carriers { get; } =
        [.. new[] { "ClaimAcceptance", "CredentialVerification", "AccessDecision", "AccessResult", "ApprovalRedemption", "EgressOpening", "EnvelopeOpening", "JobEnqueuing", "LiveOpening" }.Select(Library.Named)];
}
