using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>By which right a view reaches a tenant's entries. It is asked at each call.</summary>
internal sealed class TenantSource
{
    private readonly TenantContext? _context;
    private readonly PolicyEngine? _engine;
    private readonly AccessPermit? _permit;
    private readonly AccessAction? _action;
    private readonly string? _resourceId;

    internal TenantSource(TenantContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    internal TenantSource(PolicyEngine engine, AccessPermit permit, AccessAction action, string? resourceId)
    {
        ArgumentNullException.ThrowIfNull(permit);
        ArgumentNullException.ThrowIfNull(action);
        (_engine, _permit, _action, _resourceId) = (engine, permit, action, resourceId);
    }

    // SECURITY: no answer of an earlier call is kept, so that the right to the entries ends with the claim.
    internal TenantId Require() => _context is not null ? _context.Tenant : _engine!.Demand(_permit, _action!, _resourceId);
}
