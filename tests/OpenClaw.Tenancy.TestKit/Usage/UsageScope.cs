using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.TestKit.Usage;

/// <summary>A scope of a tenant, and its right to usage.</summary>
public sealed class UsageScope : IDisposable
{
    private readonly IServiceScope _scope;

    public UsageScope(TestWorld world, TenantId tenant)
        : this(world.Services, world.Claim(tenant, "operator.write"))
    {
    }

    public UsageScope(IServiceProvider services, VerifiedTenantClaim claim)
    {
        _scope = services.CreateScope();
        _scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, permit: null, "the-correlation");
        Access = UsageAccess.Of(Context);
    }

    public TenantContext Context => _scope.ServiceProvider.GetRequiredService<TenantContext>();

    public UsageAccess Access { get; }

    public void Dispose() => _scope.Dispose();
}
