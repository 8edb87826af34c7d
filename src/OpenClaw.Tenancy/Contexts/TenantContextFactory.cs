using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Contexts;

internal sealed class TenantContextFactory(TenantContext context, IServiceScopeFactory scopes, TenantTags tags) : ITenantContextFactory
{
    public Task<TResult> RunAsync<TResult>(
        VerifiedTenantClaim claim, Func<IServiceProvider, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        RunAsync(claim, correlationId: null, runId: null, work, cancellationToken);

    public async Task<TResult> RunAsync<TResult>(
        VerifiedTenantClaim claim, string? correlationId, string? runId, Func<IServiceProvider, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(work);
        context.RequireAlive();
        if (context.IsBound && context.Claim.ReachedTenant != claim.ReachedTenant)
        {
            throw new TenantMismatchException(
                "Work of one tenant was started from the scope of another. Start it from the root provider, with a claim of its own.");
        }

        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            scope.ServiceProvider.GetRequiredService<TenantContext>().Bind(claim, permit: null, correlationId, runId);
            using IDisposable? tagged = tags.Begin(claim);

            // Disposed of within: what its services say at their end is the tenant's too.
            await using (scope.ConfigureAwait(false))
            {
                return await work(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Bind(VerifiedTenantClaim claim, AccessPermit? permit, string? correlationId) => Bind(claim, permit, correlationId, runId: null);

    public void Bind(VerifiedTenantClaim claim, AccessPermit? permit, string? correlationId, string? runId)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (permit is not null && !ReferenceEquals(permit.Claim, claim))
        {
            throw new TenantMismatchException("The permit was earned by another claim than the one that the scope is given.");
        }

        context.Bind(claim, permit, correlationId, runId);
    }

    public void Complete(AccessPermit permit)
    {
        ArgumentNullException.ThrowIfNull(permit);
        context.Complete(permit);
    }
}
