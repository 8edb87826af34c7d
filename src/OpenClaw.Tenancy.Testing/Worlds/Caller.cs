using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>Who makes a call, and what of it is wrong on purpose. Without anything else said: a tenant with a live claim and the right permit.</summary>
internal sealed record Caller(KitWorld World, TenantId? Tenant)
{
    private const StoreOperations OfOne = StoreOperations.Read | StoreOperations.Update | StoreOperations.Delete | StoreOperations.Exists;

    /// <summary>How the claim of the scope ends before the call, or null.</summary>
    internal Death? Death { get; init; }

    /// <summary>Whether <see cref="Death"/> waits until the call is under way.</summary>
    internal bool DiesLate { get; init; }

    /// <summary>Whether the scope has ended before the call.</summary>
    internal bool ScopeEnded { get; init; }

    internal bool WithoutPermit { get; init; }

    /// <summary>The id that the permit is earned for in place of the right one.</summary>
    internal string? PermitId { get; init; }

    /// <summary>Whether the permit is for the whole collection in place of one id.</summary>
    internal bool PermitOfCollection { get; init; }

    /// <summary>The operation that the permit is earned for in place of the right one.</summary>
    internal StoreOperations? PermitOperation { get; init; }

    /// <summary>The container that the permit is earned in in place of the right one.</summary>
    internal KitWorld? PermitWorld { get; init; }

    /// <summary>Whether the permit is earned by a second claim of the tenant, which ends before the call.</summary>
    internal bool PermitDies { get; init; }

    internal async Task<PreparedCall> PrepareAsync(StoreKind kind, StoreOperations operation, string? id)
    {
        if (Tenant is null)
        {
            return Unbound(kind);
        }

        // A tenant that is shut is opened for as long as its claim is accepted.
        World.SetSuspended(Tenant != KitTenants.Suspended);
        VerifiedTenantClaim claim = World.Accept(Tenant, Death?.Life);
        AccessPermit? permit = await EarnAsync(claim, kind, operation, id).ConfigureAwait(false);
        AsyncServiceScope scope = World.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, ReferenceEquals(permit?.Claim, claim) ? permit : null, correlationId: null);
        var call = new StoreCaller(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TenantContext>(), permit, kind);
        Action kill = () => Death?.Kill(World, claim);
        if (!DiesLate)
        {
            kill();
        }

        if (ScopeEnded)
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }

        return new PreparedCall(call, scope, kill);
    }

    private PreparedCall Unbound(StoreKind kind)
    {
        AsyncServiceScope scope = World.Services.CreateAsyncScope();
        return new PreparedCall(
            new StoreCaller(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TenantContext>(), permit: null, kind), scope, static () => { });
    }

    // SECURITY: the caller says that the object is its own. So an owner source that is wrong is what the store is tried with.
    private async Task<AccessPermit?> EarnAsync(VerifiedTenantClaim claim, StoreKind kind, StoreOperations operation, string? id)
    {
        if (WithoutPermit || !kind.Actions.TryGetValue(PermitOperation ?? operation, out StoreAction? action))
        {
            return null;
        }

        KitWorld world = PermitWorld ?? World;
        VerifiedTenantClaim holder = PermitWorld is not null || PermitDies ? world.Accept(Tenant!) : claim;
        bool one = (operation & OfOne) != 0 && !PermitOfCollection;
        ResourceRef resource = one ? ResourceRef.Owned(PermitId ?? id!, Tenant) : ResourceRef.Collection(Tenant!);
        var request = new AccessRequest(holder, world.Engine.Action(action.RequiredScope, action.Name, action.Kind), in resource, world.Now);
        AccessResult result = await world.Engine.AuthorizeAsync(request).ConfigureAwait(false);
        if (!result.IsAllowed)
        {
            throw new InvalidOperationException(
                $"The kit could not earn a permit for '{action.Name}' ({result.Decision.Reason}). Name the action as the store does, and register no evaluator that refuses the kit's tenants.");
        }

        if (PermitDies)
        {
            world.RevokeCredential(holder);
        }

        return result.Permit;
    }
}
