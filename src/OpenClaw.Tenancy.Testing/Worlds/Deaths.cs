namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>The ways in which a claim ends.</summary>
internal static class Deaths
{
    internal static readonly TimeSpan ShortLife = TimeSpan.FromMinutes(2);

    internal static Death Credential { get; } = new("whose credential was revoked", null, static (world, claim) => world.RevokeCredential(claim));

    internal static Death Member { get; } = new("whose member was revoked", null, static (world, claim) => world.RevokeMember(claim));

    internal static Death Expiry { get; } = new("that has expired", ShortLife, static (world, _) => world.OutliveShortClaims());

    internal static Death Suspension { get; } = new("whose tenant was suspended", null, static (world, _) => world.SetSuspended(true));

    internal static IEnumerable<Death> OfClaim => [Credential, Member, Expiry];
}
