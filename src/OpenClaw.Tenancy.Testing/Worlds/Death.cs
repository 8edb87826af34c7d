using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>A way in which a claim ends while somebody still holds what was earned by it.</summary>
/// <param name="Name">How it reads in a finding.</param>
/// <param name="Life">How long the claim is issued for, or null.</param>
/// <param name="Kill">Ends it.</param>
internal sealed record Death(string Name, TimeSpan? Life, Action<KitWorld, VerifiedTenantClaim> Kill);
