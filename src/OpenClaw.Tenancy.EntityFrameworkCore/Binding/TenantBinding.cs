using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Binding;

/// <summary>The tenant of one context instance: set once, looked at again at each use, and cleared when the instance goes back to its pool.</summary>
internal sealed class TenantBinding(ICurrentDbContext current, IDbContextOptions options, KnownTenants known) : IResettableService
{
    private TenantContext? _scope;
    private AccessPermit? _permit;
    private AccessPermit? _rawSql;
    private TenantId? _learnt;

    /// <summary>Whether the context acts for a tenant, be it alive or not. A scope that has no tenant yet gives it none.</summary>
    internal bool IsBound => _permit is not null || (Adopt() && (_scope!.IsBound || _scope.HasEnded));

    /// <summary>The tenant of the context.</summary>
    /// <exception cref="TenantScopeRequiredException">The context has no tenant, or what it was bound by has ended.</exception>
    internal TenantId Tenant => Learnt(_permit is { } permit ? permit.RequireTenant() : Adopt() ? _scope!.Tenant : throw new TenantScopeRequiredException(
        "This context is bound to no tenant. Take it from a scope whose TenantContext is bound, or make it with ITenantDbContextFactory."));

    internal static TenantBinding Of(DbContext context) => context.GetInfrastructure().GetService<TenantBinding>() ?? throw new TenancyConfigurationException(
        [$"{context.GetType().Name} was configured without tenancy. Call UseTenancy on its options, or register it with AddTenantDbContext."]);

    internal void Bind(TenantContext scope)
    {
        RequireFree(scope);
        _scope = scope;
    }

    internal void Bind(AccessPermit permit)
    {
        RequireFree(permit);

        // A permit of another container was earned by another directory, whose tenants may have other owners under the same ids.
        Services?.GetService<PolicyEngine>()?.Demand(permit, permit.Action, permit.ResourceId);
        _permit = permit;
    }

    internal void PermitRawSql(AccessPermit permit)
    {
        if (permit.Tenant != Tenant)
        {
            throw new TenantMismatchException("The permit for raw SQL is another tenant's than the context.");
        }

        _rawSql = permit;
    }

    // SECURITY: asked at each execution; a permit that has ended since opens nothing.
    internal void RequireRawSql()
    {
        if (_rawSql?.RequireTenant() != Tenant)
        {
            throw new TenantScopeRequiredException(
                "Raw SQL is not filtered by tenant, so it takes a permit. Earn one for RawSql.Action and hand it to PermitRawSql.");
        }
    }

    /// <summary>Throws where what the context was bound by has ended.</summary>
    internal void RequireLife() => _ = Tenant;

    public void ResetState() => (_scope, _permit, _rawSql, _learnt) = (null, null, null, null);

    public Task ResetStateAsync(CancellationToken cancellationToken = default)
    {
        ResetState();
        return Task.CompletedTask;
    }

    // INVARIANT: one instance, one binding, until the pool has cleared it.
    private void RequireFree(object binder)
    {
        ArgumentNullException.ThrowIfNull(binder);
        if (_scope is not null || _permit is not null)
        {
            throw new TenantMismatchException("A DbContext is bound to a tenant once. Make another one for another scope or permit.");
        }
    }

    private IServiceProvider? Services => options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;

    // A context that a scope made belongs to that scope's tenant without another word.
    private bool Adopt()
    {
        if (_scope is not null || _permit is not null)
        {
            return _scope is not null;
        }

        return Scoped(Services) is { IsBound: true } scope && (_scope = scope) is not null;
    }

    private static TenantContext? Scoped(IServiceProvider? services)
    {
        try
        {
            return services?.GetService<TenantContext>();
        }
        catch (InvalidOperationException)
        {
            // The root provider has no scope; it then has no tenant either.
            return null;
        }
    }

    private TenantId Learnt(TenantId tenant)
    {
        if (!ReferenceEquals(_learnt, tenant))
        {
            ModelSeal.RequireSound(current.Context.Model, options.FindExtension<TenancyOptionsExtension>()!.Settings);
            known.Learn(tenant);
            _learnt = tenant;
        }

        return tenant;
    }
}
