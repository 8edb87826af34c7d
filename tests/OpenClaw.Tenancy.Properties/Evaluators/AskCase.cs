using FsCheck;
using FsCheck.Fluent;
using Make = FsCheck.Fluent.Gen;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Properties.Scopes;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Evaluators;

/// <summary>Who asks for what of whose, apart from any world.</summary>
internal sealed record AskCase(TenantId Tenant, string[] Held, string Required, TenantId? Owner, bool Exists)
{
    private static readonly DateTimeOffset Start = new ManualTime().Now;

    public static Gen<AskCase> Gen =>
        from tenant in Make.Frequency((5, Make.Constant(TestWorld.Acme)), (1, Make.Elements(TestWorld.Globex, TenantId.Platform)))
        from held in ScopeGens.Held
        from required in Make.OneOf(ScopeGens.Name, Make.Elements(held.Append("operator.read").ToArray()))
        from owner in Make.Frequency(
            (6, Make.Constant<TenantId?>(tenant)), (1, Make.Elements<TenantId?>(TestWorld.Acme, TestWorld.Globex, TestWorld.Initech, TenantId.Platform, null)))
        from exists in Make.Frequency((9, Make.Constant(true)), (1, Make.Constant(false)))
        select new AskCase(tenant, held, required, owner, exists);

    /// <summary>What the boundary alone lets through.</summary>
    public bool IsWithinBoundary => Exists && Owner is not null && Owner == Tenant && Tenant != TenantId.Platform
        && Held.Any(h => ScopeLattice.OpenClaw.Implies(h, Required));

    // The world's clock runs on where evaluators time out; a request is always at the start.
    public AccessRequest In(TestWorld world) => new(
        world.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = Tenant.ToString(),
            Subject = "someone",
            Scopes = [.. Held.Select(h => Tenant == TenantId.Platform ? h : $"{h}@{Tenant}")],
            IssuedAt = world.Time.Now,
            ExpiresAt = world.Time.Now.AddMinutes(1),
        }).Claim!,
        world.Engine.Action(Required),
        Exists ? ResourceRef.Owned("r1", Owner) : ResourceRef.Absent("r1"),
        Start);
}
