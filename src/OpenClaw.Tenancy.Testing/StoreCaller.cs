using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Testing;

/// <summary>As whom, and with what, one operation is called: one request's scope.</summary>
/// <remarks>
/// Hand the store what it takes in the host, the permit or the context, as it is. What is missing or dead here is so
/// on purpose, and refusing it is the store's work. Only the kit makes one.
/// </remarks>
public sealed class StoreCaller
{
    internal StoreCaller(IServiceProvider services, TenantContext context, AccessPermit? permit, StoreKind kind) =>
        (Services, Context, Permit, Kind) = (services, context, permit, kind);

    /// <summary>The services of the scope; some calls come with a scope that has ended.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The tenant of the scope; some calls come with a context that has none, or a dead one.</summary>
    public TenantContext Context { get; }

    /// <summary>The permit, where <see cref="StoreKind.Actions"/> names an action of the operation; some calls come without, or with a wrong one.</summary>
    public AccessPermit? Permit { get; }

    /// <summary>The kind of object.</summary>
    public StoreKind Kind { get; }
}
